"""Pictures of metrics: the way to the targets, the course of a figure, the courses of its groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count

from site_builder.kinds.escalation import ESCALATION
from site_builder.kinds.release import RELEASE
from site_builder.kinds.segment import SEGMENT
from site_builder.model.metric import MetricResult
from site_builder.views.base import ViewContext
from site_builder.views.cells import Inline, Link, Phrase
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.charts.course import (
    MOST_LINES,
    CourseChart,
    CourseLine,
    CourseMark,
    CoursePoint,
    course,
)
from site_builder.views.metric_figures import STANDINGS, MetricFigures, with_unit
from site_builder.views.parts import ChartFigure
from site_builder.views.wording import count_words, day_words, number_words, planned_words
from site_builder.views.words import slug_words

_MOST_LINES = min(6, MOST_LINES)
_MOST_RELEASES = 16
_BARS = 15
_CRITICAL = "!"
"""The sign of a critical escalation: several of them, and the releases, find room beside each other."""


def targets_chart(context: ViewContext, found: Sequence[MetricFigures]) -> ChartFigure | None:
    """Return how much of the way from baseline to target is done; None where fewer than two metrics can say it."""
    known = [(figures, figures.details["progress"]) for figures in found if figures.details.get("progress") is not None]
    if len(known) < 2:
        return None
    known.sort(key=lambda pair: (-pair[1], pair[0].record.title.casefold()))
    with_target = [figures for figures in found if figures.standing not in ("no target", "no data")]
    late = sum(figures.standing in ("behind", "missed") for figures in with_target)
    title = f"{late:,} of {count_words(len(with_target), 'metric')} with a target will not reach it at this pace"
    if not late:
        title = f"No metric of {len(with_target):,} with a target is behind it"
    shown = known[:_BARS]
    bars = [
        Bar(
            figures.record.title,
            max(0.0, progress),
            context.handbook.url_of(figures.record),
            STANDINGS[figures.standing][1],
            f"{STANDINGS[figures.standing][0].lower()}{' (further away)' if progress < 0 else ''}",
        )
        for figures, progress in shown
    ]
    subtitle = f"Way from the baseline to the target that is done, {count_words(len(shown), 'metric')} that have both"
    return ranked_bars(
        "way-to-targets",
        title,
        subtitle,
        bars,
        column="Metric",
        measure="Way done",
        share=True,
        floored=True,
        keep_order=True,
    )


def course_chart(figures: MetricFigures, marks: Sequence[CourseMark]) -> ChartFigure | None:
    """Return the course of a metric with its target and what happened; None where there are not two values."""
    line = _line(figures.overall, figures.record.title)
    if len(line.points) < 2:
        return None
    first, last = line.points[0].day, line.points[-1].day
    subtitle = (
        f"{_measured_in(figures)}, {day_words(first)} to {day_words(last)}, {count_words(len(line.points), 'value')}"
    )
    if not figures.is_computed:
        subtitle += f", n {figures.overall.n:,}"
    if any(point.low is not None for point in line.points):
        subtitle += "; band: 95% interval"
    if any(mark.sign == _CRITICAL for mark in marks):
        subtitle += f"; {_CRITICAL}: critical escalation"
    chart = CourseChart((line,), figures.unit, figures.digits, _target(figures), tuple(marks), _scale(figures))
    return course("course", _finding(figures), subtitle, chart)


def _scale(figures: MetricFigures) -> tuple[float, float] | None:
    source = figures.record.fields.source
    return (-100, 100) if source is not None and source.computed == "nps" else None


def _measured_in(figures: MetricFigures) -> str:
    unit = figures.unit
    return "Per cent" if unit == "%" else f"{unit[:1].upper()}{unit[1:]}" if unit else "Value"


def _finding(figures: MetricFigures) -> str:
    """Return where it stands and how it moved in a year, else since the value before."""
    details, title = figures.details, figures.record.title
    now = figures.words(figures.overall.value or 0.0)
    for change, detectable, since in (
        ("change_on_year", "detectable_on_year", "in a year"),
        ("change", "detectable", "since the value before"),
    ):
        moved = details.get(change)
        if moved is None:
            continue
        text = with_unit(number_words(moved, figures.digits, signed=True), figures.change_unit)
        if details.get(detectable) is False:
            return f"{title}: {now}, no detectable change {since} ({text})"
        return f"{title}: {now}, {text} {since}"
    return f"{title}: {now}"


def _target(figures: MetricFigures) -> tuple[float, str] | None:
    target = figures.record.fields.target
    if target is None:
        return None
    by = f" by {planned_words(target.by)}" if target.by else ""
    return target.value, f"target {number_words(target.value, figures.digits)}{by}"


def _line(result: MetricResult, label: str, *, is_quiet: bool = False) -> CourseLine:
    points = result.details.get("points", ())
    bands = result.details.get("bands") or [None] * len(points)
    return CourseLine(
        label,
        tuple(
            CoursePoint(date.fromisoformat(day), float(value), *(band or (None, None)))
            for (day, value), band in zip(points, bands, strict=True)
        ),
        is_quiet,
    )


def groups_chart(
    context: ViewContext, figures: MetricFigures, dimension: str, results: Sequence[MetricResult], identifier: str
) -> ChartFigure | None:
    """Return the courses of a metric's groups, each with its name at its end; None where there are not two."""
    named = [result for result in results if result.dimensions[dimension] and len(result.details.get("points", ())) > 1]
    if len(named) < 2:
        return None
    shown = sorted(named, key=lambda result: -(result.value or 0.0))[:_MOST_LINES]
    lines = [_line(result, group_name(context, dimension, result)) for result in shown]
    # The whole is a yardstick for shares and means; beside the parts of a sum it would only squeeze them.
    if figures.overall.value is not None and _is_among(figures.overall.value, shown):
        lines.append(_line(figures.overall, "all", is_quiet=True))
    spread = [result.value for result in shown if result.value is not None]
    ends = f"{number_words(max(spread), figures.digits)} in {lines[0].label}"
    least = f"{figures.words(min(spread))} in {group_name(context, dimension, shown[-1])}"
    title, cut = f"From {least} to {ends}", ""
    if len(shown) < len(results):
        # The lowest or the highest may be among those that are not drawn.
        title, cut = f"{figures.record.title} by {slug_words(dimension)}", f", {len(shown)} of {len(results)} groups"
    subtitle = f"{figures.record.title} by {slug_words(dimension)}, {_measured_in(figures).lower()}{cut}"
    chart = CourseChart(tuple(lines), figures.unit, figures.digits, None if figures.adds_up else _target(figures))
    return course(identifier, title, subtitle, chart)


