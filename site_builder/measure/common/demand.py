"""What answers a request: initiatives and changes, and the day they reached customers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from site_builder.kinds.change import CHANGE, Change
from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.kinds.release import RELEASE
from site_builder.kinds.request import REQUEST, Request
from site_builder.link.handbook import Handbook
from site_builder.measure.base import MeasureContext
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Answer:
    """An initiative or a change that answers a request; the day it reached customers, None where it has not."""

    by: Reference
    released_on: date | None
    release: Reference | None


@dataclass(frozen=True, slots=True)
class Answers:
    """By the id of a request: what answers it, ids of the initiatives among that, and the days of release.

    A request that nothing released answers, but an initiative or a change is to answer, has no days.
    """

    initiatives: Mapping[str, tuple[str, ...]]
    released_on: Mapping[str, tuple[date, ...]]
    found: Mapping[str, tuple[Answer, ...]]

    def first(self, request: Record[Request]) -> Answer | None:
        """Return what first answered a request since it was submitted; None where nothing has."""
        after = [
            (answer.released_on, answer.by.kind, answer.by.id, answer)
            for answer in self.found.get(request.id, ())
            if answer.released_on is not None and answer.released_on >= request.fields.submitted_on
        ]
        return min(after, key=lambda dated: dated[:3])[-1] if after else None


def known_requests(context: MeasureContext) -> tuple[Record[Request], ...]:
    """Return the requests that were submitted up to the as-of date."""
    requests = context.handbook.records(REQUEST)
    return tuple(request for request in requests if request.fields.submitted_on <= context.as_of)


def answers(context: MeasureContext) -> Answers:
    """Return what answers each request; ask for it once. It does not matter which of the two names the other.

    An initiative is released on its ``released_on``, or the day of its release; a change on the day of its release.
    What has not been released by ``as_of``, or was withdrawn, has no day.
    """
    handbook, as_of = context.handbook, context.as_of
    initiatives: defaultdict[str, set[str]] = defaultdict(set)
    found: defaultdict[str, list[Answer]] = defaultdict(list)
    for request in handbook.records(REQUEST):
        for reference in request.fields.initiatives:
            initiatives[request.id].add(reference.id)
    for initiative in handbook.records(INITIATIVE):
        for reference in initiative.fields.requests:
            initiatives[reference.id].add(initiative.id)
    for request_id, names in initiatives.items():
        for name in sorted(names):
            known = handbook.find(INITIATIVE, name)
            day = _initiative_day(handbook, known.fields) if known else None
            release = known.fields.release if known else None
            by = known.reference if known else Reference(INITIATIVE.name, name)
            found[request_id].append(_answer(by, day, release, as_of))
    named = _named_changes(handbook)
    for change in handbook.records(CHANGE):
        if not change.fields.requests and change.id not in named:
            continue
        day = _change_day(handbook, change.fields)
        for request_id in sorted({*named[change.id], *(reference.id for reference in change.fields.requests)}):
            found[request_id].append(_answer(change.reference, day, change.fields.release, as_of))
    days = {
        request_id: tuple(sorted({answer.released_on for answer in listed if answer.released_on is not None}))
        for request_id, listed in found.items()
    }
    return Answers(
        {request_id: tuple(sorted(names)) for request_id, names in initiatives.items()},
        days,
        {request_id: tuple(listed) for request_id, listed in found.items()},
    )


def _named_changes(handbook: Handbook) -> defaultdict[str, set[str]]:
    """Return the requests that name a change among their links, by the change's id."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for request in handbook.records(REQUEST):
        for reference in request.fields.related:
            if reference.kind == CHANGE.name:
                named[reference.id].add(request.id)
    return named


def _answer(by: Reference, day: date | None, release: Reference | None, as_of: date) -> Answer:
    return Answer(by, day if day is not None and day <= as_of else None, release)


def _initiative_day(handbook: Handbook, initiative: Initiative) -> date | None:
    if initiative.status != "released":
        return None
    return initiative.released_on or _release_day(handbook, initiative.release)


def _change_day(handbook: Handbook, change: Change) -> date | None:
    return _release_day(handbook, change.release)


def _release_day(handbook: Handbook, reference: Reference | None) -> date | None:
    release = handbook.find(RELEASE, reference.id) if reference else None
    return release.fields.date.last_day if release and release.fields.status == "released" else None
