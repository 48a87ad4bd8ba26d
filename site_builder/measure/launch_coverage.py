"""Whether launches come with something to show: an asset for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.asset import ASSET
from site_builder.kinds.launch import LAUNCH, Launch
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import grouped, in_order
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    launches = context.handbook.records(LAUNCH)
    covered = {asset.fields.launch.id for asset in context.handbook.records(ASSET) if asset.fields.launch}
    yield _result(context, launches, covered, {})
    by_tier = grouped(launches, lambda launch: str(launch.fields.tier))
    for tier in in_order(by_tier):
        yield _result(context, by_tier[tier], covered, {"tier": tier})


def _result(
    context: MeasureContext, launches: Sequence[Record[Launch]], covered: set[str], dimensions: Mapping[str, str]
) -> MetricResult:
    without = [launch for launch in launches if launch.id not in covered]
    n = len(launches)
    return METRIC.result(
        context,
        (n - len(without)) / n if n else None,
        n,
        dimensions=dimensions,
        reason="" if n else "there is no launch",
        details={
            "covered": n - len(without),
            "without_asset": [launch.id for launch in without],
            "ahead_without_asset": [launch.id for launch in without if launch.fields.date.last_day >= context.as_of],
        },
    )


METRIC = Metric(
    name="launch-coverage",
    unit="share",
    definition="Launches for which there is at least one asset, as a share of all.",
    method="launches that an asset names / all launches; a full count, so without an interval",
    source="the launch of the assets",
    compute=_compute,
    details={
        "covered": "launches with an asset",
        "without_asset": "ids of the launches without one",
        "ahead_without_asset": "ids of those that are still ahead",
    },
)
