"""The page of a role: its load, what is overdue, what it is asked to do, what is open, and all that it owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from site_builder.kinds.escalation import ESCALATION
from site_builder.kinds.launch import LAUNCH
from site_builder.kinds.role import Role
from site_builder.measure.common.standing import is_open
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Handle, Reference
from site_builder.views.attention import Attention, all_findings, finding_words, needs_attention
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DayCell, Inline, Link, NumberCell
from site_builder.views.days import day_of, telling_date
from site_builder.views.facts import due_cell
from site_builder.views.parts import Column, Fact, Paragraph, Row, Subsection, Table
from site_builder.views.record import record_page, status_of
from site_builder.views.relevance import by_relevance
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, joined_words, number_words, sentence_case
from site_builder.views.words import counted, status_badge

_LISTED = 25
_FINDINGS = 12


@dataclass(frozen=True, slots=True)
class Duty:
    """An action of an escalation or a gate of a launch that a role is to do."""

    title: str
    record: Record[Any]
    due: date | None
    status: str


@dataclass(frozen=True, slots=True)
class Desks:
    """What lies on whose desk, made once for all roles: records owned, findings, duties, the load."""

    owned: Mapping[Reference, Sequence[Record[Any]]]
    findings: Mapping[Reference, Sequence[Attention]]
    duties: Mapping[Reference, Sequence[Duty]]
    loads: Mapping[str, MetricResult]
    everything: MetricResult | None

    def load(self, role: Record[Role]) -> MetricResult | None:
        """Return the workload of a role; None where nothing of its is open."""
        return self.loads.get(role.id)


def desks(context: ViewContext) -> Desks:
    """Return what lies on whose desk."""
    owned: defaultdict[Reference, list[Record[Any]]] = defaultdict(list)
    for record in context.handbook:
        if isinstance(record.fields.owner, Reference):
            owned[record.fields.owner].append(record)
    findings: defaultdict[Reference, list[Attention]] = defaultdict(list)
    for item in context.once(needs_attention):
        if isinstance(item.record.fields.owner, Reference):
            findings[item.record.fields.owner].append(item)
    duties: defaultdict[Reference, list[Duty]] = defaultdict(list)
    for owner, duty in _duties(context):
        if isinstance(owner, Reference):
            duties[owner].append(duty)
    loads = {
        result.dimensions["owner"]: result
        for result in context.measures.results("workload")
        if set(result.dimensions) == {"owner"}
    }
    return Desks(owned, findings, duties, loads, context.measures.one("workload"))


def _duties(context: ViewContext) -> Iterator[tuple[Reference | Handle | None, Duty]]:
    """Yield actions that are not done and gates that are not passed, with those who are to do them."""
    for escalation in context.handbook.records(ESCALATION):
        for action in escalation.fields.actions:
            if action.done_on is None:
                yield action.owner, Duty(action.title, escalation, action.due, "todo")
    for launch in context.handbook.records(LAUNCH):
        if is_open(launch, context.as_of):
            for gate in launch.fields.gates:
                if gate.status not in ("done", "waived"):
                    yield gate.owner, Duty(f"{sentence_case(gate.name)} gate", launch, gate.due, gate.status)


def role_page(context: ViewContext, role: Record[Role], found: Desks) -> Page:
    """Return the page of a role."""
    reference = role.reference
    return record_page(
        context,
        role,
        sections=(
            *_overdue(context, found.findings.get(reference, ())),
            *_todo(context, found.duties.get(reference, ())),
            *_open(context, found.owned.get(reference, ())),
            *_owned(context, found.owned.get(reference, ())),
        ),
        facts=tuple(_load(context, role, found)),
    )


def _load(context: ViewContext, role: Record[Role], found: Desks) -> Iterator[Fact]:
    """Yield how much is open with the role, by kind, and how much of it is past due."""
    load, everything = found.load(role), found.everything
    if everything is None or not everything.value:
        return
    of_all = f"of {count_words(everything.n, 'open record')}"
    if load is None:
        yield Fact("Open records", f"none {of_all}")
        return
    kinds = context.handbook.kinds
    parts = joined_words([counted(kinds[name], count) for name, count in load.details["by_kind"].items()])
    owners = everything.details["owners"]
    shared = f"which {owners:,} owners share" if owners > 1 else "which nobody shares"
    yield Fact("Open records", f"{parts}; {number_words(load.n)} {of_all}, {shared}")
    late = load.details["past_due"]
    yield Fact("Past due", Badge(f"{late:,} {'record' if late == 1 else 'records'}", "danger") if late else "none")


def _overdue(context: ViewContext, items: Sequence[Attention]) -> Iterator[Subsection]:
    """Yield what is due with the records of a role, then what is to be mended in them, the most urgent first."""
    due = [item for item in items if item.since is not None]
    rest = [item for item in items if item.since is None]
    if due:
        yield Subsection("Overdue", (_findings(context, due, "Overdue", "overdue-table"),), "overdue", len(due))
    if rest:
        yield Subsection("To mend", (_findings(context, rest, "To mend", "mend-table"),), "mend", len(rest))


def _findings(context: ViewContext, items: Sequence[Attention], caption: str, identifier: str) -> Table:
    columns = (Column("Record", "link"), Column("What is to be done"), Column("Since", "date"))
    rows = tuple(
        Row(
            (
                context.link(item.record),
                finding_words(context.handbook, item.finding),
                DayCell(item.since) if item.since else None,
            )
        )
        for item in items[:_FINDINGS]
    )
    is_cut = len(rows) < len(items)
    more = all_findings() if is_cut else None
    return compact(Table(columns, rows, caption, identifier, total=len(items) if is_cut else None, more=more))


def _todo(context: ViewContext, duties: Sequence[Duty]) -> Iterator[Subsection]:
    if not duties:
        return
    columns = (Column("To do"), Column("Status", "status"), Column("Due", "date"), Column("For", "link"))
    ordered = sorted(duties, key=lambda duty: (duty.due or date.max, duty.record.path, duty.title))
    rows = tuple(
        Row(
            (
                duty.title,
                status_badge(duty.status),
                _due(duty.due, context.as_of),
                context.link(duty.record),
            )
        )
        for duty in ordered
    )
    table = Table(columns, rows, "Actions of escalations and gates of launches, the next one first", "duties")
    yield Subsection("Actions and gates", (compact(table),), anchor="actions", count=len(rows))


def _due(due: date | None, as_of: date) -> Inline:
    if due is None:
        return None
    return DayCell(due, "", "danger", "overdue") if due < as_of else DayCell(due)


def _open(context: ViewContext, records: Sequence[Record[Any]]) -> Iterator[Subsection]:
    """Yield the records that there is still something to do about."""
    still_open = [record for record in records if is_open(record, context.as_of)]
    if still_open:
        ordered = by_relevance(context.handbook, still_open, context.as_of)
        table = _table(
            context,
            ordered,
            "Open records by status; the date is the target where there is one",
            "open-records",
            is_open_table=True,
        )
        yield Subsection("Open", (table,), anchor="open", count=len(still_open))


def _owned(context: ViewContext, records: Sequence[Record[Any]]) -> Iterator[Subsection]:
    """Yield what a role keeps beside what is open. All of it is among the backlinks."""
    kept = [record for record in records if not is_open(record, context.as_of)]
    if not kept:
        if not records:
            yield Subsection("Owns", (Paragraph("No record names this role as its owner."),), anchor="owns", count=0)
        return
    ordered = by_relevance(context.handbook, kept, context.as_of)
    title = "Also owns" if len(kept) < len(records) else "Owns"
    table = _table(context, ordered, "Records it keeps", "owned", is_open_table=False)
    yield Subsection(title, (table,), anchor="owns", count=len(kept))


def _table(
    context: ViewContext, records: Sequence[Record[Any]], caption: str, identifier: str, *, is_open_table: bool
) -> Table:
    columns = (Column("Record", "link"), Column("Kind"), Column("Status", "status"), Column("Date", "date"))
    rows = tuple(_row(context, record, is_open_table=is_open_table) for record in records[:_LISTED])
    is_cut = len(rows) < len(records)
    return compact(
        Table(
            columns,
            rows,
            caption,
            identifier,
            filters=("Kind",),
            total=len(records) if is_cut else None,
            more=Link("all of them are among the backlinks", "#backlinks") if is_cut else None,
        )
    )


def _row(context: ViewContext, record: Record[Any], *, is_open_table: bool) -> Row:
    handbook = context.handbook
    kind = handbook.kinds[record.kind]
    when: Any = telling_date(kind, record)
    day = day_of(when)
    shown: Inline = DayCell(day, getattr(when, "text", "")) if day is not None else None
    target = getattr(record.fields, "target", None)
    if is_open_table and target is not None:
        shown = due_cell(target, context.as_of)
    return Row((context.link(record), kind.label, status_of(handbook, record), shown))


def load_cells(load: MetricResult | None) -> tuple[Inline, Inline]:
    """Return how many records are open with a role, and how many of them are past due."""
    if load is None:
        return NumberCell(0), None
    late = load.details["past_due"]
    return NumberCell(load.n), Badge(f"{late:,} past due", "danger", order=-float(late)) if late else None
