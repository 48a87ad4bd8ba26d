"""From the versions of files to the timelines of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from site_builder.history.commits import CommitLog
from site_builder.history.states import State
from site_builder.history.timelines import RecordVersion, Timeline, Timelines
from site_builder.load.names import RecordFile
from site_builder.model.reference import Reference

NameOf = Callable[[str], RecordFile | None]
"""Says which record a path is the file of, or None."""

EarlierNames = Mapping[Reference, Iterable[Reference]]
"""The earlier names of records, as their ``formerly`` gives them."""


def assemble(
    log: CommitLog,
    states: Mapping[tuple[str, str], State | None],
    name_of: NameOf,
    earlier_names: EarlierNames,
    as_of: date,
) -> Timelines:
    """Return the timelines of the records of a log, without the commits after a day.

    ``states`` has the state of each pair of path suffix and object; None where it cannot be read. A record is followed
    by its id, wherever its file lies, and by the ids that it formerly had; never by the likeness of texts.
    """
    if log.reason:
        return Timelines(reason=log.reason)
    known = [number for number, commit in enumerate(log.commits) if commit.day <= as_of]
    if not known:
        return Timelines(reason=_begins_later(log, as_of))
    found: defaultdict[Reference, list[tuple[int, bool, RecordVersion]]] = defaultdict(list)
    within = frozenset(known)
    for path, versions in log.files.items():
        file = name_of(path)
        if file is None:
            continue
        for version in versions:
            state = states.get((suffix_of(path), version.blob)) if version.blob else None
            if version.commit in within and (state is not None or not version.blob):
                record = RecordVersion(log.commits[version.commit], path, state)
                found[file.reference].append((version.commit, state is not None, record))
    for reference, earlier in earlier_names.items():
        for name in earlier:
            if name not in earlier_names and name in found:
                found[reference].extend(found.pop(name))
    timelines = {reference: _timeline(reference, versions) for reference, versions in found.items()}
    return Timelines(
        {reference: timeline for reference, timeline in timelines.items() if timeline is not None},
        log.commits[known[0]],
        "",
    )


def suffix_of(path: str) -> str:
    """Return how a record's file is to be read: ``.md`` or ``.yml``."""
    return ".md" if path.lower().endswith((".md", ".markdown")) else ".yml"


def _timeline(reference: Reference, versions: list[tuple[int, bool, RecordVersion]]) -> Timeline | None:
    """Return the versions in the order of commits; of a commit that moved a file only what it became.

    None where no version could be read.
    """
    last = {number: version for number, _, version in sorted(versions, key=lambda entry: entry[:2])}
    ordered = tuple(last.values())
    first = next((index for index, version in enumerate(ordered) if version.state is not None), None)
    return None if first is None else Timeline(reference, ordered[first:])


def _begins_later(log: CommitLog, as_of: date) -> str:
    if not log.commits:
        return "not available: no commit holds a record"
    return f"not available: the history begins on {log.commits[0].day}, after {as_of}"
