"""Release notes, the page of a release, the list of changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.model.page import Page
from site_builder.views.parts import (
    EmptyState,
    Label,
    Link,
    Markup,
    Notice,
    Paragraph,
    ReleaseChange,
    ReleaseEntry,
    ReleaseFinder,
    ReleaseGroup,
    ReleaseHighlight,
)
from site_builder.views.releases import pages
from tests.support import CONFIG, check_files, public_view_context
from tests.views.reading import (
    by_url,
    column,
    context_of,
    facts,
    headings,
    heads,
    parts,
    record,
    rows,
    table,
    words_of,
)


def release(title: str, day: str, status: str = "released", **fields: Any) -> str:
    return record(title, date=day, status=status, **fields)


def change(title: str, kind: str = "added", release: str | None = None, **fields: Any) -> str:
    named = {"release": f"'{release}'"} if release else {}
    return record(title, type=kind, **named, **fields)


def notes(root: Path, releases: Mapping[str, str], changes: Mapping[str, str] | None = None) -> dict[str, Page]:
    files = {f"roadmap/releases/{name}.yml": text for name, text in releases.items()}
    files |= {f"roadmap/changes/{name}.yml": text for name, text in (changes or {}).items()}
    return by_url(pages(context_of(root, files)))


def entries(page: Page) -> dict[str, ReleaseEntry]:
    return {entry.version.text: entry for entry in parts(page, ReleaseEntry)}


def group(entry: ReleaseEntry, label: str) -> ReleaseGroup:
    return next(found for found in entry.groups if found.label == label)


def one_change(page: Page) -> ReleaseChange:
    (entry,) = parts(page, ReleaseEntry)
    return entry.groups[0].changes[0]


def test_without_releases_and_changes_the_sections_are_empty(tmp_path: Path) -> None:
    found = notes(tmp_path, {})
    assert list(found) == ["releases/", "changes/"]
    assert parts(found["releases/"], EmptyState)[0].command == "opsbook new release my-first-release"
    assert parts(found["changes/"], EmptyState)[0].what == "No changes yet."


def test_the_newest_release_comes_first_and_of_one_day_the_higher_version(tmp_path: Path) -> None:
    releases = {
        "1.9.0": release("Old", "2026-01-01"),
        "1.10.0": release("New", "2026-01-01"),
        "2.0.0-rc.1": release("Candidate", "2026-03-01"),
        "2.0.0": release("Two", "2026-03-01"),
        "0.9": release("Nine", "2025-01-01"),
    }
    page = notes(tmp_path, releases)["releases/"]
    assert list(entries(page)) == ["2.0.0", "2.0.0-rc.1", "1.10.0", "1.9.0", "0.9"]


def test_the_sentence_names_the_newest_release_and_counts_its_changes(tmp_path: Path) -> None:
    releases = {"1.0": release("One", "2026-01-01"), "2.0": release("Two", "2026-02-01")}
    found = notes(tmp_path, releases, {"a": change("A", release="2.0")})
    assert found["releases/"].content.lead == "2 releases; the newest is 2.0 of 1 February 2026, with 1 change."


def test_a_withdrawn_release_is_not_counted_as_released(tmp_path: Path) -> None:
    releases = {"1.0": release("One", "2026-01-01"), "2.0": release("Two", "2026-02-01", "withdrawn")}
    found = notes(tmp_path, releases)
    assert found["releases/"].content.lead == (
        "1 release; the newest is 1.0 of 1 January 2026, without a change in the notes. 1 was withdrawn."
    )
    status = entries(found["releases/"])["2.0"].status
    assert status is not None
    assert status.text == "withdrawn"
    assert parts(found["releases/2.0/"], Notice) == []
    assert [notice.title for notice in found["releases/2.0/"].content.notices] == ["Withdrawn"]
    assert found["releases/1.0/"].content.notices == ()


def test_where_all_was_withdrawn_nothing_has_been_released(tmp_path: Path) -> None:
    releases = {"1.0": release("One", "2026-01-01", "withdrawn"), "2.0": release("Two", "2026-02-01", "withdrawn")}
    lead = notes(tmp_path, releases)["releases/"].content.lead
    assert lead == "Nothing has been released yet. 2 were withdrawn."


def test_planned_releases_are_a_table_the_next_one_first(tmp_path: Path) -> None:
    releases = {
        "3.0": release("Three", "2027-Q2", "planned"),
        "2.1": release("Two one", "2026-12", "planned"),
        "2.0": release("Two", "2026-06-01"),
    }
    page = notes(tmp_path, releases)["releases/"]
    assert rows(table(page, "planned-releases")) == [
        ["Two one", "planned", "2026-12", "@team"],
        ["Three", "planned", "2027-Q2", "@team"],
    ]
    assert list(entries(page)) == ["2.0"]


def test_with_planned_releases_only_nothing_has_been_released(tmp_path: Path) -> None:
    found = notes(tmp_path, {"3.0": release("Three", "2027-Q2", "planned")})
    assert found["releases/"].content.lead == "Nothing has been released yet."
    (nothing,) = parts(found["releases/3.0/"], Paragraph)
    assert nothing.text == "No change names this release."


def test_a_month_is_never_made_a_day(tmp_path: Path) -> None:
    page = notes(tmp_path, {"1.0": release("One", "2026-03")})["releases/"]
    entry = entries(page)["1.0"]
    assert (entry.day, entry.title) == (None, "One, March 2026")
    assert page.content.lead == "1 release; the newest is 1.0 of March 2026, without a change in the notes."


def test_breaking_changes_lead_and_the_others_follow_in_the_order_of_keep_a_changelog(tmp_path: Path) -> None:
    changes = {
        "a": change("S", "security", "1.0"),
        "b": change("F", "fixed", "1.0"),
        "c": change("R", "removed", "1.0", breaking="true"),
        "d": change("A", "added", "1.0"),
        "e": change("D", "deprecated", "1.0"),
        "f": change("C", "changed", "1.0", breaking="true"),
        "g": change("C2", "changed", "1.0"),
    }
    entry = entries(notes(tmp_path, {"1.0": release("One", "2026-03-01")}, changes)["releases/"])["1.0"]
    assert [(found.label, [item.title for item in found.changes]) for found in entry.groups] == [
        ("Breaking", ["R", "C"]),
        ("Added", ["A"]),
        ("Changed", ["C2"]),
        ("Deprecated", ["D"]),
        ("Fixed", ["F"]),
        ("Security", ["S"]),
    ]
    assert group(entry, "Breaking").tone == "danger"
    assert [item.breaking for item in group(entry, "Breaking").changes] == [True, True]
    assert group(entry, "Breaking").changes[0].labels == (Label("removed"),)


def test_a_change_has_its_anchor_labels_and_facts(tmp_path: Path) -> None:
    changes = {
        "old-feed": change(
            "Old feed",
            "deprecated",
            "1.0",
            component="sync",
            plans="[Growth, Scale]",
            removal_on="2027-03-31",
            docs="https://example.com/feed",
            body="'The feed goes away. Use the new one.'",
        )
    }
    found = one_change(notes(tmp_path, {"1.0": release("One", "2026-03-01")}, changes)["releases/"])
    assert (found.anchor, found.title, found.url) == ("old-feed", "Old feed", "changes/old-feed/")
    assert found.labels == (Label("sync"), Label("Growth"), Label("Scale"))
    assert words_of(found.facts) == {"Removal": "2027-03-31", "": "Documentation"}
    assert found.text == Markup("The feed goes away. Use the new one.", "roadmap/changes/old-feed.yml")


def test_a_removal_may_be_a_release(tmp_path: Path) -> None:
    releases = {"1.0": release("One", "2026-03-01"), "2.0": release("Two", "2027-03-01", "planned")}
    changes = {"a": change("A", "deprecated", "1.0", removal_on="'2.0'")}
    found = notes(tmp_path, releases, changes)
    assert one_change(found["releases/"]).facts[0].value == Link("Two", "releases/2.0/")


@pytest.mark.parametrize("body", ["A better clock.", "'A  better clock'", "'<!-- x --> A **better** clock.'"])
def test_a_body_that_only_repeats_the_title_is_left_out(tmp_path: Path, body: str) -> None:
    changes = {"a": change("A better clock", release="1.0", body=body)}
    assert one_change(notes(tmp_path, {"1.0": release("One", "2026-03-01")}, changes)["releases/"]).text is None


def test_a_body_that_links_more_than_the_title_stays(tmp_path: Path) -> None:
    changes = {"a": change("A better clock", release="1.0", body="'A better [clock](clock.md).'")}
    found = one_change(notes(tmp_path, {"1.0": release("One", "2026-03-01")}, changes)["releases/"])
    assert found.text == Markup("A better [clock](clock.md).", "roadmap/changes/a.yml")


def test_highlights_lead_to_the_change_in_the_notes(tmp_path: Path) -> None:
    releases = {"1.0": release("One", "2026-03-01", highlights="[a, b]")}
    changes = {"a": change("A", release="1.0"), "b": change("B")}
    entry = entries(notes(tmp_path, releases, changes)["releases/"])["1.0"]
    assert entry.highlights == (
        ReleaseHighlight("a", Link("A", "releases/1.0/#a")),
        ReleaseHighlight("b", Link("B", "changes/b/")),
    )


def test_an_entry_has_date_words_and_upgrade_notes(tmp_path: Path) -> None:
    releases = {"1.0": release("One", "2026-03-01", summary="All is new.", upgrade_notes="Restart.")}
    entry = entries(notes(tmp_path, releases)["releases/"])["1.0"]
    path = "roadmap/releases/1.0.yml"
    assert (entry.anchor, entry.version, entry.day) == ("v1.0", Link("1.0", "releases/1.0/"), date(2026, 3, 1))
    assert (entry.text, entry.upgrade_notes) == (Markup("All is new.", path), Markup("Restart.", path))
    assert (entry.title, entry.status) == ("One", None)


def test_five_releases_with_changes_are_shown_whole_and_the_others_are_one_link_away(tmp_path: Path) -> None:
    releases = {f"1.{number}": release(f"R{number}", f"2026-0{number}-01") for number in range(1, 9)}
    changes = {f"c{number}": change("C", release=f"1.{number}") for number in range(1, 8)}
    changes["d"] = change("D", "fixed", "1.1", breaking="true")
    page = notes(tmp_path, releases, changes)["releases/"]
    assert list(entries(page)) == ["1.7", "1.6", "1.5", "1.4", "1.3"]
    earlier = table(page, "earlier-releases")
    assert rows(earlier) == [
        ["R8", "2026-08-01", "0", ""],
        ["R2", "2026-02-01", "1", "1 added"],
        ["R1", "2026-01-01", "2", "1 added and 1 fixed"],
    ]
    assert heads(earlier) == ["Release", "Date", "Changes", "By type"]


def test_the_finder_counts_the_changes_of_all_releases_and_knows_where_the_others_are(tmp_path: Path) -> None:
    releases = {f"1.{number}": release(f"R{number}", f"2026-0{number}-01") for number in range(1, 9)}
    changes = {f"c{number}": change("C", release=f"1.{number}", component="app") for number in range(1, 8)}
    changes["d"] = change("D", "fixed", "1.1", breaking="true")
    (finder,) = parts(notes(tmp_path, releases, changes)["releases/"], ReleaseFinder)
    assert finder == ReleaseFinder(
        "notes", (), {"Added": 7, "Fixed": 1, "Breaking": 1}, {"app": 7}, "releases/notes.json"
    )


def test_a_page_that_has_every_change_asks_for_no_others(tmp_path: Path) -> None:
    releases = {"1.0": release("One", "2026-01-01"), "1.1": release("Empty", "2026-02-01")}
    (finder,) = parts(notes(tmp_path, releases, {"a": change("A", release="1.0")})["releases/"], ReleaseFinder)
    assert finder.notes == ""


def test_a_page_stays_light_where_releases_are_large(tmp_path: Path) -> None:
    releases = {f"1.{number}": release(f"R{number}", f"2026-0{number}-01") for number in range(1, 4)}
    changes = {f"c{number}-{n}": change("C", release=f"1.{number}") for number in range(1, 4) for n in range(80)}
    found = notes(tmp_path, releases, changes)
    assert list(entries(found["releases/"])) == ["1.3"]
    assert column(table(found["releases/"], "earlier-releases"), "Release") == ["R2", "R1"]
    assert list(entries(found["releases/since/"])) == ["1.3"]
    assert column(table(found["releases/since/"], "earlier-releases"), "Release") == ["R2", "R1"]
    (finder,) = parts(found["releases/since/"], ReleaseFinder)
    assert (finder.versions, finder.notes) == (("1.3", "1.2", "1.1"), "releases/notes.json")


def test_unreleased_changes_are_shown_those_that_break_something_first(tmp_path: Path) -> None:
    changes = {"a": change("A"), "b": change("B", "removed", breaking="true"), "c": change("C", release="1.0")}
    found = notes(tmp_path, {"1.0": release("One", "2026-03-01")}, changes)
    assert rows(table(found["releases/"], "unreleased-changes")) == [
        ["B", "removed, breaking", "@team"],
        ["A", "added", "@team"],
    ]


def test_unreleased_changes_are_shown_before_the_first_release(tmp_path: Path) -> None:
    page = notes(tmp_path, {}, {"a": change("A")})["releases/"]
    assert page.content.lead == "Nothing has been released yet."
    assert headings(page) == ["Unreleased"]


def test_a_release_has_its_own_page_with_its_changes(tmp_path: Path) -> None:
    releases = {"1.0": release("One", "2026-03-01", upgrade_notes="Restart.", highlights="[a]")}
    page = notes(tmp_path, releases, {"a": change("A", release="1.0"), "b": change("B", release="1.0")})[
        "releases/1.0/"
    ]
    (entry,) = parts(page, ReleaseEntry)
    assert [item.anchor for item in entry.groups[0].changes] == ["a", "b"]
    assert (entry.text, entry.title, entry.status, entry.version) == (None, "", None, Link("1.0", ""))
    assert entry.upgrade_notes is not None
    assert facts(page) == {}
    assert page.content.sections[0].count == 2


def test_the_list_of_changes_has_the_newest_release_first_and_unreleased_ones_on_top(tmp_path: Path) -> None:
    releases = {"1.0": release("One", "2026-01-01"), "2.0": release("Two", "2026-02-01")}
    changes = {
        "a": change("Fixed one", "fixed", "1.0"),
        "b": change("Added one", "added", "1.0"),
        "c": change("Broken two", "removed", "2.0", breaking="true"),
        "d": change("Added two", "added", "2.0"),
        "e": change("To come"),
    }
    page = notes(tmp_path, releases, changes)["changes/"]
    assert column(table(page, "changes"), "Change") == ["To come", "Broken two", "Added two", "Added one", "Fixed one"]
    assert column(table(page, "changes"), "Release") == ["", "2.0", "2.0", "1.0", "1.0"]
    assert page.content.lead == "5 changes: 3 added, 1 removed and 1 fixed."


def test_a_change_leads_to_its_place_in_the_notes(tmp_path: Path) -> None:
    found = notes(tmp_path, {"1.0": release("One", "2026-01-01")}, {"a": change("A", release="1.0"), "b": change("B")})
    assert facts(found["changes/a/"]) == {"Type": "added", "In the notes": "1.0", "Release": "One"}
    assert found["changes/a/"].content.fields.facts[1].value == Link("1.0", "releases/1.0/#a")
    assert facts(found["changes/b/"]) == {"Type": "added"}


def test_a_change_of_a_release_that_is_not_there_is_shown_without_it(tmp_path: Path) -> None:
    found = notes(tmp_path, {}, {"a": change("A", release="9.9")})
    assert facts(found["changes/a/"]) == {"Type": "added", "Release": "release:9.9"}
    assert column(table(found["changes/"], "changes"), "Change") == ["A"]


PUBLIC = {
    "roadmap/releases/1.0.yml": release("One", "2026-01-01", visibility="public"),
    "roadmap/releases/2.0.yml": release("Two", "2027-01-01", "planned"),
    "roadmap/initiatives/a.yml": record(status="idea"),
    "roadmap/changes/a.yml": change("Shown", release="1.0", visibility="public", initiative="a"),
    "roadmap/changes/b.yml": change("Internal", release="1.0"),
    "roadmap/changes/c.yml": change("To come", visibility="public"),
    "roadmap/changes/d.yml": change("Embargo", release="1.0", visibility="public", publish_on="2026-12-01"),
    "roadmap/changes/e.yml": change("Going", "deprecated", "1.0", visibility="public", removal_on="'2.0'"),
}


def test_the_public_notes_have_public_changes_only(tmp_path: Path) -> None:
    found = by_url(pages(public_view_context(check_files(tmp_path, PUBLIC))))
    (entry,) = parts(found["releases/"], ReleaseEntry)
    assert [(item.label, [change.title for change in item.changes]) for item in entry.groups] == [
        ("Added", ["Shown"]),
        ("Deprecated", ["Going"]),
    ]
    assert group(entry, "Deprecated").changes[0].facts == ()
    assert headings(found["releases/"]) == []
    assert heads(table(found["changes/"], "changes")) == ["Change", "Type", "Release"]
    assert found["releases/"].content.lead == "1 release; the newest is 1.0 of 1 January 2026, with 2 changes."


def test_the_policy_may_show_unreleased_changes_in_public(tmp_path: Path) -> None:
    config = CONFIG.replace("opsbook\n", "opsbook: {policies: {show_unreleased: true}}\n")
    found = by_url(pages(public_view_context(check_files(tmp_path, {"mkdocs.yml": config, **PUBLIC}))))
    assert rows(table(found["releases/"], "unreleased-changes")) == [["To come", "added"]]
