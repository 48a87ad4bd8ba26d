"""CSV and TSV files of any size, made ready for an engine: none of their rows can be shifted, none gets lost.

A whole block is checked at once: what is left of it without the characters that are neither delimiters, quotation marks
nor line ends must be the same for every line. Only a file in which that fails is read row by row, and the engine gets a
copy without the rows that cannot be read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from site_builder.load.large_rows import LargeFile, Row, Unreadable, rows_of
from site_builder.load.table import TextTable, read_table
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass

_BLOCK = 256 * 1024
_LONGEST_ROW = 64 * 1024 * 1024
_HEAD = 64 * 1024
_KEPT = 1000
_UTF8 = ("utf-8", "utf8", "utf_8", "us-ascii", "ascii")


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """A file that an engine can read as it is: ``disk`` is the file itself, or a copy.

    ``rejected`` counts the rows that cannot be read and are not in the copy, ``diagnostics`` are the first of them.
    """

    file: LargeFile
    disk: Path
    header: tuple[str, ...]
    quoted: bool = False
    rejected: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def make_ready(file: LargeFile, copy: Path) -> ReadyFile:
    """Return a file as an engine can read it, without a header where it cannot be read at all.

    ``copy`` is where a copy is written if there has to be one.
    """
    if file.encoding.lower() in _UTF8 and not file.skip_rows:
        head = _head(file)
        if head is not None and not head.diagnostics:
            quoted = _is_regular(file, len(head.header))
            if quoted is not None:
                return ReadyFile(file, file.disk, head.header, quoted)
    return _copied(file, copy)


def first_texts(file: ReadyFile, column: str, count: int) -> list[str]:
    """Return what stands in a column in the first rows, at most so many, and none after a field of enormous length."""
    place = file.header.index(column)
    found: list[str] = []
    with file.disk.open(encoding="utf-8", newline="") as stream, suppress(csv.Error):
        next(rows := csv.reader(stream, delimiter=file.file.delimiter))
        found.extend(row[place] for row in islice(filter(None, rows), count))
    return found


def _head(file: LargeFile) -> TextTable | None:
    """The header of a file that begins with one on a line of its own."""
    with file.disk.open("rb") as stream:
        start = stream.read(_HEAD)
    line, end, _ = start.partition(b"\n")
    if not end or start.startswith(b"\xef\xbb\xbf"):
        return None
    return read_table(line + b"\n", file.path)


def _is_regular(file: LargeFile, width: int) -> bool | None:
    """Return whether fields are quoted in a file of which every row has as many fields; None where one has not."""
    delimiter = file.delimiter.encode()
    quoted_field = re.compile(rb'"(?<=[%b\n]")[^"]*+(?:""[^"]*+)*+"(?=[%b\r\n])' % (delimiter, delimiter))
    ignored = bytes(set(range(256)) - set(delimiter + b'\r\n"\0'))
    quoted, row = False, b""
    for block in _blocks(file.disk):
        if not block or not _is_text(block):
            return None
        if not row:
            row = delimiter * (width - 1) + (b"\r\n" if block[: block.index(b"\n")].endswith(b"\r") else b"\n")
        bare = block
        if b'"' in block:
            quoted, bare = True, quoted_field.sub(b"", b"\n" + block)[1:]
        shape = bare.translate(None, ignored)
        if shape != row * shape.count(b"\n") or (width == 1 and _has_empty_line(block, row)):
            return None
    return quoted


def _has_empty_line(block: bytes, end: bytes) -> bool:
    return block.startswith(end) or end + end in block


def _is_text(block: bytes) -> bool:
    try:
        return block.isascii() or bool(block.decode())
    except UnicodeDecodeError:
        return False


def _blocks(disk: Path) -> Iterator[bytes]:
    """Yield a file in blocks that end with a row; an empty one where a row has no end."""
    with disk.open("rb") as stream:
        rest = b""
        while data := stream.read(_BLOCK):
            data = rest + data
            cut = _end_of_rows(data)
            if not cut and len(data) > _LONGEST_ROW:
                yield b""
                return
            if cut:
                yield data[:cut]
            rest = data[cut:]
        if rest:
            yield rest if rest.endswith(b"\n") else rest + (b"\r\n" if rest.find(b"\r\n") >= 0 else b"\n")


def _end_of_rows(data: bytes) -> int:
    """Return the offset behind the last line end that is in no quoted field, 0 where there is none."""
    cut = data.rfind(b"\n") + 1
    odd = data.count(b'"', 0, cut) % 2
    while cut and odd:
        earlier = data.rfind(b"\n", 0, cut - 1) + 1
        odd = (odd + data.count(b'"', earlier, cut)) % 2
        cut = earlier
    return cut


def _copied(file: LargeFile, copy: Path) -> ReadyFile:
    header: tuple[str, ...] = ()
    found: list[Diagnostic] = []
    rejected = 0
    try:
        with copy.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, delimiter=file.delimiter, lineterminator="\n")
            for row in rows_of(file):
                if isinstance(row, Diagnostic):
                    rejected += 1
                    found.extend([row] if len(found) < _KEPT else [])
                    continue
                if not header:
                    header, wrong = _header(file, row)
                    if wrong:
                        return ReadyFile(file, copy, (), diagnostics=wrong)
                writer.writerow(row.fields)
    except Unreadable as fault:
        return ReadyFile(file, copy, (), diagnostics=(fault.diagnostic,))
    if not header and not found:
        found = [error("response-unreadable", "the file has no header", Span(file.path), "begin it with a header")]
    return ReadyFile(file, copy, header, True, rejected, tuple(found))


def _header(file: LargeFile, row: Row) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the names of the columns, and what is wrong with them."""
    table = read_table(b"\n" * (row.line - 1) + row.text.encode(), file.path, skip_rows=row.line - 1)
    return tuple(row.fields), table.diagnostics
