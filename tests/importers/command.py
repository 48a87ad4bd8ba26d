"""``opsbook import`` in a small handbook, and the folder of real data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group


def bring(root: Path, *arguments: str) -> Result:
    """Run the command in a handbook."""
    asked = ["import", *arguments, "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31"]
    return CliRunner().invoke(group, asked, catch_exceptions=False)


def written(root: Path, *folders: str) -> dict[str, str]:
    """Return the files below some folders of a handbook."""
    paths = (path for folder in folders for path in (root / folder).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def checked(root: Path) -> list[str]:
    """Return the errors that ``opsbook check`` finds in a handbook, each in a line."""
    asked = ["check", "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31"]
    done = CliRunner().invoke(group, asked, catch_exceptions=False)
    return [line for line in (done.stdout + done.stderr).splitlines() if " error[" in line]


def real_data() -> Path:
    """Return the folder of real data; a test is skipped where there is none."""
    folder = os.environ.get("OPSBOOK_REAL_DATA", "").strip()
    if not folder:
        pytest.skip("OPSBOOK_REAL_DATA names no folder")
    return Path(folder)
