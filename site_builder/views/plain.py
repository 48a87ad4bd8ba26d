"""What a cell says without markup: for sorting, CSV and accessible names."""

from __future__ import annotations

from typing import Final

from site_builder.model.durations import duration_words
from site_builder.model.plain_markdown import plain_words
from site_builder.views.cells import (
    Badge,
    Cell,
    Chips,
    Code,
    DayCell,
    DurationCell,
    ItemList,
    Label,
    Link,
    Markup,
    Meter,
    MomentCell,
    NumberCell,
    Phrase,
    Sparkline,
    Title,
)
from site_builder.views.parts import Table
from site_builder.views.wording import moment_words, number_words, share_words

_TEXTS: Final = (Link, Badge, Code, Label, Title)
"""Cells that hold nothing but the words that they show."""


def plain_text(cell: Cell) -> str:
    """Return the words that a cell shows."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, DayCell):
        return cell.text or cell.day.isoformat()
    if isinstance(cell, MomentCell):
        return moment_words(cell.moment)
    if isinstance(cell, NumberCell):
        return _number(cell)
    if isinstance(cell, DurationCell):
        return "" if cell.minutes is None else duration_words(cell.minutes)
    if isinstance(cell, Meter):
        return cell.text or f"{cell.value:,} of {cell.total:,}"
    if isinstance(cell, Sparkline):
        return cell.label
    if isinstance(cell, Phrase):
        return "".join(plain_text(piece) for piece in cell.pieces)
    if isinstance(cell, Markup):
        return " ".join(plain_words(cell.text).split())
    if isinstance(cell, Chips | ItemList):
        return ", ".join(plain_text(item) for item in cell.items)
    return cell.text


def _number(cell: NumberCell) -> str:
    if cell.value is None:
        return ""
    if cell.share:
        return share_words(cell.value, cell.digits, signed=cell.signed, floored=cell.floored)
    text = number_words(cell.value, cell.digits, signed=cell.signed, floored=cell.floored)
    if not cell.unit:
        return text
    return text + cell.unit if cell.unit == "%" else f"{text} {cell.unit}"


def sort_key(cell: Cell, order: tuple[str, ...] = ()) -> str:
    """Return the text by which a column is sorted where what the cell says would mislead; empty where it does not.

    ``order`` is that of the column's words, if it has one.
    """
    if order:
        text = plain_text(cell)
        return str(order.index(text)) if text in order else ""
    if isinstance(cell, (str, Link)):
        return ""
    if isinstance(cell, Badge):
        return "" if cell.order is None else repr(cell.order)
    if isinstance(cell, DayCell):
        return cell.day.isoformat() if cell.text else ""
    if isinstance(cell, MomentCell):
        return cell.moment.isoformat()
    if isinstance(cell, NumberCell):
        return "" if cell.value is None else repr(cell.value)
    if isinstance(cell, DurationCell):
        return "" if cell.minutes is None else repr(cell.minutes)
    if isinstance(cell, Meter):
        return repr(cell.share) if cell.share is not None else repr(cell.value / cell.total) if cell.total else "0"
    return ""


def data_value(cell: Cell) -> str:
    """Return what a cell holds for machines: full precision, ISO days, minutes, numbers without words."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Badge) and cell.number is not None:
        return f"{cell.number:.15g}"
    if isinstance(cell, _TEXTS):
        return cell.text
    if isinstance(cell, NumberCell):
        return "" if cell.value is None else f"{cell.value:.15g}"
    if isinstance(cell, DurationCell):
        return "" if cell.minutes is None else f"{cell.minutes:.15g}"
    if isinstance(cell, DayCell):
        return cell.text or cell.day.isoformat()
    if isinstance(cell, MomentCell):
        return cell.moment.isoformat().replace("+00:00", "Z")
    if isinstance(cell, Meter) and cell.share is not None:
        return f"{cell.share:.15g}"
    return plain_text(cell)


def table_rows(table: Table) -> list[list[str]]:
    """Return a table as rows of text for a CSV file, the head first, units in it, full precision."""
    named = [(column.title, column.unit or _own_unit(table, number)) for number, column in enumerate(table.columns)]
    head = [f"{title} ({unit})" if unit else title for title, unit in named]
    rows = ([cell if type(cell) is str else data_value(cell) for cell in row.cells] for row in table.rows)
    return [head, *rows]


def _own_unit(table: Table, number: int) -> str:
    """Return the unit of a column whose cells have one each on a page, and none in a file: that of durations."""
    first = next((cells[number] for cells in (row.cells for row in table.rows) if cells[number] is not None), None)
    return "minutes" if isinstance(first, DurationCell) else ""
