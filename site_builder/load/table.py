"""Tables: CSV and TSV files, read strictly, with the place of every field."""

from __future__ import annotations

import codecs
import csv
import io
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import field
from typing import Final

from site_builder.load.text import is_wide, normalise, place, saved_as_utf16, undecodable
from site_builder.model.diagnostic import Diagnostic, Related, Span, error
from site_builder.model.quick import dataclass

_MISLEADING: Final = frozenset(
    {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)
"""Encodings of the standard library that no export of a table has, some of them slow on hostile input."""

_MAX_DIAGNOSTICS: Final = 100
_DELIMITERS: Final = {",": "comma", "\t": "tab", ";": "semicolon"}
_CODE: Final = "response-unreadable"


@dataclass(frozen=True, slots=True, eq=False)
class TextTable:
    """A table of texts: the header, the rows that could be read, and the line on which each row begins.

    Every row has as many fields as the header. A line without anything is no row; one of delimiters only is.
    """

    path: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[str]] = field(repr=False)
    lines: Sequence[int] = field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    header_line: int = 1
    delimiter: str = ","
    text: str = field(repr=False, default="")

    def index_of(self, name: str) -> int | None:
        """Return the position of the column of that name, from 0; None where there is none."""
        return self.header.index(name) if name in self.header else None

    def column(self, index: int) -> list[str]:
        """Return the fields of a column, by its position."""
        return [row[index] for row in self.rows]

    def span(self, row: int, column: int, offset: int | None = None) -> Span:
        """Return where a field begins (its quotation mark, where it has one), by position of row and column.

        With ``offset``, the place of that character of the field's text. Slow: for diagnostics only.
        """
        start = _offset_of_line(self.text, self.lines[row])
        start = start_of_field(self.text, start, column, self.delimiter)
        if offset is not None:
            start = _inside_field(self.text, start, offset)
        return Span(self.path, *place(self.text, start))

    def header_span(self, column: int) -> Span:
        """Return where a column's name stands."""
        start = _offset_of_line(self.text, self.header_line)
        return Span(self.path, *place(self.text, start_of_field(self.text, start, column, self.delimiter)))


def read_table(
    data: bytes,
    path: str,
    *,
    encoding: str = "utf-8",
    skip_rows: int = 0,
    repeats: bool = False,
    delimiter: str = "",
) -> TextTable:
    """Return the table that a file holds. The delimiter is a comma, in a ``.tsv`` a tab, unless ``delimiter`` says
    another; it is never guessed.

    ``skip_rows`` is the number of lines before the header; with ``repeats`` columns may have the same name. Bytes that
    the encoding does not have are ``not-utf8``; rows with too many or too few fields, a quotation mark that is not
    closed and the like are ``response-unreadable``.
    """
    delimiter = delimiter or delimiter_of(path)
    text, problem = _decode(data, path, encoding)
    if problem is not None:
        return TextTable(path, (), (), (), (problem,), skip_rows + 1, delimiter)
    start = _offset_of_line(text, skip_rows + 1)
    parsed = _parse(text[start:] if start else text, skip_rows, delimiter, path)
    if not parsed.header:
        found = parsed.diagnostics or (error(_CODE, "the file has no header", Span(path), "begin it with a header"),)
        return TextTable(path, (), (), (), found, skip_rows + 1, delimiter, text)
    table = TextTable(
        path, parsed.header, parsed.rows, parsed.lines, parsed.diagnostics, parsed.header_line, delimiter, text
    )
    wrong = _problem_of_header(table, repeats)
    if wrong is None:
        return table
    return TextTable(path, table.header, (), (), (wrong,), table.header_line, delimiter, text)


def delimiter_of(path: str) -> str:
    """Return what stands between the fields of a file, by its name."""
    return "\t" if path.lower().endswith((".tsv", ".tab")) else ","


class FieldPlaces:
    """Where the fields of a table stand, for those who ask for many: its lines are counted once."""

    def __init__(self, table: TextTable) -> None:
        """Count the lines of the table's text."""
        self._table = table
        self._starts = [0, *(found.end() for found in re.finditer("\n", table.text))]

    def span(self, row: int, column: int) -> Span:
        """Return where a field begins, by position of row and column."""
        table = self._table
        offset = start_of_field(table.text, self._starts[table.lines[row] - 1], column, table.delimiter)
        line = bisect_right(self._starts, offset)
        return Span(table.path, line, offset - self._starts[line - 1] + 1)


# Bytes to text


