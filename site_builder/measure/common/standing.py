"""How a record stands on a day: open or finished, due for another look, past what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from site_builder.kinds.asset import ASSET, Asset
from site_builder.kinds.change import CHANGE
from site_builder.kinds.decision import Decision
from site_builder.kinds.escalation import Escalation
from site_builder.kinds.experiment import Experiment
from site_builder.kinds.initiative import Initiative
from site_builder.kinds.launch import LAUNCH, Launch
from site_builder.kinds.objective import Objective
from site_builder.kinds.release import Release
from site_builder.measure.base import MeasureContext
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.model.settings import Settings

_OPEN: Final[Mapping[str, frozenset[str]]] = {
    "objective": frozenset(("draft", "active")),
    "initiative": frozenset(("idea", "discovery", "planned", "in_progress")),
    "release": frozenset(("planned",)),
    "experiment": frozenset(("draft", "running")),
    "decision": frozenset(("proposed",)),
    "request": frozenset(("new", "under_review", "planned")),
    "escalation": frozenset(("open", "mitigated")),
    "playbook": frozenset(("draft",)),
    "practice": frozenset(("proposed",)),
}


def is_open(record: Record[Any], as_of: date) -> bool:
    """Return whether there is still something to do about a record.

    Its status says so; a change is open until it has a release, a launch until its day. Records of other kinds are
    kept, not finished: they are never open.
    """
    if record.kind == CHANGE.name:
        return record.fields.release is None
    if record.kind == LAUNCH.name:
        return _is_ahead(record.fields, as_of)
    return getattr(record.fields, "status", None) in _OPEN.get(record.kind, ())


def is_finished(record: Record[Any], as_of: date) -> bool:
    """Return whether a record is of a kind that is finished one day, and is not open any more."""
    return record.kind in (*_OPEN, CHANGE.name, LAUNCH.name) and not is_open(record, as_of)


def _is_ahead(launch: Launch, as_of: date) -> bool:
    return launch.date.last_day >= as_of and not (launch.go_no_go and launch.go_no_go.decision == "no_go")


def verified_until(asset: Asset, settings: Settings) -> date:
    """Return the last day on which an asset counts as verified."""
    days = asset.verify_every or settings.policies.verify_every.get(asset.type, asset.verification_days)
    return asset.verified_on + timedelta(days=min(days, (date.max - asset.verified_on).days))


def is_kept_fresh(record: Record[Any]) -> bool:
    """Return whether a record says when it must be looked at again."""
    return record.kind == ASSET.name or bool(_review_days(record))


def is_stale(record: Record[Any], as_of: date, settings: Settings) -> bool:
    """Return whether a record was to be looked at again and was not: reviewed, revisited or verified."""
    return stale_since(record, as_of, settings) is not None


def stale_since(record: Record[Any], as_of: date, settings: Settings) -> date | None:
    """Return the first day by which a record was to be looked at again and was not; None where there is none."""
    reviewed_on = record.fields.reviewed_on
    days = [day for day in _review_days(record) if reviewed_on is None or reviewed_on < day]
    if isinstance(record.fields, Asset):
        days.append(verified_until(record.fields, settings))
    return min((day for day in days if day < as_of), default=None) if days else None


def _review_days(record: Record[Any]) -> tuple[date, ...]:
    fields = record.fields
    days = () if fields.review_by is None else (fields.review_by,)
    if isinstance(fields, Decision) and fields.status == "accepted" and fields.revisit_on:
        return (*days, fields.revisit_on)
    return days


def past_due(context: MeasureContext) -> frozenset[Reference]:
    """Return the records that promise a day which has passed, and what was promised has not come. Ask for it once."""
    as_of = context.as_of
    return frozenset(record.reference for record in context.handbook if past_due_since(record, as_of) is not None)


def past_due_since(record: Record[Any], as_of: date) -> date | None:
    """Return the first day by which a record promised something that has not come; None where there is none."""
    if not isinstance(record.fields, _PROMISING):
        return None
    return min((day for day in _promised(record, as_of) if day < as_of), default=None)


_PROMISING: Final = (Escalation, Experiment, Initiative, Release, Objective, Launch)


def _promised(record: Record[Any], as_of: date) -> Iterator[date]:
    """Yield the days by which something is to be done that is not done, of the kinds that promise any."""
    fields = record.fields
    if isinstance(fields, Escalation):
        yield from (action.due for action in fields.actions if action.due is not None and action.done_on is None)
    elif isinstance(fields, Experiment):
        if fields.cleanup_by is not None:
            yield fields.cleanup_by
    elif not is_open(record, as_of):
        return
    elif isinstance(fields, Initiative):
        if fields.target is not None:
            yield fields.target.last_day
        yield from (step.target.last_day for step in fields.milestones if step.target and step.released_on is None)
    elif isinstance(fields, Release):
        yield fields.date.last_day
    elif isinstance(fields, Objective):
        yield fields.period.last_day
    elif isinstance(fields, Launch):
        yield from (gate.due for gate in fields.gates if gate.due and gate.status not in ("done", "waived"))
