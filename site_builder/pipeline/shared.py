"""What several states of a handbook have in common, read and validated once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from site_builder.load.names import Named, RecordFile
from site_builder.load.one_record import ReadRecord, read_record
from site_builder.load.records import name_files
from site_builder.load.source import Source, SourceFile
from site_builder.model.kind import Kind
from site_builder.model.record import RawRecord
from site_builder.model.settings import Settings
from site_builder.validate.records import Validated, validate_record


class Shared:
    """Remembers, within one run and one configuration, what the same bytes under the same name became.

    Records that two states share are then the same objects, which makes comparing them quick.
    """

    def __init__(self, read: Callable[[bytes, RecordFile], ReadRecord] = read_record) -> None:
        """Remember nothing; ``read`` reads a record that is not remembered."""
        self._read_one = read
        self._named: tuple[tuple[Sequence[SourceFile], Mapping[str, str], str], Named] | None = None
        self._read: dict[tuple[RecordFile, bytes], ReadRecord] = {}
        self._validated: dict[int, tuple[RawRecord, Validated[Any]]] = {}

    def name(self, source: Source, files: Sequence[SourceFile], folders: Mapping[str, str], docs_dir: str) -> Named:
        """Return which files are records; see ``name_files``."""
        listed = (files, folders, docs_dir)
        if self._named is None or self._named[0] != listed:
            self._named = (listed, name_files(source, files, folders, docs_dir))
        return self._named[1]

    def read(self, data: bytes, file: RecordFile) -> ReadRecord:
        """Return the record that a file holds; see ``read_record``."""
        known = self._read.get((file, data))
        if known is None:
            known = self._read[file, data] = self._read_one(data, file)
        return known

    def validate(self, raw: RawRecord, kind: Kind[Any], settings: Settings) -> Validated[Any]:
        """Return the typed record; see ``validate_record``."""
        # The record is kept beside the result: while it lives no other object has its identity.
        known = self._validated.get(id(raw))
        if known is None:
            known = self._validated[id(raw)] = (raw, validate_record(raw, kind, settings))
        return known[1]
