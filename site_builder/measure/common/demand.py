"""What answers a request: initiatives and changes, and the day they reached customers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from site_builder.kinds.change import CHANGE, Change
from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.kinds.release import RELEASE
from site_builder.kinds.request import REQUEST
from site_builder.link.handbook import Handbook
from site_builder.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Answers:
    """By the id of a request: ids of the initiatives that answer it, and the days on which an answer was released.

    A request that nothing released answers, but an initiative or a change is to answer, has no days.
    """

    initiatives: Mapping[str, tuple[str, ...]]
    released_on: Mapping[str, tuple[date, ...]]


def answers(handbook: Handbook, as_of: date) -> Answers:
    """Return what answers each request. It does not matter which of the two names the other.

    An initiative is released on its ``released_on``, or the day of its release; a change on the day of its release.
    What has not been released by ``as_of``, or was withdrawn, has no day.
    """
    initiatives: defaultdict[str, set[str]] = defaultdict(set)
    days: defaultdict[str, set[date]] = defaultdict(set)
    for request in handbook.records(REQUEST):
        for reference in request.fields.initiatives:
            initiatives[request.id].add(reference.id)
    for initiative in handbook.records(INITIATIVE):
        for reference in initiative.fields.requests:
            initiatives[reference.id].add(initiative.id)
    released = {
        initiative.id: day
        for initiative in handbook.records(INITIATIVE)
        if (day := _initiative_day(handbook, initiative.fields)) is not None and day <= as_of
    }
    for request_id, names in initiatives.items():
        days[request_id].update(released[name] for name in names if name in released)
    for change in handbook.records(CHANGE):
        day = _change_day(handbook, change.fields)
        for reference in change.fields.requests:
            days[reference.id].update([day] if day is not None and day <= as_of else [])
    return Answers(
        {request_id: tuple(sorted(names)) for request_id, names in initiatives.items()},
        {request_id: tuple(sorted(found)) for request_id, found in days.items()},
    )


def _initiative_day(handbook: Handbook, initiative: Initiative) -> date | None:
    if initiative.status != "released":
        return None
    return initiative.released_on or _release_day(handbook, initiative.release)


def _change_day(handbook: Handbook, change: Change) -> date | None:
    return _release_day(handbook, change.release)


def _release_day(handbook: Handbook, reference: Reference | None) -> date | None:
    release = handbook.find(RELEASE, reference.id) if reference else None
    return release.fields.date.last_day if release and release.fields.status == "released" else None
