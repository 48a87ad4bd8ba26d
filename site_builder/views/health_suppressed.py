"""What somebody suppressed: which finding of which record, for what reason, and where that is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from site_builder.model.diagnostic import Diagnostic
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.attention import finding_words
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, Code, Inline
from site_builder.views.health_findings import rule_cell, severity_badge
from site_builder.views.parts import Block, Column, Paragraph, Row, Subsection, Table

CONFIGURATION = "mkdocs.yml"
_IN_RECORD = "in the record"


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Something that is not reported: by which rule, what was found (None: nothing at present), why, and where.

    ``where`` says in words where it is allowed.
    """

    code: str
    finding: Diagnostic | None
    record: Record[Any] | None
    reason: str
    where: str


def suppressions(context: ViewContext) -> Sequence[Suppressed]:
    """Return what is suppressed, in the order of the places, then what is allowed without need (no finding)."""
    records, pages = context.by_path, {page.path: page for page in context.handbook.prose}
    found = []
    for each in sorted(context.suppressed, key=lambda each: each.diagnostic.sort_key):
        record = records.get(each.diagnostic.span.path)
        page = pages.get(each.diagnostic.span.path)
        where = CONFIGURATION
        if record is not None and each.diagnostic.code in record.fields.allow:
            where = _IN_RECORD
        elif page is not None and page.allowed(each.diagnostic.code):
            where = "in the page"
        found.append(Suppressed(each.diagnostic.code, each.diagnostic, record, each.reason, where))
    used = {(each.record.path, each.code) for each in found if each.record is not None}
    idle = [
        Suppressed(code, None, record, reason, _IN_RECORD)
        for record in context.handbook
        for code, reason in record.fields.allow.items()
        if (record.path, code) not in used
    ]
    return (*found, *idle)


def suppressed_section(context: ViewContext) -> Iterator[Subsection]:
    """Yield what is suppressed and why, what is allowed without need, and the rules that the configuration changes."""
    everything = context.once(suppressions)
    found = [each for each in everything if each.finding is not None]
    idle = [each for each in everything if each.finding is None]
    yield Subsection("Suppressed", _suppressed(context, found), anchor="suppressed", count=len(found))
    if idle:
        columns = (Column("Record", "link"), Column("Rule"), Column("Reason"))
        rows = tuple(Row((_place(context, each), rule_cell(each.code), each.reason)) for each in idle)
        caption = "Rules that a record allows to be broken, and that it keeps"
        table = Table(columns, rows, caption, "allowed-table", filters=("Rule",))
        yield Subsection("Allowed without need", (table,), anchor="allowed", count=len(rows))
    yield from _rules_set(context)


def _suppressed(context: ViewContext, found: Sequence[Suppressed]) -> tuple[Block, ...]:
    if not found:
        return (Paragraph("No finding is suppressed."),)
    columns = (
        Column("Record", "link"),
        Column("Rule"),
        Column("What was found"),
        Column("Reason"),
        Column("Where it stands"),
    )
    rows = tuple(_suppressed_row(context, each) for each in found)
    caption = "Findings that somebody suppressed, and why"
    return (Table(columns, rows, caption, "suppressed-table", filters=("Rule", "Where it stands")),)


def _rules_set(context: ViewContext) -> Iterator[Subsection]:
    """Yield the rules to which the configuration gives another severity, or that it switches off."""
    settings = sorted(context.settings.rules.items())
    if not settings:
        return
    columns = (Column("Rule", "link"), Column("Set to", "status"), Column("Reason"))
    rows = tuple(
        Row(
            (
                rule_cell(code),
                severity_badge(setting.severity) if setting.severity else Badge("off", "attention", order=1),
                setting.reason or "no reason is given",
            )
        )
        for code, setting in settings
    )
    table = Table(columns, rows, f"Rules that {CONFIGURATION} sets", "rules-set-table")
    yield Subsection("Rules set in the configuration", (table,), anchor="rules-set", count=len(rows))


def _suppressed_row(context: ViewContext, each: Suppressed) -> Row:
    what = finding_words(context.handbook, each.finding) if each.finding else None
    return Row((_place(context, each), rule_cell(each.code), what, each.reason, each.where))


def _place(context: ViewContext, each: Suppressed) -> Inline:
    if each.record is not None:
        return context.link(each.record)
    return Code(str(each.finding.span)) if each.finding else None
