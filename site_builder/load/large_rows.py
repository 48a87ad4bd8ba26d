"""Rows of a CSV or TSV file of any size, one after the other, each with its place: the closer look."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from site_builder.load.table import broken_row, delimiter_of, ragged_row, start_of_field
from site_builder.load.text import place
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass

_MARK = "\ufeff"


class Unreadable(Exception):
    """A file is not text of its encoding; ``diagnostic`` says where."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Keep the diagnostic."""
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class LargeFile:
    """A file on disk, what it is called in messages, and how it is read."""

    disk: Path
    path: str
    encoding: str = "utf-8"
    skip_rows: int = 0

    @property
    def delimiter(self) -> str:
        """What stands between its fields."""
        return delimiter_of(self.path)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the line on which it begins, its fields, and the text that they were read from."""

    line: int
    fields: list[str]
    text: str

    def span(self, file: LargeFile, column: int) -> Span:
        """Return where a field begins, by its position."""
        line, character = place(self.text, start_of_field(self.text, 0, column, file.delimiter))
        return Span(file.path, self.line + line - 1, character)


def rows_of(file: LargeFile) -> Iterator[Row | Diagnostic]:
    """Yield the header, then every row that has as many fields; for each that has not, what is wrong with it.

    Lines without anything are left out. After a quotation mark that is not closed nothing more is read. Raises
    Unreadable where the bytes are not text of the file's encoding.
    """
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=file.delimiter, strict=True)
    width = 0
    while True:
        try:
            fields = next(reader, None)
        except csv.Error as fault:
            yield broken_row(file.path, lines.first, str(fault))
            return
        row = Row(lines.first, fields or [], lines.taken())
        if fields is None:
            return
        if not fields:
            continue
        width = width or len(fields)
        yield row if len(fields) == width else ragged_row(file.path, row.line, len(fields), width)


class _Lines:
    """The lines of a file; it remembers those that belong to the row which is being read."""

    def __init__(self, file: LargeFile) -> None:
        self.first = file.skip_rows + 1
        self._held: list[str] = []
        self._lines = self._read(file)

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def taken(self) -> str:
        """Return the text of the row, and begin the next one."""
        text = "".join(self._held)
        self.first += len(self._held)
        self._held.clear()
        return text

    def _read(self, file: LargeFile) -> Iterator[str]:
        with file.disk.open(encoding=file.encoding, newline=None) as stream:
            try:
                for number, line in enumerate(stream, 1):
                    if number == 1:
                        line = line.removeprefix(_MARK)
                    if number <= file.skip_rows:
                        continue
                    if "\0" in line:
                        span = Span(file.path, number, line.index("\0") + 1)
                        raise Unreadable(
                            error("response-unreadable", "a NUL character; this is no text", span, "export it again")
                        )
                    self._held.append(line)
                    yield line
            except UnicodeDecodeError as fault:
                raise Unreadable(_undecodable(file, fault)) from fault


def _undecodable(file: LargeFile, fault: UnicodeDecodeError) -> Diagnostic:
    """The decoder reads ahead, so the place is looked for line by line; encodings here keep line feeds as they are."""
    span = Span(file.path)
    wrong = fault.object[fault.start]
    with file.disk.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.decode(file.encoding)
            except UnicodeDecodeError as closer:
                wrong = line[closer.start]
                span = Span(file.path, number, len(line[: closer.start].decode(file.encoding)) + 1)
                break
    shown = "UTF-8" if file.encoding.lower() in ("utf-8", "utf8") else file.encoding
    return error("not-utf8", f"the byte 0x{wrong:02X} is not {shown}", span, "save the file as UTF-8")
