"""What a release would bring: which changes, which initiatives, and what stays behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from site_builder.kinds.change import CHANGE, Change
from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.kinds.release import RELEASE, Release
from site_builder.link.handbook import Handbook
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.next_version import PastRelease
from site_builder.views.versions import version_key


@dataclass(frozen=True, slots=True)
class Wish:
    """The release that is asked for. ``initiatives`` names what it brings; None for those that its changes name."""

    version: str
    day: date
    with_embargoed: bool = False
    initiatives: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """An initiative that the changes name and that is not moved, and why."""

    initiative: Record[Initiative]
    reason: str


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """A release as it would be.

    ``planned`` is its record, where it was planned; ``stamped`` are the changes that name it already, ``changes`` those
    that are to. ``embargoed`` stay unreleased, as nobody may read of them on the day. ``initiatives`` become released.
    """

    version: str
    day: date
    planned: Record[Release] | None
    changes: tuple[Record[Change], ...]
    stamped: tuple[Record[Change], ...]
    embargoed: tuple[Record[Change], ...]
    initiatives: tuple[Record[Initiative], ...]
    left: tuple[Left, ...]

    @property
    def all_changes(self) -> tuple[Record[Change], ...]:
        """Every change that the release will have, in the order of ids."""
        return tuple(sorted((*self.changes, *self.stamped), key=lambda change: change.id))

    @property
    def is_public(self) -> bool:
        """Whether customers read of anything in it."""
        return any(record.fields.is_public for record in (*self.all_changes, *self.initiatives))


def plan_release(handbook: Handbook, wish: Wish) -> ReleasePlan:
    """Return what a release would bring.

    A change under embargo after the release's day stays behind unless the wish includes it. Without a choice, those
    initiatives are moved that the changes name and that are in progress, but for one with a change that stays behind.
    """
    planned = handbook.find(RELEASE, wish.version)
    unreleased = [change for change in handbook.records(CHANGE) if change.fields.release is None]
    embargoed = [change for change in unreleased if not wish.with_embargoed and _is_embargoed(change, wish.day)]
    changes = tuple(change for change in unreleased if change not in embargoed)
    stamped = handbook.referring(planned, CHANGE, "release") if planned is not None else ()
    named = _named_by(handbook, (*changes, *stamped))
    moved, left = _moved(named, embargoed)
    if wish.initiatives is not None:
        chosen = [handbook.find(INITIATIVE, name) for name in dict.fromkeys(wish.initiatives)]
        moved, left = [record for record in chosen if record is not None], []
    return ReleasePlan(wish.version, wish.day, planned, changes, stamped, tuple(embargoed), tuple(moved), tuple(left))


def past_releases(handbook: Handbook) -> tuple[PastRelease, ...]:
    """Return the releases that are out, withdrawn ones too, the lowest version first."""
    out = [release for release in handbook.records(RELEASE) if release.fields.status != "planned"]
    past = (PastRelease(release.id, release.fields.date.last_day) for release in out)
    return tuple(sorted(past, key=lambda release: version_key(release.version)))


def _is_embargoed(change: Record[Change], day: date) -> bool:
    return change.fields.publish_on is not None and change.fields.publish_on > day


def _named_by(handbook: Handbook, changes: Sequence[Record[Change]]) -> list[Record[Initiative]]:
    ids = sorted({change.fields.initiative.id for change in changes if change.fields.initiative is not None})
    found = (handbook.find(INITIATIVE, name) for name in ids)
    return [record for record in found if record is not None]


def _moved(
    named: Sequence[Record[Initiative]], embargoed: Sequence[Record[Change]]
) -> tuple[list[Record[Initiative]], list[Left]]:
    """Part the initiatives that changes name into those that are done with the release, and those that are not."""
    moved, left = [], []
    for record in named:
        waiting = next((change for change in embargoed if change.fields.initiative == record.reference), None)
        if record.fields.status == "released":
            continue
        if record.fields.status != "in_progress":
            left.append(Left(record, f"it is {record.fields.status.replace('_', ' ')}, not in progress"))
        elif waiting is not None:
            left.append(Left(record, f"its change {waiting.id} stays unreleased"))
        else:
            moved.append(record)
    return moved, left
