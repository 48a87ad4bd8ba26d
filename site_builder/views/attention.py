"""What needs attention: findings that somebody should act on, with the record, its owner and since when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from site_builder.kinds.asset import Asset
from site_builder.kinds.escalation import Escalation
from site_builder.kinds.tool import Tool
from site_builder.link.handbook import Handbook
from site_builder.model.diagnostic import Diagnostic, Severity, Span
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.base import ViewContext, registered_views
from site_builder.views.cells import Badge, Inline, Link, Phrase, Tone
from site_builder.views.days import day_of, shifted
from site_builder.views.facts import record_link
from site_builder.views.relevance import phase_of
from site_builder.views.wording import sentence_case
from site_builder.views.words import slug_words

_DUE = (
    "action-overdue",
    "policy-breach",
    "target-past",
    "update-overdue",
    "review-overdue",
    "verification-overdue",
    "notice-due",
)
"""Codes of what time alone brings: they matter whatever the status, and point at the day that has passed."""

_FIRST = ("critical-without-cause", "action-overdue", "policy-breach", "target-past", "depends-on-later", *_DUE[3:])
"""Codes that speak of work to be done, the most urgent first; the others follow by severity."""

_GRAVE = frozenset({"critical-without-cause", "action-overdue", "policy-breach", "target-past"})
"""Codes of promises that are broken; the others of ``_FIRST`` are work that is due."""

_LABELS = {"critical-without-cause": "cause or actions missing"}
"""Where the code of a rule would say something else than its finding."""

_TONES: Mapping[Severity, Tone] = {Severity.ERROR: "danger", Severity.WARNING: "attention", Severity.INFO: "info"}

_NOT_WORK = frozenset({"unlinked", "title-internal"})
_OF_A_RECORD = 2
_OF_A_CODE = 3
_NAME = re.compile(r"\b[a-z][a-z-]*:[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Attention:
    """A finding, the record it is about, and the day since when; None where no day can be told."""

    finding: Diagnostic
    record: Record[Any]
    since: date | None


def needs_attention(context: ViewContext) -> tuple[Attention, ...]:
    """Return the findings that are work, the most urgent first.

    Errors lead. What concerns records that are over comes last, unless it is due; then severity, urgency and age count.
    """
    found = [Attention(finding, record, _since(context, finding, record)) for finding, record in _work(context)]
    return tuple(sorted(found, key=lambda item: _rank(context.handbook, item)))


def finding_badge(finding: Diagnostic) -> Badge:
    """Return what sort of finding it is, in the tone of its urgency."""
    words = _LABELS.get(finding.code) or slug_words(finding.code)
    return Badge(sentence_case(words), _tone(finding))


def all_findings() -> Link | None:
    """Return the link to every finding; None where no page has them."""
    has_health = any(view.section == "health" for view in registered_views())
    return Link("all findings", "health/#findings") if has_health else None


def _tone(finding: Diagnostic) -> Tone:
    """Return the tone of a finding: how urgent the work is counts where the severity says less."""
    if finding.code in _GRAVE:
        return "danger"
    severity = _TONES[finding.severity]
    return "attention" if severity == "info" and finding.code in _FIRST else severity


def most_urgent(found: Sequence[Attention], most: int) -> tuple[Attention, ...]:
    """Return the first so many, of different sorts where there are: few of one record, and few of one code."""
    of_record: Counter[str] = Counter()
    of_code: Counter[str] = Counter()
    chosen: list[int] = []
    for number, item in enumerate(found):
        if of_record[item.record.path] < _OF_A_RECORD and of_code[item.finding.code] < _OF_A_CODE:
            chosen.append(number)
            of_record[item.record.path] += 1
            of_code[item.finding.code] += 1
    taken = set(chosen)
    rest = [number for number in range(len(found)) if number not in taken]
    return tuple(found[number] for number in sorted([*chosen, *rest][:most]))


def past_policy(context: ViewContext) -> Mapping[str, str]:
    """Return what the response policy says against escalations that are still open, by the path of the record."""
    return {record.path: finding.message for finding, record in _work(context) if finding.code == "policy-breach"}


def finding_words(handbook: Handbook, finding: Diagnostic) -> Inline:
    """Return what is wrong as a sentence for a reader: records that the message names become links."""
    message = finding.message[:1].upper() + finding.message[1:]
    pieces = tuple(_linked(handbook, message))
    return message if len(pieces) == 1 else Phrase(pieces)


def _linked(handbook: Handbook, message: str) -> Iterator[Inline]:
    position = 0
    for match in _NAME.finditer(message):
        kind, _, record_id = match[0].partition(":")
        reference = Reference(kind, record_id)
        if handbook.get(reference) is not None:
            yield message[position : match.start()]
            yield record_link(handbook, reference)
            position = match.end()
    yield message[position:]


def _work(context: ViewContext) -> Iterator[tuple[Diagnostic, Record[Any]]]:
    records = context.by_path
    for finding in context.findings:
        record = records.get(finding.span.path)
        if record is not None and _is_work(finding, record):
            yield finding, record


def _is_work(finding: Diagnostic, record: Record[Any]) -> bool:
    """Return whether somebody can still act: a breach of the response policy that is over is history."""
    if finding.code == "policy-breach":
        return getattr(record.fields, "status", "") in ("open", "mitigated")
    return finding.code not in _NOT_WORK


def _rank(handbook: Handbook, item: Attention) -> tuple[bool, bool, int, int, date, tuple[str, int, int, str, str]]:
    finding = item.finding
    is_over = finding.code not in _DUE and phase_of(handbook.kinds[item.record.kind], item.record) == "finished"
    urgency = _FIRST.index(finding.code) if finding.code in _FIRST else len(_FIRST)
    return (
        finding.severity is not Severity.ERROR,
        is_over,
        -finding.severity.rank,
        urgency,
        item.since or date.max,
        finding.sort_key,
    )


def _since(context: ViewContext, finding: Diagnostic, record: Record[Any]) -> date | None:
    fields = record.fields
    if finding.code == "verification-overdue" and isinstance(fields, Asset):
        days = fields.verify_every or context.settings.policies.verify_every.get(fields.type, fields.verification_days)
        return shifted(fields.verified_on, days)
    if finding.code == "notice-due" and isinstance(fields, Tool):
        return fields.notice_by
    if finding.code == "critical-without-cause" and isinstance(fields, Escalation):
        return fields.detected_at.date()
    return day_of(_value_at(record, finding.span)) if finding.code in _DUE else None


def _value_at(record: Record[Any], span: Span) -> object:
    """Return the value that a finding points at; None where it points at something else."""
    here = (span.line, span.column)
    places = [path for path, place in record.positions.items() if (place.line, place.column) == here]
    if not places:
        return None
    value: Any = record.fields
    for step in max(places, key=len):
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
        else:
            value = getattr(value, step, None)
    return value
