"""Charts of flows: a process with its limits, the cumulative flow, ages by stage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from site_builder.views.cells import Code
from site_builder.views.charts.ageing import AgedItem, AgedStage, ageing_chart
from site_builder.views.charts.cumulative import MOST_BANDS, FlowDay, cumulative_flow_diagram
from site_builder.views.charts.process import ProcessLimits, ProcessPoint, process_chart
from site_builder.views.charts.theme import ATTENTION, DANGER, NARROW, SERIES, VARIABLES, WIDE
from site_builder.views.parts import ChartFigure
from tests.views.reading import heads, rows

DAY = 1440
LIMITS = ProcessLimits(3.0, 0.5, 5.5)
MONDAY = date(2026, 9, 7)


def process(counts: tuple[int, ...] = (3, 9, 0), limits: ProcessLimits | None = LIMITS) -> ChartFigure:
    points = [
        ProcessPoint(MONDAY + timedelta(weeks=week), count, limits is not None and count in (0, 9))
        for week, count in enumerate(counts)
    ]
    return process_chart("p", "Process", "by week", points, limits, measure="Finished")


def cumulative() -> ChartFigure:
    days = [FlowDay(MONDAY, (0, 0, 0)), FlowDay(MONDAY + timedelta(weeks=1), (2, 1, 4))]
    return cumulative_flow_diagram("c", "Flow", "by day", ("Todo", "Doing", "Done"), days)


def ageing(usual: tuple[float, float] | None = (10 * DAY, 20 * DAY)) -> ChartFigure:
    items = (AgedItem("young", 2 * DAY), AgedItem("old", 21 * DAY, Code("old")), AgedItem("older", 15 * DAY))
    return ageing_chart("a", "Ages", "in days", [AgedStage("Doing", items, "3 items"), AgedStage("Review", ())], usual)


FIGURES = {"process": process(), "cumulative": cumulative(), "ageing": ageing()}


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from leaves(each)
    else:
        yield value


def data(spec: Any, mark: str) -> list[dict[str, Any]]:
    found = (layer["data"]["values"] for layer in spec["layer"] if layer["mark"]["type"] == mark)
    return [row for values in found for row in values]


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_each_is_designed_for_two_widths_in_colours_of_the_theme(figure: ChartFigure) -> None:
    for spec, width in ((figure.spec, WIDE), (figure.narrow, NARROW)):
        assert spec is not None
        assert spec["width"] == width
        assert {leaf for leaf in leaves(spec) if isinstance(leaf, str) and leaf.startswith("#")} <= set(VARIABLES)
        json.dumps(spec, allow_nan=False)
    assert figure.table.folded
    assert figure.description.endswith(".")


def test_weeks_outside_the_limits_are_marked_and_said() -> None:
    figure = process()
    assert rows(figure.table) == [
        ["2026-09-07", "3", ""],
        ["2026-09-14", "9", "above the limits"],
        ["2026-09-21", "0", "below the limits"],
    ]
    assert [row["value"] for row in data(figure.spec, "point")] == [9, 0]
    words = [row["text"] for row in data(figure.spec, "text")]
    assert words == ["mean 3.0", "upper limit 5.5", "lower limit 0.5", "9", "0"]
    assert "mean 3.0, limits 0.5 to 5.5, 2 outside" in figure.description


def test_numbers_of_signals_never_run_into_each_other() -> None:
    spec = process((9,) * 60 + (3,) * 60).narrow
    numbers = [row["text"] for row in data(spec, "text")][3:]
    assert 1 < len(numbers) < 60
    assert len(data(spec, "point")) == 60


def test_a_lower_limit_of_nothing_is_the_axis_itself() -> None:
    words = [row["text"] for row in data(process(limits=ProcessLimits(3, 0, 9.5)).spec, "text")]
    assert words[:2] == ["mean 3.0", "upper limit 9.5"]
    assert not [word for word in words if word.startswith("lower")]


def test_a_process_without_limits_or_values() -> None:
    assert data(process((4,), None).spec, "rule") == []
    assert process((), None).description == "No values."


def test_stages_lie_upon_each_other_the_last_one_at_the_bottom() -> None:
    figure = cumulative()
    bands = {row["stage"]: (row["low"], row["high"]) for row in data(figure.spec, "area") if row["x"]}
    assert bands == {"Done": (0, 4), "Doing": (4, 5), "Todo": (5, 7)}
    assert heads(figure.table) == ["Day", "Todo", "Doing", "Done", "All"]
    assert rows(figure.table) == [["2026-09-07", "0", "0", "0", "0"], ["2026-09-14", "2", "1", "4", "7"]]
    assert "at the end 2 Todo, 1 Doing, 4 Done" in figure.description


def test_more_bands_than_colours_cannot_be_told_apart() -> None:
    with pytest.raises(ValueError, match=f"only {MOST_BANDS} bands"):
        cumulative_flow_diagram("c", "C", "", [str(number) for number in range(MOST_BANDS + 1)], [])
    assert cumulative_flow_diagram("c", "C", "", ["a", "b"], []).description == "No counts."


def test_ages_are_judged_by_what_finished_items_took() -> None:
    figure = ageing()
    assert rows(figure.table) == [
        ["Doing", "old", "21 d", "longer than 85% took"],
        ["Doing", "older", "15 d", "longer than half took"],
        ["Doing", "young", "2 d", "as usual"],
    ]
    assert {row["x"]: row["color"] for row in data(figure.spec, "circle")} == {2: SERIES, 15: ATTENTION, 21: DANGER}
    words = [row["text"] for row in data(figure.spec, "text") if "text" in row]
    assert words == ["half took up to 10 d", "85% took up to 20 d"]


def test_where_nothing_is_finished_ages_are_drawn_without_judgement() -> None:
    figure = ageing(None)
    assert {row["color"] for row in data(figure.spec, "circle")} == {SERIES}
    assert [row[-1] for row in rows(figure.table)] == ["", "", ""]


def test_no_dot_hides_another() -> None:
    stage = AgedStage("Doing", tuple(AgedItem(str(number), 3 * DAY) for number in range(40)))
    dots = data(ageing_chart("a", "A", "", [stage], None).spec, "circle")
    assert len({(dot["x"], dot["y"]) for dot in dots}) == 40
    assert max(dot["y"] for dot in dots) - min(dot["y"] for dot in dots) < 30, "they stay in their row"


def test_a_chart_of_no_stages_is_drawn_without_failing() -> None:
    assert rows(ageing_chart("a", "A", "", [], None).table) == []
