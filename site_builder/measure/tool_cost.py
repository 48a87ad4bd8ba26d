"""What the tools cost in a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import fsum

from site_builder.kinds.tool import TOOL, Tool
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import grouped, in_order
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record

Tools = Sequence[Record[Tool]]


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    tools = context.handbook.records(TOOL)
    yield from _results(context, tools, {})
    by_category = grouped(tools, lambda tool: tool.fields.category)
    for category in in_order(by_category):
        yield from _results(context, by_category[category], {"category": category})
    for tool in tools:
        if tool.fields.cost is not None:
            yield from _results(context, [tool], {"tool": tool.id})


def _results(context: MeasureContext, tools: Tools, dimensions: Mapping[str, str]) -> Iterator[MetricResult]:
    """Yield the cost of a group; where it is in several currencies, none for the group and one for each of them."""
    priced = [tool for tool in tools if tool.fields.cost is not None]
    by_currency = grouped(priced, _currency)
    currencies = in_order(by_currency)
    if len(currencies) <= 1:
        yield _result(context, tools, dimensions)
        return
    reason = f"costs in {' and '.join(currencies)} cannot be added"
    yield METRIC.result(context, None, len(priced), dimensions=dimensions, reason=reason, details={"tools": len(tools)})
    for currency in currencies:
        yield _result(context, by_currency[currency], {**dimensions, "currency": currency})


def _currency(tool: Record[Tool]) -> str:
    return tool.fields.cost.currency if tool.fields.cost else ""


def _result(context: MeasureContext, tools: Tools, dimensions: Mapping[str, str]) -> MetricResult:
    priced = [tool for tool in tools if tool.fields.cost is not None]
    if not priced:
        reason = "no tool states its cost" if tools else "there is no tool"
        details = {"tools": len(tools)}
        return METRIC.result(context, None, 0, dimensions=dimensions, reason=reason, details=details)
    seated = [tool for tool in priced if tool.fields.seats is not None and tool.fields.seats.active is not None]
    seats = sum(tool.fields.seats.active or 0 for tool in seated if tool.fields.seats)
    currency = _currency(priced[0])
    result = METRIC.result(
        context,
        _sum(priced),
        len(priced),
        dimensions=dimensions,
        details={
            "tools": len(tools),
            "currency": currency,
            "active_seats": seats,
            "cost_per_active_seat": _sum(seated) / seats if seats else None,
        },
    )
    return replace(result, unit=f"{currency} a year")


def _sum(tools: Tools) -> float:
    return fsum(tool.fields.cost.per_year for tool in tools if tool.fields.cost is not None)


METRIC = Metric(
    name="tool-cost",
    unit="a year",
    definition=(
        "Cost of the tools in a year, of those that state it; a monthly cost counts twelve times. Costs in different "
        "currencies are not added."
    ),
    method="a sum; n is the number of tools that state their cost",
    source="the cost and the seats of the tools",
    compute=_compute,
    details={
        "tools": "tools of the group, those without a cost included",
        "currency": "currency of the value",
        "active_seats": "active seats of the tools that state both their cost and these",
        "cost_per_active_seat": "cost of these tools in a year for each active seat; null without one",
    },
)
