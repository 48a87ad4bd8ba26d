"""What live blocks show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_builder.views.base import ViewContext
from site_builder.views.live_blocks import LiveBlock
from site_builder.views.live_parts import live_part
from site_builder.views.named_charts import NAMED_CHARTS
from site_builder.views.parts import ChartFigure, EmptyState, KpiGrid, Notice, Table
from site_builder.views.plain import plain_text
from tests.support import check_files, public_view_context
from tests.views.reading import column, context_of, escalation, heads, record

FILES = {
    "content/team/pm.yml": record("Product manager", owner="pm"),
    "roadmap/releases/2026.1.yml": record("Spring", date="2026-02-01", status="released"),
    "roadmap/initiatives/a.yml": record(
        "Running", owner="pm", status="in_progress", team="sync", tags="[speed, trust]", release="'2026.1'"
    ),
    "roadmap/initiatives/b.yml": record("Planned", status="planned", target="2026-12", team="clock"),
    "roadmap/initiatives/c.yml": record("Idea", status="idea"),
    "roadmap/changes/a.yml": record("Breaks", type="removed", breaking="true"),
    "roadmap/changes/b.yml": record("Adds", type="added", release="'2026.1'"),
    "feedback/requests/a.yml": record("Asked", source="sales", status="new", submitted_on="2026-01-01", importance=3),
    "feedback/surveys/q3.yml": record("Autumn", type="nps", responses="q3.csv", closed_on="2026-09-01"),
    "q3.csv": "score\n" + "10\n" * 6,
    "feedback/escalations/a.yml": escalation(
        status="resolved", resolved_at="2026-10-20T10:00:00Z", cause="{category: capacity}"
    ),
}


@pytest.fixture
def context(tmp_path: Path) -> ViewContext:
    return context_of(tmp_path, FILES)


def shown(context: ViewContext, **block: Any) -> Any:
    return live_part(context, LiveBlock.model_validate(block))


@pytest.mark.parametrize(
    ("kind", "where", "expected"),
    [
        ("initiative", {}, ["Running", "Planned", "Idea"]),
        ("initiative", {"status": "in_progress"}, ["Running"]),
        ("initiative", {"status": ["idea", "planned"]}, ["Planned", "Idea"]),
        ("initiative", {"team": "sync", "status": "in_progress"}, ["Running"]),
        ("initiative", {"team": None}, ["Idea"]),
        ("initiative", {"tags": "trust"}, ["Running"]),
        ("initiative", {"tags": ["trust", "other"]}, ["Running"]),
        ("initiative", {"owner": "pm"}, ["Running"]),
        ("initiative", {"owner": "role:pm"}, ["Running"]),
        ("initiative", {"owner": "@team"}, ["Planned", "Idea"]),
        ("initiative", {"release": "2026.1"}, ["Running"]),
        ("initiative", {"target": "2026-12"}, ["Planned"]),
        ("initiative", {"horizon": "now"}, ["Running", "Planned"]),
        ("change", {"breaking": True}, ["Breaks"]),
        ("change", {"breaking": False}, ["Adds"]),
        ("change", {"release": None}, ["Breaks"]),
        ("request", {"importance": 3}, ["Asked"]),
        ("request", {"submitted_on": "2026-01-01"}, ["Asked"]),
    ],
)
def test_a_table_has_the_records_that_are_asked_for(
    context: ViewContext, kind: str, where: dict[str, Any], expected: list[str]
) -> None:
    found = shown(context, table=kind, where=where)
    assert isinstance(found, Table)
    assert column(found, context.handbook.kinds[kind].label) == expected


def test_a_table_has_the_columns_that_are_asked_for(context: ViewContext) -> None:
    found = shown(context, table="initiative", fields=["team", "title", "status", "owner", "target"])
    assert heads(found) == ["Initiative", "Status", "Team", "Target", "Owner"]
    assert found.filters == ()


def test_a_cut_table_says_how_many_there_are_and_where_they_are(context: ViewContext) -> None:
    found = shown(context, table="initiative", limit=2)
    assert (len(found.rows), found.total, found.more.url) == (2, 3, "roadmap/initiatives/")


def test_tables_of_a_page_have_ids_of_their_own(context: ViewContext) -> None:
    wanted: tuple[dict[str, Any], ...] = (
        {},
        {"status": "idea"},
        {"status": "planned"},
        {"status": ["idea", "planned"]},
    )
    found = [shown(context, table="initiative", where=where).identifier for where in wanted]
    assert found == [
        "live-initiatives",
        "live-initiatives-status-idea",
        "live-initiatives-status-planned",
        "live-initiatives-status-idea-or-planned",
    ]


def test_where_no_record_is_like_that_the_page_says_what_was_asked_for(context: ViewContext) -> None:
    assert shown(context, table="initiative", where={"status": ["released"], "team": "sync"}) == EmptyState(
        "No initiatives like that.", "None has status released and team sync."
    )


def test_where_there_are_no_records_the_page_says_what_belongs_there(context: ViewContext) -> None:
    assert shown(context, table="tool", where={"status": "adopt"}).command == "opsbook new tool my-first-tool"


@pytest.mark.parametrize(
    ("block", "labels"),
    [
        ({"metric": "initiatives"}, ["Initiatives"]),
        ({"metric": "initiatives", "where": {"status": "in_progress"}}, ["Initiatives: in progress"]),
        ({"metric": "initiatives", "where": {"team": ""}}, ["Initiatives: not given"]),
        ({"metric": "nps"}, ["NPS: Autumn"]),
        ({"metric": "time-to-resolve"}, ["Time to resolve"]),
        ({"metric": "response-rate", "where": {"survey": "q3"}}, ["Response rate: Autumn"]),
    ],
)
def test_a_metric_is_a_card_for_each_result(context: ViewContext, block: dict[str, Any], labels: list[str]) -> None:
    found = shown(context, **block)
    assert isinstance(found, KpiGrid)
    assert [card.label for card in found.cards] == labels
    assert all(card.definition for card in found.cards)


def test_a_metric_has_its_value(context: ViewContext) -> None:
    (card,) = shown(context, metric="nps", where={"survey": "q3"}).cards
    assert (plain_text(card.value), card.n) == ("100 points", 6)


def test_the_figure_of_a_metric_is_written_as_on_its_own_page(tmp_path: Path) -> None:
    metric = record(
        "Margin",
        definition="What.",
        direction="up",
        unit="'%'",
        source="content/metrics/a.csv",
        target="{value: 62.5}",
    )
    observed = "date,value\n2026-08-31,60\n2026-09-30,61\n2026-10-31,62\n"
    context = context_of(tmp_path, {"content/metrics/a.yml": metric, "content/metrics/a.csv": observed})
    (card,) = shown(context, metric="kpi", where={"metric": "a"}).cards
    assert plain_text(card.value) == "62.0%"


def test_cards_can_be_limited(tmp_path: Path) -> None:
    files = {f"feedback/surveys/s{n}.yml": record(f"S{n}", type="nps", responses="s.csv") for n in range(3)}
    context = context_of(tmp_path, {**files, "s.csv": "score\n" + "10\n" * 6})
    assert len(shown(context, metric="nps", limit=2).cards) == 2


def test_a_metric_without_such_a_result_says_so(context: ViewContext) -> None:
    found = shown(context, metric="nps", where={"survey": "q9"})
    assert found == Notice("neutral", "No such figure", "NPS has no result for this.")


@pytest.mark.parametrize("name", NAMED_CHARTS)
def test_every_chart_is_drawn_or_says_what_it_would_show(tmp_path: Path, context: ViewContext, name: str) -> None:
    empty = context_of(tmp_path / "empty", {})
    assert shown(empty, chart=name) == EmptyState("Nothing to draw yet.", NAMED_CHARTS[name].purpose)
    drawn = shown(context, chart=name)
    assert isinstance(drawn, EmptyState if name == "nps-trend" else ChartFigure)


def test_a_kind_that_the_public_does_not_see_is_not_shown(tmp_path: Path) -> None:
    context = public_view_context(check_files(tmp_path, FILES))
    assert isinstance(shown(context, table="escalation"), Notice)
    assert isinstance(shown(context, table="initiative"), EmptyState)
