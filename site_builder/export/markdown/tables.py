"""Tables and matrices as GitHub's tables: one line a row."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.export.markdown.escape import text
from site_builder.export.markdown.inline import line
from site_builder.export.markdown.sheet import Sheet, anchor_mark
from site_builder.views.parts import Matrix, Table


def table(part: Table, sheet: Sheet, *, caption: str | None = None) -> str:
    """Return a table below its caption, an empty text where it has no rows. ``caption`` stands in place of its own."""
    heads = [text(f"{column.title} ({column.unit})" if column.unit else column.title) for column in part.columns]
    numbers = [column.type == "number" for column in part.columns]
    rows = [_row(anchor_mark(row.anchor), [line(cell, sheet) for cell in row.cells]) for row in part.rows]
    words = part.caption if caption is None else caption
    shown = [*([f"**{text(words)}**"] if words else []), grid(heads, rows, numbers)] if rows else []
    return "\n\n".join([*shown, *_below(part, sheet)])


def _row(anchor: str, cells: list[str]) -> list[str]:
    return [anchor + cells[0], *cells[1:]] if anchor else cells


def _below(part: Table, sheet: Sheet) -> list[str]:
    """Return the line that says how many rows there are, and where the rest and the data is."""
    counted = [f"{len(part.rows)} of {part.total}"] if part.total is not None else []
    more = [line(part.more, sheet)] if part.more is not None else []
    data = [f"[CSV]({target})"] if part.csv_url and (target := sheet.link(part.csv_url)) else []
    return [" · ".join([*counted, *more, *data])] if counted or more or data else []


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool] = ()) -> str:
    """Return the lines of a table. Cells are Markdown in one line; columns of ``numbers`` are aligned to the right."""
    rules = ["---:" if is_number else "---" for is_number in numbers] or ["---"] * len(heads)
    lines = (heads, rules, *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def matrix(part: Matrix, sheet: Sheet) -> str:
    """Return a matrix as a table: a mark's letter, or a dot."""
    heads = [text(part.corner), *(line(column, sheet) for column in part.columns)]
    rows = [
        [line(row.head, sheet), *("" if mark is None else text(mark.letter) or "●" for mark in row.marks)]
        for row in part.rows
    ]
    data = f"[CSV]({target})" if part.csv_url and (target := sheet.link(part.csv_url)) else ""
    below = " · ".join(filter(None, (text(part.note), data)))
    return "\n\n".join(filter(None, (f"**{text(part.caption)}**", grid(heads, rows), below)))
