"""Charts and cards of the Net Promoter Score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from site_builder.kinds.escalation import ESCALATION
from site_builder.kinds.release import RELEASE
from site_builder.kinds.survey import Survey
from site_builder.model.dates import days_of_quarter
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Sparkline
from site_builder.views.charts.histogram import nps_histogram
from site_builder.views.charts.trend import NPS_SCALE, Annotation, Scale, TrendPoint, trend_with_band
from site_builder.views.days import shifted
from site_builder.views.figures import figure_card, reading_digits, shown_interval
from site_builder.views.nps_results import newest_waves
from site_builder.views.parts import ChartFigure, KpiCard
from site_builder.views.survey_results import ScoredSurvey, SurveyFigures, change_of, closing_day
from site_builder.views.wording import month_words, number_words, quarter_words, share_words

_UNKNOWN_LENGTH = 90
_MOST_NOTES = 8
"""With more rules than this a chart shows nothing but rules."""


def newest_card(context: ViewContext) -> KpiCard | None:
    """Return the card of the newest wave, with its change, its series and its interval; None without a score."""
    waves = context.once(newest_waves)
    if not waves:
        return None
    newest = waves[-1]
    return figure_card(
        newest.survey.title,
        newest.result,
        url=context.handbook.url_of(newest.survey),
        change=change_of(context, newest.figures.moved),
        sparkline=_sparkline(waves) if len(waves) > 1 else None,
    )


def _sparkline(waves: Sequence[ScoredSurvey]) -> Sparkline:
    results = [wave.result for wave in waves]
    return Sparkline(
        tuple(result.value for result in results),
        f"NPS of {len(results)} waves, the last {_score_words(results[-1])}",
        tuple(each.low if each else None for each in map(shown_interval, results)),
        tuple(each.high if each else None for each in map(shown_interval, results)),
    )


def trend_chart(context: ViewContext) -> ChartFigure | None:
    """Return the trend of the newest waves, or of the quarters of the only one; None where there is nothing to draw."""
    waves = context.once(newest_waves)
    if len(waves) > 1:
        return _waves_chart(context, waves)
    return period_chart(context, waves[0].survey, waves[0].figures) if waves else None


def _waves_chart(context: ViewContext, waves: Sequence[ScoredSurvey]) -> ChartFigure:
    points: list[TrendPoint] = []
    for wave in waves:
        last = closing_day(context, wave.survey) or context.as_of
        opened = wave.survey.fields.opened_on or shifted(last, -_UNKNOWN_LENGTH)
        first = shifted(points[-1].last_day, 1) if points else opened
        points.append(_point(month_words(last, short=True), min(first, last), last, wave.result))
    n = sum(wave.result.n for wave in waves)
    return trend_with_band(
        "nps-trend",
        _finding(context, waves[-1]),
        f"Net Promoter Score by wave with its 95% interval, {len(waves)} waves, n {n:,}",
        points,
        scale=_scale(points),
        digits=1,
        annotations=_annotations(context, points[0].first_day, points[-1].last_day),
    )


def _finding(context: ViewContext, newest: ScoredSurvey) -> str:
    change = change_of(context, newest.figures.moved)
    value = _score_words(newest.result)
    if change is None:
        return f"NPS is {value}"
    if change.verdict == "none":
        return f"NPS is {value}: no detectable change since the wave before"
    return f"NPS went {change.verdict} to {value}: {change.text}"


def _score_words(result: MetricResult) -> str:
    return number_words(result.value or 0.0, reading_digits(result))


def period_chart(context: ViewContext, survey: Record[Survey], figures: SurveyFigures) -> ChartFigure | None:
    """Return the trend of one survey by quarter; None where there is only one."""
    results = figures.quarters
    if len(results) < 2:
        return None
    points = []
    for result in results:
        quarter = result.dimensions["quarter"]
        first, last = days_of_quarter(quarter, context.settings.fiscal_year_start)
        points.append(_point(quarter_words(quarter), first, last, result))
    n = sum(result.n for result in results)
    return trend_with_band(
        "nps-by-quarter",
        _quarters_finding(context, survey, figures),
        f"Net Promoter Score by quarter with its 95% interval, n {n:,}",
        points,
        scale=_scale(points),
        digits=1,
        annotations=_annotations(context, points[0].first_day, points[-1].last_day),
    )


def _quarters_finding(context: ViewContext, survey: Record[Survey], figures: SurveyFigures) -> str:
    change = change_of(context, figures.moved_last_quarter)
    last = figures.quarters[-1]
    if change is None or last.value is None:
        return f"{survey.title} by quarter"
    when = quarter_words(last.dimensions["quarter"])
    if change.verdict == "none":
        return f"NPS was {_score_words(last)} in {when}: no detectable change since the quarter before"
    return f"NPS went {change.verdict} to {_score_words(last)} in {when}: {change.text}"


def _point(label: str, first: date, last: date, result: MetricResult) -> TrendPoint:
    interval = shown_interval(result)
    low, high = (interval.low, interval.high) if interval else (None, None)
    return TrendPoint(label, first, last, result.value, low, high, result.n)


def _scale(points: Sequence[TrendPoint]) -> Scale:
    """Return the whole scale, or its upper half where all is well above zero: the chart says that it is cut."""
    lowest = min((point.low for point in points if point.low is not None), default=-100.0)
    return Scale(-100, 100, (0, 100)) if lowest > 0 else NPS_SCALE


def _annotations(context: ViewContext, first: date, last: date) -> tuple[Annotation, ...]:
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


def histogram_chart(context: ViewContext) -> ChartFigure | None:
    """Return the scores of the newest wave; None without one."""
    waves = context.once(newest_waves)
    return histogram_of(waves[-1].survey, waves[-1].result) if waves else None


def histogram_of(survey: Record[Survey], result: MetricResult) -> ChartFigure:
    """Return the scores of a survey from 0 to 10, its groups named."""
    counts: Sequence[int] = result.details["histogram"]
    promoters = share_words(result.details["promoters"] / result.n)
    detractors = share_words(result.details["detractors"] / result.n)
    title = f"{promoters} promoters, {detractors} detractors"
    return nps_histogram("nps-histogram", title, f"Responses by score, {survey.title}, n {result.n:,}", counts)
