"""Metric results: every figure with its n, interval, method, definition and date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval and its level of confidence (0.95 unless said)."""

    low: float
    high: float
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class MetricResult:
    """One figure. ``value`` is None where there is none: ``reason`` then says why (or ``suppressed`` is true).

    ``dimensions`` says what it is for (an empty text is the blank group), ``details`` holds further figures of the
    metric in plain values (numbers, texts, lists, mappings), as contracts name them.
    """

    name: str
    value: float | None
    unit: str
    n: int
    method: str
    definition: str
    as_of: date
    interval: Interval | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    suppressed: bool = False
    reason: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
