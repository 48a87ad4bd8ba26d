"""The timeline of every record: what each commit of the first-parent line made of its status and its dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cached_property

from site_builder.history.commits import Commit
from site_builder.history.states import State
from site_builder.model.quick import dataclass
from site_builder.model.reference import Reference


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """What a commit made of a record: its tracked fields, None where it was removed.

    ``path`` is where the record then was. Versions that could not be read are left out of timelines.
    """

    commit: Commit
    path: str
    state: State | None

    @property
    def day(self) -> date:
        """The day of the commit, in UTC."""
        return self.commit.day


@dataclass(frozen=True)
class Timeline:
    """The versions of one record, oldest first, those under its earlier ids included; never empty."""

    reference: Reference
    versions: tuple[RecordVersion, ...]

    @property
    def created(self) -> RecordVersion:
        """The first version."""
        return self.versions[0]

    @property
    def last(self) -> RecordVersion:
        """The last version."""
        return self.versions[-1]

    def changes(self, name: str) -> Iterator[tuple[RecordVersion, str | None, str | None]]:
        """Yield each version in which a field changed, with what it was and what it became (None: absent)."""
        before: str | None = None
        for version in self.versions:
            after = None if version.state is None else version.state.get(name)
            if after != before:
                yield version, before, after
            before = after

    def state_before(self, moment: datetime) -> State | None:
        """Return the state as the last commit before a moment left it, in the order of the line; None where absent."""
        state: State | None = None
        for version in self.versions:
            if version.commit.at >= moment:
                break
            state = version.state
        return state


@dataclass(frozen=True)
class Timelines:
    """The timelines of all records by name, as the commits up to a day tell them.

    ``began`` is the first commit of the history. ``reason`` says why there are none, such as ``not available: shallow
    clone``; it is empty where the history is known, even if it holds no record.
    """

    timelines: Mapping[Reference, Timeline] = field(default_factory=dict)
    began: Commit | None = None
    reason: str = "not available: no history"

    def of(self, reference: Reference) -> Timeline | None:
        """Return the timeline of a record; None where no commit holds it."""
        return self.timelines.get(reference)

    def of_kind(self, kind: str) -> tuple[Timeline, ...]:
        """Return the timelines of a kind in the order of ids, those of removed records included."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Timeline, ...]]:
        found: defaultdict[str, list[Timeline]] = defaultdict(list)
        for reference in sorted(self.timelines):
            found[reference.kind].append(self.timelines[reference])
        return {kind: tuple(timelines) for kind, timelines in found.items()}
