"""Launches: those ahead by tier with their readiness, their gates side by side, all of them, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.launch import LAUNCH
from site_builder.measure.common.gates import GateState
from site_builder.model.names import folded
from site_builder.model.page import Page
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Inline, Link, NumberCell, Tone
from site_builder.views.collection import empty_page, section_page
from site_builder.views.facts import owner_cell, planned_cell, record_link
from site_builder.views.figures import figure_card, value_cell
from site_builder.views.launch_gates import (
    TIERS,
    LaunchState,
    blockers_cell,
    days_words,
    due_cell,
    gate_badge,
    launch_states,
)
from site_builder.views.launch_page import launch_page
from site_builder.views.parts import (
    Block,
    Board,
    BoardColumn,
    Card,
    CardGrid,
    Column,
    Fact,
    KpiCard,
    KpiGrid,
    Paragraph,
    Row,
    Subsection,
    Table,
)
from site_builder.views.plain import plain_text
from site_builder.views.tables import compact, cut
from site_builder.views.wording import count_words, sentence_case
from site_builder.views.words import counted, label_of

_CARDS = 8
_ROWS = 25
_REST = Link("all launches", "#all")
_MATRIX = 8
_PARTS = (("blocked", "Blocked gates"), ("overdue", "Overdue gates"), ("missing", "Missing gates"))


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each launch."""
    if not context.handbook.records(LAUNCH):
        yield empty_page(context, LAUNCH)
        return
    states = launch_states(context)
    ahead = [state for state in states if state.is_ahead]
    blocks: tuple[Block, ...] = (
        _cards(context, ahead),
        *_board(context, ahead),
        *_matrix(context, ahead),
        *_open_gates(context, ahead),
        _all(context, states),
    )
    lead, purpose = _sentence(context, ahead, len(states)), LAUNCH.purpose
    yield section_page(context, LAUNCH.url, "Launches", lead, blocks, description=purpose, hides=("toc",))
    for state in sorted(states, key=lambda each: each.record.id):
        yield launch_page(context, state)


def upcoming_launches(context: ViewContext, most: int) -> Iterator[Subsection]:
    """Yield the launches ahead with their readiness, the next one first; nothing where none is."""
    ahead = [state for state in launch_states(context) if state.is_ahead]
    if ahead:
        cards = CardGrid(tuple(_card(context, state) for state in ahead[:most]))
        yield Subsection("Launches ahead", (cards,), anchor="launches", count=len(ahead))


def _sentence(context: ViewContext, ahead: Sequence[LaunchState], total: int) -> str:
    if not ahead:
        return f"No launch is ahead; {counted(LAUNCH, total)} in all."
    first = ahead[0]
    text = f"{count_words(len(ahead), 'launch', 'launches')} ahead, the next {_when(first)}: {first.record.title}"
    ready = context.measures.one("launch-readiness")
    if ready is None or ready.value is None:
        return f"{text}. No gate is required of them."
    passed = f"{plain_text(value_cell(ready))} of the required gates are passed, n {ready.n:,}"
    blocked = [f"{ready.details[name]:,} {name}" for name, _ in _PARTS if ready.details[name]]
    return f"{text}. {passed}; {', '.join(blocked)}." if blocked else f"{text}. {passed}."


def _when(state: LaunchState) -> str:
    return "today" if state.days_left == 0 else f"in {count_words(state.days_left, 'day')}"


def _cards(context: ViewContext, ahead: Sequence[LaunchState]) -> KpiGrid:
    ready = context.measures.one("launch-readiness")
    cards = [_count(context, ahead)]
    if ready is not None and ready.n:
        cards.append(figure_card("Readiness", ready, url="#gates"))
        for name, label in _PARTS:
            count = ready.details[name]
            if name == "missing" and not count:
                continue
            meaning = f"Of the gates that are required of the launches ahead, those that are {name}."
            tone: Tone = "danger" if count else "neutral"
            value = NumberCell(count)
            cards.append(
                KpiCard(label, value, "#open-gates", ready.n, method=ready.method, definition=meaning, tone=tone)
            )
    return KpiGrid(tuple(cards))


def _count(context: ViewContext, ahead: Sequence[LaunchState]) -> KpiCard:
    return KpiCard(
        "Launches ahead",
        NumberCell(len(ahead)),
        n=len(context.handbook.records(LAUNCH)),
        method="a count of records; n is the number of all launches",
        definition="Launches whose day has not passed.",
    )


