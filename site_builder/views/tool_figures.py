"""The figures of tools as they are read: cost per year, seats, the days of notice and renewal, who uses a tool."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from site_builder.kinds.role import ROLE, Role
from site_builder.kinds.tool import TOOL, Tool
from site_builder.model.metric import MetricResult
from site_builder.model.names import folded
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DayCell, Inline, Meter, NumberCell, Phrase
from site_builder.views.days import shifted
from site_builder.views.relevance import by_relevance
from site_builder.views.wording import sentence_case

AHEAD = 180
"""So many days ahead renewals and notice deadlines are listed."""

STATUSES = ("adopt", "trial", "hold", "retire")
CLASSIFICATIONS = ("restricted", "confidential", "internal", "public")

Tools = Sequence[Record[Tool]]


@dataclass(frozen=True, slots=True)
class ToolFigures:
    """What pages of tools look up, made once.

    Cost, use of seats and connections are by the tool's id; ``categories`` hold those in use first.
    """

    costs: Mapping[str, MetricResult]
    seats: Mapping[str, MetricResult]
    neighbours: Mapping[str, tuple[Inline, ...]]
    categories: Mapping[str, Tools]

    def cost(self, tool: Record[Tool]) -> Inline:
        """Return the cost of a tool in a year with its currency; nothing where none is stated."""
        result = self.costs.get(tool.id)
        if result is None or result.value is None:
            return None
        return NumberCell(result.value, 0, str(result.details["currency"]))

    def cost_per_seat(self, tool: Record[Tool]) -> Inline:
        """Return the cost of a tool in a year for each active seat; nothing where it is not known."""
        result = self.costs.get(tool.id)
        value = result.details.get("cost_per_active_seat") if result else None
        return None if value is None or result is None else NumberCell(value, 0, str(result.details["currency"]))


def tool_figures(context: ViewContext) -> ToolFigures:
    """Return what pages of tools look up."""
    categories: defaultdict[str, list[Record[Tool]]] = defaultdict(list)
    for tool in by_relevance(context.handbook, context.handbook.records(TOOL), context.as_of):
        categories[folded(tool.fields.category)].append(tool)
    return ToolFigures(
        _of_tools(context, "tool-cost"), _of_tools(context, "seat-utilisation"), _neighbours(context), categories
    )


def category_words(category: str) -> str:
    """Return a category as people read it: words keep their hyphens, a slug loses them."""
    return category[:1].upper() + category[1:] if " " in category else sentence_case(category)


def _of_tools(context: ViewContext, name: str) -> Mapping[str, MetricResult]:
    results = context.measures.results(name)
    return {result.dimensions["tool"]: result for result in results if set(result.dimensions) == {"tool"}}


def seats_meter(tool: Record[Tool]) -> Inline:
    """Return active of paid seats as a bar, or the paid ones where nobody counted the active ones."""
    seats = tool.fields.seats
    if seats is None:
        return None
    if seats.active is None:
        return NumberCell(seats.paid, unit="paid")
    return Meter(seats.active, seats.paid, "info")


def classification_badge(value: str) -> Badge:
    """Return how sensitive the data of a tool may be; badges sort with the most sensitive first."""
    return Badge(value, "attention" if value == "restricted" else "neutral", order=float(CLASSIFICATIONS.index(value)))


def users_of(context: ViewContext, tool: Record[Tool]) -> tuple[Record[Role], ...]:
    """Return the roles that work with a tool, in the order of their titles."""
    roles = context.handbook.referring(tool, ROLE, "tools")
    return tuple(sorted(roles, key=lambda role: (role.title.casefold(), role.id)))


def due_soon(context: ViewContext) -> tuple[Record[Tool], ...]:
    """Return the tools whose renewal or last day of notice lies in the next days, or has passed; by that day."""
    until = shifted(context.as_of, AHEAD)
    found = [tool for tool in context.handbook.records(TOOL) if (day := decision_day(tool)) and day <= until]
    return tuple(sorted(found, key=lambda tool: (decision_day(tool) or date.max, tool.title.casefold(), tool.id)))


def decision_day(tool: Record[Tool]) -> date | None:
    """Return the day by which to decide about a contract: the last day of notice, else the renewal."""
    return tool.fields.notice_by or tool.fields.renewal_on


def day_badge(day: date | None, as_of: date, note: str = "past") -> Inline:
    """Return a day, marked where it has passed or comes within thirty days."""
    if day is None:
        return None
    if day < as_of:
        return DayCell(day, "", "danger", note)
    left = (day - as_of).days
    if left <= 30:
        return DayCell(day, "", "attention", "today" if not left else f"in {left} day{'s' if left > 1 else ''}")
    return DayCell(day)


def _neighbours(context: ViewContext) -> Mapping[str, tuple[Inline, ...]]:
    """Return what each tool is connected to in either direction: tools as links, anything else as it is written."""
    tools = context.handbook.records(TOOL)
    named = {folded(tool.title): tool for tool in reversed(tools)} | {tool.id: tool for tool in tools}
    connected: defaultdict[str, dict[str, Inline]] = defaultdict(dict)
    for tool in tools:
        for name in tool.fields.integrates_with:
            other = named.get(folded(name.removeprefix("tool:")))
            if other is None:
                connected[tool.id][folded(name)] = name
            elif other.id != tool.id:
                connected[tool.id][folded(other.title)] = context.link(other)
                connected[other.id][folded(tool.title)] = context.link(tool)
    return {name: tuple(found[key] for key in sorted(found)) for name, found in connected.items()}


def side_by_side(links: Sequence[Inline]) -> Phrase:
    """Return links as an enumeration, so that one can see where each of them ends."""
    pieces: list[Inline] = []
    for link in links:
        pieces += [", ", link] if pieces else [link]
    return Phrase(tuple(pieces))


def counted_by_status(tools: Tools) -> str:
    """Return how many tools have each status: ``10 adopted, 2 on trial, 1 on hold, 3 to retire``."""
    words = {"adopt": "adopted", "trial": "on trial", "hold": "on hold", "retire": "to retire"}
    counts = {status: sum(tool.fields.status == status for tool in tools) for status in STATUSES}
    return ", ".join(f"{count:,} {words[status]}" for status, count in counts.items() if count)
