"""The page of a tool: what it costs, when to decide about it, who uses it, what it is connected to."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.tool import TOOL, Tool
from site_builder.model.names import folded
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Link, NumberCell, Phrase
from site_builder.views.collection import collection_table
from site_builder.views.figures import value_cell
from site_builder.views.parts import Column, Fact, Notice, Row, Subsection, Table
from site_builder.views.record import record_page
from site_builder.views.tables import compact
from site_builder.views.tool_figures import ToolFigures, day_badge, seats_meter, side_by_side, users_of
from site_builder.views.wording import number_words
from site_builder.views.words import slug_words

_ALIKE = 10


def tool_page(context: ViewContext, figures: ToolFigures, tool: Record[Tool]) -> Page:
    """Return the page of a tool."""
    facts = tuple(fact for fact in _facts(context, figures, tool) if fact.value is not None)
    return record_page(
        context,
        tool,
        sections=(*_users(context, tool), *_alike(context, figures, tool)),
        notices=tuple(_notices(context, tool)),
        facts=facts,
        leave_out=frozenset({"cost", "seats", "notice_days", "integrates_with"}),
    )


def _notices(context: ViewContext, tool: Record[Tool]) -> Iterator[Notice]:
    """Yield what somebody must do about the tool: say where to go from one that is on its way out."""
    after = context.handbook.referring(tool, TOOL, "replaces")
    if tool.fields.status in ("hold", "retire") and after:
        links = tuple(context.link(other) for other in after)
        title = "To be retired" if tool.fields.status == "retire" else "On hold: no new uses"
        yield Notice("attention", title, Phrase(("Use ", *side_by_side(links).pieces, " instead.")))


def _facts(context: ViewContext, figures: ToolFigures, tool: Record[Tool]) -> Iterator[Fact]:
    fields = tool.fields
    yield Fact("Cost a year", figures.cost(tool))
    if fields.cost is not None and fields.cost.per == "month":
        yield Fact("Cost a month", NumberCell(fields.cost.amount, 0, fields.cost.currency))
    yield Fact("Active seats", seats_meter(tool))
    seats = figures.seats.get(tool.id)
    if seats is not None and seats.value is not None:
        yield Fact("Utilisation", Phrase((value_cell(seats), f", n {number_words(seats.n)} paid seats")))
    yield Fact("Cost per active seat", figures.cost_per_seat(tool))
    if fields.notice_days and fields.notice_by:
        yield Fact("Notice by", day_badge(fields.notice_by, context.as_of))
        yield Fact("Notice", NumberCell(fields.notice_days, unit="days"))
    connected = figures.neighbours.get(tool.id)
    yield Fact("Connected to", side_by_side(connected) if connected else None)


def _users(context: ViewContext, tool: Record[Tool]) -> Iterator[Subsection]:
    roles = users_of(context, tool)
    if not roles:
        return
    columns = (Column("Role", "link"), Column("Team"), Column("Areas"))
    rows = tuple(
        Row(
            (
                context.link(role),
                role.fields.team,
                ", ".join(slug_words(area) for area in role.fields.areas),
            )
        )
        for role in roles
    )
    table = Table(columns, rows, "Who works with it", "users-table")
    yield Subsection("Who works with it", (compact(table),), anchor="users", count=len(rows))


def _alike(context: ViewContext, figures: ToolFigures, tool: Record[Tool]) -> Iterator[Subsection]:
    """Yield the other tools of the category: what else there is for the same thing."""
    others = tuple(other for other in figures.categories[folded(tool.fields.category)] if other.id != tool.id)
    if others:
        table = collection_table(
            context,
            TOOL,
            fields=("data_classification", "renewal_on"),
            records=others,
            identifier="same-category",
            caption="Other tools of this category",
            filters=(),
            most=_ALIKE,
            more=Link("all tools", f"{TOOL.url}/#all"),
        )
        title = f"Also for {tool.fields.category}"
        yield Subsection(title, (table,), anchor="same-category-tools", count=len(others))
