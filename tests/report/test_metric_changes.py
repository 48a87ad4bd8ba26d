"""What can be said of a figure that is another one than before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.model.metric import Interval, MetricResult
from site_builder.report.diff_figures import metric_entries
from site_builder.report.metric_changes import MetricChange, compare_results, verdict
from tests.report.diffs import diff_of


def result(
    value: float | None,
    n: int = 100,
    interval: tuple[float, float] | None = None,
    name: str = "csat",
    details: Mapping[str, Any] | None = None,
    **dimensions: str,
) -> MetricResult:
    between = Interval(*interval) if interval else None
    day = date(2026, 10, 31)
    return MetricResult(name, value, "points", n, "", "", day, between, dimensions, details=details or {})


def nps(promoters: int, passives: int, detractors: int, **dimensions: str) -> MetricResult:
    histogram = [detractors, *[0] * 7, passives, 0, promoters]
    n = promoters + passives + detractors
    return result(100 * (promoters - detractors) / n, n, (0, 1), "nps", {"histogram": tuple(histogram)}, **dimensions)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (result(3), result(4), "up"),
        (result(4), result(3), "down"),
        (result(3), result(3, 90), "same value"),
        (None, result(3), "new"),
        (result(None), result(3), "new"),
        (result(3), None, "gone"),
        (result(3), result(None), "gone"),
        (None, result(None), "no value"),
        (result(10, 100, (5, 15)), result(14, 100, (9, 19)), "no detectable change"),
        (result(10, 100, (5, 15)), result(30, 100, (25, 35)), "up"),
        (result(30, 100, (25, 35)), result(10, 100, (5, 15)), "down"),
        (nps(200, 200, 100), nps(210, 200, 100), "no detectable change"),
        (nps(200, 200, 100), nps(300, 150, 50), "up"),
        (result(3, details={"enough_for_trend": False}), result(9), "no trend from fewer than 30"),
    ],
)
def test_a_verdict_claims_no_more_than_the_figures_bear(
    before: MetricResult | None, after: MetricResult | None, said: str
) -> None:
    assert verdict(before, after) == said


def test_results_are_compared_by_name_and_dimensions() -> None:
    before = [result(1), result(2, plan="free"), result(3, plan="gone")]
    after = [result(1), result(5, plan="free"), result(4, plan="new")]
    changes = compare_results(before, after)
    assert [(change.dimensions, change.verdict) for change in changes] == [
        ({"plan": "free"}, "up"),
        ({"plan": "new"}, "new"),
        ({"plan": "gone"}, "gone"),
    ]
    assert (changes[0].before, changes[0].after) == (before[1], after[1])


def test_a_figure_that_became_suppressed_differs() -> None:
    hidden = MetricResult("csat", 3, "points", 100, "", "", date(2026, 10, 31), suppressed=True)
    assert len(compare_results([result(3)], [hidden])) == 1


def test_groups_that_are_looked_at_together_must_differ_more() -> None:
    others = [
        (nps(200, 200, 100, survey="s", region=name), nps(201, 200, 100, survey="s", region=name))
        for name in "bcdefghij"
    ]

    def verdicts(pairs: list[tuple[MetricResult, MetricResult]]) -> set[str]:
        changes = compare_results([before for before, _ in pairs], [after for _, after in pairs])
        return {change.verdict for change in changes}

    strong = (nps(200, 200, 100, survey="s", region="a"), nps(280, 200, 100, survey="s", region="a"))
    assert verdicts([strong]) == {"up"}
    assert verdicts([strong, *others]) == {"no detectable change"}


@pytest.mark.parametrize(
    ("unit", "before", "after", "told"),
    [
        ("share", 0.3, 0.302, "m: 30.0% (n = 100) → 30.2% (n = 100) (up)"),
        ("share", 0.3, 0.31, "m: 30% (n = 100) → 31% (n = 100) (up)"),
        ("points", 12.001, 12.002, "m: 12.001 (n = 100) → 12.002 (n = 100) (up)"),
        ("minutes", 40_000.0, 40_001.0, "m: 40,000 min (n = 100) → 40,001 min (n = 100) (up)"),
    ],
)
def test_a_move_is_shown_with_the_digits_that_it_needs(
    tmp_path: Path, unit: str, before: float, after: float, told: str
) -> None:
    first, second = (MetricResult("m", each, unit, 100, "", "", date(2026, 10, 31)) for each in (before, after))
    change = MetricChange("m", {}, first, second, verdict(first, second))
    [entry] = metric_entries(replace(diff_of(tmp_path, {}, {}), metrics=(change,)))
    assert "".join(piece.text for piece in entry.line) == told
