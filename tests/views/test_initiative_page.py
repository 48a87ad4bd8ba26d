"""The page of an initiative: its promise, what it waits for, what it brought."""

from __future__ import annotations

from pathlib import Path

from site_builder.model.page import Page
from site_builder.views.parts import DayCell, Link
from site_builder.views.roadmap import pages
from tests.views.reading import by_url, context_of, facts, headings, record, rows, table

FILES = {
    "roadmap/initiatives/base.yml": record("Base", status="planned", target="2027-Q2"),
    "roadmap/initiatives/core.yml": record(
        "Core",
        status="in_progress",
        target="2026-09-30",
        depends_on="[base, done]",
        rice="{reach: 1200, impact: 1, confidence: 80, effort: 4}",
    ),
    "roadmap/initiatives/done.yml": record("Done", status="released", target="2026-09-18", released_on="2026-09-30"),
    "roadmap/initiatives/early.yml": record("Early", status="planned", target="2026-08-31", depends_on="[core]"),
    "roadmap/initiatives/open.yml": record("Open end", status="planned", depends_on="[core]"),
    "roadmap/updates/u.yml": record("U", subject="initiative:core", date="2026-10-01", health="off_track"),
    "roadmap/updates/v.yml": record("V", subject="initiative:done", date="2026-09-01", health="on_track"),
    "roadmap/releases/1.0.yml": record("Spring", date="2026-09-30", status="released"),
    "roadmap/changes/a.yml": record("New core", type="added", initiative="core", release="'1.0'"),
    "roadmap/changes/b.yml": record("Old core", type="removed", initiative="core"),
}


def page(root: Path, record_id: str) -> Page:
    return by_url(pages(context_of(root, FILES)))[f"roadmap/initiatives/{record_id}/"]


def test_health_horizon_promise_and_rice_come_first(tmp_path: Path) -> None:
    assert facts(page(tmp_path, "core")) == {
        "Health": "off track",
        "Horizon": "now",
        "Promise": "31 days past its target",
        "RICE score": "240",
        "RICE": "Reach: 1,200, Impact: 1, Confidence: 80%, Effort: 4",
    }


def test_what_was_released_says_how_it_stood_to_its_target(tmp_path: Path) -> None:
    assert facts(page(tmp_path, "done")) == {"Promise": "released 12 days after its target"}


def test_dependencies_both_ways_show_where_a_promise_is_in_danger(tmp_path: Path) -> None:
    found = table(page(tmp_path, "core"), "dependencies-table")
    assert rows(found) == [
        ["waits for", "Base", "planned", "2027-Q2"],
        ["waits for", "Done", "released", "2026-09-18"],
        ["is awaited by", "Early", "planned", "2026-08-31"],
        ["is awaited by", "Open end", "planned", ""],
    ]
    notes = [cell.note if isinstance(cell, DayCell) else None for cell in (row.cells[3] for row in found.rows)]
    assert notes == ["later than this one", "", "earlier than this one", None]


def test_changes_that_it_brought_with_their_release(tmp_path: Path) -> None:
    found = table(page(tmp_path, "core"), "shipped-changes")
    assert rows(found) == [["New core", "added", "Spring"], ["Old core", "removed", "unreleased"]]
    assert found.rows[0].cells[2] == Link("Spring", "releases/1.0/")


def test_without_links_there_are_no_sections(tmp_path: Path) -> None:
    files = {"roadmap/initiatives/a.yml": record(status="idea")}
    found = by_url(pages(context_of(tmp_path, files)))["roadmap/initiatives/a/"]
    assert headings(found) == []
    assert facts(found) == {"Horizon": "later"}


def test_dependencies_are_shown_once(tmp_path: Path) -> None:
    found = page(tmp_path, "core")
    assert [group.label for group in found.content.references] == []
    assert [group.label for group in found.content.backlinks] == ["Initiatives", "Changes", "Updates"]
