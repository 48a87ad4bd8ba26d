"""What a change of records brings with it: links that are lost, plans that overlap, health that moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from site_builder.history.sides import State
from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.kinds.launch import LAUNCH
from site_builder.kinds.update import UPDATE
from site_builder.link.handbook import Handbook
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference

Renamed = Mapping[Reference, Reference]


@dataclass(frozen=True, slots=True)
class LostLink:
    """A reference that was there before and is gone, though both records still exist; by their names after."""

    source: Reference
    field: str
    target: Reference


@dataclass(frozen=True, slots=True)
class Overlap:
    """A record that waits for another, and now begins before that one ends.

    ``by`` says what begins: the ``start`` of an initiative, its ``target`` where it has no start, or the day of a
    ``launch``.
    """

    dependant: Reference
    dependency: Reference
    by: Literal["start", "target", "launch"]
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class HealthMove:
    """The health of a subject by its latest update before and after; None where there was no update."""

    subject: Reference
    old: str | None
    new: str
    update: Reference


def lost_links(before: State, after: State, renamed: Renamed) -> tuple[LostLink, ...]:
    """Return the references that are gone while both ends are still there, in the order of the records.

    A mention in text is lost only where its record refers to the other in no way any more.
    """
    lost: dict[LostLink, None] = {}
    for source, links in before.handbook.references.items():
        now = renamed.get(source, source)
        if after.get(now) is None:
            continue
        kept = after.handbook.references.get(now, ())
        by_field = {(link.field, link.target) for link in kept if not link.in_text}
        targets = {link.target for link in kept}
        for link in links:
            target = renamed.get(link.target, link.target)
            is_kept = target in targets if link.in_text else (link.field, target) in by_field
            if not is_kept and after.get(target) is not None:
                lost[LostLink(now, link.field, target)] = None
    return tuple(lost)


def new_overlaps(before: State, after: State, renamed: Renamed) -> tuple[Overlap, ...]:
    """Return the plans that overlap after and did not before, in the order of the dependants."""
    known = {
        (renamed.get(overlap.dependant, overlap.dependant), renamed.get(overlap.dependency, overlap.dependency))
        for overlap in _overlaps(before.handbook)
    }
    return tuple(
        overlap for overlap in _overlaps(after.handbook) if (overlap.dependant, overlap.dependency) not in known
    )


def _overlaps(handbook: Handbook) -> Iterator[Overlap]:
    for record in handbook.records(INITIATIVE):
        fields = record.fields
        if fields.status in ("released", "dropped"):
            continue
        begins = fields.start or (fields.target.last_day if fields.target else None)
        if begins is not None:
            by: Literal["start", "target"] = "start" if fields.start else "target"
            yield from _before_their_ends(handbook, record.reference, fields.depends_on, by, begins)
    for launch in handbook.records(LAUNCH):
        day = launch.fields.date.last_day
        yield from _before_their_ends(handbook, launch.reference, launch.fields.initiatives, "launch", day)


def _before_their_ends(
    handbook: Handbook,
    dependant: Reference,
    dependencies: tuple[Reference, ...],
    by: Literal["start", "target", "launch"],
    begins: date,
) -> Iterator[Overlap]:
    for reference in dict.fromkeys(dependencies):
        dependency = handbook.find(INITIATIVE, reference.id)
        ends = end_of(dependency) if dependency else None
        if ends is not None and begins < ends:
            yield Overlap(dependant, reference, by, begins, ends)


def end_of(initiative: Record[Initiative]) -> date | None:
    """Return the day an initiative was released, or the last day of its target; None where dropped or without one."""
    fields = initiative.fields
    if fields.status == "dropped":
        return None
    return fields.released_on or (fields.target.last_day if fields.target else None)


def health_moves(before: State, after: State, renamed: Renamed) -> tuple[HealthMove, ...]:
    """Return the subjects whose latest update says another health than the latest one before, in the order of names."""
    old = {renamed.get(subject, subject): update for subject, update in _latest(before.handbook).items()}
    moves = []
    for subject, (_, update, health) in sorted(_latest(after.handbook).items()):
        was = old[subject][2] if subject in old else None
        if was != health:
            moves.append(HealthMove(subject, was, health, update))
    return tuple(moves)


def _latest(handbook: Handbook) -> dict[Reference, tuple[date, Reference, str]]:
    latest: dict[Reference, tuple[date, Reference, str]] = {}
    for record in handbook.records(UPDATE):
        entry = (record.fields.date, record.reference, record.fields.health)
        subject = record.fields.subject
        latest[subject] = max(latest.get(subject, entry), entry)
    return latest
