"""Metrics that count records."""

import pytest

from tests.measure.conftest import Measured


def escalation(fields: str, severity: str = "high", detected_at: str = "2026-02-01T10:00:00Z") -> str:
    return f"severity: {severity}\nsource: team\ndetected_at: {detected_at}\n{fields}\n"


def test_open_escalations_with_their_ages(measured: Measured) -> None:
    measures = measured(
        {
            "feedback/escalations/a.yml": escalation("status: mitigated", detected_at="2026-09-30T22:00:00Z"),
            "feedback/escalations/b.yml": escalation("status: open", detected_at="2026-09-29T00:00:00Z"),
            "feedback/escalations/c.yml": escalation("status: resolved"),
            "feedback/escalations/d.yml": escalation("status: open", "low", "2026-10-01T08:00:00Z"),
        }
    )
    overall = measures.one("open-escalations")
    assert overall is not None
    assert (overall.value, overall.n) == (3, 4)
    assert overall.details["ids"] == ["b", "a", "d"]
    assert overall.details["ages"] == [2880, 120, 0]
    assert overall.details["by_status"] == {"open": 2, "mitigated": 1}
    counts = {
        result.dimensions["severity"]: (result.value, result.n) for result in measures.results("open-escalations")[1:]
    }
    assert counts == {"critical": (0, 0), "high": (2, 3), "medium": (0, 0), "low": (1, 1)}


ACTIONS = """
status: closed
actions:
  - {title: In time, type: corrective, due: 2026-05-01, done_on: 2026-05-01}
  - {title: Late, type: corrective, due: 2026-05-01, done_on: 2026-05-02}
  - {title: Overdue, type: preventive, due: 2026-09-30}
  - {title: Marked as done ahead of the day, due: 2026-09-30, done_on: 2026-10-05}
  - {title: Due today and open, due: 2026-10-01}
  - {title: Due today and done, due: 2026-10-01, done_on: 2026-09-01}
  - {title: Early, due: 2026-12-01, done_on: 2026-09-01}
  - {title: Without a day}
"""


def test_actions_on_time(measured: Measured) -> None:
    measures = measured({"feedback/escalations/a.yml": escalation(ACTIONS)})
    overall = measures.one("actions-on-time")
    assert overall is not None
    assert (overall.value, overall.n) == (0.4, 5)
    assert overall.details == {"on_time": 2, "late": 1, "overdue": 2, "not_due": 2, "without_due": 1}
    assert [
        (dict(result.dimensions), result.value, result.n) for result in measures.results("actions-on-time")[1:]
    ] == [
        ({"severity": "high"}, 0.4, 5),
        ({"type": "corrective"}, 0.5, 2),
        ({"type": "preventive"}, 0, 1),
        ({"type": ""}, 0.5, 2),
    ]


def test_no_action_due_is_no_share(measured: Measured) -> None:
    result = measured({}).one("actions-on-time")
    assert result is not None
    assert (result.value, result.n, result.reason) == (None, 0, "no action has been due yet")


def test_recurrence_is_a_pareto(measured: Measured) -> None:
    causes = ["deploy", "deploy", "deploy", "capacity", "capacity", "", "", "", ""]
    files = {
        f"feedback/escalations/e{number}.yml": escalation(
            "status: closed" + (f"\ncause: {{category: {cause}}}" if cause else "")
        )
        for number, cause in enumerate(causes)
    }
    files["feedback/escalations/planned.yml"] = escalation("status: closed\nplanned: true\ncause: {category: upgrade}")
    overall, *by_cause = measured(files).results("recurrence")
    assert (overall.value, overall.details) == (9, {"causes": 2, "repeats": 3, "without_cause": 4})
    found = [(result.dimensions["cause"], result.value, result.details["rank"]) for result in by_cause]
    assert found == [("deploy", 3, 1), ("capacity", 2, 2), ("", 4, 3)]
    assert [result.details["share"] for result in by_cause] == pytest.approx([3 / 9, 2 / 9, 4 / 9])
    assert [result.details["cumulative_share"] for result in by_cause] == pytest.approx([3 / 9, 5 / 9, 1])
    assert [result.details["repeats"] for result in by_cause] == [2, 1, 0]


