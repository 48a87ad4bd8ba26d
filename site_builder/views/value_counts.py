"""What the filters of a table may choose, counted in all of its rows: as opsbook.js counts the rows of a page."""

from __future__ import annotations

from collections import Counter

from site_builder.views.cells import Cell, Chips, ItemList
from site_builder.views.parts import Table, ValueCount
from site_builder.views.plain import plain_text, sort_key


def value_counts(table: Table) -> tuple[tuple[ValueCount, ...], ...]:
    """Return, for each filter of a table, every value that its column has."""
    titles = [column.title for column in table.columns]
    return tuple(_counts(table, titles.index(title)) for title in table.filters)


def _counts(table: Table, number: int) -> tuple[ValueCount, ...]:
    order = table.columns[number].order
    counts: Counter[str] = Counter()
    keys: dict[str, str] = {}
    # Thousands of cells say a few things.
    for cell, rows in Counter(row.cells[number] for row in table.rows).items():
        values = [text for text in map(_words, _values(cell)) if text]
        key = sort_key(cell, order) if len(values) == 1 else ""
        for value in values:
            counts[value] += rows
            keys.setdefault(value, key)
    return tuple(ValueCount(value, count, keys[value]) for value, count in counts.items())


def _values(cell: Cell) -> tuple[Cell, ...]:
    return cell.items if isinstance(cell, Chips | ItemList) else (cell,)


def _words(cell: Cell) -> str:
    return " ".join(plain_text(cell).split())
