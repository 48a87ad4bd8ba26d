"""Severities, suppressions, and the exceptions to both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from site_builder.model.diagnostic import Severity
from site_builder.model.settings import Settings
from site_builder.rules.base import RuleOutcome, all_rules, run_rules
from tests.rules.stages import read_handbook, write_files

LATE = "title: Shift swaps\nowner: '@scheduling'\nstatus: in_progress\ntarget: 2026-06-30\n"
QUOTE = """\
title: Write to me
owner: '@support'
source: support
submitted_on: 2026-05-04
status: new
quote: Write to jane.doe@example.com.
allow: {personal-data: she agreed}
"""


def run(root: Path, files: dict[str, str], rules: dict[str, object] | None = None) -> RuleOutcome:
    """Return what all rules find in a handbook."""
    settings = Settings.model_validate({"rules": rules or {}})
    context, _ = read_handbook(write_files(root, files), date(2026, 10, 1), settings)
    return run_rules(context)


def test_a_severity_can_be_changed(tmp_path: Path) -> None:
    outcome = run(tmp_path, {"roadmap/initiatives/swaps.yml": LATE}, {"target-past": "error"})

    assert [(d.code, d.severity) for d in outcome.diagnostics] == [("target-past", Severity.ERROR)]
    assert outcome.diagnostics[0].hint == all_rules()["target-past"].hint


def test_a_rule_can_be_switched_off_with_or_without_a_reason(tmp_path: Path) -> None:
    files = {"roadmap/initiatives/swaps.yml": LATE}

    plain = run(tmp_path, files, {"target-past": "off"})
    explained = run(tmp_path, files, {"target-past": {"severity": "off", "reason": "targets are quarters"}})

    assert plain.diagnostics == explained.diagnostics == ()
    assert [(s.diagnostic.code, s.reason, s.record) for s in (*plain.suppressed, *explained.suppressed)] == [
        ("target-past", "switched off", "initiative:swaps"),
        ("target-past", "targets are quarters", "initiative:swaps"),
    ]


def test_a_record_can_allow_a_finding(tmp_path: Path) -> None:
    allowed = LATE + "allow: {target-past: waits for the law}\n"
    outcome = run(tmp_path, {"roadmap/initiatives/swaps.yml": LATE, "roadmap/initiatives/law.yml": allowed})

    assert [str(d.span) for d in outcome.diagnostics] == ["roadmap/initiatives/swaps.yml:4:9"]
    assert [(s.reason, s.record) for s in outcome.suppressed] == [("waits for the law", "initiative:law")]


def test_what_guards_privacy_is_neither_allowed_nor_lowered(tmp_path: Path) -> None:
    outcome = run(tmp_path, {"feedback/requests/mail.yml": QUOTE}, {"personal-data": "info"})

    assert [(d.code, d.severity) for d in outcome.diagnostics] == [("personal-data", Severity.ERROR)]
    assert outcome.suppressed == ()
    assert "jane" not in outcome.diagnostics[0].message


def test_an_empty_handbook_has_no_findings(tmp_path: Path) -> None:
    assert run(tmp_path, {}) == RuleOutcome((), ())
