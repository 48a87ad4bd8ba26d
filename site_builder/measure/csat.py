"""Customer satisfaction: the share of the two best answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil, floor
from typing import Any

from site_builder.kinds.survey import Survey
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.scales import SCALE_DETAILS, ScoreCount, scale_results
from site_builder.measure.common.score_counts import CROSSED
from site_builder.measure.common.small_groups import HIDDEN
from site_builder.measure.statistics.wilson import wilson
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record

_FEWEST_FOR_TWO = 4
"""On a scale of fewer answers the second best is the middle or the worst, so that only the best counts."""


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def figures(
        survey: Record[Survey], counts: ScoreCount, dimensions: Mapping[str, str], common: Mapping[str, Any]
    ) -> MetricResult:
        boxes = top_boxes(*survey.fields.bounds)
        n, top = sum(counts.values()), sum(counts.get(score, 0) for score in boxes)
        details = {**common, "boxes": boxes, "top": top}
        return METRIC.result(context, top / n, n, interval=wilson(top, n), dimensions=dimensions, details=details)

    return scale_results(METRIC, context, "csat", figures)


def top_boxes(low: float, high: float) -> tuple[int, ...]:
    """Return the answers of a scale that count as satisfied: the two highest, or one where there are few."""
    best = floor(high)
    return (best - 1, best) if best - ceil(low) + 1 >= _FEWEST_FOR_TWO else (best,)


METRIC = Metric(
    name="csat",
    unit="share",
    definition=(
        "Share of respondents who gave one of the two highest scores of the scale, or the highest where the scale has "
        f"only two or three. Blank and unreadable scores are left out. {CROSSED} {HIDDEN}"
    ),
    method="responses in the top two boxes / responses with a score, with the Wilson interval",
    source="Top-two-box score; interval: Wilson 1927",
    compute=_compute,
    details={
        **SCALE_DETAILS,
        "boxes": "the scores that count as satisfied",
        "top": "responses with one of these scores",
    },
)
