"""The files by which services and hooks check a handbook: packed with the package, laid into every new handbook."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from site_builder import __version__

PLACES = {
    "github/action.yml": ".github/actions/opsbook/action.yml",
    "github/comment.py": ".github/actions/opsbook/comment.py",
    "github/workflow.yml": ".github/workflows/handbook.yml",
    "gitlab/ci.yml": ".gitlab-ci.yml",
    "pre_commit.yaml": ".pre-commit-config.yaml",
    "README.md": "README.md",
}
"""Where each file of the package goes in a handbook."""

REQUIREMENTS = "requirements.txt"


def write_integrations(root: Path) -> None:
    """Write the integrations into a handbook, and the version of opsbook that they install."""
    packed = files("site_builder") / "integrations"
    for name, place in PLACES.items():
        target = root / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((packed / name).read_bytes())
    text = f"# What the pipelines install; raise it on purpose.\nopsbook=={__version__}\n"
    (root / REQUIREMENTS).write_text(text, encoding="utf-8", newline="\n")
