"""Charts of escalations: how long they take, and why they happen."""

from __future__ import annotations

from site_builder.model.durations import duration_words
from site_builder.model.metric import MetricResult
from site_builder.views.base import ViewContext
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.charts.distribution import TimesGroup, dots_words, times_distribution
from site_builder.views.parts import ChartFigure
from site_builder.views.wording import share_words
from site_builder.views.words import tone_of, words

_SEVERITIES = ("critical", "high", "medium", "low")


def times_chart(context: ViewContext) -> ChartFigure | None:
    """Return every time to resolve by severity, with median and 85th percentile; None where none is known."""
    overall = context.measures.one("time-to-resolve")
    if overall is None or overall.value is None:
        return None
    groups = []
    for severity in _SEVERITIES:
        result = context.measures.one("time-to-resolve", severity=severity)
        if result is not None and result.n:
            groups.append(_group(severity, result))
    title = f"Half of the escalations were resolved within {duration_words(overall.value)}"
    dots = dots_words(groups, "an escalation", "escalations")
    subtitle = f"Time from detection to resolution by severity, {dots}, n {overall.n:,}"
    return times_distribution("time-to-resolve", title, subtitle, groups, column="Severity")


def _group(severity: str, result: MetricResult) -> TimesGroup:
    minutes = tuple(result.details.get("distribution", ()))
    return TimesGroup(words(severity), minutes, result.value, result.details.get("p85"), tone_of(severity))


def causes_chart(context: ViewContext) -> ChartFigure | None:
    """Return the escalations by main cause, the most frequent first; None where there is none."""
    overall = context.measures.one("recurrence")
    if overall is None or not overall.n:
        return None
    results = [result for result in context.measures.results("recurrence") if "cause" in result.dimensions]
    first = results[0]
    share = share_words(first.details["share"])
    cause = first.dimensions["cause"]
    title = f"{words(cause)} is behind {share} of escalations" if cause else "No escalation names its cause"
    return ranked_bars(
        "causes",
        title[:1].upper() + title[1:],
        f"Escalations by main cause, n {overall.n:,}",
        [_bar(result) for result in results],
        column="Cause",
        measure="Escalations",
        keep_order=True,
    )


def _bar(result: MetricResult) -> Bar:
    share = share_words(result.details["share"])
    return Bar(words(result.dimensions["cause"]) or "not given", result.value or 0.0, note=share)
