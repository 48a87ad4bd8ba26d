"""Parts that hold rows: a table with its columns, and what stands where nothing is yet. Pure data, no HTML."""

from __future__ import annotations

from typing import ClassVar, Literal

from site_builder.model.quick import dataclass
from site_builder.views.cells import Cell, Link

ColumnType = Literal["text", "number", "date", "status", "link"]


@dataclass(frozen=True, slots=True)
class EmptyState:
    """What is shown where nothing is yet: what belongs here, why it helps, the command that creates the first one."""

    part: ClassVar[str] = "empty_state"
    what: str
    why: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its type (numbers are right-aligned), its unit, and whether people may sort by it.

    ``order`` are its words in the order in which they are sorted, where the alphabet would mislead.
    """

    title: str
    type: ColumnType = "text"
    unit: str = ""
    sortable: bool = True
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: one cell a column. ``anchor`` makes it a target of links."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ValueCount:
    """How many rows have a value that a filter may choose, and the text by which it is sorted, as of a cell."""

    value: str
    count: int
    sort_key: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``identifier`` is unique on its page; ``filters`` names the columns whose values become chips.

    The first column is a link where rows are records. A table cut at what people read says so with ``total`` (rows
    there are) and ``more`` (where the rest is); ``counts`` has, for each filter, the values of all rows, where they are
    known. ``folded`` puts it behind its caption, as below charts. ``csv_url`` is where the same rows are to be had as
    CSV.
    """

    part: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str
    identifier: str
    filters: tuple[str, ...] = ()
    empty: EmptyState | None = None
    total: int | None = None
    more: Link | None = None
    folded: bool = False
    csv_url: str = ""
    counts: tuple[tuple[ValueCount, ...], ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError where a row has not one cell a column, or a filter names no column."""
        width = len(self.columns)
        if any(len(row.cells) != width for row in self.rows):
            raise ValueError(f"table {self.identifier}: every row needs {width} cells")
        unknown = set(self.filters) - {column.title for column in self.columns}
        if unknown:
            raise ValueError(f"table {self.identifier}: no column {', '.join(sorted(unknown))} to filter by")
