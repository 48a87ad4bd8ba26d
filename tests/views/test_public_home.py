"""What customers find first: what shipped last, and what is next."""

from __future__ import annotations

from pathlib import Path

from site_builder.views.parts import CardGrid, EmptyState, ReleaseEntry
from site_builder.views.public_home import pages
from tests.support import check_files, public_view_context
from tests.views.reading import blocks, escalation, headings, parts, record, rows, table, words_of


def test_it_has_what_shipped_and_what_is_next_and_nothing_else(tmp_path: Path) -> None:
    files = {
        "roadmap/releases/1.0.yml": record(
            "One", date="2026-10-01", status="released", visibility="public", summary="All."
        ),
        "roadmap/releases/0.9.yml": record("Before", date="2026-09-01", status="released", visibility="public"),
        "roadmap/changes/a.yml": record("A", type="added", release="'0.9'", visibility="public"),
        "roadmap/initiatives/a.yml": record("Shown", status="planned", target="2026-12-17", visibility="public"),
        "roadmap/initiatives/b.yml": record("Hidden", status="planned", target="2026-12"),
        "feedback/escalations/a.yml": escalation("Down"),
    }
    (page,) = pages(public_view_context(check_files(tmp_path, files)))
    assert headings(page) == ["What shipped last", "What is next", "Earlier releases"]
    assert page.content.lead == "The newest release is One of 1 October 2026."
    assert [entry.anchor for entry in parts(page, ReleaseEntry)] == ["v1.0"]
    assert "navigation" in page.hides
    [card] = parts(page, CardGrid)[0].cards
    assert card.link.text == "Shown"
    assert words_of(card.facts) == {"Planned for": "December 2026"}
    assert rows(table(page, "earlier-releases")) == [["Before", "2026-09-01", "1"]]


def test_a_release_of_which_nothing_is_said_stands_among_the_others(tmp_path: Path) -> None:
    files = {
        "roadmap/releases/1.1.yml": record("Empty", date="2026-10-02", status="released", visibility="public"),
        "roadmap/releases/1.0.yml": record("One", date="2026-10-01", status="released", visibility="public"),
        "roadmap/changes/a.yml": record("A", type="added", release="'1.0'", visibility="public"),
    }
    (page,) = pages(public_view_context(check_files(tmp_path, files)))
    assert page.content.lead == (
        "The newest release is Empty of 2 October 2026. It has no published changes; the last release that has some is "
        "One."
    )
    assert [entry.anchor for entry in parts(page, ReleaseEntry)] == ["v1.0"]
    assert headings(page) == ["What shipped last", "Other releases"]
    assert rows(table(page, "earlier-releases")) == [["Empty", "2026-10-02", "0"]]


def test_the_sentence_without_a_release_or_with_a_month(tmp_path: Path) -> None:
    shown = {"roadmap/initiatives/a.yml": record("Shown", status="planned", visibility="public")}
    (page,) = pages(public_view_context(check_files(tmp_path / "a", shown)))
    assert page.content.lead == "As of 31 October 2026."
    month = {"roadmap/releases/1.0.yml": record("One", date="2026-10", status="released", visibility="public")}
    (page,) = pages(public_view_context(check_files(tmp_path / "b", month)))
    assert page.content.lead == "The newest release is One of October 2026."


def test_without_public_records_it_says_so_and_gives_no_command(tmp_path: Path) -> None:
    (page,) = pages(public_view_context(check_files(tmp_path, {})))
    (empty,) = parts(page, EmptyState)
    assert (empty.what, empty.command) == ("Nothing has been published yet.", "")
    assert len(blocks(page)) == 1
