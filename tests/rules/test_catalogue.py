"""What holds for every rule: a code that is promised, documentation, a hint."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from site_builder.kinds import all_kinds
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Rule, all_rules

CODES = frozenset(
    (
        "released-without-evidence",
        "released-in-future",
        "moment-order",
        "reason-missing",
        "superseded-without-successor",
        "variant-weights",
        "variant-controls",
        "conversions-exceed-units",
        "sample-ratio-mismatch",
        "ship-not-significant",
        "not-testable",
        "public-names-internal",
        "title-internal",
        "personal-data",
        "target-past",
        "start-after-target",
        "depends-on-later",
        "released-without-change",
        "change-without-text",
        "change-missing",
        "edited-after-release",
        "critical-without-cause",
        "action-overdue",
        "review-overdue",
        "verification-overdue",
        "notice-due",
        "update-overdue",
        "experiment-past-plan",
        "metric-stale",
        "observation-in-future",
        "wip-over-limit",
        "tool-overlap",
        "undeclared-team",
        "unfilled",
        "unlinked",
        "policy-breach",
    )
)
"""The codes of rules that other programs build on."""

ERRORS = frozenset(
    (
        "released-without-evidence",
        "released-in-future",
        "moment-order",
        "reason-missing",
        "superseded-without-successor",
        "variant-weights",
        "variant-controls",
        "conversions-exceed-units",
        "public-names-internal",
        "personal-data",
        "change-missing",
    )
)
BY_THE_CLOCK = frozenset(
    (
        "target-past",
        "action-overdue",
        "review-overdue",
        "verification-overdue",
        "notice-due",
        "update-overdue",
        "metric-stale",
        "experiment-past-plan",
    )
)
GUARDS = frozenset({"public-names-internal", "personal-data"})

every_rule = pytest.mark.parametrize("rule", all_rules().values(), ids=all_rules())


def module_of(rule: Rule) -> ModuleType:
    """Return the file of a rule."""
    return sys.modules[rule.check.__module__]


@every_rule
def test_the_code_is_promised_and_names_the_file(rule: Rule) -> None:
    assert rule.code in CODES
    assert module_of(rule).__name__ == f"site_builder.rules.{rule.code.replace('-', '_')}"


@every_rule
def test_a_rule_is_documented(rule: Rule) -> None:
    page = module_of(rule).__doc__ or ""
    title, blank, rest = page.partition("\n\n")
    assert title.endswith(".")
    assert blank
    for heading in ("**What is demanded.**", "**Why.**", "**How to mend it.**", "**Example.**"):
        assert heading in rest
    assert rest.count("```") % 2 == 0
    assert "```yaml" in rest


@every_rule
def test_a_rule_says_what_it_demands_why_and_how_to_mend_it(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert rule.why.endswith(".")
    assert rule.hint
    assert not rule.hint.endswith(".")
    assert set(rule.kinds) <= set(all_kinds())


@every_rule
def test_severities_are_as_promised(rule: Rule) -> None:
    assert (rule.severity is Severity.ERROR) == (rule.code in ERRORS)
    if rule.code in BY_THE_CLOCK:
        assert rule.severity is Severity.INFO
    assert rule.may_be_suppressed == (rule.code not in GUARDS)


def test_every_error_that_guards_is_there() -> None:
    assert set(all_rules()) >= ERRORS | GUARDS


def test_rules_import_nothing_heavy() -> None:
    heavy = ("pandas", "numpy", "scipy", "narwhals", "jinja2", "mkdocs", "click")
    script = (
        "import sys\n"
        "from site_builder.rules.base import all_rules\n"
        "all_rules()\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
