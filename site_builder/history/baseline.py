"""A baseline: what was promised at a tag, at the first instant of a period, or first of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from site_builder.history.assemble import NameOf
from site_builder.history.promises import promises_of
from site_builder.history.states import State, read_state
from site_builder.history.timelines import Timelines
from site_builder.load.git_revision import GitRevision
from site_builder.load.text import MAX_BYTES
from site_builder.model.dates import Period, PlannedDate, parse_period, parse_planned
from site_builder.model.quick import dataclass
from site_builder.model.reference import Reference

_TARGET: Final = frozenset(("target",))


@dataclass(frozen=True, slots=True)
class Baseline:
    """The targets of records as they once were. ``name`` is the tag or period; empty for the first promises."""

    name: str = ""
    targets: Mapping[Reference, PlannedDate] = field(default_factory=dict)


def period_of(name: str) -> Period | None:
    """Return the period that a baseline is named after, or None where it is a tag or another revision."""
    try:
        return parse_period(name)
    except ValueError:
        return None


def first_promises(timelines: Timelines, kind: str) -> Baseline:
    """Return the first promise of each record of a kind."""
    found = {timeline.reference: promises_of(timeline).first for timeline in timelines.of_kind(kind)}
    return Baseline("", {reference: first.target for reference, first in found.items() if first})


def baseline_of_period(timelines: Timelines, kind: str, period: Period) -> Baseline:
    """Return the targets of a kind as they were at the first instant of a period, in UTC."""
    instant = datetime.combine(period.first_day, time(), UTC)
    states = ((timeline.reference, timeline.state_before(instant)) for timeline in timelines.of_kind(kind))
    return Baseline(period.text, dict(_targets(states)))


def baseline_of_revision(root: Path, revision: str, folder: str, name_of: NameOf) -> Baseline:
    """Return the targets of the records below a folder as a revision holds them.

    Raises SourceError where there is no such revision.
    """
    with GitRevision(root, revision) as source:
        files = [file for item in source.files(folder) if not item.is_link and (file := name_of(item.path))]
        states = [(file.reference, read_state(source.read(file.path, MAX_BYTES), file, _TARGET)) for file in files]
    return Baseline(revision, dict(_targets(iter(states))))


def _targets(states: Iterator[tuple[Reference, State | None]]) -> Iterator[tuple[Reference, PlannedDate]]:
    for reference, state in states:
        try:
            target = parse_planned(state["target"]) if state and "target" in state else None
        except ValueError:
            continue
        if target is not None:
            yield reference, target
