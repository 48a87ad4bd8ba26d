"""Tables within a page's content, however deep: reading them, and replacing them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from site_builder.views.parts import (
    ChartFigure,
    ChartGrid,
    Column,
    Matrix,
    RecordContent,
    Row,
    SectionContent,
    Subsection,
    Table,
)
from site_builder.views.plain import plain_text


def tables_of(content: Any) -> Iterator[Table]:
    """Return the tables of a section's or a record's content in reading order, those below charts included."""
    if isinstance(content, SectionContent):
        yield from _tables(content.blocks)
    elif isinstance(content, RecordContent):
        yield from _tables(content.sections)


def _tables(blocks: Iterable[Any]) -> Iterator[Table]:
    for block in blocks:
        match block:
            case Table():
                yield block
            case ChartFigure():
                yield block.table
            case ChartGrid():
                yield from (chart.table for chart in block.charts)
            case Matrix():
                yield matrix_table(block)
            case Subsection():
                yield from _tables(block.blocks)


def with_tables(content: Any, change: Callable[[Table], Table]) -> Any:
    """Return the content with each table replaced by what ``change`` makes of it."""
    if isinstance(content, SectionContent):
        return replace(content, blocks=_changed(content.blocks, change))
    if isinstance(content, RecordContent):
        return replace(content, sections=_changed(content.sections, change))
    return content


def _changed(blocks: tuple[Any, ...], change: Callable[[Table], Table]) -> tuple[Any, ...]:
    return tuple(_block(block, change) for block in blocks)


def _block(block: Any, change: Callable[[Table], Table]) -> Any:
    match block:
        case Table():
            return change(block)
        case ChartFigure():
            return replace(block, table=change(block.table))
        case Matrix():
            return replace(block, csv_url=change(matrix_table(block)).csv_url)
        case ChartGrid():
            return replace(block, charts=_changed(block.charts, change))
        case Subsection():
            return replace(block, blocks=_changed(block.blocks, change))
    return block


def matrix_table(matrix: Matrix) -> Table:
    """Return a matrix as the table that its CSV file holds: letters, or ``yes`` where a dot stands."""
    columns = (Column(matrix.corner), *(Column(plain_text(column)) for column in matrix.columns))
    rows = tuple(
        Row((row.head, *(None if mark is None else mark.letter or "yes" for mark in row.marks))) for row in matrix.rows
    )
    return Table(columns, rows, matrix.caption, matrix.identifier, csv_url=matrix.csv_url)


def charts_of(content: Any) -> Iterator[ChartFigure]:
    """Return the charts of a section's or a record's content in reading order."""
    if isinstance(content, SectionContent):
        yield from _charts(content.blocks)
    elif isinstance(content, RecordContent):
        yield from _charts(content.sections)


def _charts(blocks: Iterable[Any]) -> Iterator[ChartFigure]:
    for block in blocks:
        match block:
            case ChartFigure():
                yield block
            case ChartGrid():
                yield from block.charts
            case Subsection():
                yield from _charts(block.blocks)


def has_drawings(content: Any) -> bool:
    """Return whether a section's or a record's content holds a chart."""
    return next(charts_of(content), None) is not None
