"""The health of the handbook itself: which areas it covers, and how far it can be relied on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import fmean
from typing import Any, get_args

from site_builder.kinds.metric import METRIC as METRIC_KIND
from site_builder.kinds.metric import Metric as MetricFields
from site_builder.kinds.playbook import Playbook
from site_builder.kinds.practice import Practice
from site_builder.kinds.role import ROLE
from site_builder.kinds.tool import TOOL
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.figures import SeriesOfMetrics
from site_builder.measure.common.standing import is_kept_fresh, is_stale, past_due
from site_builder.model.common import Area
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference

AREAS: tuple[str, ...] = get_args(Area)
"""The fourteen areas of product operations."""

Records = Sequence[Record[Any]]


@dataclass(frozen=True, slots=True)
class _Condition:
    """What is wrong with which records. ``dated`` are those that must be looked at, or measured, again."""

    unowned: frozenset[Reference]
    dated: frozenset[Reference]
    stale: frozenset[Reference]
    past_due: frozenset[Reference]
    no_data: frozenset[Reference]
    dangling: frozenset[Reference]


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    by_area: defaultdict[str, list[Record[Any]]] = defaultdict(list)
    for record in context.handbook:
        for area in _areas(context, record):
            by_area[area].append(record)
    condition = _condition(context)
    looked_after = {area for role in context.handbook.records(ROLE) for area in role.fields.areas}
    results = [
        _of_area(context, area, by_area[area], condition, is_looked_after=area in looked_after) for area in AREAS
    ]
    yield _overall(context, results, condition)
    yield from results


def _areas(context: MeasureContext, record: Record[Any]) -> set[str]:
    """Return the areas that a record belongs to. A role belongs to none: it looks after areas."""
    fields = record.fields
    if isinstance(fields, Playbook):
        return {fields.area}
    if isinstance(fields, Practice):
        return {fields.area, "best-practices"}
    if record.kind == TOOL.name:
        return {"tools", "tech-stack"}
    return set() if record.kind == ROLE.name else {context.handbook.kinds[record.kind].area}


def _condition(context: MeasureContext) -> _Condition:
    handbook, as_of = context.handbook, context.as_of
    records = list(handbook)
    dated = [record for record in records if is_kept_fresh(record)]
    without_data = _named(handbook.records(METRIC_KIND), lambda record: _has_no_data(context, record))
    series = SeriesOfMetrics(context)
    old_figures = _named(handbook.records(METRIC_KIND), lambda record: series.of_record(record).is_stale(as_of))
    stale = _named(dated, lambda record: is_stale(record, as_of, context.settings)) | old_figures
    return _Condition(
        unowned=_unowned(context, records),
        dated=frozenset(record.reference for record in (*dated, *handbook.records(METRIC_KIND))),
        stale=stale,
        past_due=context.once(past_due),
        no_data=without_data,
        dangling=handbook.dangling,
    )


def _named(records: Iterable[Record[Any]], holds: Callable[[Record[Any]], bool]) -> frozenset[Reference]:
    return frozenset(record.reference for record in records if holds(record))


def _unowned(context: MeasureContext, records: Records) -> frozenset[Reference]:
    """Return the records whose owner is a role that does not exist, or that nobody holds while others are held."""
    held = {role.id: bool(role.fields.holders) for role in context.handbook.records(ROLE)}
    found = held if not any(held.values()) else {role for role, is_held in held.items() if is_held}
    return _named(
        records, lambda record: isinstance(record.fields.owner, Reference) and record.fields.owner.id not in found
    )


def _has_no_data(context: MeasureContext, record: Record[MetricFields]) -> bool:
    if record.fields.source is not None and record.fields.source.computed:
        return False
    observations = context.handbook.observations.get(record.id)
    return observations is None or not observations.days


def _of_area(
    context: MeasureContext, area: str, records: Records, condition: _Condition, *, is_looked_after: bool
) -> MetricResult:
    names = frozenset(record.reference for record in records)
    dated = names & condition.dated
    parts = {
        "has_records": float(bool(records)),
        "has_guidance": float(any(_guides(area, record) for record in records)),
        "has_role": float(is_looked_after),
        "owned": _share(names, condition.unowned),
        "fresh": _share(dated, condition.stale | condition.no_data) if dated else float(bool(records)),
        "on_time": _share(names, condition.past_due),
        "linked": _share(names, condition.dangling),
    }
    return METRIC.result(
        context,
        100 * fmean(parts.values()),
        len(records),
        dimensions={"area": area},
        details={"parts": parts, "records": len(records), **_findings(condition, names)},
    )


def _guides(area: str, record: Record[Any]) -> bool:
    """Return whether a record says how the work of an area is done."""
    fields = record.fields
    if isinstance(fields, Playbook):
        return fields.area == area and fields.status == "active"
    return isinstance(fields, Practice) and fields.area == area and fields.status == "accepted"


def _share(names: frozenset[Reference], wrong: frozenset[Reference]) -> float:
    """Return the share of names that are not among the wrong ones, 0 where there is no name."""
    return len(names - wrong) / len(names) if names else 0.0


def _findings(condition: _Condition, names: frozenset[Reference] | None = None) -> dict[str, Any]:
    def listed(found: frozenset[Reference]) -> list[str]:
        return sorted(map(str, found if names is None else found & names))

    return {
        "unowned": listed(condition.unowned),
        "stale": listed(condition.stale),
        "past_due": listed(condition.past_due),
        "no_data": listed(condition.no_data),
        "dangling": listed(condition.dangling),
    }


def _overall(context: MeasureContext, results: Sequence[MetricResult], condition: _Condition) -> MetricResult:
    allowed: Counter[str] = Counter(rule for record in context.handbook for rule in record.fields.allow)
    return METRIC.result(
        context,
        fmean(result.value or 0.0 for result in results),
        len(context.handbook),
        details={
            "records": len(context.handbook),
            "covered": [result.dimensions["area"] for result in results if result.n],
            "gaps": [result.dimensions["area"] for result in results if not result.n],
            **_findings(condition),
            "suppressed": dict(sorted(allowed.items())),
            "rules_off": sorted(code for code, setting in context.settings.rules.items() if setting.off),
        },
    )


METRIC = Metric(
    name="handbook-health",
    unit="points",
    definition=(
        "How far each of the fourteen areas of product operations is covered and can be relied on, from 0 to 100; over "
        "everything the mean of the areas. Practices count for their own area and for best practices, tools for the "
        "tools and the tech stack."
    ),
    method=(
        "100 times the mean of seven parts: the area has records, an active playbook or an accepted practice, a role "
        "that looks after it; shares of its records that have an owner who can be found, are fresh (of those that must "
        "be reviewed, verified or measured), have no promised day that has passed, and refer to nothing that is "
        "missing. n is the number of records"
    ),
    source="the records, their references and the observations of metrics",
    compute=_compute,
    details={
        "parts": "of an area: the seven parts, each from 0 to 1",
        "records": "records of the area, or of the handbook",
        "covered": "over everything: areas with records",
        "gaps": "over everything: areas without",
        "unowned": "records whose owner is a role that does not exist, or that nobody holds while others are held",
        "stale": "records that were to be reviewed or verified again, and metrics that are no longer observed",
        "past_due": "records with a promised day that has passed",
        "no_data": "metrics without an observation",
        "dangling": "records that refer to something that does not exist",
        "suppressed": "over everything: how many records allow a finding, by rule",
        "rules_off": "over everything: rules that mkdocs.yml switches off",
    },
)
