"""How many of those who were asked have answered."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.survey import SURVEY, Survey
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.surveys import responses_of
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    for survey in context.handbook.records(SURVEY):
        yield _of_survey(context, survey)


def _of_survey(context: MeasureContext, survey: Record[Survey]) -> MetricResult:
    responses = responses_of(context.handbook, survey)
    n, invited = responses.n, survey.fields.invited
    reason = _why_not(n, invited)
    return METRIC.result(
        context,
        n / invited if invited and not reason else None,
        n,
        dimensions={"survey": survey.id},
        reason=reason,
        details={"invited": invited, "excluded": responses.blank_scores + responses.unreadable},
    )


def _why_not(n: int, invited: int | None) -> str:
    if invited is None:
        return "the survey does not say how many were invited"
    if invited == 0:
        return "nobody was invited"
    if n > invited:
        return f"{n} responses, but only {invited} invited"
    return ""


METRIC = Metric(
    name="response-rate",
    unit="share",
    definition="Responses with a score as a share of those who were invited.",
    method="responses with a score / invited; a full count, so without an interval",
    source="AAPOR Standard Definitions, response rate 1 (RR1)",
    compute=_compute,
    details={
        "invited": "how many were asked; null where the survey does not say",
        "excluded": "rows without a score that can be read",
    },
)
