"""Whether units fell on the variants of an experiment as planned: the first thing to look at."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.experiment import EXPERIMENT, Experiment
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.sample_ratio import MISMATCH, is_mismatch, sample_ratio
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    for experiment in context.handbook.records(EXPERIMENT):
        yield _result(context, experiment)


def _result(context: MeasureContext, experiment: Record[Experiment]) -> MetricResult:
    dimensions = {"experiment": experiment.id}
    units = {variant.key: variant.units for variant in experiment.fields.variants}
    n = sum(variant.units or 0 for variant in experiment.fields.variants)
    found = sample_ratio(experiment.fields)
    if isinstance(found, str):
        return METRIC.result(context, None, n, dimensions=dimensions, reason=found, details={"units": units})
    return METRIC.result(
        context,
        found.p,
        n,
        dimensions=dimensions,
        details={
            "p": found.p,
            "chi2": found.chi_square,
            "degrees_of_freedom": found.degrees_of_freedom,
            "mismatch": is_mismatch(found),
            "units": units,
            "expected": dict(zip(units, found.expected, strict=False)),
        },
    )


METRIC = Metric(
    name="sample-ratio",
    unit="p",
    definition=(
        "Probability of units falling at least as far from the planned weights by chance. Below "
        f"{MISMATCH} something else than chance divided them, and no result of the experiment can be trusted."
    ),
    method="Pearson's chi-square test of the units against the weights; equal weights where none are given",
    source="Pearson 1900; Fabijan and others 2019, Diagnosing Sample Ratio Mismatch in Online Controlled Experiments",
    compute=_compute,
    details={
        "p": "the same as the value",
        "chi2": "chi-square",
        "degrees_of_freedom": "variants less one",
        "mismatch": f"whether p is below {MISMATCH}",
        "units": "units by variant",
        "expected": "units that the weights give, by variant",
    },
)
