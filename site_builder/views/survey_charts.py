"""The distribution of the scores of a survey with a scale of its own."""

from __future__ import annotations

from site_builder.kinds.survey import Survey
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.figures import reading_digits
from site_builder.views.parts import ChartFigure
from site_builder.views.wording import number_words, share_words


def scores_chart(survey: Record[Survey], result: MetricResult) -> ChartFigure:
    """Return how often each score of a ``csat`` or ``ces`` survey was given, from the lowest to the highest."""
    counts: dict[str, int] = result.details["histogram"]
    bars = [Bar(score, count, note=share_words(count / result.n)) for score, count in counts.items()]
    low, high = result.details["scale"]
    return ranked_bars(
        "scores",
        _finding(survey, result),
        f"Responses by score on a scale from {low:g} to {high:g}, {survey.title}, n {result.n:,}",
        bars,
        column="Score",
        measure="Responses",
        keep_order=True,
    )


def _finding(survey: Record[Survey], result: MetricResult) -> str:
    value = result.value or 0.0
    if survey.fields.type == "csat":
        return f"{share_words(value)} gave {' or '.join(f'{box:g}' for box in result.details['boxes'])}"
    return f"The mean is {number_words(value, reading_digits(result))}"
