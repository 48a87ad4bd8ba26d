"""What differs between two states of one record, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from site_builder.model.dates import Period, PlannedDate
from site_builder.model.fields import Fields
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference

Values = Mapping[str, Any]
"""The fields of a record by the names that files use, as plain values: texts, numbers, lists, mappings."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that two states of a record do not share.

    ``old`` and ``new`` are plain values as a file holds them, None where the field is not written. ``days`` is how far
    a date moved, later counting positive, a planned date or period by its last day; None where the field is no date or
    one side has none. ``follows_rename`` marks what changed only because records that it refers to have another id now.
    """

    field: str
    old: Any
    new: Any
    days: int | None = None
    is_date: bool = False
    follows_rename: bool = False


def written_values(record: Record[Any], kind: Kind[Any]) -> dict[str, Any]:
    """Return the fields that a record's file holds, in reading order, as plain values; what is derived is left out."""
    dumped = record.fields.model_dump(mode="json", exclude_unset=True, by_alias=True)
    if kind.title_from and ("title",) not in record.positions:
        dumped.pop("title", None)
    return {key: dumped[key] for key in kind.keys if dumped.get(key) is not None}


def field_changes(
    before: Record[Any], after: Record[Any], kind: Kind[Any], renamed: Mapping[Reference, Reference]
) -> tuple[FieldChange, ...]:
    """Return the fields that mean something else after than before, in reading order.

    What is written otherwise and means the same (a default spelled out, another zone of the same moment) is no change.
    """
    if before is after or before.fields == after.fields:
        return ()
    old, new = written_values(before, kind), written_values(after, kind)
    return tuple(_changes(before.fields, after.fields, (old, new), kind, renamed))


def _changes(
    before: Any, after: Any, written: tuple[Values, Values], kind: Kind[Any], renamed: Mapping[Reference, Reference]
) -> Iterator[FieldChange]:
    old, new = written
    for name in kind.reading_order:
        was, now = getattr(before, name), getattr(after, name)
        key = kind.field(name).alias or name
        if was == now or (key not in old and key not in new):
            continue
        first, last = _last_day(was), _last_day(now)
        yield FieldChange(
            key,
            old.get(key),
            new.get(key),
            (last - first).days if first and last else None,
            is_date=bool(first or last),
            follows_rename=bool(renamed) and _renamed(was, renamed) == now,
        )


def plain_changes(old: Values, new: Values) -> tuple[FieldChange, ...]:
    """Return the fields in which two sets of plain values differ; for a record that could not be validated.

    Scalars are compared by their text: what YAML reads as a number may be a text of the kind.
    """
    return tuple(
        FieldChange(name, old.get(name), new.get(name))
        for name in dict.fromkeys((*old, *new))
        if not _same(old.get(name), new.get(name))
    )


def all_fields(values: Values, *, added: bool) -> tuple[FieldChange, ...]:
    """Return the fields of a record that is there on one side only."""
    return tuple(
        FieldChange(name, None if added else value, value if added else None) for name, value in values.items()
    )


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return old.keys() == new.keys() and all(_same(old[key], new[key]) for key in old)
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return len(old) == len(new) and all(map(_same, old, new))
    return bool(old == new) or (old is not None and new is not None and str(old) == str(new))


def _last_day(value: object) -> date | None:
    if isinstance(value, PlannedDate | Period):
        return value.last_day
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _renamed(value: Any, renamed: Mapping[Reference, Reference]) -> Any:
    """Return a typed value with the references in it as they are called after the renames."""
    if isinstance(value, Reference):
        return renamed.get(value, value)
    if isinstance(value, tuple):
        return tuple(_renamed(item, renamed) for item in value)
    if isinstance(value, dict):
        return {_renamed(key, renamed): _renamed(item, renamed) for key, item in value.items()}
    if isinstance(value, Fields):
        return value.model_copy(
            update={name: _renamed(getattr(value, name), renamed) for name in type(value).model_fields}
        )
    return value