def _board(context: ViewContext, ahead: Sequence[LaunchState]) -> Iterator[Board]:
    """Yield the launches ahead by tier; nothing where none is."""
    if not ahead:
        return
    columns = []
    for tier, meaning in TIERS.items():
        found = [state for state in ahead if state.fields.tier == tier]
        cards = tuple(_card(context, state) for state in found[:_CARDS])
        more = Link(f"all {len(found):,}", "#all") if len(found) > len(cards) else None
        columns.append(BoardColumn(f"Tier {tier}", cards, meaning, total=len(found), more=more))
    yield Board(tuple(columns), "Launches ahead by tier")


def _card(context: ViewContext, state: LaunchState) -> Card:
    blockers = blockers_cell(state)
    facts = (
        Fact("", days_words(state)),
        Fact("", planned_cell(state.fields.date)),
        Fact("Gates", state.meter),
        Fact("Open", blockers),
        Fact("Owner", owner_cell(context.handbook, state.fields.owner)),
    )
    link = context.link(state.record)
    return Card(link, state.standing, tuple(fact for fact in facts if fact.value))


def _matrix(context: ViewContext, ahead: Sequence[LaunchState]) -> Iterator[Subsection]:
    """Yield gates by launch, a column a gate; nothing where there are too many sorts of gate for that."""
    names: dict[str, str] = {}
    for gate in (gate for state in ahead for gate in state.gates):
        names.setdefault(folded(gate.name), gate.name)
    if not names or len(names) > _MATRIX:
        return
    columns = (
        Column("Launch", "link"),
        Column("Day", "date"),
        *(Column(sentence_case(name), "status") for name in names.values()),
    )
    rows = tuple(
        Row(
            (
                context.link(state.record),
                planned_cell(state.fields.date),
                *(_gate_cell(state, name) for name in names),
            )
        )
        for state in ahead
    )
    table = Table(columns, rows, "Gates of the launches ahead; a blank one is not required", "gates-table")
    yield Subsection("Gates", (cut(table, _ROWS, _REST),), anchor="gates")


def _gate_cell(state: LaunchState, name: str) -> Inline:
    return next((gate_badge(gate) for gate in state.gates if folded(gate.name) == name), None)


def _open_gates(context: ViewContext, ahead: Sequence[LaunchState]) -> Iterator[Subsection]:
    """Yield what is still to do, the earliest day first."""
    found = [(state, gate) for state in ahead for gate in state.gates if not gate.is_passed and gate.is_required]
    if not found:
        if any(state.result.n for state in ahead):
            text = Paragraph("Every required gate of the launches ahead is done or waived.")
            yield Subsection("Open gates", (text,), anchor="open-gates")
        return
    columns = (
        Column("Launch", "link"),
        Column("Gate"),
        Column("Status", "status"),
        Column("Due", "date"),
        Column("Owner"),
    )
    ordered = sorted(found, key=_urgency)
    rows = tuple(_gate_row(context, state, gate) for state, gate in ordered)
    table = Table(
        columns, rows, "Required gates that are not passed, the earliest first", "open-gates-table", ("Status", "Gate")
    )
    yield Subsection("Open gates", (cut(compact(table), _ROWS, _REST),), anchor="open-gates", count=len(found))


def _urgency(item: tuple[LaunchState, GateState]) -> tuple[str, str, str]:
    state, gate = item
    due = gate.gate.due if gate.gate and gate.gate.due else state.fields.date.last_day
    return (due.isoformat(), state.record.id, folded(gate.name))


def _gate_row(context: ViewContext, state: LaunchState, gate: GateState) -> Row:
    owner = gate.gate.owner if gate.gate else None
    return Row(
        (
            context.link(state.record),
            sentence_case(gate.name),
            gate_badge(gate),
            due_cell(gate, context.as_of),
            owner_cell(context.handbook, owner) if owner else None,
        )
    )


def _all(context: ViewContext, states: Sequence[LaunchState]) -> Subsection:
    columns = (
        Column("Launch", "link"),
        Column("Status", "status"),
        Column("Tier"),
        Column("Day", "date"),
        Column("Gates passed"),
        Column(label_of("go_no_go"), "status"),
        Column("Release", "link"),
        Column("Owner"),
    )
    rows = tuple(_row(context, state) for state in states)
    table = Table(columns, rows, "All launches, those ahead first", "launches", filters=("Tier", "Status"))
    return Subsection("All launches", (compact(table),), anchor="all", count=len(rows))


def _row(context: ViewContext, state: LaunchState) -> Row:
    handbook, fields = context.handbook, state.fields
    return Row(
        (
            context.link(state.record),
            state.standing,
            str(fields.tier),
            planned_cell(fields.date),
            state.meter,
            state.decision,
            record_link(handbook, fields.release) if fields.release else None,
            owner_cell(handbook, fields.owner),
        )
    )


VIEW = View(LAUNCH.url, "Launches", "Roadmap", 240, pages, ("launch",))
