"""Results of a metric by quarter, as the charts of shares want them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.model.metric import MetricResult
from site_builder.views.charts.quarter_shares import MOST, QuarterShare
from site_builder.views.reliability_figures import Reliability


def by_quarter(reliability: Reliability, name: str) -> Mapping[str, MetricResult]:
    """Return the results of a metric by quarter; those of years are left out."""
    results = reliability.context.measures.results(name)
    periods = ((result.dimensions.get("period", ""), result) for result in results)
    return {period: result for period, result in periods if "Q" in period}


def share_of(result: MetricResult) -> tuple[float | None, float | None, float | None]:
    """Return a share with the ends of its interval; None where there is nothing to divide by."""
    interval = result.interval
    return result.value, interval.low if interval else None, interval.high if interval else None


def shown_quarters(quarters: Sequence[QuarterShare]) -> str:
    """Return which quarters are drawn: ``2023-Q4 to 2026-Q3``, of more the last ones."""
    drawn = quarters[-MOST:]
    span = f"{drawn[0].quarter} to {drawn[-1].quarter}" if len(drawn) > 1 else drawn[0].quarter
    return f"{span} of {len(quarters):,} quarters" if len(quarters) > MOST else span
