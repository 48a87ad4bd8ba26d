"""Playbooks and best practices."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

from site_builder.model.common import Area
from site_builder.views.parts import CardGrid, EmptyState, Link, Markup, Matrix, Notice
from site_builder.views.practice import playbook_pages, practice_pages
from tests.views.reading import by_url, column, context_of, facts, headings, heads, parts, record, rows, table, words_of


def practice(title: str, status: str = "accepted", **fields: Any) -> str:
    return record(title, status=status, area="tech-stack", statement="Do it.", **fields)


def test_empty_sections(tmp_path: Path) -> None:
    context = context_of(tmp_path, {})
    (playbooks,), (practices,) = playbook_pages(context), practice_pages(context)
    assert parts(playbooks, EmptyState)[0].what == "No playbooks yet."
    assert parts(practices, EmptyState)[0].command == "opsbook new practice my-first-practice"


def test_playbooks_are_cards_with_area_and_what_starts_them(tmp_path: Path) -> None:
    files = {
        "content/playbooks/a.md": record(
            "Outage", area="escalations", trigger="An alarm", roles="[pm]", summary="Be *calm*."
        ),
        "content/playbooks/b.md": record("Old way", area="escalations", status="retired"),
        "content/playbooks/c.md": record("Choosing", area="tech-stack", status="draft"),
    }
    files = {path: f"---\n{text}---\n\nSteps.\n" for path, text in files.items()}
    page = by_url(playbook_pages(context_of(tmp_path, files)))["playbooks/"]
    assert page.content.lead == "3 playbooks for 2 of 14 areas."
    assert headings(page) == ["All playbooks"]
    (grid,) = parts(page, CardGrid)
    old, first, draft = grid.cards
    assert (first.link, first.badge) == (Link("Outage", "playbooks/a/"), None)
    assert words_of(first.facts) == {"": "escalations", "When": "An alarm"}
    assert first.text == Markup("Be *calm*.", "content/playbooks/a.md", inline=True)
    assert (old.badge and old.badge.text, old.text) == ("retired", "")
    assert draft.badge is not None
    found = table(page, "playbooks-table")
    assert column(found, "Playbook") == ["Choosing", "Outage", "Old way"]
    assert "Roles" not in heads(found)


def test_few_areas_without_a_playbook_are_named(tmp_path: Path) -> None:
    areas = [area for area in get_args(Area) if area not in ("tools", "releases")]
    files = {f"content/playbooks/{area}.yml": record(area, area=area, review_by="2026-09-01") for area in areas[1:]}
    files["content/playbooks/first.yml"] = record("First", area=areas[0])
    page = by_url(playbook_pages(context_of(tmp_path, files)))["playbooks/"]
    assert page.content.lead == ("12 playbooks for 12 of 14 areas; none for tools and releases; 11 past their review.")


def test_many_playbooks_are_a_table_only(tmp_path: Path) -> None:
    files = {f"content/playbooks/p{number}.yml": record(area="feedback") for number in range(25)}
    page = by_url(playbook_pages(context_of(tmp_path, files)))["playbooks/"]
    assert parts(page, CardGrid) == []
    assert len(table(page, "playbooks-table").rows) == 25


def test_practices_are_a_catalogue_with_their_statement(tmp_path: Path) -> None:
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
    assert parts(page, Matrix) == []


def test_adoption_is_by_team(tmp_path: Path) -> None:
    files = {
        "content/best-practices/a.yml": practice("Zoom in", applies_to="[sync, clock]", adopted_by="[Sync]"),
        "content/best-practices/b.yml": practice("Old", "superseded", applies_to="[sync]"),
    }
    pages = by_url(practice_pages(context_of(tmp_path, files)))
    page = pages["best-practices/"]
    assert page.content.lead == (
        "2 best practices: 1 accepted, 1 superseded; 50% adopted by the teams they are for, 1 of 2."
    )
    (matrix,) = parts(page, Matrix)
    assert matrix.columns == ("clock", "sync")
    assert [[mark and mark.words for mark in row.marks] for row in matrix.rows] == [["not yet", "adopted"]]
    assert column(table(page, "best-practices-table"), "Adopted by") == ["1 of 2", "0 of 1"]
    assert facts(pages["best-practices/a/"])["Adoption"] == "1 of 2"


def test_the_effect_on_its_kpi_has_a_verdict(tmp_path: Path) -> None:
    values = [10, 11, 10, 11, 20, 21, 20, 21]
    days = [f"2026-{month:02}-15" for month in range(2, 10)]
    files = {
        "content/best-practices/a.yml": practice("Zoom in", metric="clean"),
        "content/metrics/clean.yml": record(
            "Clean", definition="Clean ones.", unit="'%'", direction="up", source="content/metrics/clean.csv"
        ),
        "content/metrics/clean.csv": "date,value\n" + "".join(f"{d},{v}\n" for d, v in zip(days, values, strict=True)),
        "roadmap/decisions/zoom.yml": record("Zoom", status="accepted", decided_on="2026-06-01", subject="practice:a"),
    }
    pages = by_url(practice_pages(context_of(tmp_path, files)))
    for url in ("best-practices/", "best-practices/a/"):
        (row,) = rows(table(pages[url], "effects-table"))
        assert row[:5] == ["Zoom in", "Clean", "10.50%", "20.50%", "+10.00 points"]
        assert row[6:] == ["better", "4 and 4"]


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
