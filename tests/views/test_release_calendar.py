"""The calendar of deprecations, what lies between two versions, and what support and sales are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from site_builder.model.page import Page
from site_builder.views.base import ViewContext
from site_builder.views.parts import EmptyState, Markup, Notice, ReleaseEntry, ReleaseFinder
from site_builder.views.releases import pages
from tests.support import AS_OF, check_files, public_view_context
from tests.views.reading import by_url, column, context_of, headings, parts, record, rows, table

RELEASES = {
    "roadmap/releases/1.0.yml": record("One", date="2026-01-10", status="released"),
    "roadmap/releases/1.1.yml": record("One one", date="2026-06-10", status="released", upgrade_notes="Wait."),
    "roadmap/releases/1.0.1.yml": record("Mended", date="2026-07-01", status="released"),
    "roadmap/releases/2.0.yml": record("Two", date="2027-Q1", status="planned"),
}


def change(title: str, kind: str, release: str | None = "1.0", **fields: Any) -> str:
    named = {"release": f"'{release}'"} if release else {}
    return record(title, type=kind, component="app", **named, **fields)


def context(root: Path, as_of: date = AS_OF, **changes: str) -> ViewContext:
    return context_of(root, _files(changes), as_of)


def _files(changes: dict[str, str]) -> dict[str, str]:
    return RELEASES | {f"roadmap/changes/{name.replace('_', '-')}.yml": text for name, text in changes.items()}


def page(url: str, views: ViewContext) -> Page:
    return by_url(pages(views))[url]


def calendar(root: Path, as_of: date = AS_OF, **changes: str) -> Page:
    return page("releases/deprecations/", context(root, as_of, **changes))


def test_what_is_overdue_comes_first_then_what_goes_next(tmp_path: Path) -> None:
    found = calendar(
        tmp_path,
        late=change("Late", "deprecated", removal_on="2026-10-30"),
        today=change("Today", "deprecated", removal_on="2026-10-31"),
        never=change("Never", "deprecated"),
        with_two=change("With two", "deprecated", removal_on="'2.0'"),
        with_one=change("With one", "deprecated", removal_on="'1.1'"),
    )
    standing = rows(table(found, "deprecations"))
    assert [(row[0], row[2]) for row in standing] == [
        ("With one", "overdue"),
        ("Late", "overdue"),
        ("Today", "ahead"),
        ("With two", "ahead"),
        ("Never", "no date"),
    ]
    assert column(table(found, "deprecations"), "Goes away")[3] == "2.0 · 2027-Q1"
    assert found.content.lead == "5 things go away, 2 overdue."


def test_what_was_removed_as_announced_is_gone(tmp_path: Path) -> None:
    found = calendar(
        tmp_path,
        keys=change("Keys", "deprecated", removal_on="'1.1'"),
        keys_gone=change("No more keys", "removed", "1.1"),
        prints=change("Prints", "deprecated", removal_on="2026-03-31"),
        prints_gone=change("prints", "removed", "1.1"),
        feeds=change("Feeds", "deprecated", removal_on="2026-03-31", body="Replaced. See [[change:no-feeds]]."),
        no_feeds=change("No feeds", "removed", "1.0.1"),
    )
    assert headings(found) == ["Gone"]
    assert [(row[0], row[2]) for row in rows(table(found, "removed"))] == [
        ("Feeds", "removed in 1.0.1"),
        ("Prints", "removed in 1.1"),
        ("Keys", "removed in 1.1"),
    ]


def test_a_removal_that_is_not_out_or_elsewhere_removes_nothing(tmp_path: Path) -> None:
    found = calendar(
        tmp_path,
        keys=change("Keys", "deprecated", removal_on="2026-03-31"),
        planned=change("Keys", "removed", "2.0"),
        other=change("Keys", "removed", "1.1").replace("component: app", "component: other"),
    )
    assert column(table(found, "deprecations"), "Standing") == ["overdue"]


def test_the_calendar_says_what_to_do_instead(tmp_path: Path) -> None:
    docs = "https://example.com/help"
    found = calendar(tmp_path, keys=change("Keys", "deprecated", docs=docs, body="Use tokens.\n"))
    assert column(table(found, "deprecations"), "Instead") == ["Use tokens. Documentation"]


def test_without_deprecations_the_calendar_says_what_belongs_there(tmp_path: Path) -> None:
    assert [empty.what for empty in parts(calendar(tmp_path), EmptyState)] == ["Nothing is deprecated."]


def since(root: Path, **changes: str) -> Page:
    return page("releases/since/", context(root, AS_OF, **changes))


def test_between_versions_what_breaks_comes_first_by_version_not_by_day(tmp_path: Path) -> None:
    found = since(
        tmp_path,
        keys=change("Keys", "removed", "1.0", breaking="true"),
        swaps=change("Swaps", "added", "1.0"),
        mended=change("Mended", "fixed", "1.0.1"),
        later=change("Later", "added", "2.0"),
        waiting=change("Waiting", "added", None),
    )
    assert headings(found) == ["What breaks, and what to do", "Everything else, release by release"]
    entries = parts(found, ReleaseEntry)
    assert [entry.anchor for entry in entries] == ["v1.1-breaks", "v1.0-breaks", "v1.1", "v1.0.1", "v1.0"]
    shown = [change.title for entry in entries for group in entry.groups for change in group.changes]
    assert shown == ["Keys", "Mended", "Swaps"]
    assert entries[0].upgrade_notes == Markup("Wait.", "roadmap/releases/1.1.yml")
    assert found.content.lead == (
        "3 changes in 3 releases, from 1.0 to 1.1: what breaks something first, then everything else, the highest"
        " version first."
    )
    assert found.is_searchable is False


def test_a_reader_can_choose_two_versions(tmp_path: Path) -> None:
    assert [finder.versions for finder in parts(since(tmp_path), ReleaseFinder)] == [("1.1", "1.0.1", "1.0")]


def test_support_and_sales_are_told_more_on_internal_pages_alone(tmp_path: Path) -> None:
    public = {"visibility": "public"}
    text = change("Keys", "added", "1.1", audience_note="Say sorry.", body="New keys.", **public)
    files = _files({"keys": text}) | {path: f"{text}visibility: public\n" for path, text in RELEASES.items()}
    checked = check_files(tmp_path, files)
    internal = by_url(pages(context_of(tmp_path, files)))
    for url in ("releases/", "releases/1.1/", "releases/since/"):
        notes = [
            change.note
            for entry in parts(internal[url], ReleaseEntry)
            for group in entry.groups
            for change in group.changes
        ]
        assert notes == [Markup("Say sorry.", "roadmap/changes/keys.yml")], url
    assert [notice.title for notice in internal["changes/keys/"].content.notices] == ["Internal: for support and sales"]
    outside = by_url(pages(public_view_context(checked)))
    assert "Say sorry" not in repr(outside)
    assert isinstance(outside["releases/1.1/"].content.notices, tuple)
    assert parts(outside["releases/since/"], Notice) == []
