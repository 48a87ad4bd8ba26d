"""What git knows of a record: when it was created, how its status and its dates moved, when it last changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any

from site_builder.history.states import MILESTONES, State
from site_builder.history.tags import Tags
from site_builder.history.timelines import RecordVersion, Timeline
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Code, Inline, Phrase
from site_builder.views.parts import History, HistoryEntry
from site_builder.views.wording import count_words
from site_builder.views.words import label_of, words

_SHORT = 8
_MOST = 60


def record_history(context: ViewContext, record: Record[Any]) -> History | None:
    """Return the history of a record, newest first; None where no commit is known that holds it."""
    history = context.measures.context.history
    timeline = history.timelines.of(record.reference)
    if timeline is None:
        return None
    status = context.handbook.kinds[record.kind].status_field
    entries = list(_entries(timeline, status, history.tags))
    entries.reverse()
    return History(_summary(timeline), tuple(entries[:_MOST]))


def _summary(timeline: Timeline) -> str:
    created = f"created {timeline.created.day.isoformat()}"
    more = len(timeline.versions) - 1
    return f"{created}, {count_words(more, 'change')}, last {timeline.last.day.isoformat()}" if more else created


def _entries(timeline: Timeline, status: str, tags: Tags) -> Iterator[HistoryEntry]:
    """Yield the creation, each move of status, dates or name, and in one line how often the rest was edited.

    Each says in which version of the handbook it came, where there are versions; edits are told for each version.
    """
    yield _entry(timeline.created, "created" + _as_it_began(timeline.created.state, status), tags)
    told = ((version, _moved(before, version, status)) for before, version in pairwise(timeline.versions))
    for (is_edit, _), group in groupby(told, key=lambda found: (not found[1], tags.first_with(found[0].commit.id))):
        members = list(group)
        if is_edit:
            version = members[-1][0]
            text = "text edited" if len(members) == 1 else f"text edited in {count_words(len(members), 'commit')}"
            yield _entry(version, text, tags)
        else:
            for version, moved in members:
                yield _entry(version, _joined(moved), tags)


def _entry(version: RecordVersion, text: Inline, tags: Tags) -> HistoryEntry:
    tag = tags.first_with(version.commit.id)
    told = text if tag is None else Phrase((text, f", in {tag.name}"))
    return HistoryEntry(version.day, told, version.commit.id[:_SHORT])


def _as_it_began(state: State | None, status: str) -> str:
    found = (state or {}).get(status, "")
    return f" as {words(found)}" if found else ""


def _moved(before: RecordVersion, after: RecordVersion, status: str) -> list[Inline]:
    """Return in words what a commit changed of the tracked fields, the status first."""
    if after.state is None:
        return ["removed"]
    if before.state is None:
        return ["added again" + _as_it_began(after.state, status)]
    changed = [name for name in {**before.state, **after.state} if before.state.get(name) != after.state.get(name)]
    moved: list[Inline] = [
        _change(name, before.state.get(name), after.state.get(name))
        for name in sorted(changed, key=lambda name: (name != status, name))
    ]
    if before.path != after.path:
        moved.append(Phrase(("moved from ", Code(before.path))))
    return moved


def _change(name: str, before: str | None, after: str | None) -> str:
    label = f"milestone {name.removeprefix(MILESTONES)}" if name.startswith(MILESTONES) else label_of(name).lower()
    if name == "title":
        return f"renamed from “{before}”"
    if before is None:
        return f"{label} set to {words(after or '')}"
    if after is None:
        return f"{label} {words(before)} taken out"
    return f"{label} from {words(before)} to {words(after)}"


def _joined(moved: list[Inline]) -> Inline:
    if len(moved) == 1:
        return moved[0]
    pieces = [piece for each in moved for piece in (each, "; ")]
    return Phrase(tuple(pieces[:-1]))
