"""What the files of records were read as, kept for the next time, by kind and by the content of each file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any, Final

import site_builder.load
import site_builder.model
from site_builder.load.code_key import code_key
from site_builder.load.kept_file import read_kept, write_kept
from site_builder.load.names import RecordFile
from site_builder.load.one_record import ReadRecord, read_record
from site_builder.load.read_ahead import WORTH_SHARING, ReadAhead, read_ahead
from site_builder.load.source import Source
from site_builder.load.text import normalise
from site_builder.model.record import FieldPath, Position, RawRecord
from site_builder.model.reference import is_id

FOLDER: Final = "records"

_Entry = list[Any]
"""Digest of the file, line of the narrative, values without the narrative of a Markdown file, numbers of the places;
and where in the text that narrative begins, 0 where there is none."""


class KeptRecords:
    """Reads records, of unchanged files what was kept of them. ``save`` keeps what was read since the last time.

    A record is known again by its path and the content of its file. Records that something is wrong with are not kept.
    """

    def __init__(self, folder: Path) -> None:
        """Keep records in a folder of the cache, one file for each kind."""
        self._folder = folder / FOLDER
        self._code = code_key((site_builder.load, site_builder.model))
        self._known: dict[str, Mapping[str, _Entry]] = {}
        self._read: dict[str, dict[str, _Entry]] = {}
        self._changed: set[str] = set()
        self._ahead: ReadAhead | None = None

    def read(self, data: bytes, file: RecordFile) -> ReadRecord:
        """Return the record that a file holds; see ``read_record``."""
        if not is_id(file.kind):
            return read_record(data, file)
        digest = blake2b(data, digest_size=16).hexdigest()
        entry = self._entries(file.kind).get(file.path) or self._from_copy(file)
        if entry is not None and entry[0] == digest:
            record = _restored(data, file, entry)
            if record is not None:
                self._read[file.kind][file.path] = entry
                return ReadRecord(record)
        read = read_record(data, file)
        if read.record is not None and not read.diagnostics:
            self._read[file.kind][file.path] = entry_of(digest, read.record)
            self._changed.add(file.kind)
        return read

    def begin(self, source: Source, files: Sequence[RecordFile]) -> None:
        """Let a copy of this process read half of the files, where so many are not kept that it is worth it."""
        new = [file for file in files if is_id(file.kind) and file.path not in self._entries(file.kind)]
        if len(new) >= WORTH_SHARING:
            self._ahead = read_ahead(source, new[len(new) // 2 :], entry_read)

    def _from_copy(self, file: RecordFile) -> _Entry | None:
        entry = self._ahead.entry(file) if self._ahead is not None else None
        if entry is not None:
            self._changed.add(file.kind)
        return entry

    def save(self) -> None:
        """Keep what was read since the last time, and nothing else."""
        for kind, entries in self._read.items():
            if kind in self._changed or len(entries) != len(self._known[kind]):
                write_kept(self._folder / f"{kind}.json", {"code": self._code, "records": entries})
        self._known, self._read, self._changed, self._ahead = {}, {}, set(), None

    def _entries(self, kind: str) -> Mapping[str, _Entry]:
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = self._kept(kind)
            self._read[kind] = {}
        return known

    def _kept(self, kind: str) -> Mapping[str, _Entry]:
        content = read_kept(self._folder / f"{kind}.json")
        if not isinstance(content, dict) or content.get("code") != self._code:
            return {}
        records = content.get("records")
        return records if isinstance(records, dict) else {}


def entry_read(data: bytes, file: RecordFile) -> _Entry | None:
    """Return what is kept of a record; None where something is wrong with it."""
    read = read_record(data, file)
    if read.record is None or read.diagnostics:
        return None
    return entry_of(blake2b(data, digest_size=16).hexdigest(), read.record)


def entry_of(digest: str, record: RawRecord) -> _Entry:
    """Return what is kept of a record: plain data."""
    values, places = record.values, list(chain.from_iterable(record.positions.values()))
    start = 0
    if record.body_line and "body" in values:
        # The narrative is all of the text from its first line on.
        start = len(record.text) - len(values["body"])
        values = {key: value for key, value in values.items() if key != "body"}
        del places[-4:]
    return [digest, record.body_line, values, str(places)[1:-1].replace(",", ""), start]


def _restored(data: bytes, file: RecordFile, entry: _Entry) -> RawRecord | None:
    _, body_line, values, places, start = entry
    try:
        text = normalise(data.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    positions = KeptPositions(values, places, body_line if start else 0)
    if start:
        values = {**values, "body": text[start:]}
    return RawRecord(file.kind, file.id, file.path, values, positions, text, body_line)


class KeptPositions(Mapping[FieldPath, Position]):
    """The places of values. Their paths are made when a place is first asked for, which most never are."""

    __slots__ = ("_body_line", "_numbers", "_places", "_values")

    def __init__(self, values: Mapping[str, Any], places: str, body_line: int = 0) -> None:
        """Take the numbers of the places of ``values`` in the order of ``_paths``, and the line of the narrative."""
        self._values, self._places, self._body_line = values, places, body_line
        self._numbers: dict[FieldPath, tuple[str, ...]] | None = None

    def __getitem__(self, path: FieldPath) -> Position:
        """Return the place of the value at a path."""
        return Position._make(map(int, self._all()[path]))

    def get(self, path: FieldPath, default: Any = None) -> Any:
        """Return the place of the value at a path, or the default."""
        numbers = self._all().get(path)
        return default if numbers is None else Position._make(map(int, numbers))

    def __iter__(self) -> Iterator[FieldPath]:
        """Iterate over the paths."""
        return iter(self._all())

    def __len__(self) -> int:
        """Return how many values have a place."""
        return len(self._all())

    def _all(self) -> dict[FieldPath, tuple[str, ...]]:
        found = self._numbers
        if found is None:
            numbers = zip(*[iter(self._places.split())] * 4, strict=True)
            found = self._numbers = dict(zip(_paths(self._values, ()), numbers, strict=True))
            if self._body_line:
                found[("body",)] = (str(self._body_line), "1", str(self._body_line), "1")
        return found


def _paths(value: Any, path: FieldPath) -> Iterator[FieldPath]:
    """The paths of all values inside a value, each after what is inside of it, as documents are composed."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in items:
        if isinstance(inner, dict | list):
            yield from _paths(inner, (*path, step))
        yield (*path, step)
