"""A metric with its observations, and its results, for the tests of metrics of records."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.measure.base import Measures
from site_builder.model.metric import MetricResult

CSV = "content/metrics/m.csv"


def metric(fields: str = "", direction: str = "up", source: str = f"source: {CSV}") -> dict[str, str]:
    return {"content/metrics/m.yml": f"definition: What counts.\ndirection: {direction}\n{source}\n{fields}\n"}


def rows(*lines: str, header: str = "date,value") -> dict[str, str]:
    return {CSV: "\n".join((header, *lines)) + "\n"}


def only(results: Iterable[MetricResult], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


def kpi(measures: Measures, **dimensions: str) -> MetricResult:
    return only(measures.results("kpi"), metric="m", **dimensions)
