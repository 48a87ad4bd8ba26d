"""Tools: what to use for what, what it costs, when a contract must be decided about, and a page for each tool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_builder.kinds.role import ROLE
from site_builder.kinds.tool import TOOL
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Link, NumberCell, Phrase
from site_builder.views.collection import empty_page, section_page
from site_builder.views.figures import figure_card
from site_builder.views.parts import Block, KpiCard, KpiGrid, Paragraph
from site_builder.views.tool_charts import cost_charts
from site_builder.views.tool_figures import AHEAD, ToolFigures, Tools, counted_by_status, due_soon, tool_figures
from site_builder.views.tool_page import tool_page
from site_builder.views.tool_tables import all_tools, catalogue, connections, data_classes, overlaps, renewals
from site_builder.views.wording import count_words, joined_words, number_words, share_words
from site_builder.views.words import counted

SECTION = TOOL.url


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each tool."""
    tools = context.handbook.records(TOOL)
    if not tools:
        yield empty_page(context, TOOL)
        return
    figures = tool_figures(context)
    blocks: tuple[Block, ...] = (
        *_cards(context),
        *cost_charts(context),
        *renewals(context, figures),
        catalogue(context, figures),
        *overlaps(context, figures),
        *connections(context, figures, tools),
        data_classes(context, tools),
        all_tools(context, figures, tools),
        *_roles(context),
    )
    yield section_page(
        context, SECTION, "Tools", _sentence(context, figures, tools), blocks, description=TOOL.purpose, hides=("toc",)
    )
    for tool in tools:
        yield tool_page(context, figures, tool)


def _sentence(context: ViewContext, figures: ToolFigures, tools: Tools) -> str:
    """Return how many there are, by status, what they cost in a year, and how many of the seats are used."""
    where = count_words(len(figures.categories), "category", "categories")
    first = f"{counted(TOOL, len(tools))} in {where}: {counted_by_status(tools)}"
    costs = [result for result in _costs(context) if result.value is not None]
    amounts = joined_words([f"{number_words(result.value or 0)} {result.details['currency']}" for result in costs])
    parts = [f"{amounts} a year, n {sum(result.n for result in costs):,}"] if costs else []
    seats = context.measures.one("seat-utilisation")
    if seats is not None and seats.value is not None:
        parts.append(f"{share_words(seats.value)} of {number_words(seats.n)} paid seats are used")
    return f"{'; '.join((first, *parts))}."


def _costs(context: ViewContext) -> Iterator[MetricResult]:
    """Yield the cost of all tools, one for each currency."""
    for result in context.measures.results("tool-cost"):
        if set(result.dimensions) <= {"currency"}:
            yield result


def _cards(context: ViewContext) -> Iterator[KpiGrid]:
    cards: list[KpiCard] = []
    for cost in _costs(context):
        if cost.value is None:
            continue
        card = figure_card("Cost a year", cost, url="#all")
        cards.append(replace(card, value=NumberCell(cost.value, 0, str(cost.details["currency"]))))
        per_seat = cost.details.get("cost_per_active_seat")
        if per_seat is not None:
            cards.append(_per_seat(cost, per_seat))
    seats = context.measures.one("seat-utilisation")
    if seats is not None and seats.value is not None:
        cards.append(figure_card("Paid seats that are used", seats, url="#all"))
    if any(tool.fields.renewal_on for tool in context.handbook.records(TOOL)):
        cards.append(_decisions(context))
    if cards:
        yield KpiGrid(tuple(cards))


def _per_seat(cost: MetricResult, value: float) -> KpiCard:
    return KpiCard(
        "Cost a year per active seat",
        NumberCell(value, 0, str(cost.details["currency"])),
        "#all",
        n=cost.details["active_seats"],
        method="cost in a year / active seats, over the tools that state both; n is the number of active seats",
        definition=cost.definition,
    )


def _decisions(context: ViewContext) -> KpiCard:
    due = due_soon(context)
    missed = sum(1 for tool in due if tool.fields.notice_by and tool.fields.notice_by < context.as_of)
    return KpiCard(
        "Contracts to decide about",
        NumberCell(len(due)),
        "#renewals",
        n=sum(1 for tool in context.handbook.records(TOOL) if tool.fields.renewal_on),
        reason=f"{missed:,} past the last day of notice" if missed else "",
        method=f"a count: notice or renewal in the next {AHEAD} days, or past; n is the number of tools that renew",
    )


def _roles(context: ViewContext) -> Iterator[Paragraph]:
    handbook = context.handbook
    if any(handbook.get(tool) is not None for role in handbook.records(ROLE) for tool in role.fields.tools):
        link = Link("which role works with which tool", "team/#tools-by-role")
        yield Paragraph(Phrase(("See also ", link, ".")))


VIEW = View(SECTION, "Tools", "Practice", 670, pages, ("tool",))
