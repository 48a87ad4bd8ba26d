"""The tables of the tools: what is due, the catalogue by category, overlaps, connections, data, and all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.tool import TOOL, Tool
from site_builder.model.names import folded
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DayCell, Inline, ItemList, Link, NumberCell, Phrase
from site_builder.views.facts import owner_cell
from site_builder.views.parts import Column, Paragraph, Row, Subsection, Table
from site_builder.views.relevance import by_relevance
from site_builder.views.tables import compact
from site_builder.views.tool_figures import (
    AHEAD,
    CLASSIFICATIONS,
    STATUSES,
    ToolFigures,
    Tools,
    category_words,
    classification_badge,
    day_badge,
    decision_day,
    due_soon,
    seats_meter,
    side_by_side,
    users_of,
)
from site_builder.views.wording import count_words, sentence_case
from site_builder.views.words import counted, status_badge

_LINKS = 12
_FAMILY = 6
"""A category of more tools in use is a family of things (languages, methods), not one job done twice."""


def renewals(context: ViewContext, figures: ToolFigures) -> Iterator[Subsection]:
    """Yield the contracts to decide about: those whose notice or renewal has passed or is near, the next one first."""
    if all(decision_day(tool) is None for tool in context.handbook.records(TOOL)):
        return
    tools = due_soon(context)
    if not tools:
        words = Paragraph(f"No notice and no renewal falls into the next {AHEAD} days.")
        yield Subsection("Renewals", (words,), anchor="renewals", count=0)
        return
    columns = (
        Column("Tool", "link"),
        Column("Status", "status"),
        Column("Notice by", "date"),
        Column("Renews on", "date"),
        Column("Cost", "number", unit="a year"),
        Column("Active seats"),
        Column("Decides"),
    )
    rows = tuple(_renewal(context, figures, tool) for tool in tools)
    table = Table(columns, rows, f"Notice or renewal in the next {AHEAD} days, or missed", "renewals-table")
    yield Subsection("Renewals", (compact(table),), anchor="renewals", count=len(rows))


def _renewal(context: ViewContext, figures: ToolFigures, tool: Record[Tool]) -> Row:
    fields = tool.fields
    return Row(
        (
            context.link(tool),
            status_badge(fields.status),
            day_badge(fields.notice_by, context.as_of) if fields.notice_days else None,
            day_badge(fields.renewal_on, context.as_of),
            figures.cost(tool),
            seats_meter(tool),
            owner_cell(context.handbook, fields.business_owner or fields.owner),
        )
    )


def catalogue(context: ViewContext, figures: ToolFigures) -> Subsection:
    """Return the tools by category and status: what to use for what, and what not to begin with."""
    columns = (Column("Category"), *(Column(sentence_case(status), sortable=False) for status in STATUSES))
    rows = tuple(
        Row(
            (
                category_words(found[0].fields.category),
                *(_links(context, [tool for tool in found if tool.fields.status == status]) for status in STATUSES),
            )
        )
        for _, found in sorted(figures.categories.items())
    )
    table = Table(columns, rows, "Which tool for what", "catalogue")
    return Subsection("Which tool for what", (compact(table),), anchor="by-category", count=len(rows))


def _links(context: ViewContext, tools: Sequence[Record[Tool]]) -> Inline:
    if not tools:
        return None
    ordered = sorted(tools, key=lambda tool: (tool.title.casefold(), tool.id))
    links: list[Inline] = [context.link(tool) for tool in ordered[:_LINKS]]
    if len(tools) > _LINKS:
        links.append(Link(f"{len(tools) - _LINKS:,} more", "#all"))
    return side_by_side(links)


def overlaps(context: ViewContext, figures: ToolFigures) -> Iterator[Subsection]:
    """Yield the categories in which two tools do one job, those that are to have a single one first."""
    single = set(map(folded, context.settings.policies.single_tool_categories))
    rows = []
    for category, found in sorted(figures.categories.items(), key=lambda item: (item[0] not in single, item[0])):
        if len(found) > 1 and (category in single or len(found) <= _FAMILY):
            rows.append(_overlap(context, found, is_single=category in single))
    if not rows:
        return
    columns = (Column("Category"), Column("Verdict", "status"), Column("Tools", sortable=False), Column("Policy"))
    table = Table(columns, tuple(rows), "Categories with more than one tool", "overlaps-table")
    yield Subsection("Overlaps", (compact(table),), anchor="overlaps", count=len(rows))


def _overlap(context: ViewContext, tools: Tools, *, is_single: bool) -> Row:
    ordered = sorted(tools, key=lambda tool: (STATUSES.index(tool.fields.status), tool.title.casefold(), tool.id))
    shown = tuple(Phrase((context.link(tool), " ", status_badge(tool.fields.status))) for tool in ordered[:_LINKS])
    adopted = sum(tool.fields.status == "adopt" for tool in tools)
    return Row(
        (
            category_words(tools[0].fields.category),
            _verdict(tools, adopted, is_single=is_single),
            ItemList(shown),
            "one tool" if is_single else None,
        )
    )


def _verdict(tools: Tools, adopted: int, *, is_single: bool) -> Badge:
    if adopted > 1:
        return Badge(f"{adopted} adopted", "danger" if is_single else "attention", order=0.0 if is_single else 1.0)
    if all(tool.fields.status in ("adopt", "hold", "retire") for tool in tools):
        return Badge("one stays" if adopted else "none stays", "info" if adopted else "neutral", order=3.0)
    return Badge("one on trial", "neutral", order=2.0)


def connections(context: ViewContext, figures: ToolFigures, tools: Tools) -> Iterator[Subsection]:
    """Yield what is connected to what, the tool with the most connections first."""
    found = figures.neighbours
    if not found:
        return
    titles = {tool.id: tool for tool in tools}
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), titles[item[0]].title.casefold(), item[0]))
    columns = (Column("Tool", "link"), Column("Connected to", sortable=False), Column("Connections", "number"))
    rows = tuple(
        Row(
            (
                Link(titles[name].title, context.handbook.url_of(titles[name])),
                side_by_side(others),
                NumberCell(len(others)),
            )
        )
        for name, others in ordered
    )
    hub, others = titles[ordered[0][0]], ordered[0][1]
    first = f"{hub.title} has the most connections, {len(others):,}; a connection counts in both directions."
    alone = len(tools) - len(found)
    rest = f" {count_words(alone, 'tool')} {'names' if alone == 1 else 'name'} none." if alone else ""
    table = Table(columns, rows, "Which tools are connected", "connections-table")
    yield Subsection("Connections", (Paragraph(first + rest), table), anchor="connections", count=len(rows))


def data_classes(context: ViewContext, tools: Tools) -> Subsection:
    """Return which data may be put where, the most sensitive first; a sentence where it is the same for all."""
    names = {tool.fields.data_classification for tool in tools}
    if len(names) == 1:
        words = f"{counted(TOOL, len(tools))}: {names.pop()} data at most."
        return Subsection("Which data may go where", (Paragraph(words),), anchor="data")
    by_class: Mapping[str, Tools] = {
        name: [tool for tool in tools if tool.fields.data_classification == name] for name in CLASSIFICATIONS
    }
    columns = (Column("Data", "status"), Column("May be put into", sortable=False), Column("Tools", "number"))
    rows = tuple(
        Row((classification_badge(name), _links(context, found), NumberCell(len(found))))
        for name, found in by_class.items()
        if found
    )
    table = Table(columns, rows, "The most sensitive data that each tool may hold", "data-classes")
    return Subsection("Which data may go where", (table,), anchor="data")


def all_tools(context: ViewContext, figures: ToolFigures, tools: Tools) -> Subsection:
    """Return the table of every tool, those in use first."""
    columns = (
        Column("Tool", "link"),
        Column("Status", "status"),
        Column("Category"),
        Column("Data", "status"),
        Column("Cost", "number", unit="a year"),
        Column("Active seats"),
        Column("Renews", "date"),
        Column("Used by", "number", unit="roles"),
        Column("Owner"),
    )
    ordered = by_relevance(context.handbook, tools, context.as_of)
    rows = tuple(_row(context, figures, tool) for tool in ordered)
    table = Table(columns, rows, "All tools", "tools", filters=("Status", "Category", "Data"))
    return Subsection("All tools", (compact(table),), anchor="all", count=len(rows))


def _row(context: ViewContext, figures: ToolFigures, tool: Record[Tool]) -> Row:
    fields = tool.fields
    users = users_of(context, tool)
    return Row(
        (
            context.link(tool),
            status_badge(fields.status),
            fields.category,
            classification_badge(fields.data_classification),
            figures.cost(tool),
            seats_meter(tool),
            DayCell(fields.renewal_on) if fields.renewal_on else None,
            NumberCell(len(users)) if users else None,
            owner_cell(context.handbook, fields.owner),
        )
    )
