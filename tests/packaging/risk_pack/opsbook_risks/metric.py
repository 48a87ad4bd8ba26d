"""How much is at stake: the scores of open risks, added up."""

from __future__ import annotations

from collections.abc import Iterator

from opsbook_risks.kind import RISK
from site_builder.measure.base import MeasureContext, Metric
from site_builder.model.metric import MetricResult


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    risks = [risk for risk in context.handbook.records(RISK) if risk.fields.status == "open"]
    worst_first = sorted(risks, key=lambda risk: (-risk.fields.score, risk.id))
    details = {"worst": [risk.id for risk in worst_first]}
    yield METRIC.result(context, sum(risk.fields.score for risk in risks), len(risks), details=details)


METRIC = Metric(
    name="risk-exposure",
    unit="points",
    definition="The sum over open risks of likelihood times impact, each from 1 to 5.",
    method="a full count; n is the number of open risks",
    source="the usual five by five matrix of risks",
    compute=_compute,
    details={"worst": "ids of the open risks, the gravest first"},
)
