"""Whether what sales and support show is still right: assets verified within their window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from site_builder.kinds.asset import ASSET, Asset
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import choices, grouped, in_order
from site_builder.measure.common.standing import verified_until
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record

_HORIZONS = (30, 60, 90)


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    assets = context.handbook.records(ASSET)
    yield _result(context, assets, {})
    by_type = grouped(assets, lambda asset: asset.fields.type)
    for asset_type in in_order(by_type, choices(ASSET, "type")):
        yield _result(context, by_type[asset_type], {"type": asset_type})
    by_audience = grouped(assets, lambda asset: asset.fields.audience)
    for audience in in_order(by_audience):
        yield _result(context, by_audience[audience], {"audience": audience})


def _result(context: MeasureContext, assets: Sequence[Record[Asset]], dimensions: Mapping[str, str]) -> MetricResult:
    until = {asset.id: verified_until(asset.fields, context.settings) for asset in assets}
    stale = sorted((day, name) for name, day in until.items() if day < context.as_of)
    n = len(assets)
    return METRIC.result(
        context,
        (n - len(stale)) / n if n else None,
        n,
        dimensions=dimensions,
        reason="" if n else "there is no asset",
        details={
            "fresh": n - len(stale),
            "stale": [name for _, name in stale],
            **{f"expiring_{days}": _expiring(until, context.as_of, days) for days in _HORIZONS},
        },
    )


def _expiring(until: Mapping[str, date], as_of: date, days: int) -> list[str]:
    """Return the assets that are fresh now and will not be in so many days, the next one first."""
    return [name for day, name in sorted((day, name) for name, day in until.items()) if 0 <= (day - as_of).days <= days]


METRIC = Metric(
    name="assets-fresh",
    unit="share",
    definition=(
        "Assets that were verified within their window, as a share of all: the record's verify_every, else that of "
        "mkdocs.yml for the type, else what is usual for the type (90 to 365 days)."
    ),
    method="verified within the window / all; a full count, so without an interval",
    source="verified_on of the assets and policies.verify_every of mkdocs.yml",
    compute=_compute,
    details={
        "fresh": "assets verified within their window",
        "stale": "ids of the others, the longest overdue first",
        "expiring_30": "ids of fresh assets whose window ends within 30 days, the next one first",
        "expiring_60": "the same within 60 days",
        "expiring_90": "the same within 90 days",
    },
)
