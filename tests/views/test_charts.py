from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.charts.course import CourseChart, CourseLine, CourseMark, CoursePoint, course
from site_builder.views.charts.distribution import TimesGroup, dots_words, times_distribution
from site_builder.views.charts.histogram import nps_histogram
from site_builder.views.charts.stacked import StackedPeriod, stacked_timeline
from site_builder.views.charts.theme import NARROW, VARIABLES, WIDE, every_nth
from site_builder.views.charts.trend import NPS_SCALE, Annotation, Scale, TrendPoint, trend_with_band
from site_builder.views.parts import ChartFigure
from site_builder.views.plain import table_rows

COUNTS = (5, 2, 3, 6, 8, 20, 24, 60, 80, 75, 92)


def quarter(number: int, value: float | None, n: int = 100) -> TrendPoint:
    year, of_year = 2025 + number // 4, number % 4
    first = date(year, of_year * 3 + 1, 1)
    last = date(year, of_year * 3 + 3, 30)
    low, high = (None, None) if value is None else (value - 7, value + 7)
    return TrendPoint(f"Q{of_year + 1} {year}", first, last, value, low, high, n)


def trend(**more: Any) -> ChartFigure:
    points = [quarter(0, 31), quarter(1, None), quarter(2, 28), quarter(3, 36.4)]
    return trend_with_band("nps", "NPS is up", "by quarter", points, scale=NPS_SCALE, **more)


def bars(**more: Any) -> ChartFigure:
    given = [Bar("Capacity", 3), Bar("Drift", 12, "a/", "danger"), Bar("Outage", 7, note="23%")]
    return ranked_bars("causes", "Drift leads", "n 22", given, **more)


def test_a_note_is_told_apart_from_the_value_before_it() -> None:
    given = [Bar("Rota", 6, note="released"), Bar("Swaps", 3)]
    data = ranked_bars("demand", "Rota leads", "n 9", given).spec["data"]["values"]
    assert [each["text"] for each in data] == ["6 · released", "3"]


def times() -> ChartFigure:
    groups = [
        TimesGroup("High", (5.0, 60.0, 60.0, 200.0, 0.1), 60.0, 170.0, "danger"),
        TimesGroup("Low", (), None, None),
    ]
    return times_distribution("times", "Times", "n 5", groups, column="Severity")


def stacked() -> ChartFigure:
    periods = [StackedPeriod("2026.1", (3, 0, 2)), StackedPeriod("2026.2", (1, 0, 0))]
    return stacked_timeline("types", "Changes", "n 6", ["Added", "Removed", "Fixed"], periods, column="Release")


def course_of_two() -> ChartFigure:
    days = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31))
    lines = [
        CourseLine(name, tuple(CoursePoint(day, start + n) for n, day in enumerate(days)), is_quiet=name == "All")
        for start, name in ((40, "North"), (44, "All"))
    ]
    marks = (CourseMark(days[1], "2026.1", "Release"),)
    return course("course", "North rises", "n 6", CourseChart(tuple(lines), "%", 0, (50, "target 50"), marks))


FIGURES = {
    "trend": trend(),
    "histogram": nps_histogram("hist", "Scores", "n 375", COUNTS),
    "bars": bars(),
    "times": times(),
    "stacked": stacked(),
    "course": course_of_two(),
}


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from leaves(each)
    else:
        yield value


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_colours_are_those_of_the_theme(figure: ChartFigure) -> None:
    for spec in (figure.spec, figure.narrow):
        colours = {leaf for leaf in leaves(spec) if isinstance(leaf, str) and leaf.startswith("#")}
        assert colours <= set(VARIABLES)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_each_chart_is_designed_for_two_widths(figure: ChartFigure) -> None:
    assert figure.spec["width"] == WIDE
    assert figure.narrow is not None
    assert figure.narrow["width"] == NARROW


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_no_text_is_below_eleven_pixels_on_a_telephone(figure: ChartFigure) -> None:
    room = 390 - 2 * 16
    sizes = [
        size
        for spec in (figure.narrow,)
        for key, size in pairs(spec)
        if key in ("fontSize", "labelFontSize", "titleFontSize") and isinstance(size, int | float)
    ]
    assert sizes
    assert min(sizes) * room / NARROW >= 11


