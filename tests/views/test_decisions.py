"""The decision log and the page of each decision."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.model.page import Page
from site_builder.views.charts.theme import DANGER, INFO, SERIES
from site_builder.views.decisions import pages
from site_builder.views.parts import ChartFigure, DayCell, EmptyState
from tests.support import initiative
from tests.views.reading import by_url, context_of, headings, heads, parts, record, rows, table


def section(root: Path, decisions: Mapping[str, str], more: Mapping[str, str] | None = None) -> dict[str, Page]:
    files = {f"roadmap/decisions/{name}.yml": text for name, text in decisions.items()}
    return by_url(pages(context_of(root, {**files, **(more or {})})))


def decision(title: str, status: str = "accepted", day: str = "2026-05-04", **fields: str) -> str:
    return record(title, status=status, **({"decided_on": day} if day else {}), **fields)


CHAIN = {
    "first": decision("First way", "superseded", "2025-03-03"),
    "second": decision("Second way", day="2026-05-04", supersedes="[first]", revisit_on="2026-12-01"),
    "idea": decision(
        "A third way", "proposed", "", supersedes="[second]", revisit_on="2026-11-11", deciders="['@head']"
    ),
    "other": decision("Not that", "rejected", "2026-06-01", subject="initiative:a"),
}
SUBJECT = {"roadmap/initiatives/a.yml": initiative("Shift swaps", "idea")}


def test_without_decisions_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = section(tmp_path, {})
    assert list(found) == ["decisions/"]
    assert [empty.what for empty in parts(found["decisions/"], EmptyState)] == ["No decisions yet."]


def test_a_single_decision_has_the_log_alone(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": decision("A")})["decisions/"]
    assert page.content.lead == "1 decision: 1 accepted."
    assert headings(page) == ["The log"]
    assert parts(page, ChartFigure) == []


def test_the_log_by_day_with_what_is_open_first(tmp_path: Path) -> None:
    page = section(tmp_path, CHAIN, SUBJECT)["decisions/"]
    assert page.content.lead == (
        "4 decisions: 1 proposed, 1 accepted, 1 rejected and 1 superseded; "
        "the next to be looked at again is due on 2026-12-01."
    )
    found = table(page, "decisions")
    assert heads(found) == ["Decision", "Decided", "Status", "Subject", "About", "Look again on", "Succession"]
    assert rows(found) == [
        ["A third way", "", "proposed", "", "", "2026-11-11", "replaces Second way"],
        ["Not that", "2026-06-01", "rejected", "Shift swaps", "Initiative", "", ""],
        ["Second way", "2026-05-04", "accepted", "", "", "2026-12-01", "replaces First way"],
        ["First way", "2025-03-03", "superseded", "", "", "", "replaced by Second way"],
    ]
    assert rows(table(page, "open-decisions")) == [["A third way", "@head", "2026-11-11", "@team"]]
    assert rows(table(page, "revisits")) == [["Second way", "2026-12-01", "2026-05-04", "@team"]]


def test_the_chart_says_how_many_still_hold(tmp_path: Path) -> None:
    (chart,) = parts(section(tmp_path, CHAIN, SUBJECT)["decisions/"], ChartFigure)
    assert chart.title == "1 of 2 decisions still holds"
    assert chart.subtitle.endswith(", the last 8 quarters, n 3, 1 of them rejected")
    assert rows(chart.table)[0] == ["2025-Q1", "0", "0", "0", "1", "1"]
    (layer, _) = chart.spec["layer"]
    assert "Q1 2025" in layer["encoding"]["x"]["axis"]["labelExpr"]
    scale = layer["encoding"]["color"]["scale"]
    assert not {SERIES, INFO, DANGER} & set(scale["range"])
    assert len(set(scale["range"])) == len(scale["domain"])
    assert rows(chart.table)[-1] == ["2026-Q4", "0", "0", "0", "0", "0"]


def test_where_everything_was_rejected_nothing_is_said_to_hold(tmp_path: Path) -> None:
    decisions = {name: decision(name.upper(), "rejected") for name in "abc"}
    (chart,) = parts(section(tmp_path, decisions)["decisions/"], ChartFigure)
    assert chart.title == "No decision was taken"


def test_what_is_past_its_day_is_counted_and_marked(tmp_path: Path) -> None:
    decisions = {
        "a": decision("Late", revisit_on="2026-10-01"),
        "b": decision("Looked at", revisit_on="2026-10-01", reviewed_on="2026-10-02"),
        "c": decision("Late proposal", "proposed", "", revisit_on="2026-10-01"),
    }
    found = section(tmp_path, decisions)
    page = found["decisions/"]
    assert page.content.lead == "3 decisions: 1 proposed and 2 accepted; 1 is past the day to look at it again."
    revisits = table(page, "revisits")
    assert [row[0] for row in rows(revisits)] == ["Late"]
    late = revisits.rows[0].cells[1]
    assert isinstance(late, DayCell)
    assert late.note == "past"
    titles = {url: [notice.title for notice in each.content.notices] for url, each in found.items() if each.is_record}
    assert titles == {
        "decisions/a/": ["To be looked at again"],
        "decisions/b/": [],
        "decisions/c/": ["Not decided yet"],
    }


def test_a_superseded_decision_leads_to_what_holds_and_a_proposal_supersedes_nothing_yet(tmp_path: Path) -> None:
    found = section(tmp_path, CHAIN, SUBJECT)
    assert [notice.title for notice in found["decisions/first/"].content.notices] == ["Superseded"]
    assert found["decisions/second/"].content.notices == ()
    for name in ("first", "second", "idea"):
        assert [row[0] for row in rows(table(found[f"decisions/{name}/"], "succession-table"))] == [
            "First way",
            "Second way",
            "A third way",
        ]
    assert headings(found["decisions/other/"]) == []


def test_what_else_was_decided_on_a_subject(tmp_path: Path) -> None:
    decisions = {
        "a": decision("A", subject="initiative:a"),
        "b": decision("B", "rejected", "2026-06-01", subject="initiative:a"),
    }
    found = section(tmp_path, decisions, SUBJECT)
    assert rows(table(found["decisions/a/"], "same-subject-table")) == [["B", "rejected", "2026-06-01"]]
    assert rows(table(found["decisions/"], "decisions-by-subject")) == [
        ["Shift swaps", "B rejected 2026-06-01, A accepted 2026-05-04"]
    ]


def test_long_lists_are_cut_and_lead_to_the_log(tmp_path: Path) -> None:
    decisions = {f"d{number:02}": decision(f"D{number}", "proposed", "") for number in range(30)}
    found = table(section(tmp_path, decisions)["decisions/"], "open-decisions")
    assert (len(found.rows), found.total) == (25, 30)
    assert found.more is not None
    assert found.more.url == "#log"
