"""The strip of updates: the health of each subject over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from site_builder.views.base import ViewContext
from site_builder.views.charts.strips import StripMark, StripRow, StripSort, strips
from site_builder.views.charts.theme import ATTENTION, DANGER, POSITIVE
from site_builder.views.days import shifted
from site_builder.views.parts import ChartFigure
from site_builder.views.update_subjects import Subject
from site_builder.views.wording import count_words, month_words
from site_builder.views.words import words

_ROWS = 16
_RECENT = 182
_SORTS = (
    StripSort("on track", "circle", POSITIVE, POSITIVE),
    StripSort("at risk", "triangle-up", ATTENTION, ATTENTION),
    StripSort("off track", "diamond", DANGER, DANGER),
)
"""The shapes of the badges, so that a reader knows them."""


def health_strip(context: ViewContext, subjects: Sequence[Subject]) -> ChartFigure | None:
    """Return the health of each subject in the last half year; None where nobody reported in it."""
    since = shifted(context.as_of, -_RECENT)
    recent = [subject for subject in subjects if subject.latest.date >= since]
    if not recent:
        return None
    shown = recent[:_ROWS]
    rows = [_row(context, subject, since) for subject in shown]
    count = sum(len(row.marks) for row in rows)
    start = max(since, min(mark.day for row in rows for mark in row.marks))
    part = "" if len(shown) == len(recent) else f", {len(shown)} of {len(recent):,} subjects"
    months = " to ".join(dict.fromkeys((month_words(start), month_words(context.as_of))))
    subtitle = f"Health that each update reports, by subject, {months}, n {count_words(count, 'update')}{part}"
    days = _from_a_month_at_least(start, context.as_of), context.as_of, context.as_of
    return strips("health", _finding(shown), subtitle, rows, _SORTS, days, sort_column="Health")


def subject_strip(context: ViewContext, subject: Subject) -> ChartFigure:
    """Return all that was reported on one subject."""
    row = _row(context, subject, subject.updates[0].fields.date)
    first, last = subject.updates[0].fields.date, row.marks[-1].until or subject.latest.date
    title = f"{count_words(len(row.marks), 'update')}, now {words(subject.latest.health)}"
    if not subject.is_under_way:
        title = f"{count_words(len(row.marks), 'update')}, at last {words(subject.latest.health)}"
    subtitle = f"Health that each update on {subject.record.title} reports, n {len(row.marks)}"
    days = _from_a_month_at_least(first, last), last, context.as_of
    return strips("health", title, subtitle, [row], _SORTS, days, sort_column="Health")


def _from_a_month_at_least(start: date, end: date) -> date:
    return min(shifted(start, -4), shifted(end, -31))


def _row(context: ViewContext, subject: Subject, since: date) -> StripRow:
    """Return the marks of a subject; each span lasts until the next update, the last one until today or its own day."""
    recent = [update.fields for update in subject.updates if update.fields.date >= since]
    ends: list[date | None] = [update.date for update in recent[1:]]
    ends.append(context.as_of if subject.is_under_way else None)
    marks = tuple(StripMark(update.date, words(update.health), end) for update, end in zip(recent, ends, strict=True))
    note = words(subject.latest.health) if subject.is_under_way else "finished"
    return StripRow(subject.record.title, marks, context.handbook.url_of(subject.record), note)


def _finding(subjects: Sequence[Subject]) -> str:
    under_way = [subject for subject in subjects if subject.is_under_way]
    if not under_way:
        return "Everything that was reported on is finished"
    healths = [subject.latest.health for subject in under_way]
    if healths.count("on_track") == len(healths):
        return "Everything under way is on track"
    grave = [(healths.count(health), words(health)) for health in ("off_track", "at_risk")]
    (first, word), *rest = [(count, name) for count, name in grave if count]
    text = f"{first:,} of {count_words(len(healths), 'subject')} under way {'is' if first == 1 else 'are'} {word}"
    return ", ".join([text, *(f"{count:,} {name}" for count, name in rest)])
