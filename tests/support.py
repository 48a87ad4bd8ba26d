"""Small handbooks for tests, written as files and read by the real stages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from site_builder.model.diagnostic import Diagnostic
from site_builder.pipeline import Checked, Inputs, check, open_work_tree

AS_OF = date(2026, 10, 31)
CONFIG = """\
site_name: Test handbook
docs_dir: content
theme:
  name: material
  font: false
plugins:
  - search
  - opsbook
"""


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a root; a configuration and an empty home page are added where they are missing."""
    for path, text in {"mkdocs.yml": CONFIG, "content/index.md": "# Home\n", **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def inputs_of(root: Path, as_of: date = AS_OF) -> Inputs:
    """Return the pipeline's inputs of a handbook on disk."""
    return open_work_tree(root / "mkdocs.yml", lambda _: as_of)


def check_files(root: Path, files: Mapping[str, str | bytes], as_of: date = AS_OF) -> Checked:
    """Write a handbook and check it."""
    return check(inputs_of(write(root, files), as_of))


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    """Return code and place of each diagnostic, as ``path:line:column``."""
    return [(diagnostic.code, str(diagnostic.span)) for diagnostic in diagnostics]


def initiative(title: str = "Faster checkout", status: str = "planned", **fields: str) -> str:
    """Return the text of an initiative; further fields are YAML."""
    lines = [
        f"title: {title}",
        "owner: '@team'",
        f"status: {status}",
        *(f"{key}: {value}" for key, value in fields.items()),
    ]
    return "\n".join(lines) + "\n"