def _decode(data: bytes, path: str, encoding: str) -> tuple[str, Diagnostic | None]:
    try:
        name = codecs.lookup(encoding).name.replace("_", "-")
        if name in _MISLEADING:
            raise LookupError
        text = normalise(data.decode(encoding))
    except UnicodeDecodeError as fault:
        shown = "UTF-8" if fault.encoding.replace("_", "-").lower() in ("utf-8", "utf8") else encoding
        return "", undecodable(data, fault, path, shown)
    except (LookupError, ValueError):
        return "", error(_CODE, f"there is no encoding {encoding[:40]!r}", Span(path), "name one such as cp1252")
    nul = text.find("\0")
    if nul >= 0 and is_wide(data):
        return "", saved_as_utf16(path)
    if nul >= 0:
        return "", error(_CODE, "a NUL character; this is no text", Span(path, *place(text, nul)), "export it again")
    return text, None


# Text to rows


@dataclass(frozen=True, slots=True)
class _Parsed:
    header: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    diagnostics: tuple[Diagnostic, ...]
    header_line: int


def _parse(text: str, skipped: int, delimiter: str, path: str) -> _Parsed:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        return _parse_slowly(text, skipped, delimiter, path)
    if rows and reader.line_num == len(rows) and set(map(len, rows)) == {len(rows[0])} and rows[0]:
        return _Parsed(tuple(rows[0]), rows[1:], range(skipped + 2, skipped + 1 + len(rows)), (), skipped + 1)
    return _parse_slowly(text, skipped, delimiter, path)


def _parse_slowly(text: str, skipped: int, delimiter: str, path: str) -> _Parsed:
    """Row by row, for files with rows over several lines, empty lines or faults."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    header: tuple[str, ...] = ()
    header_line = skipped + 1
    rows: list[Sequence[str]] = []
    lines: list[int] = []
    diagnostics: list[Diagnostic] = []
    while len(diagnostics) < _MAX_DIAGNOSTICS:
        line = skipped + reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as fault:
            diagnostics.append(broken_row(path, line, str(fault)))
            break
        if row is None:
            break
        if not row:
            continue
        if not header:
            header, header_line = tuple(row), line
        elif len(row) == len(header):
            rows.append(row)
            lines.append(line)
        else:
            diagnostics.append(ragged_row(path, line, len(row), len(header)))
    return _Parsed(header, rows, lines, tuple(diagnostics), header_line)


def broken_row(path: str, line: int, fault: str) -> Diagnostic:
    """Return the diagnostic of a row that the csv module cannot read, by what it says."""
    if "field larger" in fault:
        message = "a field of more than 128 KiB; a quotation mark before it is probably not closed"
    else:
        message = "a quotation mark in this row is never closed, or text follows the closing one"
    return error(_CODE, message, Span(path, line), "close it; double a quotation mark inside a quoted field")


def ragged_row(path: str, line: int, found: int, expected: int) -> Diagnostic:
    """Return the diagnostic of a row with too many or too few fields."""
    message = f"{found} field{'' if found == 1 else 's'} in a row of {expected}"
    hint = "put fields that hold the delimiter in quotes" if found > expected else "give every column a field"
    return error(_CODE, message, Span(path, line), hint)


def _problem_of_header(table: TextTable, repeats: bool) -> Diagnostic | None:
    if len(table.header) == 1:
        for other, name in _DELIMITERS.items():
            if other != table.delimiter and other in table.header[0]:
                message = f"the columns are separated by {name}s, so that there is only one"
                hint = f"export the file with {_DELIMITERS.get(table.delimiter, table.delimiter)}s"
                return error(_CODE, message, Span(table.path, table.header_line), hint)
    if repeats:
        return None
    seen: dict[str, int] = {}
    for index, name in enumerate(table.header):
        first = seen.setdefault(name, index)
        if first != index and name:
            message = f"two columns are named {name[:80]!r}"
            related = (Related(table.header_span(first), "the first one"),)
            return error(_CODE, message, table.header_span(index), "rename one of them", related)
    return None


# Places


def _offset_of_line(text: str, line: int) -> int:
    offset = 0
    for _ in range(line - 1):
        offset = text.find("\n", offset) + 1
        if not offset:
            return len(text)
    return offset


def start_of_field(text: str, offset: int, column: int, delimiter: str) -> int:
    """Return where a field begins, by its position in the row that begins at ``offset``."""
    for _ in range(column):
        offset = _end_of_field(text, offset, delimiter) + 1
    return offset


def _end_of_field(text: str, offset: int, delimiter: str) -> int:
    if text.startswith('"', offset):
        offset += 1
        while offset < len(text):
            offset = text.find('"', offset)
            if offset < 0:
                return len(text)
            if not text.startswith('""', offset):
                break
            offset += 2
    ends = [end for end in (text.find(delimiter, offset), text.find("\n", offset)) if end >= 0]
    return min(ends, default=len(text))


def _inside_field(text: str, start: int, offset: int) -> int:
    if not text.startswith('"', start):
        return start + offset
    start += 1
    for _ in range(offset):
        start += 2 if text.startswith('""', start) else 1
    return start
