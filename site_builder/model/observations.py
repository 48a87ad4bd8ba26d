"""Observations of a metric: values by day, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Observations:
    """The observations of one metric, in the order of their days.

    ``days``, ``values`` and each of ``dimensions`` are columns of equal length: the rows that have a value. A month or
    a quarter counts for its last day; a blank dimension is an empty text.
    """

    metric: str
    days: tuple[date, ...] = ()
    values: tuple[float, ...] = ()
    dimensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
