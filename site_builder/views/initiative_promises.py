"""Every promise of an initiative, as the commits tell them: ``promised 2026-03-31, then 2026-06-30``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.history.promises import Promises, milestone_promises, promises_of
from site_builder.kinds.initiative import Initiative
from site_builder.model.dates import PlannedDate
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Code, DayCell, Inline
from site_builder.views.facts import planned_cell
from site_builder.views.parts import Column, Paragraph, Row, Subsection, Table
from site_builder.views.wording import count_words, joined_words

_SHORT = 8


def first_promise(context: ViewContext, record: Record[Initiative]) -> PlannedDate | None:
    """Return what an initiative was first promised for; None where the commits do not know."""
    timeline = context.measures.context.history.timelines.of(record.reference)
    first = promises_of(timeline).first if timeline else None
    return first.target if first else None


def promise_section(context: ViewContext, record: Record[Initiative]) -> Iterator[Subsection]:
    """Yield what was promised when, of the initiative and of its milestones; nothing where nothing was."""
    timeline = context.measures.context.history.timelines.of(record.reference)
    if timeline is None:
        return
    named = [("", promises_of(timeline)), *milestone_promises(timeline)]
    found = [(name, made) for name, made in named if made.made]
    if not found:
        return
    story = () if found[0][0] else (Paragraph(promise_story(found[0][1])),)
    count = sum(len(made.made) for _, made in found)
    table = (_table(found),) if count > len(story) else ()
    yield Subsection("Promises", (*story, *table), anchor="promises", count=count)


def _table(found: Sequence[tuple[str, Promises]]) -> Table:
    """Return every promise; the column that says of what is there only where milestones were promised too."""
    has_milestones = any(name for name, _ in found)
    columns = (
        Column("Promised on", "date"),
        *((Column("Of"),) if has_milestones else ()),
        Column("For", "date"),
        Column("Move"),
        Column("Commit"),
    )
    rows = tuple(
        Row((day, *((name or "the initiative",) if has_milestones else ()), *rest))
        for name, made in found
        for day, *rest in _rows(made)
    )
    return Table(columns, rows, "Every promise, in the order of the commits", "promises-table")


def promise_story(made: Promises) -> str:
    """Return the promises in a sentence: ``Promised 2026-Q1, then 2026-Q2: 1 slip, 91 days later in all.``"""
    targets = [str(promise.target) for promise in made.made]
    sentence = f"Promised {', then '.join(targets)}"
    if len(targets) == 1:
        return f"{sentence}, on {made.made[0].commit.day.isoformat()}."
    parts = []
    if made.slips:
        parts.append(count_words(len(made.slips), "slip"))
    if made.pull_ins:
        parts.append(count_words(len(made.pull_ins), "pull-in"))
    if not parts:
        return f"{sentence}."
    days = made.net_days
    return f"{sentence}: {joined_words(parts)}, {_move_words(days) if days else 'back at the first day'} in all."


def _rows(made: Promises) -> Iterator[tuple[Inline, ...]]:
    moves = {move.after.commit.id: move.days for move in made.moves}
    for number, promise in enumerate(made.made):
        days = moves.get(promise.commit.id, 0)
        yield (
            DayCell(promise.commit.day),
            planned_cell(promise.target),
            _move_words(days) if days else "confirmed" if number else "first promise",
            Code(promise.commit.id[:_SHORT]),
        )


def _move_words(days: int) -> str:
    return f"{count_words(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
