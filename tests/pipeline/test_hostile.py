"""Hostile files: one finding each, quickly, and the rest of the handbook is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.model.diagnostic import Severity
from tests.support import check_files, initiative

LAUGHS = "\n".join(f"a{n}: &a{n} [{', '.join(['*a' + str(n - 1)] * 9) if n else 'lol'}]" for n in range(9))
CASES: dict[str, tuple[bytes, str]] = {
    "flow-depth": (b"title: " + b"[" * 30_000 + b"]" * 30_000, "yaml-forbidden"),
    "block-depth": (b"\n".join(b" " * n + b"a:" for n in range(340)), "yaml-forbidden"),
    "sequence-depth": (b"title: x\nbody:\n  " + b"- " * 30_000 + b"x\n", "yaml-forbidden"),
    "alias-bomb": (LAUGHS.encode(), "yaml-forbidden"),
    "duplicate-key": (initiative().encode() + b"status: released\n", "duplicate-key"),
    "two-megabytes": (initiative().encode() + b"body: " + b"x" * 2_000_000, "file-too-large"),
    "utf-16": (initiative().encode("utf-16"), "not-utf8"),
    "nul": (initiative().encode() + b"body: a\0b\n", "yaml-forbidden"),
    "long-number": (initiative().encode() + b"rice: {reach: " + b"9" * 5_000 + b"}\n", "yaml-forbidden"),
}


@pytest.mark.parametrize("name", CASES)
def test_gives_one_error_and_spares_the_rest(name: str, tmp_path: Path) -> None:
    data, code = CASES[name]
    files: dict[str, str | bytes] = {
        f"roadmap/initiatives/{name}.yml": data,
        "roadmap/initiatives/fine.yml": initiative(),
    }
    checked = check_files(tmp_path, files)
    errors = [finding for finding in checked.diagnostics if finding.severity is Severity.ERROR]
    assert [(finding.code, finding.span.path) for finding in errors] == [(code, f"roadmap/initiatives/{name}.yml")]
    assert "fine" in [record.id for record in checked.handbook]


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text(initiative("Outside"))
    root = tmp_path / "handbook"
    target = root / "roadmap" / "initiatives" / "link.yml"
    target.parent.mkdir(parents=True)
    target.symlink_to(outside)
    checked = check_files(root, {})
    assert [finding.code for finding in checked.diagnostics] == ["outside-repository"]
    assert len(checked.handbook) == 0
