"""The roadmap: a board of now, next and later; a timeline by quarter; a table; and a page for each initiative."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Badge, Inline, Link, NumberCell, Phrase
from site_builder.views.collection import collection_table, empty_page, section_page
from site_builder.views.facts import due_cell, owner_cell
from site_builder.views.figures import by_dimensions
from site_builder.views.health import latest_health
from site_builder.views.initiative_page import initiative_page
from site_builder.views.later import later
from site_builder.views.parts import Block, Board, BoardColumn, Card, Column, Fact, Paragraph, Row, Subsection, Table
from site_builder.views.roadmap_timeline import roadmap_timeline
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, joined_words
from site_builder.views.words import status_badge, words

SECTION = "roadmap"
_HORIZONS = (
    ("now", "Now", "in progress, or due this quarter"),
    ("next", "Next", "planned for the coming quarter"),
    ("later", "Later", "further out, or not yet promised"),
)
_OPEN = ("in_progress", "planned", "discovery", "idea")
_DONE = ("released", "dropped")
_CARDS = 12

Healths = Mapping[Reference, Badge]


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the roadmap, the list of initiatives, and a page for each initiative."""
    records = context.handbook.records(INITIATIVE)
    if not records:
        yield empty_page(context, INITIATIVE, SECTION, "Roadmap")
        yield empty_page(context, INITIATIVE)
        return
    healths = context.once(latest_health)
    yield _roadmap(context, records, healths)
    table = collection_table(
        context,
        INITIATIVE,
        fields=("target", "released_on", "team", "component"),
        filters=("Status", "Team"),
        caption="All initiatives, open ones first",
    )
    yield section_page(
        context, INITIATIVE.url, "Initiatives", _sentence(context, records), (table,), description=INITIATIVE.purpose
    )
    yield from record_pages(context)


def record_pages(context: ViewContext) -> Iterator[Page]:
    """Return the page of each initiative."""
    healths = context.once(latest_health)
    for record in context.handbook.records(INITIATIVE):
        health = healths.get(record.reference)
        yield later(context, record, partial(initiative_page, context, record, health), repr(health))


def _roadmap(context: ViewContext, records: tuple[Record[Initiative], ...], healths: Healths) -> Page:
    blocks: list[Block] = [_board(context, records, healths)]
    timeline = roadmap_timeline(context, records)
    if timeline is not None:
        blocks.append(Subsection("Timeline", (timeline,), anchor="timeline"))
    still_open = [record for record in records if record.fields.status not in _DONE]
    if still_open:
        table = _table(context, still_open, healths)
        blocks.append(Subsection("Open initiatives", (table,), anchor="open", count=len(still_open)))
    every = Link("every initiative", f"{INITIATIVE.url}/")
    blocks.append(Paragraph(Phrase(("What is released or dropped is in the list of ", every, "."))))
    sentence = _sentence(context, records)
    purpose = INITIATIVE.purpose
    return section_page(context, SECTION, "Roadmap", sentence, tuple(blocks), description=purpose, hides=("toc",))


def _sentence(context: ViewContext, records: Sequence[Record[Initiative]]) -> str:
    """Return how many are open, by status, how many of them are late, and how many are done."""
    results = by_dimensions(context.measures.results("initiatives"))
    found = {status: results.get(frozenset({("status", status)})) for status in (*_OPEN, *_DONE)}
    counts = {status: round(result.value or 0) for status, result in found.items() if result is not None}
    total = sum(counts.get(status, 0) for status in _OPEN)
    done = joined_words(_by_status(counts, _DONE))
    if not total:
        return f"No initiative is open: {done}."
    late = sum(_is_late(record, context.as_of) for record in records)
    text = f"{count_words(total, 'open initiative')}: {joined_words(_by_status(counts, _OPEN))}"
    if late:
        text += f"; {late:,} past {'its' if late == 1 else 'their'} target"
    return f"{text}. {done[:1].upper()}{done[1:]}." if done else f"{text}."


def _by_status(counts: Mapping[str, int], statuses: Sequence[str]) -> list[str]:
    return [_phrase(status, counts[status]) for status in statuses if counts.get(status)]


def _phrase(status: str, count: int) -> str:
    if status == "idea":
        return count_words(count, "idea")
    return f"{count:,} {'in ' if status == 'discovery' else ''}{words(status)}"


def _is_late(record: Record[Initiative], as_of: date) -> bool:
    fields = record.fields
    return fields.status not in _DONE and fields.target is not None and fields.target.last_day < as_of


def _board(context: ViewContext, records: Sequence[Record[Initiative]], healths: Healths) -> Board:
    columns = []
    by_horizon: defaultdict[str | None, list[Record[Initiative]]] = defaultdict(list)
    for record in records:
        by_horizon[record.fields.horizon_on(context.as_of)].append(record)
    for horizon, title, note in _HORIZONS:
        found = sorted(by_horizon[horizon], key=_by_target)
        cards = tuple(_card(context, record, healths) for record in found[:_CARDS])
        more = Link(f"all {len(found):,}", f"{SECTION}/#open") if len(found) > len(cards) else None
        columns.append(BoardColumn(title, cards, note, total=len(found), more=more))
    return Board(tuple(columns), "Roadmap by horizon")


def _by_target(record: Record[Initiative]) -> tuple[date, str]:
    target = record.fields.target
    return (target.last_day if target else date.max, record.id)


def _card(context: ViewContext, record: Record[Initiative], healths: Healths) -> Card:
    fields = record.fields
    facts = (
        Fact("Owner", owner_cell(context.handbook, fields.owner)),
        Fact("Target", due_cell(fields.target, context.as_of)),
        Fact("Health", healths.get(record.reference)),
    )
    return Card(
        context.link(record),
        status_badge(fields.status),
        tuple(fact for fact in facts if fact.value),
    )


def _table(context: ViewContext, records: Sequence[Record[Initiative]], healths: Healths) -> Table:
    columns = (
        Column("Initiative", "link"),
        Column("Status", "status"),
        Column("Horizon", order=tuple(horizon for horizon, _, _ in _HORIZONS)),
        Column("Target", "date"),
        Column("Health", "status"),
        Column("Team"),
        Column("RICE", "number"),
        Column("Owner"),
    )
    rows = tuple(_row(context, record, healths) for record in sorted(records, key=_by_target))
    filters = ("Status", "Horizon", "Team")
    return compact(Table(columns, rows, "Open initiatives by target", "open-initiatives", filters))


def _row(context: ViewContext, record: Record[Initiative], healths: Healths) -> Row:
    fields = record.fields
    rice: Inline = NumberCell(fields.rice.score, 0) if fields.rice else None
    return Row(
        (
            context.link(record),
            status_badge(fields.status),
            fields.horizon_on(context.as_of),
            due_cell(fields.target, context.as_of),
            healths.get(record.reference),
            fields.team,
            rice,
            owner_cell(context.handbook, fields.owner),
        )
    )


VIEW = View(SECTION, "Roadmap", "Roadmap", 100, pages, ("initiative",), internal=True, records=record_pages)
