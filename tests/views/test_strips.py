"""Strips: marks of days by subject."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from site_builder.render.charts import draw
from site_builder.views.charts.day_axis import Reach, day_axis
from site_builder.views.charts.strips import StripMark, StripRow, StripSort, strips
from site_builder.views.charts.theme import DANGER, POSITIVE, SURFACE
from site_builder.views.parts import ChartFigure
from tests.views.reading import rows

SORTS = (StripSort("good", "circle", POSITIVE, POSITIVE), StripSort("bad", "diamond", DANGER, SURFACE))
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)


def chart(*found: StripRow, today: date = LAST) -> ChartFigure:
    return strips("strip", "Title", "Subtitle", found, SORTS, (FIRST, LAST, today))


def layers(spec: Any, kind: str) -> list[Any]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


MARKS = (StripMark(date(2026, 9, 3), "good", date(2026, 9, 20)), StripMark(date(2026, 9, 20), "bad"))


def test_the_table_holds_every_mark() -> None:
    figure = chart(StripRow("A", MARKS, "a/"), StripRow("B", MARKS[:1]))
    assert rows(figure.table) == [
        ["A", "2026-09-03", "good"],
        ["A", "2026-09-20", "bad"],
        ["B", "2026-09-03", "good"],
    ]
    assert figure.description.startswith("2 rows, 3 marks, from 1 September 2026 to 31 October 2026.")


def test_each_sort_has_its_shape_and_only_those_that_are_there_have_a_legend() -> None:
    (marks,) = layers(chart(StripRow("A", MARKS[:1])).spec, "point")
    assert marks["encoding"]["shape"]["scale"] == {"domain": ["good"], "range": ["circle"]}
    assert marks["data"]["values"] == [{"x": 2, "y": 0.5, "sort": "good"}]


@pytest.mark.parametrize(("today", "count"), [(LAST, 3), (date(2027, 1, 1), 2)])
def test_today_is_drawn_where_it_is_in_reach(today: date, count: int) -> None:
    assert len(layers(chart(StripRow("A", MARKS), today=today).spec, "rule")) == count


def test_on_a_narrow_screen_today_crosses_no_label() -> None:
    narrow = chart(StripRow("A", MARKS), StripRow("B", MARKS)).narrow
    assert narrow is not None
    today = layers(narrow, "rule")[-1]["data"]["values"]
    assert [(tick["low"], tick["high"]) for tick in today] == [(0.5, 0.94), (1.5, 1.94)]


def test_both_widths_are_drawn_with_the_words_of_the_rows() -> None:
    figure = chart(StripRow("It's here", MARKS, note="bad"))
    assert figure.narrow is not None
    for spec in (figure.spec, figure.narrow):
        drawing = draw(spec)
        assert "It's here" in drawing
        assert ">bad<" in drawing


@pytest.mark.parametrize(
    ("start", "end", "ticks"),
    [
        (date(2026, 11, 1), date(2026, 11, 20), [1, 8, 15]),
        (date(2026, 5, 4), date(2026, 10, 31), [28, 58, 89, 120, 150]),
        (date(9999, 12, 1), date(9999, 12, 31), [5, 12, 19, 26]),
        (date(9999, 8, 20), date(9999, 12, 31), [12, 42, 73, 103]),
    ],
)
def test_ticks_stand_on_mondays_or_on_the_first_of_months(start: date, end: date, ticks: list[int]) -> None:
    assert day_axis(Reach(start, end, end), 640)["values"] == ticks


def test_ticks_are_as_many_as_there_is_room_for() -> None:
    assert len(day_axis(Reach(date(2020, 1, 1), date(2026, 1, 1), LAST), 250)["values"]) <= 5


def test_ticks_of_many_years_are_years() -> None:
    axis = day_axis(Reach(date(2001, 5, 1), date(2026, 8, 1), LAST), 640)
    first = date(2001, 5, 1)
    assert [value + first.toordinal() for value in axis["values"][:2]] == [
        date(2002, 1, 1).toordinal(),
        date(2004, 1, 1).toordinal(),
    ]
    assert "'2002'" in axis["labelExpr"]
    assert "Jan" not in axis["labelExpr"]
