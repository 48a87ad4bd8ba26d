"""What each release brings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from site_builder.kinds.change import CHANGE, Change
from site_builder.kinds.release import RELEASE
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import choices
from site_builder.measure.statistics.percentile import median
from site_builder.model.metric import MetricResult


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    releases = sorted(context.handbook.records(RELEASE), key=lambda release: (release.fields.date.last_day, release.id))
    changes: defaultdict[str, list[Change]] = defaultdict(list)
    for change in context.handbook.records(CHANGE):
        changes[change.fields.release.id if change.fields.release else ""].append(change.fields)
    counts = sorted(len(changes[release.id]) for release in releases)
    everything = [change for found in changes.values() for change in found]
    yield METRIC.result(
        context,
        median(counts) if counts else None,
        len(counts),
        reason="" if counts else "there is no release",
        details={**_details(everything), "changes": len(everything), "without_changes": counts.count(0)},
    )
    for release in releases:
        yield _result(context, release.id, changes[release.id])
    if changes[""]:
        yield _result(context, "", changes[""])


def _result(context: MeasureContext, release: str, changes: Sequence[Change]) -> MetricResult:
    dimensions = {"release": release}
    return METRIC.result(context, len(changes), len(changes), dimensions=dimensions, details=_details(changes))


def _details(changes: Sequence[Change]) -> dict[str, Any]:
    types: Counter[str] = Counter(change.type for change in changes)
    return {
        "by_type": {name: types[name] for name in choices(CHANGE, "type") if name in types},
        "breaking": sum(change.breaking for change in changes),
    }


METRIC = Metric(
    name="changes-per-release",
    unit="count",
    definition="Changes that a release brings; the blank release stands for changes that are not released yet.",
    method="a full count by release, the oldest first; over everything the median of the releases, and n their number",
    source="the records of changes and releases",
    compute=_compute,
    details={
        "by_type": "changes of each type",
        "breaking": "changes that ask something of customers",
        "changes": "over everything: all changes, released or not",
        "without_changes": "over everything: releases that bring none",
    },
)
