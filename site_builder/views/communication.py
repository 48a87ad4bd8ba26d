"""Communication: what is next on each channel, who does what, whether updates come, what waits without a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.channel import CHANNEL, Channel
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.update import UPDATE
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Inline, NumberCell, Phrase
from site_builder.views.channel_days import calendar_chart, next_cell
from site_builder.views.channel_page import channel_page
from site_builder.views.collection import empty_page, section_page
from site_builder.views.facts import owner_cell
from site_builder.views.figures import figure_card
from site_builder.views.parts import Block, Column, KpiCard, KpiGrid, Paragraph, Row, Subsection, Table
from site_builder.views.raci import raci_table
from site_builder.views.tables import compact
from site_builder.views.team_dependencies import TeamDependency, dependencies_table, team_dependencies
from site_builder.views.wording import count_words
from site_builder.views.words import counted, words

CADENCES = ("daily", "weekly", "biweekly", "monthly", "quarterly", "on_event")


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each channel."""
    channels = context.handbook.records(CHANNEL)
    dependencies = team_dependencies(context)
    if not channels:
        yield empty_page(context, CHANNEL)
        return
    chart = calendar_chart(context, channels)
    blocks: tuple[Block, ...] = (
        KpiGrid(tuple(_cards(context, channels, dependencies))),
        *((chart,) if chart else ()),
        _all(context, channels),
        *_raci(context, channels),
        *_dependencies(context, dependencies),
    )
    lead, purpose = _sentence(context, channels, dependencies), CHANNEL.purpose
    yield section_page(context, CHANNEL.url, "Communication", lead, blocks, description=purpose, hides=("toc",))
    for channel in channels:
        yield channel_page(context, channel)


def _sentence(
    context: ViewContext, channels: Sequence[Record[Channel]], dependencies: Sequence[TeamDependency]
) -> Inline:
    ahead = sorted(
        (day, channel.id, channel)
        for channel in channels
        if (day := channel.fields.next_on) is not None and day >= context.as_of
    )
    pieces: list[Inline] = [counted(CHANNEL, len(channels))]
    if ahead:
        day, _, channel = ahead[0]
        pieces += ["; next is ", context.link(channel), f" on {day.isoformat()}"]
    late = sum(_is_past(context, channel) for channel in channels)
    if late:
        pieces.append(f"; {late:,} without the day of the next one, because the written day has passed")
    open_ended = sum(each.problem is not None for each in dependencies)
    if open_ended:
        what = count_words(open_ended, "dependency between teams", "dependencies between teams")
        pieces.append(f"; {what} without an agreed date")
    return Phrase((*pieces, "."))


def _is_past(context: ViewContext, channel: Record[Channel]) -> bool:
    return channel.fields.next_on is not None and channel.fields.next_on < context.as_of


def _cards(
    context: ViewContext, channels: Sequence[Record[Channel]], dependencies: Sequence[TeamDependency]
) -> Iterator[KpiCard]:
    regular = [channel for channel in channels if channel.fields.cadence != "on_event"]
    dated = sum(channel.fields.next_on is not None and not _is_past(context, channel) for channel in regular)
    yield KpiCard(
        "Regular channels with a next day",
        NumberCell(dated),
        "#channels",
        len(regular),
        method="a count of records; n is the number of channels with a cadence",
        definition="Channels that come at a cadence and say on which day, today or later, the next one is.",
    )
    kept = context.measures.one("updates-on-cadence")
    if kept is not None and kept.n:
        yield figure_card("Updates on their day", kept, url=f"{UPDATE.url}/")
    if context.handbook.records(INITIATIVE):
        yield KpiCard(
            "Team dependencies without a date",
            NumberCell(sum(each.problem is not None for each in dependencies)),
            "#dependencies",
            len(dependencies),
            method="a count of records; n is the number of open dependencies between teams",
            definition=(
                "Open initiatives that wait for an initiative of another team which has no target, a later one, or was "
                "dropped."
            ),
        )


def _all(context: ViewContext, channels: Sequence[Record[Channel]]) -> Subsection:
    columns = (
        Column("Channel", "link"),
        Column("Cadence", order=tuple(map(words, CADENCES))),
        Column("Next", "date"),
        Column("For"),
        Column("Medium"),
        Column("Owner"),
    )
    ordered = sorted(channels, key=lambda channel: (CADENCES.index(channel.fields.cadence), channel.id))
    rows = tuple(
        Row(
            (
                context.link(channel),
                words(channel.fields.cadence),
                next_cell(context, channel),
                channel.fields.audience,
                channel.fields.medium,
                owner_cell(context.handbook, channel.fields.owner),
            )
        )
        for channel in ordered
    )
    table = Table(columns, rows, "Channels, the most frequent first", "channels-table", filters=("Cadence",))
    return Subsection("Channels", (compact(table),), anchor="channels", count=len(rows))


def _raci(context: ViewContext, channels: Sequence[Record[Channel]]) -> Iterator[Subsection]:
    ordered = sorted(channels, key=lambda channel: (CADENCES.index(channel.fields.cadence), channel.id))
    table = raci_table(context, ordered)
    if table is not None:
        yield Subsection("Who does what", (table,), anchor="raci")


def _dependencies(context: ViewContext, dependencies: Sequence[TeamDependency]) -> Iterator[Subsection]:
    """Yield what waits for another team; a sentence where each has a date, nothing without a roadmap."""
    if not context.handbook.records(INITIATIVE):
        return
    if not dependencies:
        blocks: tuple[Block, ...] = (Paragraph("No open initiative waits for an unreleased one of another team."),)
    else:
        blocks = (dependencies_table(context, dependencies),)
    yield Subsection("Dependencies between teams", blocks, anchor="dependencies", count=len(dependencies))


VIEW = View(CHANNEL.url, "Communication", "Roadmap", 270, pages, ("channel",))
