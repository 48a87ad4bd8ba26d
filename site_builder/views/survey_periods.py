"""The score of one survey over time: by quarter, month, week or day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from site_builder.kinds.escalation import ESCALATION
from site_builder.kinds.release import RELEASE
from site_builder.kinds.survey import Survey
from site_builder.model.dates import days_of_quarter, last_day_of_month
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.charts.trend import NPS_SCALE, Annotation, Scale, TrendPoint, trend_with_band
from site_builder.views.days import shifted
from site_builder.views.figures import reading_digits, shown_interval
from site_builder.views.parts import ChartFigure
from site_builder.views.survey_results import SCORE_NAMES, SurveyFigures, change_of
from site_builder.views.wording import month_words, number_words, quarter_words, short_day_words

_MOST_NOTES = 8
"""With more rules than this a chart shows nothing but rules."""

_A_QUARTER_OF_WEEKS: Final = 14
"""A wave that was open for so many weeks at most is told by week, whatever quarters it falls into."""


@dataclass(frozen=True, slots=True)
class _Period:
    """A length of time: its name in results, its first and last day, its label.

    A trend has at least ``fewest`` of them, of which so many have a score that may be ``shown``, and at most ``most``.
    ``length`` is that in days, where all are as long: then those without a response are shown as well, as gaps.
    """

    name: str
    days: Callable[[ViewContext, str], tuple[date, date]]
    label: Callable[[str, date], str]
    fewest: int
    shown: int
    length: int = 0
    most: int | None = None


def _quarter(context: ViewContext, text: str) -> tuple[date, date]:
    return days_of_quarter(text, context.settings.fiscal_year_start)


def _month(context: ViewContext, text: str) -> tuple[date, date]:
    year, month = int(text[:4]), int(text[5:])
    return date(year, month, 1), last_day_of_month(year, month)


def _week(context: ViewContext, text: str) -> tuple[date, date]:
    monday = date.fromisocalendar(int(text[:4]), int(text[6:]), 1)
    return monday, shifted(monday, 6)


def _day(context: ViewContext, text: str) -> tuple[date, date]:
    return date.fromisoformat(text), date.fromisoformat(text)


_PERIODS: Final = (
    _Period("week", _week, lambda text, first: short_day_words(first), 3, 3, 7, _A_QUARTER_OF_WEEKS),
    _Period("quarter", _quarter, lambda text, first: quarter_words(text), 2, 0),
    _Period("month", _month, lambda text, first: month_words(first, short=True), 2, 2),
    _Period("day", _day, lambda text, first: short_day_words(first), 3, 3, 1),
)


def period_chart(context: ViewContext, survey: Record[Survey], figures: SurveyFigures) -> ChartFigure | None:
    """Return the trend of one survey by the period that tells most; None where there are too few of any."""
    period = next((each for each in _PERIODS if _tells(each, figures.by_period(each.name))), None)
    if period is None:
        return None
    results = figures.by_period(period.name)
    is_share = survey.fields.type == "csat"
    points = list(_points(context, period, results, 100 if is_share else 1))
    n = sum(result.n for result in results)
    title = f"{survey.title} by {period.name}"
    score = SCORE_NAMES[survey.fields.type] + (" in %" if is_share else "")
    weeks = "; weeks from Monday" if period.name == "week" else ""
    return trend_with_band(
        f"{survey.fields.type}-by-{period.name}",
        _quarters_finding(context, survey, figures, title) if period.name == "quarter" else title,
        f"{score} by {period.name} with its 95% interval, n {n:,}{weeks}",
        points,
        scale=_scale(survey, points),
        digits=0 if is_share else 1,
        unit="%" if is_share else "",
        annotations=annotations_between(context, points[0].first_day, points[-1].last_day),
    )


def _points(
    context: ViewContext, period: _Period, results: Sequence[MetricResult], factor: int
) -> Iterator[TrendPoint]:
    """Yield the points of a trend, and one without a score for each period in between that has no response."""
    before: date | None = None
    for result in results:
        text = result.dimensions[period.name]
        first, last = period.days(context, text)
        while before is not None and period.length and shifted(before, 1) < first:
            gap = shifted(before, 1)
            before = shifted(before, period.length)
            yield TrendPoint(period.label("", gap), gap, before, None, n=0)
        before = last
        yield point_of(period.label(text, first), first, last, result, factor)


def _scale(survey: Record[Survey], points: Sequence[TrendPoint]) -> Scale:
    match survey.fields.type:
        case "nps":
            return scale_of(points)
        case "csat":
            return Scale(0, 100)
        case _:
            return Scale(*survey.fields.bounds)


def _tells(period: _Period, results: Sequence[MetricResult]) -> bool:
    shown = sum(result.value is not None for result in results)
    return period.fewest <= len(results) <= (period.most or len(results)) and shown >= period.shown


def _quarters_finding(context: ViewContext, survey: Record[Survey], figures: SurveyFigures, title: str) -> str:
    change = change_of(context, figures.moved_last_quarter)
    last = figures.by_period("quarter")[-1]
    if change is None or last.value is None or survey.fields.type != "nps":
        return title
    when = quarter_words(last.dimensions["quarter"])
    if change.verdict == "none":
        return f"NPS was {score_words(last)} in {when}: no detectable change since the quarter before"
    return f"NPS went {change.verdict} to {score_words(last)} in {when}: {change.text}"


def score_words(result: MetricResult) -> str:
    """Return a score with as many digits as its interval allows."""
    return number_words(result.value or 0.0, reading_digits(result))


def point_of(label: str, first: date, last: date, result: MetricResult, factor: int = 1) -> TrendPoint:
    """Return a score, times a factor, as a point of a trend, with the interval that may be shown."""
    interval = shown_interval(result)
    low, high = (interval.low * factor, interval.high * factor) if interval else (None, None)
    value = None if result.value is None else result.value * factor
    return TrendPoint(label, first, last, value, low, high, result.n)


def scale_of(points: Sequence[TrendPoint]) -> Scale:
    """Return the whole scale, or its upper half where all is well above zero: the chart says that it is cut."""
    lowest = min((point.low for point in points if point.low is not None), default=-100.0)
    return Scale(-100, 100, (0, 100)) if lowest > 0 else NPS_SCALE


def annotations_between(context: ViewContext, first: date, last: date) -> tuple[Annotation, ...]:
    """Return releases and critical escalations between two days: what a change of the score may have to do with.

    Where these are too many to be read, only releases; else only escalations; else none.
    """
    releases = [
        Annotation(release.fields.date.last_day, release.id)
        for release in context.handbook.records(RELEASE)
        if release.fields.status == "released"
    ]
    escalations = [
        Annotation(escalation.fields.detected_at.date(), "critical escalation")
        for escalation in context.handbook.records(ESCALATION)
        if escalation.fields.severity == "critical" and not escalation.fields.planned
    ]
    for notes in ([*releases, *escalations], releases, escalations):
        within = tuple(note for note in notes if first <= note.day <= last)
        if len(within) <= _MOST_NOTES:
            return within
    return ()
