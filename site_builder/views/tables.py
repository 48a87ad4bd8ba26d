"""Tables without what nobody needs: columns that are empty from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import itemgetter

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
    return _without(table, _empty_columns(table)) if table.rows else table


def first_rows(table: Table, rows: Iterable[Row], count: int, most: int, more: Link) -> Table:
    """Return the table, that has no rows yet, with the first of these ``count`` rows: compact, then cut.

    A column that only rows fill which are not shown stays; such rows are made as long as there may be one.
    """
    made = iter(rows)
    table = replace(table, rows=tuple(islice(made, most)))
    empty = _empty_columns(table)
    while empty and (row := next(made, None)) is not None:
        empty = [number for number in empty if _is_empty(row.cells[number])]
    table = _without(table, empty)
    return replace(table, total=count, more=more) if count > most else table


def picker(kept: Sequence[int]) -> Callable[[tuple[Cell, ...]], tuple[Cell, ...]]:
    """Return what picks the cells of these columns, of which there is at least one, from the cells of a row."""
    if len(kept) == 1:
        return lambda cells: (cells[kept[0]],)
    return itemgetter(*kept)


def _empty_columns(table: Table) -> list[int]:
    return [number for number in range(1, len(table.columns)) if all(map(_is_empty, _cells(table, number)))]


def _without(table: Table, empty: list[int]) -> Table:
    if not empty:
        return table
    kept = [number for number in range(len(table.columns)) if number not in empty]
    pick = picker(kept)
    columns = tuple(table.columns[number] for number in kept)
    rows = tuple(Row(pick(row.cells), row.anchor) for row in table.rows)
    titles = {column.title for column in columns}
    filters = tuple(name for name in table.filters if name in titles)
    return replace(table, columns=columns, rows=rows, filters=filters)


def _cells(table: Table, number: int) -> Iterator[Cell]:
    return (row.cells[number] for row in table.rows)


def _is_empty(cell: Cell) -> bool:
    if isinstance(cell, NumberCell):
        return cell.value is None
    if isinstance(cell, DurationCell):
        return cell.minutes is None
    return cell is None or cell == ""
