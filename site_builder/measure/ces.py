"""Customer effort: the mean score of how easy something was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.kinds.survey import Survey
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.scales import SCALE_DETAILS, ScoreCount, scale_results
from site_builder.measure.common.score_counts import CROSSED
from site_builder.measure.common.small_groups import HIDDEN
from site_builder.measure.statistics.mean import sample_mean
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def figures(
        survey: Record[Survey], counts: ScoreCount, dimensions: Mapping[str, str], common: Mapping[str, Any]
    ) -> MetricResult:
        found = sample_mean(counts)
        details = {**common, "stddev": found.stddev}
        return METRIC.result(
            context, found.mean, found.n, interval=found.interval(), dimensions=dimensions, details=details
        )

    return scale_results(METRIC, context, "ces", figures)


METRIC = Metric(
    name="ces",
    unit="points",
    definition=(
        "Mean of the scores on the survey's own scale (1 to 7 unless it says another), which the details state: means "
        f"on different scales cannot be compared. Blank and unreadable scores are left out. {CROSSED} {HIDDEN}"
    ),
    method="arithmetic mean, with Student's t interval",
    source="Dixon, Freeman and Toman 2010, Harvard Business Review 88; interval: Student 1908",
    compute=_compute,
    details={**SCALE_DETAILS, "stddev": "standard deviation of the scores; null for a single one"},
)
