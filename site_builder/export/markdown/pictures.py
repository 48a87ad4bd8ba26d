"""Figures, cards, boards, timelines and charts as Markdown: tables and lists, and a drawing beside for each chart."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.export.markdown.blocks import facts_line
from site_builder.export.markdown.dispatch import block, blocks, item, paragraphs
from site_builder.export.markdown.drawings import picture
from site_builder.export.markdown.escape import text
from site_builder.export.markdown.inline import line
from site_builder.export.markdown.sheet import Sheet, anchor_mark
from site_builder.export.markdown.tables import grid, table
from site_builder.views.parts import (
    Board,
    BoardColumn,
    Card,
    CardGrid,
    Change,
    ChartFigure,
    ChartGrid,
    Chips,
    Column,
    DayCell,
    KpiCard,
    KpiGrid,
    Link,
    Row,
    Table,
    Timeline,
)
from site_builder.views.tables import compact
from site_builder.views.wording import sentence_case

_HEADS = ("Figure", "Value", "Change", "Trend", "Interval", "n")


@block.register
def _(part: KpiGrid, sheet: Sheet) -> str:
    rows = [_figure(card, sheet) for card in part.cards]
    filled = [number for number in range(len(_HEADS)) if number < 2 or any(row[number] for row in rows)]
    shown = grid([_HEADS[number] for number in filled], [[row[number] for number in filled] for row in rows])
    measured = [item(f"**{text(card.label)}:** {_method(card)}") for card in part.cards if _method(card)]
    return paragraphs((shown, "How it is measured:" if measured else "", "\n".join(measured)))


def _figure(card: KpiCard, sheet: Sheet) -> list[str]:
    name = line(Link(card.label, card.url), sheet) if card.url else text(card.label)
    value = " · ".join(filter(None, (line(card.value, sheet), text(card.reason))))
    trend = line(card.sparkline, sheet)
    return [name, value, _change(card.change), trend, text(card.interval), "" if card.n is None else f"{card.n:,}"]


def _change(change: Change | None) -> str:
    return text(change.words) if change is not None else ""


def _method(card: KpiCard) -> str:
    return text(" ".join(filter(None, (card.definition, f"Method: {card.method.rstrip('.')}." if card.method else ""))))


@block.register
def _(part: Card, sheet: Sheet) -> str:
    return _card(part, sheet)


@block.register
def _(part: CardGrid, sheet: Sheet) -> str:
    return _cards(part.cards, sheet)


def _cards(cards: Iterable[Card], sheet: Sheet) -> str:
    return "\n".join(_card(card, sheet) for card in cards)


def _card(card: Card, sheet: Sheet) -> str:
    badge = [f"**{line(card.badge, sheet)}**"] if card.badge is not None else []
    head = " · ".join([line(card.link, sheet), *badge, *facts_line(card.facts, sheet)])
    said = line(card.text or None, sheet)
    return item(f"{head}<br>{said}" if said else head)


@block.register
def _(part: Board, sheet: Sheet) -> str:
    level = sheet.level
    shown = paragraphs(_column(column, level + 1, sheet) for column in part.columns)
    sheet.level = level
    return shown


def _column(column: BoardColumn, level: int, sheet: Sheet) -> str:
    heading = sheet.heading(level, column.title)
    count = len(column.cards) if column.total is None else column.total
    note = text(" · ".join(filter(None, (f"{count:,}", column.note))))
    return paragraphs((heading, note, _cards(column.cards, sheet), line(column.more, sheet)))


@block.register
def _(part: Timeline, sheet: Sheet) -> str:
    links = {bar.key: bar.link for lane in part.lanes for bar in lane.bars}
    rows = tuple(
        Row(
            (
                lane.title,
                bar.link,
                bar.badge,
                DayCell(bar.start),
                DayCell(bar.end, bar.end_text),
                DayCell(bar.baseline_end) if bar.baseline_end and bar.baseline_end != bar.end else None,
                Chips(tuple(links[key] for key in bar.depends_on if key in links)) if bar.depends_on else None,
            )
        )
        for lane in part.lanes
        for bar in lane.bars
    )
    heads = ("Group", "What", "Status", "Start", "End", sentence_case(part.ghost), "Waits for")
    listed = compact(Table(tuple(map(Column, heads)), rows, part.title, part.name))
    head = paragraphs((f"{anchor_mark(part.name)}**{text(part.title)}**", text(part.subtitle)))
    return paragraphs((head, table(listed, sheet, caption="")))


@block.register
def _(part: ChartFigure, sheet: Sheet) -> str:
    head = paragraphs((f"{anchor_mark(part.name)}**{text(part.title)}**", text(part.subtitle)))
    if part.empty is not None:
        return paragraphs((head, block(part.empty, sheet)))
    return paragraphs((head, picture(part, sheet), text(part.note), table(part.table, sheet, caption="Data")))


@block.register
def _(part: ChartGrid, sheet: Sheet) -> str:
    return blocks(part.charts, sheet)
