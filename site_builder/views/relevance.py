"""In which order people look at records: what is open first, the next day first, then the newest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, TypeAlias

from site_builder.link.handbook import Handbook
from site_builder.model.dates import PlannedDate
from site_builder.model.kind import Kind
from site_builder.model.record import Record
from site_builder.views.days import day_of, first_date

Phase: TypeAlias = Literal["open", "standing", "finished"]
"""Whether somebody works on a record, whether it simply holds (a tool in use), or whether it is over."""

_PHASES: dict[Phase, tuple[str, ...]] = {
    "open": (
        "open",
        "mitigated",
        "in_progress",
        "running",
        "new",
        "under_review",
        "planned",
        "discovery",
        "proposed",
        "draft",
        "idea",
    ),
    "standing": ("accepted", "active", "adopt", "ga", "beta", "alpha", "trial", "hold"),
    "finished": (
        "released",
        "met",
        "resolved",
        "closed",
        "stopped",
        "missed",
        "declined",
        "rejected",
        "dropped",
        "withdrawn",
        "deprecated",
        "superseded",
        "retired",
        "retire",
        "removed",
    ),
}
_PLACES = {
    status: (number, place) for number, statuses in enumerate(_PHASES.values()) for place, status in enumerate(statuses)
}
_NAMES: tuple[Phase, ...] = tuple(_PHASES)
_STANDING = (1, 0)


def phase_of(kind: Kind[Any], record: Record[Any]) -> Phase:
    """Return the phase that the status of a record stands for; ``standing`` where it has none."""
    return _NAMES[_place(kind, record)[0]]


def by_relevance(handbook: Handbook, records: Iterable[Record[Any]], as_of: date) -> tuple[Record[Any], ...]:
    """Return records in the order in which people look at them.

    Open ones come before those that simply hold, and these before those that are over; each by status, then by day.
    Of open ones with a planned date the earliest comes first; otherwise days to come precede, the next one first, and
    past ones follow, the newest first.
    """

    def key(record: Record[Any]) -> tuple[tuple[int, int], tuple[int, int], str, str]:
        kind = handbook.kinds[record.kind]
        place = _place(kind, record)
        when = _when(first_date(record, kind.date_fields), as_of, is_open=place[0] == 0)
        return (place, when, record.title.casefold(), record.id)

    return tuple(sorted(records, key=key))


def _place(kind: Kind[Any], record: Record[Any]) -> tuple[int, int]:
    status = getattr(record.fields, kind.status_field, None) if kind.status_field else None
    return _PLACES.get(str(status), _STANDING)


def _when(value: object, as_of: date, *, is_open: bool) -> tuple[int, int]:
    day = day_of(value)
    if day is None:
        return (2, 0)
    if day >= as_of or (is_open and isinstance(value, PlannedDate)):
        return (0, day.toordinal())
    return (1, -day.toordinal())
