"""A state of the handbook for comparing: its records, and those that are there and could not be used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from site_builder.history.field_changes import Values, written_values
from site_builder.link.handbook import Handbook
from site_builder.model.quick import dataclass
from site_builder.model.record import RawRecord, Record
from site_builder.model.reference import Reference

Invalid = Mapping[Reference, RawRecord | None]
"""Records whose files are there and have errors, as they were read; None where that cannot be."""


@dataclass(frozen=True, eq=False)
class State:
    """All that is known of a handbook at one commit, or in the work tree."""

    handbook: Handbook
    invalid: Invalid = field(default_factory=dict)

    def __contains__(self, reference: Reference) -> bool:
        """Return whether there is a file of that record, valid or not."""
        return self.handbook.get(reference) is not None or reference in self.invalid

    def names(self) -> Iterable[Reference]:
        """Return the names of all records that have a file, kind by kind, in the order of ids."""
        found = {record.reference for record in self.handbook} | self.invalid.keys()
        order = {name: number for number, name in enumerate(self.handbook.kinds)}
        return sorted(found, key=lambda reference: (order.get(reference.kind, len(order)), reference.id))

    def get(self, reference: Reference) -> Record[Any] | None:
        """Return the record of that name, None where there is none or it has errors."""
        return self.handbook.get(reference)

    def path(self, reference: Reference) -> str:
        """Return the path of a record's file, empty where it cannot be read."""
        record = self.handbook.get(reference) or self.invalid.get(reference)
        return record.path if record else ""

    def formerly(self, reference: Reference) -> tuple[str, ...]:
        """Return the earlier ids of a record, also of one with errors, as far as they can be read."""
        record = self.handbook.get(reference)
        if record is not None:
            earlier: tuple[str, ...] = record.fields.formerly
            return earlier
        written = (self.values(reference) or {}).get("formerly")
        return tuple(each for each in written if isinstance(each, str)) if isinstance(written, list) else ()

    def values(self, reference: Reference) -> Values | None:
        """Return the plain values of a record, None where its file cannot be read."""
        record = self.handbook.get(reference)
        if record is None:
            raw = self.invalid.get(reference)
            return raw.values if raw else None
        return written_values(record, self.handbook.kinds[record.kind])


def renamed_records(before: State, after: State) -> dict[Reference, Reference]:
    """Return old name → new name of the records that say in ``formerly`` what they were called.

    A rename is one only where the old name is gone and the new one was not there; of names that two records claim, and
    of further names that one record claims, nothing is guessed: those count as removed and added.
    """
    claims: dict[Reference, list[Reference]] = defaultdict(list)
    for name in after.names():
        if name in before:
            continue
        for former in after.formerly(name):
            old = Reference(name.kind, former)
            if old in before and old not in after:
                claims[old].append(name)
                break
    return {old: claimants[0] for old, claimants in claims.items() if len(claimants) == 1}
