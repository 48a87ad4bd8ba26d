"""Where records are looked for, and what a revision gives."""

from __future__ import annotations

from pathlib import Path

from site_builder.pipeline import check, kind_folders
from tests.support import inputs_of, write

ROLE = "title: Lead\nowner: '@team'\n"
CONFIG = "site_name: x\ntheme: {name: material, font: false}\nplugins:\n  - search\n  - opsbook\n"


def test_folders_of_pages_follow_the_documentation_folder(tmp_path: Path) -> None:
    root = write(tmp_path, {"mkdocs.yml": CONFIG, "docs/team/lead.yml": ROLE, "docs/index.md": "# Home\n"})
    inputs = inputs_of(root)
    folders = kind_folders(inputs.configuration)
    assert (folders["role"], folders["initiative"]) == ("docs/team", "roadmap/initiatives")
    assert [record.id for record in check(inputs).handbook] == ["lead"]


def test_a_folder_that_is_named_wins(tmp_path: Path) -> None:
    config = CONFIG.replace("  - opsbook\n", "  - opsbook:\n      folders: {role: people}\n")
    root = write(tmp_path, {"mkdocs.yml": config, "people/lead.yml": ROLE})
    assert kind_folders(inputs_of(root).configuration)["role"] == "people"
