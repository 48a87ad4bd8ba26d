"""Playbooks and best practices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from site_builder.views.parts import CardGrid, EmptyState, Link, Markup, Notice
from site_builder.views.practice import playbook_pages, practice_pages
from tests.views.reading import by_url, column, context_of, headings, parts, record, rows, table, words_of


def practice(title: str, status: str = "accepted", **fields: Any) -> str:
    return record(title, status=status, area="tech-stack", statement="Do it.", **fields)


def test_empty_sections(tmp_path: Path) -> None:
    context = context_of(tmp_path, {})
    (playbooks,), (practices,) = playbook_pages(context), practice_pages(context)
    assert parts(playbooks, EmptyState)[0].what == "No playbooks yet."
    assert parts(practices, EmptyState)[0].command == "opsbook new practice my-first-practice"


def test_playbooks_are_cards_by_area_with_what_starts_them(tmp_path: Path) -> None:
    files = {
        "content/playbooks/a.md": record("Outage", area="escalations", trigger="An alarm", summary="Be *calm*."),
        "content/playbooks/b.md": record("Old way", area="escalations", status="retired"),
        "content/playbooks/c.md": record("Choosing", area="tech-stack", status="draft"),
    }
    files = {path: f"---\n{text}---\n\nSteps.\n" for path, text in files.items()}
    page = by_url(playbook_pages(context_of(tmp_path, files)))["playbooks/"]
    assert page.content.lead == "3 playbooks for escalations and tech stack."
    assert headings(page) == ["Escalations", "Tech stack", "All playbooks"]
    (first, last), (draft,) = (grid.cards for grid in parts(page, CardGrid))
    assert (first.link, first.badge) == (Link("Outage", "playbooks/a/"), None)
    assert words_of(first.facts) == {"When": "An alarm"}
    assert first.text == Markup("Be *calm*.", "content/playbooks/a.md", inline=True)
    assert (last.badge and last.badge.text, last.facts, last.text) == ("retired", (), "")
    assert draft.badge is not None
    assert column(table(page, "playbooks-table"), "Playbook") == ["Choosing", "Outage", "Old way"]


def test_many_playbooks_are_a_table_only(tmp_path: Path) -> None:
    files = {f"content/playbooks/p{number}.yml": record(area="feedback") for number in range(25)}
    page = by_url(playbook_pages(context_of(tmp_path, files)))["playbooks/"]
    assert parts(page, CardGrid) == []
    assert len(table(page, "playbooks-table").rows) == 25


def test_practices_are_a_table_with_their_statement(tmp_path: Path) -> None:
    files = {
        "content/best-practices/a.yml": practice("Zoom in", adopted_by="[sync, clock]"),
        "content/best-practices/b.yml": practice("Old", "deprecated"),
        "content/best-practices/c.yml": practice("Try", "proposed"),
    }
    page = by_url(practice_pages(context_of(tmp_path, files)))["best-practices/"]
    assert page.content.lead == "3 best practices: 1 accepted, 1 deprecated, 1 proposed."
    found = table(page, "best-practices-table")
    assert column(found, "Practice") == ["Try", "Zoom in", "Old"]
    assert rows(found)[1][2:] == ["tech stack", "Do it.", "sync, clock", "@team"]


def test_what_was_superseded_leads_to_what_took_its_place(tmp_path: Path) -> None:
    files = {
        "content/best-practices/old.yml": practice("Old", "superseded"),
        "content/best-practices/new.yml": practice("New", supersedes="[old]"),
        "content/best-practices/newer.yml": practice("Newer", "proposed", supersedes="[new]"),
        "content/playbooks/old.yml": record("Old", area="feedback", status="retired"),
        "content/playbooks/new.yml": record("New", area="feedback", supersedes="old"),
    }
    context = context_of(tmp_path, files)
    practices, playbooks = by_url(practice_pages(context)), by_url(playbook_pages(context))
    (notice,) = practices["best-practices/old/"].content.notices
    assert notice == Notice(
        "attention",
        "Superseded",
        "This practice is kept for its history. Follow instead:",
        (Link("New", "best-practices/new/"),),
    )
    assert practices["best-practices/new/"].content.notices == ()
    assert playbooks["playbooks/old/"].content.notices[0].items == (Link("New", "playbooks/new/"),)
