"""``opsbook release draft``: what the next release would say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.commands import tree
from tests.cli.releases import call, change, handbook, release
from tests.support import initiative


def test_it_shows_the_changes_by_type_and_what_would_happen(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    before = tree(root)
    done = call(root, "draft")
    assert done.exit_code == 0
    assert (
        done.output
        == """\
Rotawell 2026.4, 31 October 2026: 2 changes
  the latest release is 2026.3 of 2026-10-13
  suggested version: 2026.4 (the next one of the year)

Breaking
  columns: Columns are named anew [changed]
    Columns are named anew, for all.

Added
  swaps: Swap shifts [app]
    Swap shifts, for all.

Initiatives that become released
  swaps: Shift swaps

Under embargo: these stay unreleased
  links: Shorter links (until 2026-11-17)

Look at
  columns is breaking, and the release has no upgrade notes yet
"""
    )
    assert tree(root) == before


def test_as_markdown_it_can_be_pasted(tmp_path: Path) -> None:
    done = call(handbook(tmp_path), "draft", "2026.4", "--format", "markdown", "--include-embargoed")
    assert done.output.startswith("## Rotawell 2026.4 (2026-10-31)\n\n3 changes.\n")
    assert "### Security\n\n- **Shorter links** (`links`, internal, under embargo until 2026-11-17)\n" in done.output
    assert "### Breaking\n\n- **Columns are named anew** (`columns`, changed)\n\n  Columns are named" in done.output


def test_what_people_called_something_mentions_nobody_in_markdown(tmp_path: Path) -> None:
    hostile = change("Thanks @everyone", "fixed", "component: '@everyone'")
    done = call(handbook(tmp_path, {"roadmap/changes/thanks.yml": hostile}), "draft", "--format", "markdown")
    assert "- **`Thanks @everyone`** (`thanks`, `@everyone`)\n" in done.output


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("changes/bare.yml", "title: Bare\nowner: '@team'\ntype: fixed\n", "bare has no text beside its title"),
        ("changes/gone.yml", change("Gone", "deprecated"), "gone is deprecated without removal_on"),
        (
            "changes/gone.yml",
            change("Gone", "deprecated", "removal_on: 2026-10-31"),
            "gone is to be removed on 2026-10-31, which is not after the release",
        ),
        (
            "initiatives/swaps.yml",
            initiative(status="planned"),
            "swaps stays as it is: it is planned, not in progress",
        ),
        (
            "initiatives/swaps.yml",
            initiative(status="in_progress", depends_on="[other]"),
            "swaps depends on other, which is in progress",
        ),
        (
            "releases/2026.4.yml",
            release("2026.4", "2026-Q4", "planned").replace("visibility: public\n", ""),
            "2026.4 is internal, but customers are to read of what it brings",
        ),
    ],
)
def test_what_is_odd_is_said(path: str, text: str, said: str, tmp_path: Path) -> None:
    root = handbook(tmp_path, {f"roadmap/{path}": text})
    odd = call(root, "draft").output.partition("\nLook at\n")[2].splitlines()
    assert f"  {said}" in odd


def test_why_it_could_not_be_cut_is_said(tmp_path: Path) -> None:
    output = call(handbook(tmp_path), "draft", "2026.1", "--date", "2026-11-05").output
    problems = output.partition("\nIt cannot be cut so\n")[2]
    assert "2026.1 is lower than 2026.3, the latest release" in problems
    assert "2026-11-05 is in the future" in problems


def test_a_planned_release_brings_its_title_and_upgrade_notes(tmp_path: Path) -> None:
    planned = release("2026.4", "2026-11", "planned", "The autumn") + "upgrade_notes: |\n  Rename the columns.\n"
    later = release("2027.1", "2027-Q1", "planned")
    root = handbook(tmp_path, {"roadmap/releases/2026.4.yml": planned, "roadmap/releases/2027.1.yml": later})
    output = call(root, "draft").output
    assert output.startswith("The autumn, 31 October 2026: 2 changes\n")
    assert "  2026.4 is planned for 2026-11\n  2027.1 is planned for 2027-Q1\n" in output
    assert "\nUpgrade notes\n  Rename the columns.\n" in output
    assert "has no upgrade notes" not in output


def test_a_day_counts_for_the_embargo(tmp_path: Path) -> None:
    assert "links: Shorter links [internal" in call(handbook(tmp_path), "draft", "--date", "2026-11-17").output


def test_a_record_with_an_error_is_not_in_it_and_that_is_said(tmp_path: Path) -> None:
    root = handbook(tmp_path, {"roadmap/changes/swaps.yml": change("Swap shifts", "improved")})
    done = call(root, "draft")
    assert (done.exit_code, "Swap shifts" in done.stdout) == (0, False)
    assert "records with errors are not in the draft" in done.stderr


def test_an_empty_handbook_has_a_draft(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: content\nplugins: [opsbook]\n")
    done = call(tmp_path, "draft")
    assert done.output == (
        "0.1.0, 31 October 2026: no unreleased change\n  suggested version: 0.1.0 (the first release)\n"
    )