def _is_among(value: float, results: Sequence[MetricResult]) -> bool:
    found = [result.value for result in results if result.value is not None]
    return min(found) <= value <= max(found)


def group_name(context: ViewContext, dimension: str, result: MetricResult) -> str:
    """Return what a group is called: a segment by its title where the data name its record."""
    value = result.dimensions[dimension]
    if dimension == "segment":
        titles = {record.id: record.title for record in context.handbook.records(SEGMENT)}
        return titles.get(value, value)
    return value or "not given"


def events_of(context: ViewContext, figures: MetricFigures) -> tuple[tuple[CourseMark, Inline], ...]:
    """Return what explains a metric: its annotations, and releases and critical escalations while it was observed.

    Each with what its table shows: the text, or a link to the record. What the chart does not reach has no sign.
    """
    points = figures.details.get("points", ())
    is_drawn = len(points) > 1
    first, last = (date.fromisoformat(points[end][0]) if is_drawn else date.max for end in (0, -1))
    found: list[tuple[CourseMark, Inline]] = []
    notes = sorted(figures.record.fields.annotations, key=lambda each: each.date)
    letters = map(_letter, count())
    for note in notes:
        sign = next(letters) if first <= note.date <= last and is_drawn else ""
        found.append((CourseMark(note.date, sign, note.note), note.note))
    if not is_drawn:
        return tuple(found)
    handbook = context.handbook
    released = [
        (release.fields.date.last_day, release)
        for release in handbook.records(RELEASE)
        if release.fields.status == "released" and first <= release.fields.date.last_day <= last
    ]
    for day, release in sorted(released, key=lambda pair: (pair[0], pair[1].id))[-_MOST_RELEASES:]:
        link = Link(f"Release {release.title}", handbook.url_of(release))
        found.append((CourseMark(day, release.id, release.title), link))
    for escalation in handbook.records(ESCALATION):
        day = escalation.fields.detected_at.date()
        if escalation.fields.severity == "critical" and not escalation.fields.planned and first <= day <= last:
            link = context.link(escalation)
            found.append((CourseMark(day, _CRITICAL, escalation.title), Phrase(("Critical escalation: ", link))))
    return tuple(sorted(found, key=lambda pair: (pair[0].day, pair[0].sign)))


def _letter(number: int) -> str:
    return chr(ord("a") + number) if number < 26 else str(number + 1)
