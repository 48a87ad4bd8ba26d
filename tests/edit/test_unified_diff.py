from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from site_builder.edit.unified_diff import unified_diff


@pytest.mark.parametrize(
    ("old_path", "new_path", "old", "new"),
    [
        ("a.yml", "a.yml", b"x: 1\n", b"x: 2\n"),
        ("a.yml", "a.yml", b"x: 1\r\ny: 2", b"x: 2\r\ny: 2\r\n"),
        ("a.yml", "a.yml", "x: ä\u0085y\n".encode(), b"x: 1"),
        ("a.yml", "b.yml", b"x: 1\n", b"x: 1\ny: 2"),
        (None, "b.yml", b"", b"x: 1\n"),
        ("a.yml", None, b"x: 1\n", b""),
    ],
)
def test_git_applies_the_diff(
    old_path: str | None, new_path: str | None, old: bytes, new: bytes, tmp_path: Path
) -> None:
    if old_path is not None:
        (tmp_path / old_path).write_bytes(old)
    diff = "".join(f"{line}\n" for line in unified_diff(old_path, new_path, old, new))
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, check=True, input=diff.encode())
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert files == ({} if new_path is None else {new_path: new})