def test_nothing_recurs_where_nothing_happened(measured: Measured) -> None:
    (overall,) = measured({}).results("recurrence")
    assert (overall.value, overall.n) == (0, 0)


def test_initiatives_by_status_team_and_component(measured: Measured) -> None:
    measures = measured(
        {
            "roadmap/initiatives/a.yml": "status: planned\nteam: web\n",
            "roadmap/initiatives/b.yml": "status: idea\nteam: app\ncomponent: clock\n",
            "roadmap/initiatives/c.yml": "status: idea\n",
        }
    )
    found = [(dict(result.dimensions), result.value) for result in measures.results("initiatives")]
    assert found == [
        ({}, 3),
        ({"status": "idea"}, 2),
        ({"status": "planned"}, 1),
        ({"team": "app"}, 1),
        ({"team": "web"}, 1),
        ({"team": ""}, 1),
        ({"component": "clock"}, 1),
        ({"component": ""}, 2),
    ]


def test_changes_per_release(measured: Measured) -> None:
    measures = measured(
        {
            "roadmap/releases/10.0.yml": "date: 2026-03-01\nstatus: released\n",
            "roadmap/releases/9.0.yml": "date: 2026-01-01\nstatus: released\n",
            "roadmap/releases/11.0.yml": "date: 2026-12-01\nstatus: planned\n",
            "roadmap/changes/a.yml": "type: fixed\nrelease: '9.0'\n",
            "roadmap/changes/b.yml": "type: added\nrelease: '9.0'\nbreaking: true\n",
            "roadmap/changes/c.yml": "type: added\nrelease: '10.0'\n",
            "roadmap/changes/d.yml": "type: security\n",
        }
    )
    overall, *by_release = measures.results("changes-per-release")
    assert (overall.value, overall.n) == (1, 3)
    assert overall.details == {
        "by_type": {"added": 2, "fixed": 1, "security": 1},
        "breaking": 1,
        "changes": 4,
        "without_changes": 1,
    }
    found = [(result.dimensions["release"], result.value, result.details) for result in by_release]
    assert found == [
        ("9.0", 2, {"by_type": {"added": 1, "fixed": 1}, "breaking": 1}),
        ("10.0", 1, {"by_type": {"added": 1}, "breaking": 0}),
        ("11.0", 0, {"by_type": {}, "breaking": 0}),
        ("", 1, {"by_type": {"security": 1}, "breaking": 0}),
    ]


def test_no_release_no_changes_per_release(measured: Measured) -> None:
    (overall,) = measured({}).results("changes-per-release")
    assert (overall.value, overall.reason) == (None, "there is no release")


def test_reviews_overdue(measured: Measured) -> None:
    practice = "status: accepted\narea: analytics\nstatement: Measure.\n"
    decision = "status: accepted\nrevisit_on: 2026-09-30\n"
    measures = measured(
        {
            "content/best-practices/due.yml": practice + "review_by: 2026-09-30\n",
            "content/best-practices/today.yml": practice + "review_by: 2026-10-01\n",
            "content/best-practices/done.yml": practice + "review_by: 2026-09-30\nreviewed_on: 2026-09-30\n",
            "content/best-practices/before.yml": practice + "review_by: 2026-09-30\nreviewed_on: 2026-01-01\n",
            "content/best-practices/never.yml": practice,
            "roadmap/decisions/again.yml": decision,
            "roadmap/decisions/rejected.yml": decision.replace("accepted", "rejected"),
        }
    )
    found = [(dict(result.dimensions), result.value, result.n) for result in measures.results("reviews-overdue")]
    assert found == [({}, 3, 5), ({"kind": "decision"}, 1, 1), ({"kind": "practice"}, 2, 4)]
    overall = measures.one("reviews-overdue")
    assert overall is not None
    assert overall.details["records"] == ["decision:again", "practice:before", "practice:due"]
