"""A small handbook with changes that wait for a release, in a git repository."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from site_builder.cli.main import group
from tests.acceptance.commands import commit
from tests.support import initiative, write

AS_OF = "2026-10-31"
RELEASE = "title: {title}\nowner: release-manager\nvisibility: public\nstatus: {status}\ndate: {day}\n"
CHANGE = "title: {title}\nowner: '@team'\nvisibility: public\ntype: {type}\n{more}body: |\n  {title}, for all.\n"
ROLE = "---\ntitle: Release manager\nowner: '@team'\nvisibility: internal\n---\n"


def release(version: str, day: str, status: str = "released", title: str = "Rotawell {version}") -> str:
    """Return the text of a release."""
    return RELEASE.format(title=title.format(version=version), status=status, day=day)


def change(title: str, kind: str = "added", *lines: str) -> str:
    """Return the text of a change with further lines of YAML."""
    return CHANGE.format(title=title, type=kind, more="".join(f"{line}\n" for line in lines))


FILES: dict[str, str | bytes] = {
    "content/team/release-manager.md": ROLE,
    "roadmap/releases/2026.2.yml": release("2026.2", "2026-06-16"),
    "roadmap/releases/2026.3.yml": release("2026.3", "2026-10-13"),
    "roadmap/changes/old.yml": change("Old", "fixed", "release: '2026.3'"),
    "roadmap/changes/swaps.yml": "# Agreed with support.\n"
    + change("Swap shifts", "added", "initiative: swaps # the whole of it", "", "component: app"),
    "roadmap/changes/columns.yml": change("Columns are named anew", "changed", "breaking: true").replace("\n", "\r\n"),
    "roadmap/changes/links.md": "---\ntitle: Shorter links\nowner: '@team'\ntype: security\n"
    "publish_on: 2026-11-17\n---\n\nLinks expire.\n",
    "roadmap/initiatives/swaps.yml": "# The big one.\n"
    + initiative("Shift swaps", "in_progress", target="2026-Q4 # promised", visibility="public"),
    "roadmap/initiatives/other.yml": initiative("Other", "in_progress"),
}
"""Three unreleased changes: one of an initiative, one that is breaking, one under embargo. By calendar."""


def handbook(root: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """Write a handbook and commit it."""
    write(root, {**FILES, **(files or {})})
    commit(root, "Begin", day="2026-10-20")
    return root


def call(root: Path, *arguments: str, as_of: str = AS_OF) -> Result:
    """Call ``opsbook release`` in a handbook."""
    options = ["-f", str(root / "mkdocs.yml"), "--as-of", as_of]
    return CliRunner().invoke(group, ["release", arguments[0], *options, *arguments[1:]])
