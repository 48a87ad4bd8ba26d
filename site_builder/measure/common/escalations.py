"""The escalations as they were known on the as-of date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from site_builder.kinds.escalation import ESCALATION, Escalation
from site_builder.measure.base import MeasureContext
from site_builder.model.record import Record

_MOMENTS = ("acknowledged_at", "mitigated_at", "resolved_at", "closed_at")
_UNDER_WAY = ("open", "mitigated")


def known_escalations(context: MeasureContext) -> tuple[Record[Escalation], ...]:
    """Return the escalations detected up to the as-of date, without what their records say of later days."""
    return context.once(_known)


def resolution_of(escalation: Escalation) -> datetime | None:
    """Return when an escalation was mended; None of one that is not, which may have been before it was opened again."""
    return None if escalation.status in _UNDER_WAY else escalation.resolved_at


def _known(context: MeasureContext) -> tuple[Record[Escalation], ...]:
    return tuple(
        _until(record, context.as_of)
        for record in context.handbook.records(ESCALATION)
        if record.fields.detected_at.date() <= context.as_of
    )


def _until(record: Record[Escalation], as_of: date) -> Record[Escalation]:
    fields = record.fields
    changes: dict[str, Any] = {name: None for name in _MOMENTS if _is_after(getattr(fields, name), as_of)}
    status = _status(fields, changes)
    if status != fields.status:
        changes["status"] = status
    if any(_is_after(event.at, as_of) for event in fields.timeline):
        changes["timeline"] = tuple(event for event in fields.timeline if not _is_after(event.at, as_of))
    return replace(record, fields=fields.model_copy(update=changes)) if changes else record


def _status(fields: Escalation, later: dict[str, Any]) -> str:
    """Return how far an escalation had got; ``later`` names the moments that were still to come."""
    status = str(fields.status)
    if status == "closed" and "closed_at" in later:
        status = "resolved"
    if status in ("resolved", "closed") and "resolved_at" in later:
        status = "mitigated"
    if status == "mitigated" and ("mitigated_at" in later or ("resolved_at" in later and fields.mitigated_at is None)):
        status = "open"
    return status


def _is_after(moment: Any, as_of: date) -> bool:
    return moment is not None and moment.date() > as_of
