"""Two states of a handbook compared: which records came, went, changed or were renamed, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from site_builder.history.consequences import (
    HealthMove,
    LostLink,
    Overlap,
    health_moves,
    lost_links,
    new_overlaps,
)
from site_builder.history.field_changes import FieldChange, all_fields, field_changes, plain_changes
from site_builder.history.public_changes import PublicChange, public_changes
from site_builder.history.sides import Invalid, State, renamed_records
from site_builder.link.handbook import Handbook
from site_builder.link.projection import PublicPolicy
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference

Change = Literal["added", "removed", "changed", "renamed"]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that is not the same on both sides.

    ``formerly`` is the earlier id of one that was renamed, ``fields`` what changed, for an added or removed record all
    of it. ``before`` and ``after`` are the typed records, None where there is none or where its file has errors;
    ``is_broken`` says that it has errors now, ``was_broken`` that it had them before.
    """

    reference: Reference
    change: Change
    fields: tuple[FieldChange, ...]
    before: Record[Any] | None = None
    after: Record[Any] | None = None
    formerly: str | None = None
    was_broken: bool = False
    is_broken: bool = False

    def field(self, name: str) -> FieldChange | None:
        """Return what changed in a field, None where nothing did."""
        return next((change for change in self.fields if change.field == name), None)


@dataclass(frozen=True, slots=True)
class HandbookChange:
    """All that differs between two states of a handbook, each part in the order of kinds and ids.

    ``renamed_paths`` are old and new paths of files, ``renamed`` old and new names of records.
    """

    records: tuple[RecordChange, ...] = ()
    lost_links: tuple[LostLink, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    health: tuple[HealthMove, ...] = ()
    public: tuple[PublicChange, ...] = ()
    renamed_paths: tuple[tuple[str, str], ...] = ()
    renamed: tuple[tuple[Reference, Reference], ...] = ()

    def of(self, change: Change) -> tuple[RecordChange, ...]:
        """Return the records that were changed in one way."""
        return tuple(record for record in self.records if record.change == change)


def compare_handbooks(
    before: Handbook,
    after: Handbook,
    policy: PublicPolicy | None = None,
    *,
    invalid_before: Invalid | None = None,
    invalid_after: Invalid | None = None,
) -> HandbookChange:
    """Return what differs between two handbooks of the same kinds.

    Renames are followed by id and ``formerly``, never by likeness; the path of a file means nothing. ``policy`` decides
    what is public; without one nothing is under embargo.
    """
    old, new = State(before, invalid_before or {}), State(after, invalid_after or {})
    renamed = renamed_records(old, new)
    return HandbookChange(
        _records(old, new, renamed),
        lost_links(old, new, renamed),
        new_overlaps(old, new, renamed),
        health_moves(old, new, renamed),
        public_changes(old, new, policy or PublicPolicy(date.max), renamed),
        _renamed_paths(old, new, renamed),
        tuple(renamed.items()),
    )


def _records(old: State, new: State, renamed: Mapping[Reference, Reference]) -> tuple[RecordChange, ...]:
    former = {after: before for before, after in renamed.items()}
    changes = [_change(name, former.get(name), old, new, renamed) for name in new.names()]
    removed = [_removed(name, old) for name in old.names() if name not in new and name not in renamed]
    order = {name: number for number, name in enumerate(new.handbook.kinds)}
    found = [change for change in (*changes, *removed) if change is not None]
    return tuple(sorted(found, key=lambda change: (order[change.reference.kind], change.reference.id)))


def _change(
    name: Reference, former: Reference | None, old: State, new: State, renamed: Mapping[Reference, Reference]
) -> RecordChange | None:
    earlier = former or name
    after = new.get(name)
    if earlier not in old:
        fields = all_fields(new.values(name) or {}, added=True)
        return RecordChange(name, "added", fields, after=after, is_broken=after is None)
    before = old.get(earlier)
    if before is not None and after is not None:
        fields = field_changes(before, after, new.handbook.kinds[name.kind], renamed)
    else:
        was, now = old.values(earlier), new.values(name)
        fields = plain_changes(was, now) if was is not None and now is not None else ()
    turned = (before is None) != (after is None)
    if not fields and former is None and not turned:
        return None
    return RecordChange(
        name,
        "renamed" if former else "changed",
        fields,
        before,
        after,
        former.id if former else None,
        was_broken=before is None,
        is_broken=after is None,
    )


def _removed(name: Reference, old: State) -> RecordChange:
    before = old.get(name)
    fields = all_fields(old.values(name) or {}, added=False)
    return RecordChange(name, "removed", fields, before=before, was_broken=before is None)


def _renamed_paths(old: State, new: State, renamed: Mapping[Reference, Reference]) -> tuple[tuple[str, str], ...]:
    """Return old path → new path of each record whose file has another path now, moved or renamed."""
    pairs = ((old.path(name), new.path(renamed.get(name, name))) for name in old.names())
    return tuple((before, after) for before, after in pairs if before and after and before != after)
