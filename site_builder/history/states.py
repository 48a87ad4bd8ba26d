"""What a version of a record said of its status and dates, read leniently: an old version may not be valid today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from site_builder.load.names import RecordFile
from site_builder.load.one_record import read_record
from site_builder.model.kind import Kind

State = Mapping[str, str]
"""The tracked fields that a version has, as written. A milestone's target is under ``milestones/<name>``."""

MILESTONES: Final = "milestones/"


def tracked_fields(kinds: Iterable[Kind[Any]]) -> frozenset[str]:
    """Return the names of the fields whose changes a timeline tells: title, status and dates of any kind."""
    return frozenset(("title", *(name for kind in kinds for name in (*kind.date_fields, kind.status_field) if name)))


def read_state(data: bytes, file: RecordFile, tracked: frozenset[str]) -> State | None:
    """Return the tracked fields of a version of a record; None where it cannot be read."""
    record = read_record(data, file).record
    if record is None:
        return None
    values = record.values
    state = {name: str(values[name]) for name in values if name in tracked and _is_scalar(values[name])}
    return state | _milestones(values.get("milestones"))


def _milestones(value: object) -> dict[str, str]:
    entries = [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
    return {
        f"{MILESTONES}{entry['name']}": str(entry["target"])
        for entry in entries
        if _is_scalar(entry.get("name")) and _is_scalar(entry.get("target"))
    }


def _is_scalar(value: object) -> bool:
    return value is not None and not isinstance(value, (dict, list))
