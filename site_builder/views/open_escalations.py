"""The escalations that are not mended yet: the gravest first, with their age and what the response policy says."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.escalation import ESCALATION, Escalation
from site_builder.measure.common.escalations import known_escalations
from site_builder.model.record import Record
from site_builder.views.attention import past_policy
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DurationCell, Link, NumberCell
from site_builder.views.facts import owner_cell
from site_builder.views.parts import Column, Row, Subsection, Table
from site_builder.views.tables import compact
from site_builder.views.words import status_badge

_SEVERITIES = ("critical", "high", "medium", "low")


def open_escalations(context: ViewContext, most: int | None = None) -> Iterator[Subsection]:
    """Yield the open and mitigated escalations by severity, the oldest first; nothing where there is none."""
    result = context.measures.one("open-escalations")
    if result is None or not result.value:
        return
    ages: dict[str, float] = dict(zip(result.details["ids"], result.details["ages"], strict=True))
    found = [record for record in known_escalations(context.measures.context) if record.id in ages]
    ordered = sorted(
        found, key=lambda record: (_SEVERITIES.index(record.fields.severity), -ages[record.id], record.id)
    )[:most]
    late = context.once(past_policy)
    rows = tuple(_row(context, record, ages[record.id], late.get(record.path, "")) for record in ordered)
    columns = (
        Column("Escalation", "link"),
        Column("Severity", "status"),
        Column("Status", "status"),
        Column("Age", "number"),
        Column("Policy", "status"),
        Column("Open actions", "number"),
        Column("Owner"),
    )
    is_cut = len(ordered) < len(found)
    table = Table(
        columns,
        rows,
        "Open and mitigated escalations, the gravest first",
        "open-escalations",
        total=len(found) if is_cut else None,
        more=Link("all open escalations", f"{ESCALATION.url}/#open-now") if is_cut else None,
    )
    yield Subsection("Open now", (compact(table),), anchor="open-now", count=len(found))


def _row(context: ViewContext, record: Record[Escalation], age: float, breach: str) -> Row:
    fields = record.fields
    return Row(
        (
            context.link(record),
            status_badge(fields.severity),
            status_badge(fields.status),
            DurationCell(age),
            Badge("past policy", "danger", title=breach) if breach else None,
            NumberCell(sum(action.done_on is None for action in fields.actions)),
            owner_cell(context.handbook, fields.owner),
        )
    )
