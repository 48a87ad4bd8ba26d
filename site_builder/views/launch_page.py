"""The page of a launch: how ready it is, its gates, and the way from concept to delivery that it is part of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_builder.kinds.launch import GoNoGo, Launch
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell, Inline, Markup, Phrase
from site_builder.views.facts import owner_cell, owner_name
from site_builder.views.health import latest_health
from site_builder.views.launch_gates import TIERS, LaunchState, days_words, due_cell, gate_badge
from site_builder.views.launch_way import way_to_delivery
from site_builder.views.parts import Column, Fact, Notice, Row, Subsection, Table
from site_builder.views.record import record_page
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, joined_words, sentence_case
from site_builder.views.words import label_of


def launch_page(context: ViewContext, state: LaunchState) -> Page:
    """Return the page of a launch, with where it stands in its header line."""
    record = state.record
    page = record_page(
        context,
        record,
        notices=tuple(_notices(state)),
        facts=tuple(fact for fact in _facts(context, state) if fact.value),
        sections=(*_gates(context, state), *way_to_delivery(context, record), *_retro(record)),
        leave_out=frozenset({"tier", "gates", "go_no_go", "retro"}),
    )
    header = replace(page.content.header, status=state.standing)
    return replace(page, content=replace(page.content, header=header))


def _notices(state: LaunchState) -> Iterator[Notice]:
    """Yield what stands in the way of a launch that is ahead."""
    details = state.result.details
    if not state.is_ahead:
        if state.decision is None:
            yield Notice("attention", "No decision is written", "The day has passed without a go or no-go.")
        return
    counts = ((details[name], name) for name in ("blocked", "overdue", "missing"))
    stuck = [f"{count:,} {'is' if count == 1 else 'are'} {name}" for count, name in counts if count]
    if stuck:
        of = count_words(state.result.n, "required gate")
        yield Notice("attention", f"Of {of}, {joined_words(stuck)}", f"{sentence_case(days_words(state))}.")


def _facts(context: ViewContext, state: LaunchState) -> Iterator[Fact]:
    fields, result = state.fields, state.result
    yield Fact("Tier", f"{fields.tier}: {TIERS[fields.tier]}")
    if state.is_ahead:
        yield Fact("Days left", str(state.days_left))
    else:
        yield Fact("Launched" if fields.go_no_go and fields.go_no_go.decision == "go" else "Day", days_words(state))
    yield Fact("Gates passed", state.meter)
    by = "the policy for its tier" if result.details["required_by"] == "policy" else "the record itself"
    yield Fact("Required by", by if result.n else None)
    yield Fact(label_of("go_no_go"), _decision(context, state, fields.go_no_go))
    yield Fact("Health", context.once(latest_health).get(state.record.reference))


def _decision(context: ViewContext, state: LaunchState, given: GoNoGo | None) -> Inline:
    if given is None:
        return None
    pieces: list[Inline] = [state.decision]
    if given.by is not None:
        pieces += [" by ", owner_name(context.handbook, given.by)]
    if given.on is not None:
        pieces += [" on ", DayCell(given.on)]
    return Phrase(tuple(pieces))


def _gates(context: ViewContext, state: LaunchState) -> Iterator[Subsection]:
    if not state.gates:
        return
    columns = (
        Column("Gate"),
        Column("Status", "status"),
        Column("Due", "date"),
        Column("Owner"),
        Column("Evidence", sortable=False),
        Column("Required"),
    )
    needs_mark = any(not each.is_required for each in state.gates)
    rows = tuple(
        Row(
            (
                sentence_case(each.name),
                gate_badge(each),
                due_cell(each, context.as_of),
                owner_cell(context.handbook, each.gate.owner) if each.gate and each.gate.owner else None,
                Markup(each.gate.evidence, state.record.path, inline=True)
                if each.gate and each.gate.evidence
                else None,
                ("yes" if each.is_required else "no") if needs_mark else None,
            )
        )
        for each in state.gates
    )
    table = compact(Table(columns, rows, "Gates", "launch-gates"))
    yield Subsection("Gates", (table,), anchor="gates", count=len(rows))


def _retro(record: Record[Launch]) -> Iterator[Subsection]:
    if record.fields.retro:
        yield Subsection("Looking back", (Markup(record.fields.retro, record.path),), anchor="retro")
