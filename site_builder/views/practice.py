"""Playbooks and best practices: what to do when, and what has proved itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from site_builder.kinds.playbook import PLAYBOOK, Playbook
from site_builder.kinds.practice import PRACTICE, Practice
from site_builder.model.common import Area
from site_builder.model.kind import Kind
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Label, Markup
from site_builder.views.collection import collection_sentence, collection_table, empty_page, section_page
from site_builder.views.facts import owner_cell, record_link
from site_builder.views.parts import Block, Card, CardGrid, Column, Fact, Notice, Row, Subsection, Table
from site_builder.views.practice_adoption import adoption_by_practice, adoption_matrix, adoption_meter, effects
from site_builder.views.record import record_page, status_of
from site_builder.views.relevance import by_relevance
from site_builder.views.tables import compact
from site_builder.views.wording import joined_words, number_words, share_words
from site_builder.views.words import counted, slug_words

_CARDS = 24
"""Up to so many records are shown as cards; more are a table."""

_NAMED = 5


def playbook_pages(context: ViewContext) -> Iterator[Page]:
    """Return the section of playbooks by area, and a page for each."""
    records = by_relevance(context.handbook, context.handbook.records(PLAYBOOK), context.as_of)
    if not records:
        yield empty_page(context, PLAYBOOK)
        return
    cards = _cards(context, records) if len(records) <= _CARDS else ()
    # Who acts is a list on the page of each: here it would make a row a dozen lines high.
    table = collection_table(context, PLAYBOOK, records=records, fields=("area", "trigger"), filters=("Area", "Status"))
    closing = Subsection("All playbooks", (table,), anchor="all", count=len(records))
    blocks: tuple[Block, ...] = (*cards, closing)
    yield section_page(
        context,
        PLAYBOOK.url,
        "Playbooks",
        _playbook_sentence(context, records),
        blocks,
        description=PLAYBOOK.purpose,
        hides=("toc",),
    )
    for record in records:
        yield record_page(context, record, notices=_succession(context, PLAYBOOK, record))


def _playbook_sentence(context: ViewContext, records: Sequence[Record[Playbook]]) -> str:
    """Return how many there are, which areas have none, and how many are past their review."""
    areas = {record.fields.area for record in records}
    missing = [slug_words(area) for area in get_args(Area) if area not in areas]
    parts = [f"{counted(PLAYBOOK, len(records))} for {len(areas)} of {len(get_args(Area))} areas"]
    if 0 < len(missing) <= _NAMED:
        parts.append(f"none for {joined_words(missing)}")
    return f"{'; '.join((*parts, *_overdue(context, PLAYBOOK)))}."


def _overdue(context: ViewContext, kind: Kind[Any]) -> Iterator[str]:
    result = context.measures.one("reviews-overdue", kind=kind.name)
    if result is not None and result.value:
        yield f"{number_words(result.value)} past {'its' if result.value == 1 else 'their'} review"


def _cards(context: ViewContext, records: Sequence[Record[Playbook]]) -> tuple[CardGrid, ...]:
    """Return the playbooks as cards, by area and title."""
    ordered = sorted(records, key=lambda record: (record.fields.area, record.title.casefold(), record.id))
    return (CardGrid(tuple(_card(context, record) for record in ordered)),)


def _card(context: ViewContext, record: Record[Playbook]) -> Card:
    fields = record.fields
    area = Fact("", Label(slug_words(fields.area)))
    return Card(
        context.link(record),
        status_of(context.handbook, record) if fields.status != "active" else None,
        (area, Fact("When", fields.trigger)) if fields.trigger else (area,),
        Markup(fields.summary, record.path, inline=True) if fields.summary else "",
    )


def practice_pages(context: ViewContext) -> Iterator[Page]:
    """Return the catalogue of practices by status and area, and a page for each."""
    records = context.handbook.records(PRACTICE)
    if not records:
        yield empty_page(context, PRACTICE)
        return
    results = adoption_by_practice(context)
    ordered = by_relevance(context.handbook, records, context.as_of)
    blocks: tuple[Block, ...] = (
        *adoption_matrix(context, ordered, results),
        *effects(context, results),
        Subsection("Catalogue", (_catalogue(context, ordered, results),), anchor="all", count=len(records)),
    )
    yield section_page(
        context,
        PRACTICE.url,
        "Best practices",
        _practice_sentence(context),
        blocks,
        description=PRACTICE.purpose,
        hides=("toc",),
    )
    for record in records:
        result = results.get(record.id)
        meter = adoption_meter(result)
        yield record_page(
            context,
            record,
            sections=tuple(effects(context, {record.id: result} if result else {}, "What it changed")),
            notices=_succession(context, PRACTICE, record),
            facts=(Fact("Adoption", meter),) if meter is not None else (),
        )


def _practice_sentence(context: ViewContext) -> str:
    """Return how many there are by status, how far they are adopted, and how many are past their review."""
    parts = [collection_sentence(context, PRACTICE).removesuffix(".")]
    adoption = context.measures.one("practice-adoption")
    if adoption is not None and adoption.value is not None:
        share = f"{share_words(adoption.value)} adopted by the teams they are for"
        parts.append(f"{share}, {adoption.details['adopters']:,} of {adoption.n:,}")
    return f"{'; '.join((*parts, *_overdue(context, PRACTICE)))}."


def _catalogue(context: ViewContext, records: Sequence[Record[Practice]], results: Mapping[str, MetricResult]) -> Table:
    columns = (
        Column("Practice", "link"),
        Column("Status", "status"),
        Column("Area"),
        Column("Statement", sortable=False),
        Column("Adopted by"),
        Column("Owner"),
    )
    handbook = context.handbook
    rows = tuple(
        Row(
            (
                context.link(record),
                status_of(handbook, record),
                slug_words(record.fields.area),
                Markup(record.fields.statement, record.path, inline=True),
                adoption_meter(results.get(record.id)) or ", ".join(record.fields.adopted_by) or None,
                owner_cell(handbook, record.fields.owner),
            )
        )
        for record in records
    )
    caption = "Best practices, those to decide about first"
    return compact(Table(columns, rows, caption, f"{PRACTICE.collection}-table", filters=("Status", "Area")))


def _succession(context: ViewContext, kind: Kind[Any], record: Record[Any]) -> tuple[Notice, ...]:
    """Return the notice of a record whose place another has taken, and which one: not while that is only a plan."""
    successors = [
        successor
        for successor in context.handbook.referring(record, kind, "supersedes")
        if successor.fields.status in ("active", "accepted")
    ]
    if not successors:
        return ()
    links = tuple(record_link(context.handbook, successor.reference) for successor in successors)
    text = f"This {kind.label.lower()} is kept for its history. Follow instead:"
    return (Notice("attention", "Superseded", text, links),)


PLAYBOOKS = View(PLAYBOOK.url, "Playbooks", "Practice", 600, playbook_pages, ("playbook",))
PRACTICES = View(PRACTICE.url, "Best practices", "Practice", 610, practice_pages, ("practice",))
