"""Updates, and whether they come when they were announced."""

from site_builder.model.metric import MetricResult
from tests.measure.conftest import Measured


def update(day: str, health: str = "on_track", subject: str = "initiative:swaps", next_due: str = "") -> str:
    due = f"next_due: {next_due}\n" if next_due else ""
    return f"subject: {subject}\ndate: {day}\nhealth: {health}\n{due}"


def only(results: tuple[MetricResult, ...], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


FILES = {
    "roadmap/initiatives/swaps.yml": "status: in_progress\n",
    "roadmap/initiatives/done.yml": "status: released\n",
    "roadmap/initiatives/silent.yml": "status: in_progress\n",
    "roadmap/initiatives/idea.yml": "status: idea\n",
    "roadmap/launches/ahead.yml": "tier: 1\ndate: 2026-11-01\n",
    "roadmap/launches/past.yml": "tier: 1\ndate: 2026-09-01\n",
    "roadmap/launches/stopped.yml": "tier: 1\ndate: 2026-11-01\ngo_no_go: {decision: no_go}\n",
    "content/communication/call.yml": "audience: All\nmedium: call\ncadence: weekly\n",
    "content/communication/event.yml": "audience: All\nmedium: call\ncadence: on_event\n",
    "content/features/rota.yml": "lifecycle: ga\n",
    "roadmap/updates/a1.yml": update("2026-09-01", next_due="2026-09-08"),
    "roadmap/updates/a2.yml": update("2026-09-08", "at_risk", next_due="2026-09-15"),
    "roadmap/updates/a3.yml": update("2026-09-16", "off_track"),
    "roadmap/updates/a4.yml": update("2026-09-20", "on_track", next_due="2026-09-30"),
    "roadmap/updates/a5.yml": update("2026-10-02", "off_track"),
    "roadmap/updates/b1.yml": update("2026-09-01", subject="initiative:done", next_due="2026-09-08"),
    "roadmap/updates/c1.yml": update("2026-09-01", subject="channel:call"),
    "roadmap/updates/c2.yml": update("2026-09-08", subject="channel:call"),
    "roadmap/updates/d1.yml": update("2026-09-01", subject="channel:event"),
    "roadmap/updates/e1.yml": update("2026-09-01", subject="feature:rota", next_due="2026-10-01"),
    "roadmap/updates/f1.yml": update("2026-08-01", subject="launch:past", next_due="2026-08-08"),
}


def test_of_two_updates_of_a_day_the_last_by_its_id_gives_the_health(measured: Measured) -> None:
    files = {
        "roadmap/initiatives/swaps.yml": "status: in_progress\n",
        "roadmap/updates/b.yml": update("2026-09-01", "off_track"),
        "roadmap/updates/a.yml": update("2026-09-01", "at_risk"),
    }
    swaps = only(measured(files).results("updates-on-cadence"), subject="initiative:swaps")
    assert (swaps.details["health"], swaps.details["worsened"]) == ("off_track", 1)


def test_updates_on_cadence(measured: Measured) -> None:
    results = measured(FILES).results("updates-on-cadence")
    swaps = only(results, subject="initiative:swaps")
    assert (swaps.value, swaps.n) == (1 / 3, 3)
    assert swaps.details == {
        "on_time": 1,
        "late": 1,
        "missing": 1,
        "updates": 4,
        "health_changes": 3,
        "improved": 1,
        "worsened": 2,
        "health": "on_track",
    }
    call = only(results, subject="channel:call")
    assert (call.value, call.details["on_time"], call.details["missing"]) == (0.5, 1, 1)
    for finished in ("initiative:done", "launch:past"):
        assert only(results, subject=finished).reason == "no update has been due yet"
    assert only(results, subject="channel:event").n == 0
    assert only(results, subject="feature:rota").n == 0  # due today
    overall = only(results)
    assert (overall.value, overall.n, overall.details["updates"]) == (2 / 5, 5, 10)
    assert overall.details["without_update"] == ["initiative:silent", "launch:ahead"]


def test_a_day_later_the_update_of_yesterday_is_missing(measured: Measured) -> None:
    results = measured(FILES, as_of="2026-10-02").results("updates-on-cadence")
    assert only(results, subject="feature:rota").details["missing"] == 1
    swaps = only(results, subject="initiative:swaps")
    assert (swaps.details["late"], swaps.details["missing"], swaps.details["health"]) == (2, 0, "off_track")


def test_no_update(measured: Measured) -> None:
    (overall,) = measured({}).results("updates-on-cadence")
    assert (overall.value, overall.reason) == (None, "there is no update")
