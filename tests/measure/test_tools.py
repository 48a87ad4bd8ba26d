"""What tools cost, and how far they are used."""

import pytest

from site_builder.model.metric import MetricResult
from tests.measure.conftest import Measured


def tool(category: str, fields: str = "") -> str:
    return f"category: {category}\nstatus: adopt\ndata_classification: internal\n{fields}\n"


def cost(amount: float, per: str = "year", currency: str = "EUR") -> str:
    return f"cost: {{amount: {amount}, currency: {currency}, per: {per}}}\n"


def only(results: tuple[MetricResult, ...], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


TOOLS = {
    "content/tools/tracker.yml": tool("tracking", cost(100, "month") + "seats: {paid: 30, active: 20}"),
    "content/tools/board.yml": tool("tracking", cost(600) + "seats: {paid: 10}"),
    "content/tools/flags.yml": tool("flags", cost(0) + "seats: {paid: 10, active: 15}"),
    "content/tools/editor.yml": tool("editing"),
    "content/tools/free.yml": tool("editing", "seats: {paid: 0, active: 5}"),
}


def test_cost_of_a_year(measured: Measured) -> None:
    results = measured(TOOLS).results("tool-cost")
    whole = only(results)
    assert (whole.value, whole.unit, whole.n) == (1800, "EUR a year", 3)
    assert whole.details == {
        "tools": 5,
        "currency": "EUR",
        "active_seats": 35,
        "cost_per_active_seat": pytest.approx(1200 / 35),
    }
    tracking = only(results, category="tracking")
    assert (tracking.value, tracking.details["cost_per_active_seat"]) == (1800, 60)
    assert only(results, category="flags").details["cost_per_active_seat"] == 0
    assert (only(results, category="editing").value, only(results, category="editing").reason) == (
        None,
        "no tool states its cost",
    )
    assert only(results, tool="board").details["cost_per_active_seat"] is None
    assert {result.dimensions["tool"] for result in results if "tool" in result.dimensions} == {
        "board",
        "flags",
        "tracker",
    }


def test_currencies_are_not_added(measured: Measured) -> None:
    files = {**TOOLS, "content/tools/desk.yml": tool("tracking", cost(900, currency="USD"))}
    results = measured(files).results("tool-cost")
    assert (only(results).value, only(results).reason) == (None, "costs in EUR and USD cannot be added")
    assert (only(results, currency="EUR").value, only(results, currency="USD").value) == (1800, 900)
    assert only(results, currency="USD").unit == "USD a year"
    assert only(results, category="tracking").value is None
    assert only(results, category="tracking", currency="EUR").value == 1800
    assert only(results, category="flags").value == 0


def test_seats_that_are_used(measured: Measured) -> None:
    results = measured(TOOLS).results("seat-utilisation")
    whole = only(results)
    assert (whole.value, whole.n) == (1, 40)
    assert whole.details == {"paid": 40, "active": 40, "unused": 10, "tools": 3}
    assert only(results, tool="tracker").value == pytest.approx(2 / 3)
    assert only(results, category="flags").value == 1.5
    assert (only(results, tool="free").value, only(results, tool="free").reason) == (None, "no seat is paid for")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("tool-cost", "there is no tool"), ("seat-utilisation", "no tool states its paid and active seats")],
)
def test_no_tool(measured: Measured, name: str, reason: str) -> None:
    (found,) = measured({}).results(name)
    assert (found.value, found.n, found.reason) == (None, 0, reason)
