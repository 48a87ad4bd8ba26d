"""Playbooks and best practices: what to do when, and what has proved itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from site_builder.kinds.playbook import PLAYBOOK, Playbook
from site_builder.kinds.practice import PRACTICE
from site_builder.model.kind import Kind
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Link, Markup
from site_builder.views.collection import collection_sentence, collection_table, empty_page, section_page
from site_builder.views.facts import record_link
from site_builder.views.parts import Card, CardGrid, Fact, Notice, Subsection
from site_builder.views.record import record_page, status_of
from site_builder.views.relevance import by_relevance
from site_builder.views.wording import joined_words, sentence_case
from site_builder.views.words import counted, slug_words

_CARDS = 24
"""Up to so many records are shown as cards; more are a table."""


def playbook_pages(context: ViewContext) -> Iterator[Page]:
    """Return the section of playbooks by area, and a page for each."""
    records = by_relevance(context.handbook, context.handbook.records(PLAYBOOK), context.as_of)
    if not records:
        yield empty_page(context, PLAYBOOK)
        return
    areas = sorted({record.fields.area for record in records})
    sentence = f"{counted(PLAYBOOK, len(records))} for {joined_words([slug_words(area) for area in areas])}."
    cards = _by_area(context, records, areas) if len(records) <= _CARDS else ()
    table = collection_table(
        context, PLAYBOOK, records=records, fields=("area", "trigger", "roles"), filters=("Area", "Status")
    )
    closing = Subsection("All playbooks", (table,), anchor="all", count=len(records))
    yield section_page(context, PLAYBOOK.url, "Playbooks", sentence, (*cards, closing), description=PLAYBOOK.purpose)
    for record in records:
        yield record_page(context, record, notices=_succession(context, PLAYBOOK, record))


def _by_area(context: ViewContext, records: Sequence[Record[Playbook]], areas: Sequence[str]) -> tuple[Subsection, ...]:
    sections = []
    for area in areas:
        cards = tuple(_card(context, record) for record in records if record.fields.area == area)
        sections.append(Subsection(sentence_case(area), (CardGrid(cards),), anchor=f"area-{area}"))
    return tuple(sections)


def _card(context: ViewContext, record: Record[Playbook]) -> Card:
    fields = record.fields
    return Card(
        Link(record.title, context.handbook.url_of(record)),
        status_of(context.handbook, record) if fields.status != "active" else None,
        (Fact("When", fields.trigger),) if fields.trigger else (),
        Markup(fields.summary, record.path, inline=True) if fields.summary else "",
    )


def practice_pages(context: ViewContext) -> Iterator[Page]:
    """Return the catalogue of practices by status and area, and a page for each."""
    records = context.handbook.records(PRACTICE)
    if not records:
        yield empty_page(context, PRACTICE)
        return
    sentence = collection_sentence(context, PRACTICE)
    table = collection_table(context, PRACTICE, fields=("area", "statement", "adopted_by"), filters=("Status", "Area"))
    yield section_page(context, PRACTICE.url, "Best practices", sentence, (table,), description=PRACTICE.purpose)
    for record in records:
        yield record_page(context, record, notices=_succession(context, PRACTICE, record))


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
