"""How often targets had slipped before a change, for the records whose targets it moves and for no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from site_builder.history.assemble import assemble
from site_builder.history.blobs import read_states, wanted_states
from site_builder.history.comparison import HandbookChange, RecordChange
from site_builder.history.git_log import read_commit_log, tip_of
from site_builder.history.promises import promises_of
from site_builder.history.rewriting import rewriting_problem
from site_builder.kinds.initiative import INITIATIVE
from site_builder.load.names import RecordNames
from site_builder.load.source import SourceError
from site_builder.model.record import Record
from site_builder.model.reference import Reference

_TRACKED = frozenset(("target", "status"))


def slips_before(
    root: Path, commits: tuple[str, str | None], change: HandbookChange, folder: str, as_of: date
) -> Mapping[str, int]:
    """Return how often each initiative whose target moved later had slipped before, by reference.

    ``commits`` are those of both sides, None for the work tree; ``folder`` is where initiatives are. Left out is what
    slipped more than once between the two, or did not slip as metrics count it (a target that was past already was no
    promise). Empty where the history is not known.
    """
    earlier = {record.reference: _earlier_names(record.formerly, record.after) for record in _later(change)}
    if not earlier:
        return {}
    base, head = commits
    before = _slips(root, base, folder, earlier, as_of)
    after = _slips(root, head or tip_of(root), folder, earlier, as_of)
    possible = (1,) if head else (0, 1)
    return {name: count for name, count in before.items() if after.get(name, 0) - count in possible}


def _later(change: HandbookChange) -> Iterable[RecordChange]:
    for record in change.records:
        target = record.field("target")
        if record.reference.kind == INITIATIVE.name and target is not None and (target.days or 0) > 0:
            yield record


def _earlier_names(formerly: str | None, record: Record[Any] | None) -> tuple[Reference, ...]:
    names = dict.fromkeys([*([formerly] if formerly else []), *(record.fields.formerly if record else ())])
    return tuple(Reference(INITIATIVE.name, name) for name in names)


def _slips(
    root: Path, tip: str, folder: str, earlier: Mapping[Reference, tuple[Reference, ...]], as_of: date
) -> Mapping[str, int]:
    """Return how often each of the initiatives slipped up to a commit; 0 where it holds none of that name."""
    names = RecordNames({INITIATIVE.name: folder}).of
    wanted = [name for reference, former in earlier.items() for name in (reference, *former)]
    log = read_commit_log(root, tuple(f":(glob){folder}/**/{name.id}.*" for name in wanted), tip)
    if log.reason or rewriting_problem(log):
        return {}
    try:
        states = read_states(root, wanted_states(log, names), _TRACKED)
    except SourceError:
        return {}
    timelines = assemble(log, states, names, earlier, as_of)
    if timelines.reason:
        return {}
    found = {reference: timelines.of(reference) for reference in earlier}
    return {
        str(reference): len(promises_of(timeline).slips) if timeline else 0 for reference, timeline in found.items()
    }
