"""What is owed after an escalation: answers in the time that the policy promises, and actions until they are done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from site_builder.kinds.escalation import ESCALATION, Action, Escalation
from site_builder.measure.common.escalations import known_escalations
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DayCell, DurationCell, Inline, Link, NumberCell, Tone
from site_builder.views.facts import owner_cell
from site_builder.views.figures import value_cell
from site_builder.views.parts import Column, Notice, Row, Subsection, Table
from site_builder.views.tables import compact, cut
from site_builder.views.words import status_badge, words

_STEPS = ("acknowledge", "update", "resolve")
_MOST = 25


def policy_section(context: ViewContext) -> Iterator[Subsection]:
    """Yield what the policy promises by severity, and how often that was broken; nothing without a policy."""
    rows = tuple(
        Row(
            (
                status_badge(severity),
                words(step),
                _limit(getattr(policy, step)),
                NumberCell(result.details["breached"]),
                NumberCell(result.details["pending"]),
                value_cell(result),
                NumberCell(result.n),
            )
        )
        for severity, policy in context.settings.policies.response.items()
        for step in _STEPS
        if (result := context.measures.one("policy-breaches", severity=severity, step=step)) is not None
        and (result.n or result.details["pending"])
    )
    if rows:
        columns = (
            Column("Severity", "status"),
            Column("To"),
            Column("Within", "number"),
            Column("Broken", "number"),
            Column("Still in time", "number"),
            Column("Share broken", "number"),
            Column("n", "number"),
        )
        caption = "The response policy and what became of it; n counts what was kept or broken"
        yield Subsection(
            "What was promised", (compact(Table(columns, rows, caption, "policy-table")),), anchor="policy"
        )


def _limit(limit: timedelta) -> DurationCell:
    return DurationCell(limit.total_seconds() / 60)


def open_actions(context: ViewContext) -> Iterator[Subsection]:
    """Yield the actions that are not done yet, of all escalations, those that are due first at the top."""
    found = [
        (record, action)
        for record in known_escalations(context.measures.context)
        for action in record.fields.actions
        if action.done_on is None
    ]
    if not found:
        return
    found.sort(key=lambda each: (each[1].due or date.max, each[0].id, each[1].title))
    columns = (
        Column("Escalation", "link"),
        Column("Action"),
        Column("Type"),
        Column("Due", "date"),
        Column("State", "status"),
        Column("Owner"),
    )
    rows = tuple(_action_row(context, record, action) for record, action in found)
    table = Table(columns, rows, "Actions that are not done, the first due on top", "open-actions", ("Type", "State"))
    shown = cut(compact(table), _MOST, Link("all escalations", f"{ESCALATION.url}/#all"))
    yield Subsection("Actions to be done", (shown,), anchor="actions", count=len(rows))


def _action_row(context: ViewContext, record: Record[Escalation], action: Action) -> Row:
    return Row(
        (
            Link(record.title, f"{context.handbook.url_of(record)}#actions"),
            action.title,
            action.type,
            DayCell(action.due) if action.due else None,
            state_badge(action, context.as_of),
            owner_cell(context.handbook, action.owner or record.fields.owner),
        )
    )


def state_badge(action: Action, as_of: date) -> Badge:
    """Return whether an action that is not done is late."""
    return status_badge("overdue" if action.due is not None and action.due < as_of else "todo")


def breach_notice(context: ViewContext, record: Record[Escalation]) -> Iterator[Notice]:
    """Yield what the response policy says against an escalation; of one that is over it is history."""
    breaches: list[Inline] = [
        f"{finding.message[:1].upper()}{finding.message[1:]}"
        for finding in context.findings_of(record)
        if finding.code == "policy-breach"
    ]
    if breaches:
        still_open = record.fields.status in ("open", "mitigated")
        tone: Tone = "danger" if still_open else "neutral"
        yield Notice(tone, "Past the response policy", items=tuple(breaches))
