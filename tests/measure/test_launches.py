"""Launches: their gates, and what sales and support have to show."""

import pytest

from site_builder.model.metric import MetricResult
from tests.measure.conftest import Measured

POLICY = {"launch_gates": {1: ["product", "docs", "support", "sales"], 3: ["product"]}}


def only(results: tuple[MetricResult, ...], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


GATES = """tier: 1
date: 2026-10-11
gates:
  - {name: Product, status: done}
  - {name: docs, status: waived, due: 2026-09-01}
  - {name: support, status: todo, due: 2026-09-30}
  - {name: press, status: blocked, due: 2026-09-01}
"""

LAUNCHES = {
    "roadmap/launches/large.yml": GATES,
    "roadmap/launches/small.yml": "tier: 3\ndate: 2026-Q4\n"
    "gates: [{name: product, status: blocked, due: 2026-10-01}]\n",
    "roadmap/launches/past.yml": "tier: 3\ndate: 2026-09-30\ngo_no_go: {decision: go}\n"
    "gates: [{name: product, status: done}]\n",
    "roadmap/launches/middle.yml": "tier: 2\ndate: 2026-09-01\ngates: [{name: docs, status: done}, {name: legal}]\n",
    "roadmap/launches/bare.yml": "tier: 2\ndate: 2026-09-02\n",
}


def test_a_gate_counts_once_however_often_it_is_named(measured: Measured) -> None:
    gates = "gates: [{name: Legal review, status: done}, {name: legal  review}, {name: press}]\n"
    files = {f"roadmap/launches/{tier}.yml": f"tier: {tier}\ndate: 2026-10-11\n{gates}" for tier in (1, 2)}
    policies = {"launch_gates": {1: ["legal review", "LEGAL REVIEW", "docs"]}}
    results = measured(files, policies=policies).results("launch-readiness")
    found = {name: only(results, launch=name) for name in ("1", "2")}
    assert {name: (each.value, each.n) for name, each in found.items()} == {"1": (1 / 2, 2), "2": (1 / 2, 2)}
    assert {name: each.details["blockers"] for name, each in found.items()} == {"1": ["docs"], "2": ["press"]}


def test_gates_of_the_policy(measured: Measured) -> None:
    results = measured(LAUNCHES, policies=POLICY).results("launch-readiness")
    large = only(results, launch="large")
    assert (large.value, large.n) == (0.5, 4)
    assert large.details == {
        "done": 1,
        "waived": 1,
        "todo": 1,
        "blocked": 0,
        "missing": 1,
        "overdue": 1,
        "tier": 1,
        "days_left": 10,
        "blockers": ["support", "sales"],
        "required_by": "policy",
        "decision": None,
    }
    small = only(results, launch="small")
    assert (small.value, small.details["blockers"], small.details["overdue"]) == (0, ["product"], 0)
    assert small.details["days_left"] == 91
    past = only(results, launch="past")
    assert (past.value, past.details["days_left"], past.details["decision"]) == (1, -1, "go")
    overall = only(results)
    assert (overall.value, overall.n) == (2 / 5, 5)
    assert overall.details["launches"] == ["large", "small"]
    assert [result.dimensions.get("launch") for result in results[1:]] == ["middle", "bare", "past", "large", "small"]


def test_without_a_policy_for_the_tier_the_records_own_gates_count(measured: Measured) -> None:
    results = measured(LAUNCHES, policies=POLICY).results("launch-readiness")
    middle = only(results, launch="middle")
    assert (middle.value, middle.details["required_by"], middle.details["blockers"]) == (0.5, "record", ["legal"])
    bare = only(results, launch="bare")
    assert (bare.value, bare.reason) == (None, "no gate is required")


def test_no_launch_ahead(measured: Measured) -> None:
    results = measured(LAUNCHES, as_of="2027-06-01", policies=POLICY).results("launch-readiness")
    assert (only(results).value, only(results).reason) == (None, "no launch is ahead")


def test_no_gate_of_a_launch_ahead(measured: Measured) -> None:
    (ahead, bare) = measured({"roadmap/launches/bare.yml": "tier: 2\ndate: 2027-01-01\n"}).results("launch-readiness")
    assert (ahead.value, ahead.reason) == (None, "no gate is required of a launch ahead")
    assert (bare.value, bare.reason) == (None, "no gate is required")


def asset(verified_on: str, fields: str = "", kind: str = "battlecard", audience: str = "sales") -> str:
    return f"type: {kind}\naudience: {audience}\nverified_on: {verified_on}\n{fields}\n"


ASSETS = {
    "content/enablement/last-day.yml": asset("2026-07-03"),
    "content/enablement/over.yml": asset("2026-07-02"),
    "content/enablement/long-over.yml": asset("2025-07-02", "launch: large"),
    "content/enablement/own.yml": asset("2026-07-02", "verify_every: 140"),
    "content/enablement/policy.yml": asset("2026-09-01", kind="demo", audience="support"),
    "content/enablement/ever.yml": asset("2026-09-01", "verify_every: 1000000000", kind="faq", audience="support"),
    "content/enablement/soon.yml": asset("2026-05-05", "launch: small", kind="guide", audience="support"),
}


def test_the_last_day_of_a_horizon_is_within_it(measured: Measured) -> None:
    files = {
        f"content/enablement/in-{days}.yml": asset("2026-10-01", f"verify_every: {days}")
        for days in (30, 31, 60, 61, 90)
    }
    details = only(measured(files, as_of="2026-10-01").results("assets-fresh")).details
    assert details["expiring_30"] == ["in-30"]
    assert details["expiring_60"] == ["in-30", "in-31", "in-60"]
    assert details["expiring_90"] == ["in-30", "in-31", "in-60", "in-61", "in-90"]


def test_assets_that_are_fresh(measured: Measured) -> None:
    results = measured(LAUNCHES | ASSETS, policies={"verify_every": {"demo": 29}}).results("assets-fresh")
    overall = only(results)
    assert (overall.value, overall.n) == (4 / 7, 7)
    assert overall.details == {
        "fresh": 4,
        "stale": ["long-over", "over", "policy"],
        "expiring_30": ["last-day"],
        "expiring_60": ["last-day", "soon", "own"],
        "expiring_90": ["last-day", "soon", "own"],
    }
    assert only(results, type="battlecard").value == 0.5
    assert [tuple(result.dimensions.values()) for result in results[1:]] == [
        ("battlecard",),
        ("faq",),
        ("demo",),
        ("guide",),
        ("sales",),
        ("support",),
    ]
    assert only(results, audience="support").details["stale"] == ["policy"]


def test_on_the_last_day_of_the_calendar_nothing_expires_later(measured: Measured) -> None:
    overall = only(measured(LAUNCHES | ASSETS, as_of="9999-12-31").results("assets-fresh"))
    assert (overall.details["fresh"], overall.details["expiring_90"]) == (1, ["ever"])


def test_launches_with_an_asset(measured: Measured) -> None:
    results = measured(LAUNCHES | ASSETS).results("launch-coverage")
    overall = only(results)
    assert (overall.value, overall.n) == (0.4, 5)
    assert overall.details == {
        "covered": 2,
        "without_asset": ["bare", "middle", "past"],
        "ahead_without_asset": [],
    }
    assert [(result.dimensions["tier"], result.value) for result in results[1:]] == [("1", 1), ("2", 0), ("3", 0.5)]
    before = measured(LAUNCHES | ASSETS, as_of="2026-09-02").results("launch-coverage")
    assert only(before).details["ahead_without_asset"] == ["bare", "past"]


@pytest.mark.parametrize(
    ("name", "reason"), [("assets-fresh", "there is no asset"), ("launch-coverage", "there is no launch")]
)
def test_nothing_is_no_share(measured: Measured, name: str, reason: str) -> None:
    (result,) = measured({}).results(name)
    assert (result.value, result.n, result.reason) == (None, 0, reason)
