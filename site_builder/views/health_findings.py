"""What the rules and the stages before them found: by rule, and one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from site_builder.model.codes import READING_CODES
from site_builder.model.diagnostic import Diagnostic, Severity
from site_builder.model.record import Record
from site_builder.rules.base import all_rules
from site_builder.views.attention import finding_words
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, Code, Inline, Link, NumberCell, Title, Tone
from site_builder.views.facts import owner_cell
from site_builder.views.parts import Column, Paragraph, Row, Subsection, Table
from site_builder.views.tables import compact
from site_builder.views.words import slug_words

RULES = "reference/rules/"
_FOLDED = 50
"""Of more findings the single ones are folded: the rules above count them."""

_TONES: Mapping[Severity, Tone] = {
    Severity.ERROR: "danger",
    Severity.WARNING: "attention",
    Severity.INFO: "info",
}


def gravest_first(findings: Iterable[Diagnostic]) -> Sequence[Diagnostic]:
    """Return findings by severity, then in the order of their places."""
    return sorted(findings, key=lambda finding: (-finding.severity.rank, finding.sort_key))


@cache
def severity_badge(severity: Severity) -> Badge:
    """Return the badge of a severity; errors sort first."""
    return Badge(severity.value, _TONES[severity], order=float(-severity.rank))


@cache
def rule_cell(code: str) -> Inline:
    """Return a link to what the reference says of a code; the code itself where it says nothing."""
    known = code in all_rules() or any(each.name == code for each in READING_CODES)
    return Link(code, f"{RULES}#{code}") if known else Code(code)


def findings_section(context: ViewContext) -> Subsection:
    """Return what was found, by rule and one by one."""
    found = gravest_first(context.findings)
    if not found:
        return Subsection("Findings", (Paragraph("No rule has a finding."),), anchor="findings", count=0)
    blocks = (_by_rule(found), _one_by_one(context, found))
    return Subsection("Findings", blocks, anchor="findings", count=len(found))


def _by_rule(found: Sequence[Diagnostic]) -> Table:
    groups: dict[tuple[Severity, str], list[Diagnostic]] = {}
    for finding in found:
        groups.setdefault((finding.severity, finding.code), []).append(finding)
    ordered = sorted(groups.items(), key=lambda each: (-each[0][0].rank, -len(each[1]), each[0][1]))
    columns = (
        Column("Rule", "link"),
        Column("Severity", "status"),
        Column("Findings", "number"),
        Column("Files", "number"),
        Column("Demands"),
    )
    rows = tuple(
        Row(
            (
                rule_cell(code),
                severity_badge(severity),
                NumberCell(len(members)),
                NumberCell(len({finding.span.path for finding in members})),
                Title(_summary(code)),
            )
        )
        for (severity, code), members in ordered
    )
    return Table(columns, rows, "Findings by rule, the gravest first", "findings-by-rule")


def _summary(code: str) -> str:
    rule = all_rules().get(code)
    return rule.summary if rule else next((each.summary for each in READING_CODES if each.name == code), "")


def _one_by_one(context: ViewContext, found: Sequence[Diagnostic]) -> Table:
    records = context.by_path
    columns = (
        Column("Where", "link"),
        Column("What"),
        Column("Rule"),
        Column("Severity", "status"),
        Column("Owner"),
    )
    rows = tuple(
        Row(
            (
                _place(context, records.get(finding.span.path), finding),
                finding_words(context.handbook, finding),
                rule_cell(finding.code),
                severity_badge(finding.severity),
                _owner(context, records.get(finding.span.path)),
            )
        )
        for finding in found
    )
    filters = ("Severity", "Rule")
    table = Table(columns, rows, "All findings, the gravest first", "all-findings", filters, folded=len(rows) > _FOLDED)
    return compact(table)


def _place(context: ViewContext, record: Record[Any] | None, finding: Diagnostic) -> Inline:
    if record is None:
        return Code(str(finding.span))
    return Link(record.title, context.handbook.url_of(record), str(finding.span))


def _owner(context: ViewContext, record: Record[Any] | None) -> Inline:
    return owner_cell(context.handbook, record.fields.owner) if record is not None else None


def severity_words(findings: Sequence[Diagnostic]) -> list[str]:
    """Return how many findings there are of each severity, the gravest first; none where there are none."""
    counts = [(severity, sum(finding.severity is severity for finding in findings)) for severity in reversed(Severity)]
    return [f"{count:,} {slug_words(severity.value)}" for severity, count in counts if count]
