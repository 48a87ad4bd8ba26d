"""The charts of reliability: shares by quarter, durations by day, ages against what is usual, chances by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from site_builder.render.charts import draw
from site_builder.views.charts.ages import MOST as MOST_AGES
from site_builder.views.charts.ages import Aged, against, ages_chart
from site_builder.views.charts.chances import ChancePoint, chances_chart
from site_builder.views.charts.day_axis import Reach
from site_builder.views.charts.durations import Duration, durations_chart
from site_builder.views.charts.quarter_shares import FEW, MOST, QuarterShare, ShareWords, quarter_shares
from site_builder.views.charts.theme import (
    ATTENTION,
    DANGER,
    NARROW,
    SERIES,
    SURFACE,
    VARIABLES,
    WIDE,
)
from site_builder.views.parts import ChartFigure
from tests.views.reading import rows

WORDS = ShareWords("Kept", "On time", "Released", "no promise")
TODAY = date(2026, 10, 1)


def shares(*quarters: QuarterShare) -> ChartFigure:
    return quarter_shares("shares", "Title", "Subtitle", quarters, WORDS)


def many(count: int, n: int = 20) -> tuple[QuarterShare, ...]:
    names = [f"{2020 + number // 4}-Q{number % 4 + 1}" for number in range(count)]
    return tuple(QuarterShare(name, n // 2, n, 3, 0.5, 0.3, 0.7) for name in names)


def durations(*days: float, usual: tuple[float, ...] = (20.0, 60.0)) -> ChartFigure:
    found = [
        Duration(f"D{number}", f"d{number}/", date(2026, 1, 1), date(2026, 2, number + 1), each)
        for number, each in enumerate(days)
    ]
    reach = Reach(date(2026, 1, 1), TODAY, TODAY)
    return durations_chart("durations", "Title", "Subtitle", found, reach, usual, column="Initiative")


def ages(*days: float, usual: tuple[float, float] | None = (20.0, 60.0)) -> ChartFigure:
    found = [Aged(f"A{number}", f"a{number}/", each) for number, each in enumerate(days)]
    return ages_chart("ages", "Title", "Subtitle", found, usual, column="Initiative")


def chances() -> ChartFigure:
    points = [
        ChancePoint(0.05, date(2026, 11, 5), 5),
        ChancePoint(0.5, date(2026, 12, 10), 10),
        ChancePoint(0.85, date(2027, 3, 18), 24),
        ChancePoint(0.95, date(2027, 6, 10), 36),
    ]
    return chances_chart("chances", "Title", "Subtitle", points, TODAY)


FIGURES = {
    "shares": shares(*many(16), QuarterShare("2024-Q1", 1, 2, 0, 0.5, 0.1, 0.9, running=True)),
    "share without a value": shares(QuarterShare("2026-Q4", 0, 0, 0, running=True)),
    "durations": durations(0.01, 30, 4000),
    "one duration": durations(7, usual=(7.0,)),
    "ages": ages(100, 30, 2),
    "ages without what is usual": ages(0.2, usual=None),
    "chances": chances(),
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


def marks(figure: ChartFigure, kind: str, *, narrow: bool = False) -> list[list[Any]]:
    """Return the data of the layers of a sort of mark."""
    spec: Any = figure.narrow if narrow else figure.spec
    return [layer["data"]["values"] for layer in spec["layer"] if layer["mark"]["type"] == kind]


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_each_chart_is_drawn_in_two_widths_and_in_the_colours_of_the_theme(figure: ChartFigure) -> None:
    assert (figure.spec["width"], (figure.narrow or {})["width"]) == (WIDE, NARROW)
    for spec in (figure.spec, figure.narrow):
        colours = {leaf for leaf in leaves(spec) if isinstance(leaf, str) and leaf.startswith("#")}
        assert colours <= set(VARIABLES)
        assert draw(dict(spec or {})).startswith("<svg")


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_each_chart_has_words_and_a_folded_table(figure: ChartFigure) -> None:
    assert figure.description.endswith(".")
    assert figure.table.folded
    assert figure.table.identifier == f"{figure.name}-data"


def test_the_last_quarters_are_drawn_and_all_are_in_the_table() -> None:
    figure = shares(*many(20))
    assert len(marks(figure, "point")[1]) == MOST
    assert len(figure.table.rows) == 20
    assert f"Of 20 quarters the last {MOST} are drawn" in figure.description


def test_shares_of_few_are_hollow() -> None:
    few = QuarterShare("2026-Q1", 4, FEW - 1, 0, 0.44, 0.2, 0.7)
    enough = QuarterShare("2026-Q2", 4, FEW, 0, 0.4, 0.2, 0.7)
    figure = shares(few, enough)
    spec: Any = figure.spec
    points = [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    found = {mark["quarter"]: layer["mark"]["fill"] for layer in points for mark in layer["data"]["values"]}
    assert found == {"Q1": SURFACE, "Q2": SERIES}
    assert figure.note == f"Hollow: fewer than {FEW}, too few to compare quarters by."


def test_a_quarter_without_a_share_has_its_counts_and_no_dot() -> None:
    figure = shares(*many(1), QuarterShare("2020-Q2", 0, 0, 5))
    assert [len(points) for points in marks(figure, "point")] == [0, 1]
    assert rows(figure.table)[1] == ["2020-Q2", "", "", "", "0", "0", "5"]


def test_only_a_running_quarter_has_a_tinted_ground() -> None:
    running = QuarterShare("2020-Q2", 1, 20, 0, 0.05, 0.01, 0.2, running=True)
    assert len(marks(shares(*many(1), running), "rect")) == 1
    assert marks(shares(*many(2)), "rect") == []
    assert rows(shares(running).table)[0][0] == "2020-Q2 (running)"


def test_two_years_do_not_run_into_each_other_on_a_narrow_screen() -> None:
    quarters = [QuarterShare(f"{year}-Q{q}", 1, 20, 0, 0.05) for year in (2023, 2024, 2025, 2026) for q in (1, 2, 3, 4)]
    figure = shares(*quarters[3:15])

    def years(*, narrow: bool) -> list[str]:
        (found,) = [text for text in marks(figure, "text", narrow=narrow) if "year" in text[0] and len(text) < MOST]
        return [each["year"] for each in found]

    assert years(narrow=True) == ["2024", "2025", "2026"]
    assert years(narrow=False) == ["2023", "2024", "2025", "2026"]


def test_durations_below_a_day_stand_at_one_day() -> None:
    figure = durations(0.01, 30)
    assert [dot["days"] for dot in marks(figure, "circle")[0]] == [1.0, 30]
    assert rows(figure.table) == [["D1", "2026-01-01", "2026-02-02", "30"], ["D0", "2026-01-01", "2026-02-01", "0.0"]]


@pytest.mark.parametrize(
    ("days", "ticks"),
    [
        ((70, 200), [60, 90, 180]),
        ((65,), [60, 90]),
        ((0.01, 4000), [1, 7, 30, 90, 365, 1825]),
        ((9000,), [1825, 3650]),
    ],
)
def test_the_axis_of_durations_has_a_few_ticks_that_people_know(days: tuple[float, ...], ticks: list[int]) -> None:
    spec: Any = durations(*days, usual=(days[0],)).spec
    assert spec["layer"][0]["encoding"]["y"]["axis"]["values"] == ticks


def test_durations_have_a_rule_for_each_figure_that_is_known() -> None:
    texts = [each["text"] for found in marks(durations(5, 70), "text") for each in found]
    assert texts == ["half 20 d", "85% 60 d"]
    assert len(marks(durations(5, usual=(5.0,)), "rule")) == 1


def test_ages_are_marked_beyond_the_median_and_beyond_p85() -> None:
    (bars,) = marks(ages(100, 30, 2), "bar")
    assert [bar["color"] for bar in bars] == [DANGER, ATTENTION, SERIES]
    assert [against(days, (20, 60)) for days in (100, 30, 2)] == [
        "longer than 85% took",
        "longer than half took",
        "as usual",
    ]
    assert against(100, None) is None


def test_the_oldest_are_drawn_and_all_are_in_the_table() -> None:
    figure = ages(*range(40, 10, -1))
    assert len(marks(figure, "bar")[0]) == MOST_AGES
    assert len(figure.table.rows) == 30
    assert f"Of 30 the {MOST_AGES} oldest are drawn" in figure.description


def test_the_named_chances_have_their_day_in_the_picture() -> None:
    texts = {each["text"] for found in marks(chances(), "text") for each in found}
    assert texts == {"2026-12-10", "2027-03-18"}
    assert rows(chances().table)[1] == ["50%", "2026-12-10", "10"]
    assert "50% by 2026-12-10, 85% by 2027-03-18" in chances().description
