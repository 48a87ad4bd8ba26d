"""Folders of previews: those of a process that has ended are removed, those of one that runs are not."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from mkdocs_opsbook.preview_folder import new_folder, sweep


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nothing is removed")
def test_what_a_killed_preview_left_is_removed(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    left = tmp_path / f"opsbook-preview-{int(ended.stdout)}-abc"
    other = tmp_path / "opsbook-preview-of-somebody-else"
    mine = new_folder()
    for folder in (left, other):
        folder.mkdir()
    sweep()
    assert sorted(tmp_path.iterdir()) == sorted([mine, other])
    assert mine.parent == tmp_path
