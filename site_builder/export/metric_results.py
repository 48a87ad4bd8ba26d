"""Metric results as plain data, for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any

from site_builder.model.metric import MetricResult


def as_plain(result: MetricResult) -> dict[str, Any]:
    """Return a result in the shape of `opsbook metrics --format json`: full precision, and null instead of NaN."""
    interval = result.interval
    return {
        "name": result.name,
        "value": _plain(result.value),
        "unit": result.unit,
        "n": result.n,
        "interval": None
        if interval is None
        else {"low": _plain(interval.low), "high": _plain(interval.high), "level": interval.level},
        "method": result.method,
        "definition": result.definition,
        "as_of": result.as_of.isoformat(),
        "dimensions": dict(result.dimensions),
        "suppressed": result.suppressed,
        "reason": result.reason,
        "details": _plain(result.details),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [_plain(item) for item in items]
    return str(value)
