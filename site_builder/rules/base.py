"""What a rule is, and running all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from functools import cache
from typing import Any

from site_builder.history.changes import FileHistory
from site_builder.link.handbook import Handbook
from site_builder.load.touched_files import TouchedFiles
from site_builder.measure.base import Measures
from site_builder.model.diagnostic import Diagnostic, Related, Severity, Span
from site_builder.model.discovery import by_key, discover
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.settings import Settings


@dataclass(frozen=True, slots=True)
class RuleContext:
    """All that a rule may depend on. ``history`` is empty where the source has no commits.

    ``touched`` is what a change touched, where the handbook is compared with a base; else it names no file. ``remains``
    are what is left of the records that have errors, for a rule that looks at what has been written all the same.
    """

    handbook: Handbook
    as_of: date
    settings: Settings
    measures: Measures
    history: FileHistory
    touched: TouchedFiles = field(default_factory=TouchedFiles)
    remains: tuple[Record[Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: a message and its place; the record or page that may allow it; an own hint if needed."""

    message: str
    span: Span
    record: Record[Any] | None = None
    hint: str = ""
    related: tuple[Related, ...] = ()
    page: Prose | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: a stable code, its default severity, one line that says what it demands, and a hint that mends.

    ``why`` says in a sentence or two what goes wrong without it. ``may_be_suppressed`` is false where the rule guards
    privacy, visibility or the reading of a file.
    """

    code: str
    severity: Severity
    summary: str
    why: str
    hint: str
    check: Callable[[RuleContext], Iterable[Finding]]
    kinds: tuple[str, ...] = ()
    may_be_suppressed: bool = True


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding that somebody allowed, with the reason."""

    diagnostic: Diagnostic
    reason: str
    record: str


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """The diagnostics of all rules, and what was suppressed."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Suppression, ...]


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by its code. Raises PackFault where two have the same code."""
    found = discover(sys.modules["site_builder.rules"], Rule, "opsbook.rules")
    return by_key(found, lambda rule: rule.code, "rules have the code")


def run_rules(context: RuleContext, rules: Mapping[str, Rule] | None = None) -> RuleOutcome:
    """Return what the rules find, with the severities of the settings, without what records or settings allow."""
    diagnostics: list[Diagnostic] = []
    suppressed: list[Suppression] = []
    for rule in (rules if rules is not None else all_rules()).values():
        setting = context.settings.rules.get(rule.code) if rule.may_be_suppressed else None
        severity = setting.severity if setting and setting.severity else rule.severity
        for finding in rule.check(context):
            diagnostic = Diagnostic(
                rule.code, severity, finding.message, finding.span, finding.hint or rule.hint, finding.related
            )
            reason = _allowed(rule, finding) or (setting.reason or "switched off" if setting and setting.off else "")
            if reason:
                name = str(finding.record.reference) if finding.record else finding.span.path
                suppressed.append(Suppression(diagnostic, reason, name))
            else:
                diagnostics.append(diagnostic)
    return RuleOutcome(tuple(diagnostics), tuple(suppressed))


def _allowed(rule: Rule, finding: Finding) -> str:
    if not rule.may_be_suppressed:
        return ""
    if finding.page is not None:
        return finding.page.allowed(rule.code)
    reason: str = finding.record.fields.allow.get(rule.code, "") if finding.record else ""
    return reason
