"""Metrics of the program that records of metrics take their values from: those that are not there, wrong units."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.metric import METRIC as METRIC_KIND
from site_builder.link.handbook import Handbook
from site_builder.measure.base import all_metrics
from site_builder.measure.common.units import factor_between, units_for
from site_builder.model.diagnostic import Diagnostic, error
from site_builder.model.suggest import did_you_mean


def dangling_sources(handbook: Handbook) -> Iterator[Diagnostic]:
    """Yield an error for each record of a metric that is to be computed as a metric that the program does not have."""
    for record in handbook.records(METRIC_KIND):
        source = record.fields.source
        if source is not None and source.computed and source.computed not in all_metrics():
            message = f"there is no metric {source.computed!r} to compute"
            hint = did_you_mean(source.computed, all_metrics()) or "opsbook metrics lists those that there are"
            yield error("dangling-reference", message, record.span("source", "computed"), hint)


def wrong_units(handbook: Handbook) -> Iterator[Diagnostic]:
    """Yield an error for each record of a metric whose unit is none that its computed value can be shown in."""
    for record in handbook.records(METRIC_KIND):
        source, unit = record.fields.source, record.fields.unit
        metric = all_metrics().get(source.computed) if source is not None else None
        if metric is not None and factor_between(metric.unit, unit) is None:
            message = f"{metric.name} is computed in {metric.unit} and cannot be shown in {unit}"
            units = units_for(metric.unit)
            hint = f"write {units}, or leave the unit out" if units else "leave the unit out, or say what is counted"
            yield error("invalid-value", message, record.span("unit"), hint)
