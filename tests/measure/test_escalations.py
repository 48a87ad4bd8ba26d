"""Escalations as they were known on a day."""

from __future__ import annotations

import pytest

from site_builder.measure.base import Measures
from site_builder.model.metric import MetricResult
from tests.measure.conftest import Measured

POLICY = {"response": {"high": {"acknowledge": "1h", "resolve": "1d"}}}
DONE = (
    "severity: high\nstatus: closed\nsource: team\ndetected_at: 2026-03-01T10:00:00Z\n"
    "acknowledged_at: 2026-03-01T10:30:00Z\nmitigated_at: 2026-03-02T09:00:00Z\nresolved_at: 2026-03-04T10:00:00Z\n"
    "closed_at: 2026-03-10T10:00:00Z\ntimeline: [{at: 2026-03-03T12:00:00Z, event: Asked}]\n"
    "actions: [{title: Test it, due: 2026-03-05}]\n"
)


def on(measured: Measured, day: str, text: str = DONE) -> Measures:
    return measured({"feedback/escalations/e.yml": text}, day, policies=POLICY)


def one(measures: Measures, name: str) -> MetricResult:
    result = measures.one(name)
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("day", "by_status", "n"),
    [
        ("2026-02-28", {"open": 0, "mitigated": 0}, 0),
        ("2026-03-01", {"open": 1, "mitigated": 0}, 1),
        ("2026-03-02", {"open": 0, "mitigated": 1}, 1),
        ("2026-03-03", {"open": 0, "mitigated": 1}, 1),
        ("2026-03-04", {"open": 0, "mitigated": 0}, 1),
        ("2026-03-10", {"open": 0, "mitigated": 0}, 1),
    ],
)
def test_what_was_open_on_a_day_is_not_what_is_open_now(
    measured: Measured, day: str, by_status: dict[str, int], n: int
) -> None:
    found = one(on(measured, day), "open-escalations")
    assert (found.details["by_status"], found.n) == (by_status, n)


@pytest.mark.parametrize(("day", "n"), [("2026-03-03", 0), ("2026-03-04", 1)])
def test_a_moment_of_a_later_day_makes_no_duration(measured: Measured, day: str, n: int) -> None:
    assert one(on(measured, day), "time-to-resolve").n == n


def test_what_is_detected_later_is_not_counted(measured: Measured) -> None:
    measures = on(measured, "2026-02-28")
    assert [one(measures, name).value for name in ("recurrence", "open-escalations", "actions-on-time")] == [0, 0, None]
    assert one(measures, "time-to-acknowledge").details["not_yet"] == 0


@pytest.mark.parametrize(
    ("day", "details"),
    [
        ("2026-03-02", {"breached": 0, "kept": 1, "pending": 1, "unknown": 0}),
        ("2026-03-03", {"breached": 1, "kept": 1, "pending": 0, "unknown": 0}),
    ],
)
def test_the_policy_is_judged_by_what_was_known(measured: Measured, day: str, details: dict[str, int]) -> None:
    found = one(on(measured, day), "policy-breaches").details
    assert {name: found[name] for name in details} == details


def test_an_escalation_that_was_opened_again_is_not_mended(measured: Measured) -> None:
    text = (
        "severity: high\nstatus: open\nsource: team\ndetected_at: 2026-03-01T10:00:00Z\n"
        "acknowledged_at: 2026-03-01T10:30:00Z\nresolved_at: 2026-03-01T11:00:00Z\n"
    )
    measures = on(measured, "2026-03-10", text)
    assert one(measures, "time-to-resolve").n == 0
    found = one(measures, "policy-breaches").details
    assert (found["kept"], found["breached"], found["records"]) == (1, 1, ["e"])


def test_of_a_moment_before_the_detection_no_promise_is_told(measured: Measured) -> None:
    text = (
        "severity: high\nstatus: resolved\nsource: team\ndetected_at: 2026-03-01T10:00:00Z\n"
        "acknowledged_at: 2026-03-01T10:30:00Z\nresolved_at: 2026-03-01T09:00:00Z\n"
    )
    measures = on(measured, "2026-03-10", text)
    assert one(measures, "time-to-resolve").details["disordered"] == 1
    found = one(measures, "policy-breaches").details
    assert (found["kept"], found["breached"], found["unknown"]) == (1, 0, 1)


@pytest.mark.parametrize("further", ["mitigated_at: 2026-03-01T11:00:00Z", "resolved_at: 2026-03-01T11:00:00Z"])
def test_what_was_worked_on_was_acknowledged_at_some_time(measured: Measured, further: str) -> None:
    text = f"severity: high\nstatus: open\nsource: team\ndetected_at: 2026-03-10T10:00:00Z\n{further}\n"
    found = on(measured, "2026-03-12", text).results("policy-breaches")
    (acknowledge,) = [each for each in found if dict(each.dimensions) == {"step": "acknowledge"}]
    assert acknowledge.details["unknown"] == 1


def test_a_moment_at_the_detection_is_a_duration_of_nothing(measured: Measured) -> None:
    text = DONE.replace("acknowledged_at: 2026-03-01T10:30:00Z", "acknowledged_at: 2026-03-01T10:00:00Z")
    found = one(on(measured, "2026-03-10", text), "time-to-acknowledge")
    assert (found.value, found.n, found.details["disordered"]) == (0, 1, 0)
