"""Metrics of the program that records of metrics take their values from, and those that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.metric import METRIC as METRIC_KIND
from site_builder.link.handbook import Handbook
from site_builder.measure.base import all_metrics
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
