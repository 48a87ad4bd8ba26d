"""The response policy, kept and broken."""

from pathlib import Path

from site_builder.model.metric import MetricResult
from site_builder.model.settings import Settings
from site_builder.rules.base import all_rules, run_rules
from tests.measure.conftest import Measured
from tests.rules.stages import read_handbook

POLICY = {
    "response": {
        "critical": {"acknowledge": "15m", "resolve": "4h"},
        "high": {"resolve": "1d"},
        "low": {"update": "1d"},
    }
}


def escalation(severity: str, status: str, *moments: str) -> str:
    names = ("detected_at", "acknowledged_at", "resolved_at")
    written = "\n".join(f"{name}: 2026-{moment}:00Z" for name, moment in zip(names, moments, strict=False) if moment)
    return f"severity: {severity}\nstatus: {status}\nsource: team\n{written}\n"


FILES = {
    f"feedback/escalations/{name}.yml": text
    for name, text in {
        "kept": escalation("critical", "closed", "05-12T09:00", "05-12T09:15", "05-12T13:00"),
        "late": escalation("critical", "closed", "05-12T09:00", "05-12T09:16", "05-12T13:00"),
        "both": escalation("critical", "resolved", "05-12T09:00", "05-12T10:00", "05-13T09:00"),
        "waits": escalation("critical", "open", "09-30T12:00"),
        "still-time": escalation("critical", "open", "09-30T23:50"),
        "unknown": escalation("critical", "closed", "05-12T09:00"),
        "mitigated": escalation("high", "mitigated", "09-30T12:00", "09-30T13:00"),
        "planned": escalation("critical", "open", "05-12T09:00") + "planned: true\n",
        "low": escalation("low", "open", "05-12T09:00"),
        "medium": escalation("medium", "open", "05-12T09:00"),
    }.items()
}


def only(results: tuple[MetricResult, ...], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


def test_breaches_by_severity_and_step(measured: Measured) -> None:
    results = measured(FILES, policies=POLICY).results("policy-breaches")
    overall = only(results)
    assert overall.details == {
        "breached": 6,
        "kept": 3,
        "pending": 3,
        "unknown": 2,
        "records": ["both", "late", "low", "waits"],
    }
    assert (overall.value, overall.n) == (6 / 9, 9)
    found = {tuple(result.dimensions.values()): (result.value, result.n) for result in results if result.dimensions}
    assert found == {
        ("acknowledge",): (3 / 4, 4),
        ("update",): (1.0, 1),
        ("resolve",): (2 / 4, 4),
        ("critical",): (5 / 8, 8),
        ("critical", "acknowledge"): (3 / 4, 4),
        ("critical", "resolve"): (2 / 4, 4),
        ("high",): (None, 0),
        ("high", "resolve"): (None, 0),
        ("low",): (1.0, 1),
        ("low", "update"): (1.0, 1),
    }
    assert only(results, severity="high").reason == "no escalation is due under the policy yet"


def test_the_rule_finds_as_many(measured: Measured, tmp_path: Path) -> None:
    measures = measured(FILES, policies=POLICY)
    context, _ = read_handbook(tmp_path, measures.context.as_of, Settings.model_validate({"policies": POLICY}))
    outcome = run_rules(context, {"policy-breach": all_rules()["policy-breach"]})
    assert len(outcome.diagnostics) == only(measures.results("policy-breaches")).details["breached"]


def test_no_policy_no_breach(measured: Measured) -> None:
    results = measured(FILES).results("policy-breaches")
    assert [(dict(result.dimensions), result.value, result.reason) for result in results] == [
        ({}, None, "mkdocs.yml has no response policy"),
        ({"step": "acknowledge"}, None, "mkdocs.yml has no response policy"),
        ({"step": "update"}, None, "mkdocs.yml has no response policy"),
        ({"step": "resolve"}, None, "mkdocs.yml has no response policy"),
    ]


def events(*moments: str) -> str:
    return f"timeline: [{', '.join(f'{{at: 2026-{moment}:00Z, event: Told.}}' for moment in moments)}]\n"


def test_an_update_is_due_a_cadence_after_the_latest_while_it_is_open(measured: Measured) -> None:
    texts = {
        "at-the-limit": escalation("low", "open", "09-01T00:00") + events("09-30T00:00", "09-02T00:00"),
        "past-the-limit": escalation("low", "mitigated", "09-01T00:00") + events("09-02T00:00", "09-29T23:59"),
        "told-later": escalation("low", "open", "09-01T00:00") + events("10-01T12:00"),
        "only-acknowledged": escalation("low", "open", "09-01T00:00", "09-30T12:00"),
        "acknowledged-long-ago": escalation("low", "open", "09-01T00:00", "09-02T00:00"),
        "only-detected": escalation("low", "open", "09-30T12:00"),
        "over": escalation("low", "resolved", "09-01T00:00", "09-02T00:00", "09-20T00:00"),
        "planned": escalation("low", "open", "09-01T00:00") + "planned: true\n",
    }
    files = {f"feedback/escalations/{name}.yml": text for name, text in texts.items()}
    found = only(measured(files, policies=POLICY).results("policy-breaches"), severity="low", step="update")
    assert found.details == {
        "breached": 2,
        "kept": 0,
        "pending": 4,
        "unknown": 0,
        "records": ["acknowledged-long-ago", "past-the-limit"],
    }
