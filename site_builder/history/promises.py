"""Promises: committed targets, and how they moved."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from site_builder.history.commits import Commit
from site_builder.history.states import MILESTONES
from site_builder.history.timelines import Timeline
from site_builder.model.dates import PlannedDate, parse_planned
from site_builder.model.quick import dataclass

CLOSED: Final = frozenset(("released", "dropped"))
"""Statuses after which a target may be moved without breaking a promise."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A committed target that was not yet past on the day of its commit."""

    commit: Commit
    target: PlannedDate


@dataclass(frozen=True, slots=True)
class Move:
    """A move from one promise to another, made while the record was open. ``days`` is negative for a pull-in."""

    before: Promise
    after: Promise

    @property
    def days(self) -> int:
        """How many days later the promise is."""
        return (self.after.target.last_day - self.before.target.last_day).days


@dataclass(frozen=True)
class Promises:
    """The promises of a record or milestone in the order of their commits, and what became of them.

    ``corrections`` counts targets that lay before their commit's day, ``removed`` how often a target was taken out.
    """

    made: tuple[Promise, ...]
    moves: tuple[Move, ...]
    corrections: int = 0
    removed: int = 0

    @property
    def first(self) -> Promise | None:
        """The first promise, by which being on time is judged; None where nothing was promised."""
        return self.made[0] if self.made else None

    @cached_property
    def slips(self) -> tuple[Move, ...]:
        """Moves to a later promise."""
        return tuple(move for move in self.moves if move.days > 0)

    @cached_property
    def pull_ins(self) -> tuple[Move, ...]:
        """Moves to an earlier promise."""
        return tuple(move for move in self.moves if move.days < 0)

    @property
    def gross_days(self) -> int:
        """The days of all slips together."""
        return sum(move.days for move in self.slips)

    @property
    def net_days(self) -> int:
        """The days from the first promise to the last: slips less pull-ins."""
        return sum(move.days for move in self.moves)


def promises_of(timeline: Timeline, name: str = "target") -> Promises:
    """Return the promises in a field of a record: its target, or a milestone's (``milestones/<name>``).

    A target that is not a date is passed over, and one that was taken out and set again, also with its file, is
    compared with the last promise before.
    """
    made: list[Promise] = []
    moves: list[Move] = []
    corrections = removed = 0
    target: PlannedDate | None = None
    status: str | None = None
    for version in timeline.versions:
        if version.state is None:
            continue
        found = _planned(version.state.get(name))
        if _last_day(found) != _last_day(target):
            if found is None:
                removed += 1
            elif found.last_day < version.day:
                corrections += 1
            else:
                promise = Promise(version.commit, found)
                if made and made[-1].target.last_day != found.last_day and status not in CLOSED:
                    moves.append(Move(made[-1], promise))
                made.append(promise)
        target, status = found, version.state.get("status")
    return Promises(tuple(made), tuple(moves), corrections, removed)


def milestone_promises(timeline: Timeline) -> Iterator[tuple[str, Promises]]:
    """Yield the name of each milestone that the record ever had, in the order they came, with its promises."""
    names = dict.fromkeys(
        name for version in timeline.versions for name in version.state or () if name.startswith(MILESTONES)
    )
    for name in names:
        yield name.removeprefix(MILESTONES), promises_of(timeline, name)


def _planned(text: str | None) -> PlannedDate | None:
    try:
        return parse_planned(text) if text is not None else None
    except ValueError:
        return None


def _last_day(planned: PlannedDate | None) -> object:
    return planned.last_day if planned else None
