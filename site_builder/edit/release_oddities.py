"""What is odd about a release before it is cut: it stops nothing, and somebody should look at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_builder.edit.release_plan import ReleasePlan
from site_builder.history.changes import FileHistory
from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.link.handbook import Handbook
from site_builder.model.dates import PlannedDate
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.rules.change_without_text import says_only_its_title


@dataclass(frozen=True, slots=True)
class Oddity:
    """A record that is odd, by its id, and why, in words that follow the id."""

    record: str
    reason: str


def oddities(handbook: Handbook, plan: ReleasePlan, history: FileHistory) -> Iterator[Oddity]:
    """Yield what is odd about a release, in the order of its changes, then of its initiatives."""
    yield from _of_changes(plan, history)
    for left in plan.left:
        yield Oddity(left.initiative.id, f"stays as it is: {left.reason}")
    for record in plan.initiatives:
        yield from _of_initiative(handbook, plan, record)
    if plan.planned is not None and plan.is_public and not plan.planned.fields.is_public:
        yield Oddity(plan.version, "is internal, but customers are to read of what it brings")


def _of_changes(plan: ReleasePlan, history: FileHistory) -> Iterator[Oddity]:
    notes = plan.planned.fields.upgrade_notes if plan.planned is not None else None
    for change in plan.all_changes:
        fields, known = change.fields, history.of(change.path)
        if says_only_its_title(fields):
            yield Oddity(change.id, "has no text beside its title")
        if fields.breaking and not notes:
            yield Oddity(change.id, "is breaking, and the release has no upgrade notes yet")
        if fields.type == "deprecated" and fields.removal_on is None:
            yield Oddity(change.id, "is deprecated without removal_on")
        if isinstance(fields.removal_on, PlannedDate) and fields.removal_on.last_day <= plan.day:
            yield Oddity(change.id, f"is to be removed on {fields.removal_on}, which is not after the release")
        if known is not None and known.added_on > plan.day:
            yield Oddity(change.id, f"was written on {known.added_on}, after the release")


def _of_initiative(handbook: Handbook, plan: ReleasePlan, record: Record[Initiative]) -> Iterator[Oddity]:
    if record.fields.status != "in_progress":
        yield Oddity(record.id, f"is {_words(record)}, not in progress")
    if not any(change.fields.initiative == record.reference for change in plan.all_changes):
        yield Oddity(record.id, "is named by no change of the release")
    moved = {each.reference for each in plan.initiatives}
    for reference in record.fields.depends_on:
        other = handbook.find(INITIATIVE, reference.id)
        if other is not None and other.fields.status not in ("released", "dropped") and reference not in moved:
            yield Oddity(record.id, f"depends on {other.id}, which is {_words(other)}")


def _words(record: Record[Any]) -> str:
    return str(record.fields.status).replace("_", " ")
