"""The chart of figures by day, and its axis of values."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from site_builder.views.charts.course import CourseChart, CourseLine, CourseMark, CoursePoint, course
from site_builder.views.charts.value_axis import value_domain, value_ticks
from site_builder.views.parts import ChartFigure
from site_builder.views.plain import table_rows


def line(label: str, *values: float, quiet: bool = False) -> CourseLine:
    return CourseLine(label, tuple(CoursePoint(date(2026, 1, 1 + n), value) for n, value in enumerate(values)), quiet)


def drawn(figure: ChartFigure) -> list[dict[str, Any]]:
    return [row for layer in figure.spec["layer"] for row in layer["data"]["values"]]


def texts(figure: ChartFigure) -> list[str]:
    return list(dict.fromkeys(row["text"] for row in drawn(figure) if "text" in row))


def test_the_table_has_a_row_a_day_and_a_column_a_line() -> None:
    lines = (line("North", 10, 20, 30), CourseLine("South", (CoursePoint(date(2026, 1, 2), 5),)))
    figure = course("c", "Title", "", CourseChart(lines, "%", 1))
    assert table_rows(figure.table) == [
        ["Day", "North (%)", "South (%)"],
        ["2026-01-01", "10", ""],
        ["2026-01-02", "20", "5"],
        ["2026-01-03", "30", ""],
    ]


def test_one_figure_has_its_band_in_picture_and_table() -> None:
    points = (CoursePoint(date(2026, 1, 1), 10, 8, 12), CoursePoint(date(2026, 1, 2), 20))
    figure = course("c", "Title", "", CourseChart((CourseLine("A", points),)))
    assert table_rows(figure.table)[1:] == [["2026-01-01", "10", "8", "12"], ["2026-01-02", "20", "", ""]]
    assert {"x": 1, "low": 20, "high": 20} in drawn(figure)


def test_lines_have_their_value_and_name_at_the_end() -> None:
    figure = course("c", "Title", "", CourseChart((line("North", 1, 9), line("South", 1, 5)), digits=1))
    assert texts(figure) == ["9.0  North", "5.0  South"]
    assert texts(course("c", "Title", "", CourseChart((line("North", 1, 9),)))) == ["9"]


def test_names_that_would_overlap_are_moved_apart() -> None:
    lines = tuple(line(name, 0, value) for name, value in (("A", 50), ("B", 50.1), ("C", 50.2), ("D", 100)))
    figure = course("c", "Title", "", CourseChart(lines))
    ends = {row["text"].split("  ")[1]: row["label_y"] for row in drawn(figure) if "label_y" in row}
    heights = sorted(ends.values())
    # The picture is 210 units high and shows 0 to 108.
    assert min(after - before for before, after in pairwise(heights)) > 14 * 108 / 210
    assert sorted(ends, key=lambda name: ends[name]) == ["A", "B", "C", "D"]


def test_a_target_widens_the_axis_and_has_its_words() -> None:
    figure = course("c", "Title", "", CourseChart((line("A", 10, 12),), target=(100, "target 100")))
    assert "target 100" in texts(figure)
    assert max(row["y"] for row in drawn(figure) if "y" in row) == 100


def test_marks_have_their_sign_where_there_is_room() -> None:
    marks = [CourseMark(date(2026, 1, 2), sign, "What") for sign in ("2026.1", "2026.2", "2026.3", "2026.4")]
    figure = course("c", "Title", "", CourseChart((line("A", 10, 12, 14),), marks=tuple(marks)))
    signs = [row["text"] for row in drawn(figure) if "row" in row]
    assert signs == ["2026.1", "2026.2", "2026.3", "", "2026.1", "2026.2", "2026.3"], "rules, then signs"


def test_what_lies_outside_is_not_marked() -> None:
    mark = CourseMark(date(2030, 1, 1), "a", "Later")
    assert "a" not in texts(course("c", "Title", "", CourseChart((line("A", 10, 12),), marks=(mark,))))


def test_an_axis_that_does_not_begin_at_zero_says_so() -> None:
    assert course("c", "Title", "", CourseChart((line("A", 90, 100),))).note == "The axis does not begin at zero."
    assert course("c", "Title", "", CourseChart((line("A", 0, 100),))).note == ""


@pytest.mark.parametrize(
    ("shown", "domain"),
    [
        ([0, 100], (0, 108)),
        ([30, 100], (0, 105.6)),
        ([90, 100], (89.2, 100.8)),
        ([-100, -10], (-107.2, 0)),
        ([-10, 10], (-11.6, 11.6)),
        ([5, 5], (4.6, 5.4)),
        ([0, 0], (0, 1)),
    ],
)
def test_the_ends_of_an_axis(shown: list[float], domain: tuple[float, float]) -> None:
    assert value_domain(shown) == pytest.approx(domain)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 108, [0, 25, 50, 75, 100]),
        (89.2, 100.8, [90, 92.5, 95, 97.5, 100]),
        (-11.6, 11.6, [-10, -5, 0, 5, 10]),
        (0, 0.0041, [0, 0.001, 0.002, 0.003, 0.004]),
        (0, 12_000_000, [0, 2_500_000, 5_000_000, 7_500_000, 10_000_000]),
    ],
)
def test_ticks_are_round_numbers(low: float, high: float, ticks: list[float]) -> None:
    assert value_ticks(low, high) == pytest.approx(ticks)


def test_the_axis_of_a_scale_says_how_much_of_it_is_shown() -> None:
    def note(low: float, high: float) -> str:
        return course("c", "Title", "", CourseChart((line("A", low, high),), scale=(-100, 100))).note

    assert note(20, 30) == "The axis is cut: it shows 19 to 31 of −100 to 100."
    assert note(-100, 100) == ""
