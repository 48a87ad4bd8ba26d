"""Differences with their intervals: what is drawn, and the table below."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder.views.charts.intervals import IntervalRow, Mark, _ticks, interval_chart, with_unit
from site_builder.views.charts.theme import NARROW, VARIABLES, WIDE
from site_builder.views.charts.words import width_of
from site_builder.views.parts import ChartFigure
from tests.views.reading import rows

GIVEN = (
    IntervalRow("Three suggestions", 3.1, 1.4, 4.8, "won", "positive", "experiments/a/", 10_399),
    IntervalRow("A list", -0.5, -2.0, 1.0, "inconclusive", "neutral", None, 800),
)


def chart(**more: Any) -> ChartFigure:
    return interval_chart("effects", "Title", "in points", GIVEN, unit="points", **more)


def data(spec: Any, mark: str) -> list[list[dict[str, Any]]]:
    return [layer["data"]["values"] for layer in spec["layer"] if layer["mark"]["type"] == mark]


def test_the_table_has_exactly_what_is_drawn() -> None:
    found = chart()
    assert rows(found.table) == [
        ["Three suggestions", "+3.1", "+1.4", "+4.8", "10,399", "won"],
        ["A list", "−0.5", "−2.0", "+1.0", "800", "inconclusive"],
    ]
    (dots,) = data(found.spec, "circle")
    assert [dot["value"] for dot in dots] == [3.1, -0.5]
    assert [dot["text"] for dot in dots] == ["+3.1 points · won", "−0.5 points · inconclusive"]
    assert "1 of the intervals hold zero" in found.description


def test_both_widths_have_a_rule_at_zero_and_colours_of_the_theme() -> None:
    found = chart(mark=Mark(3.0, "worth finding"))
    for spec, width in ((found.spec, WIDE), (found.narrow, NARROW)):
        assert spec is not None
        assert spec["width"] == width
        rules = data(spec, "rule")
        assert {row["x"] for row in rules[1]} == {0.0}
        assert {row["x"] for row in rules[2]} == {3.0}
        colours = {dot["color"] for dot in data(spec, "circle")[0]}
        assert colours <= set(VARIABLES)
    assert found.narrow is not None
    assert len(data(found.narrow, "rule")[1]) == len(GIVEN)


def test_a_title_is_cut_only_where_there_is_no_room() -> None:
    title = "Send notices about changed shifts once an hour"
    given = (IntervalRow(title, 2.9, -1, 4, "won"), IntervalRow("A", 33.7, 1, 50, "underpowered"))
    found = interval_chart("effects", "Title", "", given, unit="%")
    assert [row["label"] for row in data(found.spec, "circle")[0]] == [title, "A"]
    assert found.narrow is not None
    shown = data(found.narrow, "circle")[0][0]
    room = NARROW - width_of(shown["text"])
    assert room - 25 < width_of(shown["label"]) < room, "the longer verdict of another row takes nothing"


def test_a_chart_of_nothing_is_drawn_without_failing() -> None:
    found = interval_chart("effects", "Title", "", [])
    assert rows(found.table) == []
    assert found.description.startswith("0 differences")


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (-2.1, 5.2, 4, [-2, 0, 2, 4]),
        (-0.049, 0.034, 5, [-0.04, -0.02, 0.0, 0.02]),
        (-15, 95, 6, [0, 20, 40, 60, 80]),
        (0, 0, 3, [0]),
    ],
)
def test_ticks_are_round_and_hold_zero(low: float, high: float, most: int, expected: list[float]) -> None:
    assert _ticks(low, high, most) == pytest.approx(expected)


def test_per_cent_stands_without_a_space() -> None:
    assert (with_unit("+3", "%"), with_unit("+3", "points"), with_unit("+3", "")) == ("+3%", "+3 points", "+3")
