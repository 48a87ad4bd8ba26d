"""The roadmap that customers see: now, next and later with months and quarters, what was released, a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from site_builder.kinds.initiative import INITIATIVE, Horizon, Initiative
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import DayCell, Markup
from site_builder.views.collection import empty_page, section_page
from site_builder.views.facts import record_link, told_cell
from site_builder.views.parts import Block, Board, BoardColumn, Card, Column, Fact, Row, Subsection, Table
from site_builder.views.record import record_page
from site_builder.views.tables import compact
from site_builder.views.wording import count_words
from site_builder.views.words import status_badge

SECTION = "roadmap"
_HORIZONS: tuple[tuple[Horizon, str, str], ...] = (
    ("now", "Now", "in progress, or due this quarter"),
    ("next", "Next", "planned for the coming quarter"),
    ("later", "Later", "further out"),
)
_CHANGES = "Dates are months and quarters, and plans may change."


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the roadmap and a page for each initiative."""
    records = context.handbook.records(INITIATIVE)
    if not records:
        yield empty_page(context, INITIATIVE, SECTION, "Roadmap")
        return
    blocks: tuple[Block, ...] = (*_board(context), *_released(context, records))
    yield section_page(context, SECTION, "Roadmap", _sentence(context), blocks, hides=("navigation", "toc"))
    for record in records:
        yield record_page(context, record, leave_out=frozenset({"horizon"}))


def on_horizon(context: ViewContext, horizon: Horizon) -> list[Record[Initiative]]:
    """Return the initiatives of a horizon, those with the nearest target first."""
    records = context.handbook.records(INITIATIVE)
    return sorted((item for item in records if item.fields.horizon_on(context.as_of) == horizon), key=_by_target)


def next_up(context: ViewContext) -> list[Record[Initiative]]:
    """Return what is worked on and what comes after it, the nearest first."""
    return [*on_horizon(context, "now"), *on_horizon(context, "next")]


def initiative_card(context: ViewContext, record: Record[Initiative]) -> Card:
    """Return an initiative in short: its title, where it stands, the month or quarter, and its summary."""
    fields = record.fields
    facts = (Fact("Planned for", told_cell(fields.target)),) if fields.target is not None else ()
    text = Markup(fields.summary, record.path, inline=True) if fields.summary else ""
    return Card(context.link(record), status_badge(fields.status), facts, text)


def _sentence(context: ViewContext) -> str:
    count = sum(len(on_horizon(context, horizon)) for horizon, _, _ in _HORIZONS)
    return f"{count_words(count, 'plan')}. {_CHANGES}" if count else f"Nothing is planned at the moment. {_CHANGES}"


def _board(context: ViewContext) -> Iterator[Board]:
    columns = []
    for horizon, title, note in _HORIZONS:
        cards = tuple(initiative_card(context, record) for record in on_horizon(context, horizon))
        columns.append(BoardColumn(title, cards, note))
    if any(column.cards for column in columns):
        yield Board(tuple(columns), "Roadmap by horizon")


def _released(context: ViewContext, records: Sequence[Record[Initiative]]) -> Iterator[Subsection]:
    """Yield what customers have already, the newest first."""
    done = sorted(
        (record for record in records if record.fields.status == "released"),
        key=lambda record: (record.fields.released_on or date.min, record.id),
        reverse=True,
    )
    if done:
        handbook = context.handbook
        rows = tuple(
            Row(
                (
                    context.link(record),
                    DayCell(record.fields.released_on) if record.fields.released_on else None,
                    record_link(handbook, record.fields.release) if record.fields.release else None,
                )
            )
            for record in done
        )
        columns = (Column("What", "link"), Column("Released", "date"), Column("Release"))
        table = compact(Table(columns, rows, "Released, the newest first", "released"))
        yield Subsection("Released", (table,), anchor="done", count=len(done))


def _by_target(record: Record[Initiative]) -> tuple[date, str]:
    target = record.fields.target
    return (target.last_day if target else date.max, record.id)


VIEW = View(SECTION, "Roadmap", "", 100, pages, ("initiative",), public=True)
