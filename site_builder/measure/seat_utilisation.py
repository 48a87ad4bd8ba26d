"""How many of the seats that are paid for are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.tool import TOOL, Tool
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import grouped, in_order
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    tools = [
        tool
        for tool in context.handbook.records(TOOL)
        if tool.fields.seats is not None and tool.fields.seats.active is not None
    ]
    yield _result(context, tools, {})
    by_category = grouped(tools, lambda tool: tool.fields.category)
    for category in in_order(by_category):
        yield _result(context, by_category[category], {"category": category})
    for tool in tools:
        yield _result(context, [tool], {"tool": tool.id})


def _result(context: MeasureContext, tools: Sequence[Record[Tool]], dimensions: Mapping[str, str]) -> MetricResult:
    seats = [tool.fields.seats for tool in tools if tool.fields.seats is not None]
    paid, active = sum(seat.paid for seat in seats), sum(seat.active or 0 for seat in seats)
    return METRIC.result(
        context,
        active / paid if paid else None,
        paid,
        dimensions=dimensions,
        reason="" if paid else "no seat is paid for" if tools else "no tool states its paid and active seats",
        details={
            "paid": paid,
            "active": active,
            "unused": sum(max(0, seat.paid - (seat.active or 0)) for seat in seats),
            "tools": len(tools),
        },
    )


METRIC = Metric(
    name="seat-utilisation",
    unit="share",
    definition=(
        "Active seats as a share of paid seats, over the tools that state both; above 1 where more are used than paid "
        "for."
    ),
    method="active / paid; a full count, and n is the number of paid seats",
    source="the seats of the tools",
    compute=_compute,
    details={
        "paid": "seats that are paid for",
        "active": "seats that were used in the last month",
        "unused": "paid seats that nobody used, added up tool by tool",
        "tools": "tools that state both",
    },
)