def pairs(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key, each
            yield from pairs(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from pairs(each)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_each_chart_has_words_and_a_folded_table(figure: ChartFigure) -> None:
    assert figure.description.endswith(".")
    assert figure.table.folded
    assert figure.table.identifier.startswith(figure.name)
    json.dumps(figure.spec, allow_nan=False)


def test_the_table_of_a_trend_holds_what_is_drawn() -> None:
    figure = trend(
        annotations=[Annotation(date(2025, 8, 15), "2025.2"), Annotation(date(2030, 1, 1), "later")], digits=1
    )
    assert table_rows(figure.table) == [
        ["Period", "Value", "Low", "High", "n", "Events"],
        ["Q1 2025", "31", "24", "38", "100", ""],
        ["Q2 2025", "", "", "", "100", ""],
        ["Q3 2025", "28", "21", "35", "100", "2025.2"],
        ["Q4 2025", "36.4", "29.4", "43.4", "100", ""],
    ]
    assert "from 31.0 (Q1 2025) to 36.4 (Q4 2025)" in figure.description


def test_a_period_without_a_value_is_a_gap() -> None:
    line = next(layer for layer in trend().spec["layer"] if layer["mark"]["type"] == "line")
    assert [row["segment"] for row in line["data"]["values"]] == [0, 1, 1]


def test_a_cut_axis_says_so() -> None:
    points = [quarter(0, 31)]
    cut = trend_with_band("a", "A", "", points, scale=Scale(-100, 100, (0, 60)))
    assert cut.note == "The axis is cut: it shows 0 to 60 of −100 to 100."
    assert trend_with_band("a", "A", "", points, scale=NPS_SCALE).note == ""


def test_words_of_events_never_run_into_each_other() -> None:
    events = [Annotation(date(2025, 7, day), f"event number {day}") for day in range(1, 9)]
    spec = trend(annotations=events).spec
    texts = next(layer for layer in spec["layer"] if layer["mark"].get("align") == "left")["data"]["values"]
    assert 1 <= len(texts) <= 3
    assert len({row["y"] for row in texts}) == len(texts)


def test_a_trend_without_values_draws_an_empty_frame() -> None:
    figure = trend_with_band("a", "A", "", [quarter(0, None)], scale=NPS_SCALE)
    assert figure.description == "No values."
    assert trend_with_band("a", "A", "", [], scale=NPS_SCALE).table.rows == ()


def test_the_histogram_names_its_groups() -> None:
    figure = FIGURES["histogram"]
    assert "68 detractors, 140 passives, 167 promoters" in figure.description
    assert table_rows(figure.table)[7:9] == [["6", "Detractor", "24", "0.064"], ["7", "Passive", "60", "0.16"]]
    assert {"Detractors 18%", "Passives 37%", "Promoters 45%"} <= set(map(str, leaves(figure.spec)))
    assert {"Passives", "37%"} <= set(map(str, leaves(figure.narrow)))


def test_a_histogram_of_nothing_has_no_shares() -> None:
    figure = nps_histogram("h", "H", "", [0] * 11)
    assert table_rows(figure.table)[1] == ["0", "Detractor", "0", ""]


def test_a_histogram_has_eleven_counts() -> None:
    with pytest.raises(ValueError, match="11 counts, not 10"):
        nps_histogram("h", "H", "", [0] * 10)


def test_bars_are_ranked_and_start_at_zero() -> None:
    figure = bars()
    assert [row[0] for row in table_rows(figure.table)[1:]] == ["Drift", "Outage", "Capacity"]
    assert all(row["zero"] == 0 for row in figure.spec["data"]["values"])
    assert [row["text"] for row in figure.spec["data"]["values"]] == ["12", "7 · 23%", "3"]
    assert [row[0] for row in table_rows(bars(keep_order=True).table)[1:]] == ["Capacity", "Drift", "Outage"]


def test_bars_of_shares() -> None:
    figure = ranked_bars("a", "A", "", [Bar("x", 0.5)], share=True)
    assert figure.spec["data"]["values"][0]["text"] == "50%"
    assert ranked_bars("a", "A", "", [Bar("x", 5)], unit="%").spec["data"]["values"][0]["text"] == "5%"
    assert ranked_bars("a", "A", "", []).description.startswith("0 bars; the first is none")


def test_every_single_time_is_a_dot() -> None:
    dots = FIGURES["times"].spec["layer"][0]["data"]["values"]
    assert len(dots) == 5
    assert min(dot["minutes"] for dot in dots) == 1, "a logarithmic axis has no zero"
    assert len({(dot["minutes"], dot["y"]) for dot in dots}) == 5, "no dot hides another"
    assert table_rows(FIGURES["times"].table)[1:] == [["High", "5", "60", "170"], ["Low", "0", "", ""]]


def test_dots_have_the_full_contrast_of_their_colour() -> None:
    assert FIGURES["times"].spec["layer"][0]["mark"]["opacity"] == 1


def test_a_dot_of_very_many_times_is_the_middle_one_of_those_that_it_stands_for() -> None:
    groups = [TimesGroup("", tuple(float(minutes) for minutes in range(1201, 0, -1)), 601.0, None)]
    dots = times_distribution("t", "T", "", groups).spec["layer"][0]["data"]["values"]
    assert [dot["minutes"] for dot in dots[:2]] == [2, 6]
    assert [dot["minutes"] for dot in dots[-2:]] == [1198, 1201]
    assert len(dots) == 301
    assert dots_words(groups, "an escalation", "escalations") == "each dot 4 escalations"
    assert dots_words([TimesGroup("", (1.0,) * 400, 1.0, None)], "an escalation", "") == "each dot an escalation"


def test_crowded_times_stay_in_their_row() -> None:
    figure = times_distribution("t", "T", "", [TimesGroup("", (60.0,) * 500, 60.0, None)])
    heights = [dot["y"] for dot in figure.spec["layer"][0]["data"]["values"]]
    assert min(heights) > 0
    assert max(heights) < 1
    assert times_distribution("t", "T", "", []).description == "No times."


def test_stacks_hold_every_type_that_occurs() -> None:
    spec = FIGURES["stacked"].spec
    assert spec["layer"][0]["encoding"]["color"]["scale"]["domain"] == ["Added", "Fixed"]
    assert [(row["low"], row["high"]) for row in spec["layer"][0]["data"]["values"]] == [(0, 3), (3, 5), (0, 1)]
    assert table_rows(FIGURES["stacked"].table)[1] == ["2026.1", "3", "0", "2", "5"]


def test_more_types_than_colours_cannot_be_told_apart() -> None:
    with pytest.raises(ValueError, match="9 types, but only 8 colours"):
        stacked_timeline("a", "A", "", [str(number) for number in range(9)], [])


@pytest.mark.parametrize(
    ("count", "room", "expected"), [(4, 1000, [0, 1, 2, 3]), (5, 300, [0, 2, 4]), (1, 10, [0]), (0, 9, [])]
)
def test_labels_that_fit(count: int, room: float, expected: list[int]) -> None:
    assert every_nth(count, room, 100) == expected
