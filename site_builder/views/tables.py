"""Tables without what nobody needs: columns that are empty from top to bottom."""

from __future__ import annotations

from dataclasses import replace

from site_builder.views.cells import Cell, DurationCell, Link, NumberCell
from site_builder.views.parts import Row, Table


def cut(table: Table, most: int, more: Link) -> Table:
    """Return the table with its first rows, how many there are, and where the rest is; as it is where it is short."""
    if len(table.rows) <= most:
        return table
    return replace(table, rows=table.rows[:most], total=len(table.rows), more=more)


def compact(table: Table) -> Table:
    """Return the table without the columns that no row fills, and without their filters. The first column stays.

    A table without rows is returned as it is. In a public handbook this takes out owners and teams.
    """
    if not table.rows:
        return table
    kept = [
        number for number in range(len(table.columns)) if not number or not all(map(_is_empty, _cells(table, number)))
    ]
    if len(kept) == len(table.columns):
        return table
    columns = tuple(table.columns[number] for number in kept)
    rows = tuple(Row(tuple(row.cells[number] for number in kept), row.anchor) for row in table.rows)
    titles = {column.title for column in columns}
    filters = tuple(name for name in table.filters if name in titles)
    return replace(table, columns=columns, rows=rows, filters=filters)


def _cells(table: Table, number: int) -> tuple[Cell, ...]:
    return tuple(row.cells[number] for row in table.rows)


def _is_empty(cell: Cell) -> bool:
    if isinstance(cell, NumberCell):
        return cell.value is None
    if isinstance(cell, DurationCell):
        return cell.minutes is None
    return cell is None or cell == ""
