"""Comments of responses, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.load.table import TextTable
from site_builder.model.diagnostic import Span
from site_builder.model.responses import Comment


def comments_of(table: TextTable, column: int, scores: Sequence[float | None]) -> tuple[Comment, ...]:
    """Return what stands in a column, without blank fields; ``scores`` has an entry for every row of the table."""
    return tuple(
        Comment(row[column].strip(), score, span)
        for row, score, span in zip(table.rows, scores, _spans(table, column), strict=True)
        if span is not None
    )


def _spans(table: TextTable, column: int) -> Iterator[Span | None]:
    """Yield where each row's comment begins, None where it is blank, in one pass over the file.

    A comment begins with its first character: after an opening quotation mark and blanks.
    """
    text, line, start = table.text, 1, 0
    for row, row_line in zip(table.rows, table.lines, strict=True):
        while line < row_line:
            start = text.index("\n", start) + 1
            line += 1
        if not row[column].strip():
            yield None
            continue
        offset = start
        for value in row[:column]:
            offset += _written_length(text, offset, value) + 1
        offset += text.startswith('"', offset)
        offset += len(row[column]) - len(row[column].lstrip())
        before = text[start:offset]
        yield Span(table.path, line + before.count("\n"), len(before) - (before.rfind("\n") + 1) + 1)


def _written_length(text: str, offset: int, value: str) -> int:
    """Return how many characters a field takes in the file; quoted it has two more, and its quotation marks twice."""
    return len(value) + (2 + value.count('"') if text.startswith('"', offset) else 0)
