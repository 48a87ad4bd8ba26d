"""Metric results as people read them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from site_builder.model.metric import Interval, MetricResult
from site_builder.views.cells import DurationCell, NumberCell
from site_builder.views.figures import by_dimensions, figure_card, interval_text, range_text, value_cell
from site_builder.views.parts import KpiCard
from site_builder.views.plain import plain_text


def result(value: float | None, unit: str = "points", n: int = 40, **further: Any) -> MetricResult:
    return MetricResult("m", value, unit, n, "method", "definition", date(2026, 10, 31), **further)


@pytest.mark.parametrize(
    ("found", "value", "interval"),
    [
        (result(39.21, interval=Interval(32.4, 45.5)), "39.2 points", "95% interval 32.4 to 45.5"),
        (result(47.13, interval=Interval(32.2, 59.2)), "47 points", "95% interval 32 to 59"),
        (result(0.4231, "share", interval=Interval(0.4, 0.45)), "42%", "95% interval 40 to 45%"),
        (result(200, "minutes", interval=Interval(42, 3600)), "3 h 20 min", "95% interval 42 min to 2 d 12 h"),
        (result(1234, "count"), "1,234", ""),
        (result(12, "days"), "12 days", ""),
        (result(0.21568, "items a week"), "0.22 items a week", ""),
        (result(38.6, "value"), "39", ""),
        (result(0.0213, "p"), "0.021", ""),
        (result(0.0004, "p"), "< 0.001", ""),
    ],
)
def test_a_value_has_its_unit_and_its_interval(found: MetricResult, value: str, interval: str) -> None:
    assert plain_text(value_cell(found, with_unit=True)) == value
    assert interval_text(found) == interval
    assert range_text(found) == interval.removeprefix("95% interval ")


def test_an_interval_of_nps_ends_where_the_scale_does() -> None:
    found = MetricResult("nps", 95.0, "points", 8, "m", "d", date(2026, 10, 31), Interval(72.3, 109.4))
    assert interval_text(found) == "95% interval 72 to 100"
    assert found.interval == Interval(72.3, 109.4)
    low = MetricResult("nps", -95.0, "points", 8, "m", "d", date(2026, 10, 31), Interval(-109.4, -72.3))
    assert range_text(low) == "−100 to −72"


def test_in_a_table_the_head_has_the_unit() -> None:
    assert plain_text(value_cell(result(12.0))) == "12"
    assert plain_text(value_cell(result(4.0), signed=True)) == "+4"


def test_what_is_suppressed_says_so_and_shows_no_interval() -> None:
    hidden = result(None, suppressed=True, reason="fewer than 5 responses")
    assert value_cell(hidden) == NumberCell(None, note="fewer respondents than are shown")
    assert interval_text(hidden) == ""


def test_a_missing_value_gives_its_reason() -> None:
    assert value_cell(result(None, "minutes", 0, reason="none yet")) == DurationCell(None, "none yet")
    assert value_cell(None) == NumberCell(None, note="not measured")


def test_a_card_has_value_n_interval_and_how_it_is_measured() -> None:
    card = figure_card("NPS", result(39.21, interval=Interval(32.4, 45.5)), url="feedback/")
    assert plain_text(card.value) == "39.2 points"
    assert (card.n, card.interval, card.url) == (40, "95% interval 32.4 to 45.5", "feedback/")
    assert (card.method, card.definition, card.reason) == ("method", "definition", "")


def test_a_card_without_a_value_says_why() -> None:
    assert figure_card("NPS", result(None, reason="fewer than 5 responses", suppressed=True)).reason == (
        "fewer than 5 responses"
    )
    assert figure_card("NPS", None) == KpiCard("NPS", NumberCell(None), reason="not measured")


def test_results_are_found_by_what_they_are_for() -> None:
    first, second = result(1, dimensions={"a": "x", "b": "y"}), result(2, dimensions={"b": "y", "a": "x"})
    assert by_dimensions([first, second]) == {frozenset({("b", "y"), ("a", "x")}): first}
