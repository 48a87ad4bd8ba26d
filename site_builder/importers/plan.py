"""What an import would do to a handbook: which records are new, which are there and differ, and what is wrong.

A record that is there already belongs to the handbook: where it differs from the export that is told, and only those
of its fields are changed that were asked for. So the same export imported again changes nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from site_builder.edit.document import CannotEdit, Document
from site_builder.edit.file_edit import FileEdit
from site_builder.edit.rename import former_ids
from site_builder.importers.base import BODY, DataFile, Entry, Imported, Wish, WrongWish
from site_builder.importers.completing import Completing
from site_builder.importers.differences import Difference, differences, with_theirs
from site_builder.importers.foreign_text import in_our_words
from site_builder.importers.new_record import written
from site_builder.kinds import all_kinds
from site_builder.load.names import RecordFile, RecordNames
from site_builder.load.one_record import read_record
from site_builder.load.source import Source
from site_builder.model.diagnostic import Diagnostic, error
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.suggest import did_you_mean

EVERYTHING: Final = "all"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the records of a handbook stand: its source, its record files, the folder of each kind."""

    source: Source
    records: tuple[RecordFile, ...]
    folders: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A file and what it is to hold; ``old`` is None for a new one, ``entry`` is None for a file of data.

    ``fields`` are those of the entry that are written: all of a new record, of others what is taken from the export.
    """

    path: str
    old: bytes | None
    new: bytes
    entry: Entry | None = None
    fields: frozenset[str] = frozenset()

    @property
    def edit(self) -> FileEdit:
        """The edit that writes it."""
        if self.old is None:
            return FileEdit.create(self.path, self.new)
        return FileEdit.change(self.path, self.old, self.new)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. ``same`` counts what is there already as the export has it.

    ``differing`` are differences that stay as they are, ``taken`` those of which the export's side is written.
    """

    changed: tuple[Changed, ...]
    same: int
    differing: tuple[Difference, ...]
    taken: tuple[Difference, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def edits(self) -> list[FileEdit]:
        """The edits that write it."""
        return [change.edit for change in self.changed]


def plan_import(
    imported: Imported, place: Place, wish: Wish, updates: Sequence[str], together: Mapping[str, tuple[str, ...]]
) -> ImportPlan:
    """Return what an import would do; ``updates`` are the fields that the export decides in records that are there.

    ``together`` are the fields of a format that make no sense without each other. Raises WrongWish where a field that
    is asked for is none.
    """
    _require(updates, imported)
    completing = Completing(wish, {entry.kind for entry in imported.entries})
    planner = _Planner(place, completing, frozenset(updates), together)
    for file in imported.files:
        planner.add_file(file)
    for entry in imported.entries:
        planner.add(in_our_words(entry))
    return planner.plan()


class _Planner:
    def __init__(
        self, place: Place, completing: Completing, updates: frozenset[str], together: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._place = place
        self._completing = completing
        self._updates = updates
        self._together = together
        self._files_taken: set[str] = set()
        self._known = {(file.kind, file.id): file for file in place.records}
        self._former = _former(place)
        self._names = RecordNames(place.folders)
        self._changed: list[Changed] = []
        self._same = 0
        self._differing: list[Difference] = []
        self._taken: list[Difference] = []
        self._diagnostics: list[Diagnostic] = []

    def plan(self) -> ImportPlan:
        return ImportPlan(
            tuple(self._changed), self._same, tuple(self._differing), tuple(self._taken), tuple(self._diagnostics)
        )

    def add_file(self, file: DataFile) -> None:
        """Plan a file of data: it is new, the same, or replaced where that was asked for."""
        try:
            old = self._place.source.read(file.path)
        except FileNotFoundError:
            self._changed.append(Changed(file.path, None, file.data))
            return
        if old == file.data:
            self._same += 1
            return
        difference = Difference(file.path, (file.named_by,), f"{len(old):,} bytes", f"{len(file.data):,} bytes")
        if self._decides(difference, self._updates):
            self._changed.append(Changed(file.path, old, file.data))
            self._taken.append(difference)
            self._files_taken.add(file.named_by)
        else:
            self._differing.append(difference)

    def add(self, entry: Entry) -> None:
        """Plan a record."""
        kind = all_kinds()[entry.kind]
        file = self._known.get((entry.kind, entry.id)) or self._former.get((entry.kind, entry.id))
        if file is None:
            entry = self._completing.completed(entry)
            made = written(kind, entry)
            path = f"{self._place.folders[entry.kind]}/{entry.id}{made.suffix}"
            if problem := self._problem_of(path, entry):
                self._diagnostics.append(problem)
                return
            self._changed.append(Changed(path, None, made.text.encode(), entry, frozenset((*entry.fields, BODY))))
            return
        try:
            self._compare(kind, entry, file)
        except CannotEdit as stop:
            hint = "mend the record, then import again"
            self._diagnostics.append(error("invalid-value", f"it cannot be updated: {stop}", entry.span, hint))

    def _compare(self, kind: Kind[Any], entry: Entry, file: RecordFile) -> None:
        data = self._place.source.read(file.path)
        raw = read_record(data, file).record
        if raw is None:
            raise CannotEdit(f"{file.path} cannot be read")
        found = list(differences(entry, raw))
        if not found:
            self._same += 1
            return
        updates = self._updates.union(*self._led(found))
        taken = [difference for difference in found if self._decides(difference, updates)]
        self._taken += taken
        self._differing += [difference for difference in found if difference not in taken]
        if taken:
            document = Document.of(data, file.path)
            for difference in taken:
                document = with_theirs(document, difference, kind)
            fields = frozenset(str(difference.place[0]) for difference in taken)
            self._changed.append(Changed(file.path, data, document.data, entry, fields))

    def _led(self, found: Iterable[Difference]) -> Iterator[tuple[str, ...]]:
        """Yield the fields that are updated with others: where those are another in this record."""
        differing = {difference.place[0] for difference in found} | self._files_taken
        for leading, others in self._together.items():
            if leading in self._updates and leading in differing:
                yield others

    def _decides(self, difference: Difference, updates: Container[str]) -> bool:
        return EVERYTHING in updates or any(name in updates for name in difference.names)

    def _problem_of(self, path: str, entry: Entry) -> Diagnostic | None:
        """Return why a record cannot be written there; None where it can."""
        record = self._names.of(path)
        if record is None or (record.kind, record.id) != (entry.kind, entry.id):
            message = f"{entry.id!r} cannot be the id of a record: a file {path.rpartition('/')[2]} is prose"
            return error("invalid-id", message, entry.span_of("id"), "give it another one")
        if self._place.source.exists(path):
            message = f"there is a file {path} already, and it is no record that can be read"
            return error("duplicate-id", message, entry.span_of("id"), "mend that file, or move it away")
        return None


def _require(updates: Iterable[str], imported: Imported) -> None:
    kinds = all_kinds()
    known = {key: None for entry in imported.entries for key in kinds[entry.kind].keys}
    known |= {file.named_by: None for file in imported.files}
    for name in updates:
        if known and name.partition(".")[0] not in (*known, EVERYTHING):
            hint = did_you_mean(name, known) or f"write --update {EVERYTHING} for every field"
            raise WrongWish(f"the records of this export have no field {name!r}; {hint}")


def _former(place: Place) -> dict[tuple[str, str], RecordFile]:
    """The files of records by the ids that they had earlier."""
    found: dict[tuple[str, str], RecordFile] = {}
    for file in place.records:
        data = place.source.read(file.path)
        raw = read_record(data, file).record if b"formerly" in data else None
        for name in former_ids(raw.values) if raw else ():
            found.setdefault((file.kind, name), file)
    return found
