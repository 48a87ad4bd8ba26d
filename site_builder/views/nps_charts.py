"""Charts and cards of the Net Promoter Score."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.kinds.survey import Survey
from site_builder.measure.common.waves import closing_day
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Sparkline
from site_builder.views.charts.histogram import nps_histogram
from site_builder.views.charts.trend import TrendPoint, trend_with_band
from site_builder.views.days import shifted
from site_builder.views.figures import figure_card, shown_interval
from site_builder.views.nps_results import newest_waves
from site_builder.views.parts import ChartFigure, KpiCard
from site_builder.views.survey_periods import annotations_between, period_chart, point_of, scale_of, score_words
from site_builder.views.survey_results import ScoredSurvey, change_of
from site_builder.views.wording import month_words, share_words

_UNKNOWN_LENGTH = 90


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
        f"NPS of {len(results)} waves, the last {score_words(results[-1])}",
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
        last = closing_day(context.handbook, wave.survey, context.as_of) or context.as_of
        opened = wave.survey.fields.opened_on or shifted(last, -_UNKNOWN_LENGTH)
        first = shifted(points[-1].last_day, 1) if points else opened
        points.append(point_of(month_words(last, short=True), min(first, last), last, wave.result))
    n = sum(wave.result.n for wave in waves)
    return trend_with_band(
        "nps-trend",
        _finding(context, waves[-1]),
        f"Net Promoter Score by wave with its 95% interval, {len(waves)} waves, n {n:,}",
        points,
        scale=scale_of(points),
        digits=1,
        annotations=annotations_between(context, points[0].first_day, points[-1].last_day),
    )


def _finding(context: ViewContext, newest: ScoredSurvey) -> str:
    change = change_of(context, newest.figures.moved)
    value = score_words(newest.result)
    if change is None:
        return f"NPS is {value}"
    if change.verdict == "none":
        return f"NPS is {value}: no detectable change since the wave before"
    return f"NPS went {change.verdict} to {value}: {change.text}"


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
