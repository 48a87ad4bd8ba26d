"""The handbook: all records of one repository, linked and frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import Any, Literal, TypeVar

from site_builder.link.reads import Reads, Rows
from site_builder.link.references import FieldReference
from site_builder.model.common import RecordFields
from site_builder.model.items import Items
from site_builder.model.kind import Kind
from site_builder.model.observations import Observations
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.model.responses import Responses

Audience = Literal["internal", "public"]
F = TypeVar("F", bound=RecordFields)

_NONE: Mapping[str, Any] = {}


@dataclass(frozen=True, eq=False)
class Handbook:
    """All records by kind, their references and backlinks, the prose, and the rows of data by the id of their record.

    ``collections`` has an entry for every kind, its records in the order of their ids. ``references`` and ``backlinks``
    hold only links whose both ends exist, in reading order; backlinks are grouped by kind in the order of ``kinds``.
    ``dangling`` names the records that refer to something that does not exist. ``reads`` notes what is read through the
    methods: what is made of the handbook later asks them, and not ``collections``, ``references`` or ``backlinks``.
    """

    kinds: Mapping[str, Kind[Any]]
    collections: Mapping[str, tuple[Record[Any], ...]]
    references: Mapping[Reference, tuple[FieldReference, ...]] = field(default_factory=dict)
    backlinks: Mapping[Reference, tuple[FieldReference, ...]] = field(default_factory=dict)
    prose: tuple[Prose, ...] = ()
    responses: Mapping[str, Responses] = field(default_factory=dict)
    audience: Audience = "internal"
    observations: Mapping[str, Observations] = field(default_factory=dict)
    items: Mapping[str, Items] = field(default_factory=dict)
    dangling: frozenset[Reference] = frozenset()
    reads: Reads = field(default_factory=Reads, init=False, repr=False)
    _by_id: Mapping[str, Mapping[str, Record[Any]]] = field(init=False, repr=False)
    """The records by their kind, then by their id: a name of two texts is looked up faster than a Reference."""

    def __post_init__(self) -> None:
        by_id = {kind: {record.id: record for record in records} for kind, records in self.collections.items()}
        object.__setattr__(self, "_by_id", by_id)
        for name in ("responses", "observations", "items"):
            object.__setattr__(self, name, Rows(getattr(self, name), self.reads))

    @cached_property
    def kind_order(self) -> Mapping[str, int]:
        """The place of each kind among all."""
        return {name: number for number, name in enumerate(self.kinds)}

    def records(self, kind: Kind[F]) -> tuple[Record[F], ...]:
        """Return the collection of a kind, typed by its model, in the order of ids."""
        self.reads.whole(kind.name)
        return self.collections.get(kind.name, ())

    def get(self, reference: Reference) -> Record[Any] | None:
        """Return the record of that name, or None."""
        record = self._by_id.get(reference.kind, _NONE).get(reference.id)
        if record is not None:
            self.reads.record(record)
        return record

    def find(self, kind: Kind[F], record_id: str) -> Record[F] | None:
        """Return the record of a kind by its id, or None."""
        record = self._by_id.get(kind.name, _NONE).get(record_id)
        if record is not None:
            self.reads.record(record)
        return record

    def __iter__(self) -> Iterator[Record[Any]]:
        for kind, records in self.collections.items():
            self.reads.whole(kind)
            yield from records

    def __len__(self) -> int:
        return sum(map(len, self._by_id.values()))

    def references_of(self, record: Record[Any]) -> tuple[FieldReference, ...]:
        """Return the references of a record whose targets exist."""
        self.reads.record(record)
        return self.references.get(record.reference, ())

    def backlinks_of(self, record: Record[Any]) -> tuple[FieldReference, ...]:
        """Return the references of other records to this one."""
        self.reads.backlinks(record)
        return self.backlinks.get(record.reference, ())

    def referring(self, record: Record[Any], kind: Kind[F], field_name: str | None = None) -> tuple[Record[F], ...]:
        """Return the records of a kind that refer to this one (by that field), each once, in the order of ids."""
        ids = {
            link.source.id
            for link in self.backlinks_of(record)
            if link.source.kind == kind.name and field_name in (None, link.field)
        }
        found = tuple(self._by_id[kind.name][name] for name in sorted(ids))
        for other in found:
            self.reads.record(other)
        return found

    def url_of(self, record: Record[Any]) -> str:
        """Return the address of a record's page, relative to the site's root."""
        return self.kinds[record.kind].url_of(record)

    def url(self, reference: Reference) -> str | None:
        """Return the address of a record by its name, or None where there is no such record."""
        record = self._by_id.get(reference.kind, _NONE).get(reference.id)
        return None if record is None else self.url_of(record)
