"""The score of one survey over time."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.views.parts import ChartFigure
from tests.support import CONFIG
from tests.views.reading import (
    parts,
    record,
    rows,
)
from tests.views.surveys import QUESTION, charts, dated, site, survey


def test_a_survey_over_several_quarters_has_their_trend(tmp_path: Path) -> None:
    surveys = {"a": survey("Always on", "a", question=QUESTION)}
    responses = {"a": dated(m2026_02=(20, 60), m2026_05=(60, 20))}
    found = site(tmp_path, surveys, responses)
    title = "NPS went up to 50 in Q2 2026: +100 since Q1 2026"
    assert charts(found["feedback/"]) == {"nps-by-quarter": title}
    page = found["feedback/surveys/a/"]
    assert charts(page)["nps-by-quarter"] == title
    (chart,) = (chart for chart in parts(page, ChartFigure) if chart.name == "nps-by-quarter")
    assert [row[0] for row in rows(chart.table)] == ["Q1 2026", "Q2 2026"]


def test_a_wave_of_some_weeks_has_their_trend(tmp_path: Path) -> None:
    """Also where it falls into two quarters; a wave of a few days is told by day, a longer one by month."""
    lines = {
        "a": ["2026-03-25", "2026-04-01", "2026-04-08", "2026-04-08"],
        "b": ["2026-04-07", "2026-04-08", "2026-04-09"],
        "c": ["2026-04-07", "2026-05-08", "2026-05-09"],
        "d": ["2026-04-07", "2026-04-14"],
    }
    surveys = {name: survey(name.upper(), name, question=f"{name}?") for name in lines}
    responses = {
        name: "score,responded_at\n" + "".join(f"9,{day}\n" * 6 for day in days) for name, days in lines.items()
    }
    found = site(tmp_path, surveys, responses)
    pages = {name: found[f"feedback/surveys/{name}/"] for name in lines}
    trends = {name: [title for chart, title in charts(page).items() if "-by-" in chart] for name, page in pages.items()}
    assert trends == {"a": ["A by week"], "b": ["B by day"], "c": ["C by month"], "d": []}
    (chart,) = (chart for chart in parts(pages["a"], ChartFigure) if chart.name == "nps-by-week")
    assert [row[0] for row in rows(chart.table)] == ["23 Mar", "30 Mar", "6 Apr"]
    (chart,) = (chart for chart in parts(pages["b"], ChartFigure) if chart.name == "nps-by-day")
    assert [row[0] for row in rows(chart.table)] == ["7 Apr", "8 Apr", "9 Apr"]


def test_a_week_without_a_response_is_a_gap_in_the_trend(tmp_path: Path) -> None:
    days = ["2026-03-25", "2026-04-15", "2026-04-22"]
    responses = "score,responded_at\n" + "".join(f"9,{day}\n" * 6 for day in days)
    page = site(tmp_path, {"a": survey("A", "a", question=QUESTION)}, {"a": responses})["feedback/surveys/a/"]
    (chart,) = (chart for chart in parts(page, ChartFigure) if chart.name == "nps-by-week")
    assert [(row[0], row[1], row[4]) for row in rows(chart.table)] == [
        ("23 Mar", "100.0", "6"),
        ("30 Mar", "", "0"),
        ("6 Apr", "", "0"),
        ("13 Apr", "100.0", "6"),
        ("20 Apr", "100.0", "6"),
    ]


@pytest.mark.parametrize(
    ("kind", "scores", "values"),
    [("csat", ("5", "4", "1"), ["100", "100", "0"]), ("ces", ("7", "4", "1"), ["7.0", "4.0", "1.0"])],
)
def test_other_scores_have_a_trend_on_their_own_scale(
    tmp_path: Path, kind: str, scores: tuple[str, ...], values: list[str]
) -> None:
    lines = zip(scores, ("2026-04-07", "2026-04-14", "2026-04-21"), strict=True)
    responses = "score,responded_at\n" + "".join(f"{score},{day}\n" * 6 for score, day in lines)
    page = site(tmp_path, {"a": survey("A", "a", kind=kind)}, {"a": responses})["feedback/surveys/a/"]
    (chart,) = (chart for chart in parts(page, ChartFigure) if chart.name == f"{kind}-by-week")
    assert [row[1] for row in rows(chart.table)] == values


def test_quarters_that_did_not_move_and_quarters_too_small(tmp_path: Path) -> None:
    surveys = {"a": survey("A", "a", question=QUESTION), "b": survey("B", "b", question="Other?")}
    responses = {"a": dated(m2026_02=(20, 20), m2026_05=(22, 20)), "b": dated(m2026_02=(20, 20), m2026_05=(2, 1))}
    found = site(tmp_path, surveys, responses)
    first, second = (charts(found[f"feedback/surveys/{name}/"])["nps-by-quarter"] for name in "ab")
    assert first == "NPS was 5 in Q2 2026: no detectable change since the quarter before"
    assert second == "B by quarter"


def test_quarters_of_a_fiscal_year_lie_where_they_belong(tmp_path: Path) -> None:
    config = CONFIG.replace("opsbook\n", "opsbook: {fiscal_year_start: 4}\n")
    further = {"mkdocs.yml": config, "roadmap/releases/1.0.yml": record(date="2026-05-01", status="released")}
    surveys = {"a": survey("A", "a", question=QUESTION)}
    page = site(tmp_path, surveys, {"a": dated(m2026_02=(20, 20), m2026_05=(22, 20))}, **further)["feedback/"]
    (chart,) = parts(page, ChartFigure)
    assert [row[0] for row in rows(chart.table)] == ["Q4 FY2026", "Q1 FY2027"]
    assert "1.0" in rows(chart.table)[1][-1]
