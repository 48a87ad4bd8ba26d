"""A record's page: header line, lead, fields, narrative, sections, references and backlinks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any

from site_builder.link.handbook import Handbook
from site_builder.link.references import FieldReference
from site_builder.model.dates import PlannedDate
from site_builder.model.kind import Kind
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.base import ViewContext
from site_builder.views.cards import card_of
from site_builder.views.cells import Badge, DayCell, Markup
from site_builder.views.description import description_of
from site_builder.views.facts import due_cell, facts_of, group_sections, owner_name
from site_builder.views.parts import (
    DefinitionList,
    Fact,
    HeaderLine,
    Narrative,
    Notice,
    RecordContent,
    ReferenceEntry,
    ReferenceGroup,
    Subsection,
)
from site_builder.views.record_history import record_history
from site_builder.views.relevance import phase_of
from site_builder.views.words import label_of, plural_of, words

_NEVER_A_FACT = frozenset(
    {"title", "owner", "summary", "body", "allow", "visibility", "formerly", "tags", "links", "custom"}
)
_PATHS = frozenset({"image"})
"""Fields that say where a file is in the repository, which is told to nobody outside."""
_HEADER_DATES = 2
_SHOWN_IN_NOTES = frozenset({("change", "release")})
"""Referring kind and kind referred to, where the page of the latter shows all of the former."""


def record_page(
    context: ViewContext,
    record: Record[Any],
    *,
    sections: tuple[Subsection, ...] = (),
    notices: tuple[Notice, ...] = (),
    facts: tuple[Fact, ...] = (),
    leave_out: frozenset[str] = frozenset(),
) -> Page:
    """Return the page of a record.

    ``sections`` come after the narrative, before the generic tables of its lists; ``facts`` before those of its fields.
    ``leave_out`` names fields that the sections already show; the header shows the owner.
    """
    handbook = context.handbook
    kind = handbook.kinds[record.kind]
    fields = record.fields
    is_public = handbook.audience == "public"
    shown, last = _names_shown(kind.reading_order, leave_out, is_public)
    in_header = _header_fields(kind, record, context.as_of)
    listed = [name for name in shown if name not in in_header]
    content = RecordContent(
        header=_header(context, record, in_header),
        lead=Markup(fields.summary, record.path) if fields.summary else None,
        notices=notices,
        fields=DefinitionList((*facts, *facts_of(handbook, record, (*listed, *last)))),
        narrative=Narrative(fields.body, record.path) if fields.body else None,
        sections=(
            *sections,
            *group_sections(handbook, record, shown),
            *(_see_also(handbook, record) if is_public else ()),
        ),
        references=() if is_public else _references(handbook, record, leave_out),
        backlinks=() if is_public else reference_groups(handbook, handbook.backlinks_of(record), outgoing=False),
        history=None if is_public else record_history(context, record),
    )
    return Page(
        url=kind.url_of(record),
        title=record.title,
        section=kind.url,
        template="",
        content=content,
        description=description_of(fields.summary or fields.body or "") or _purpose(handbook, kind),
        source_path="" if is_public else record.path,
        is_record=True,
        tags=fields.tags,
    )


@lru_cache(maxsize=256)
def _names_shown(
    reading_order: tuple[str, ...], leave_out: frozenset[str], is_public: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of fields that a page shows in reading order, and of those that come last."""
    never = _NEVER_A_FACT | _PATHS if is_public else _NEVER_A_FACT
    shown = tuple(name for name in reading_order if name not in never and name not in leave_out)
    return shown, tuple(name for name in ("tags", "links", "custom", "formerly") if name not in leave_out)


def _references(handbook: Handbook, record: Record[Any], leave_out: frozenset[str]) -> tuple[ReferenceGroup, ...]:
    references = handbook.references_of(record)
    return reference_groups(handbook, references, outgoing=True, leave_out=leave_out | {"owner"})


def _purpose(handbook: Handbook, kind: Kind[Any]) -> str:
    return description_of(kind.purpose) if handbook.audience == "internal" else ""


def _see_also(handbook: Handbook, record: Record[Any]) -> Iterator[Subsection]:
    """Yield what else the public may want to read: who refers to the record, where the page does not say so already."""
    named = {link.target for link in handbook.references_of(record)}
    links = tuple(
        link
        for link in handbook.backlinks_of(record)
        if link.source not in named and (link.source.kind, record.kind) not in _SHOWN_IN_NOTES
    )
    groups = reference_groups(handbook, links, outgoing=False)
    if groups:
        yield Subsection("See also", groups, anchor="see-also")


def reference_groups(
    handbook: Handbook,
    links: tuple[FieldReference, ...],
    *,
    outgoing: bool,
    leave_out: frozenset[str] = frozenset(),
) -> tuple[ReferenceGroup, ...]:
    """Return references (or backlinks) grouped by kind in the order of kinds, each record once, with its status.

    Beside a record stand the fields that it is named in, but not those that say no more than the group's label.
    """
    if not links:
        return ()
    ends: dict[str, dict[str, tuple[Reference, list[str]]]] = {}
    for link in links:
        if link.field in leave_out:
            continue
        end = link.target if outgoing else link.source
        _, roles = ends.setdefault(end.kind, {}).setdefault(end.id, (end, []))
        if not link.in_text and link.field not in roles:
            roles.append(link.field)
    groups = []
    order = handbook.kind_order
    for kind in sorted([kind for kind in ends if kind in order], key=order.__getitem__):
        label = plural_of(handbook.kinds[kind])
        silent = _silent(kind, label)
        found = [(handbook.get(end), roles) for _, (end, roles) in sorted(ends[kind].items())]
        entries = [
            _entry(handbook, record, ", ".join([words(role) for role in roles if role not in silent]))
            for record, roles in found
            if record is not None
        ]
        if entries:
            groups.append(ReferenceGroup(label, tuple(entries)))
    return tuple(groups)


@cache
def _silent(kind: str, plural: str) -> frozenset[str]:
    """Return the fields that say no more of a record of this kind than that it is named."""
    return frozenset({kind, f"{kind}s", plural.lower().replace(" ", "_"), "links"})


def status_of(handbook: Handbook, record: Record[Any]) -> Badge | None:
    """Return the badge of a record's status (health, lifecycle, severity: what its kind names), or None."""
    return card_of(handbook, record).status


def _entry(handbook: Handbook, record: Record[Any], role: str) -> ReferenceEntry:
    card = card_of(handbook, record)
    return ReferenceEntry(card.link, card.status, card.day, card.day_text, role)


def _header_fields(kind: Kind[Any], record: Record[Any], as_of: date) -> tuple[str, ...]:
    """Return the fields of the header: status, two dates, component. Days that are over stand as they came."""
    values = vars(record.fields)
    dated = [name for name in kind.date_fields if values.get(name) is not None][:_HEADER_DATES]
    if all(type(values[name]) is date and values[name] <= as_of for name in dated):
        dated.sort(key=values.__getitem__)
    component = ["component"] if values.get("component") else []
    status = [kind.status_field] if kind.status_field in values else []
    return (*status, *dated, *component)


def _header(context: ViewContext, record: Record[Any], names: tuple[str, ...]) -> HeaderLine:
    handbook = context.handbook
    owner = owner_name(handbook, record.fields.owner)
    status_field = handbook.kinds[record.kind].status_field
    dated = tuple(name for name in names if name != status_field)
    facts = tuple(_marked(context, record, fact) for fact in facts_of(handbook, record, dated))
    public = (Fact("", Badge("public", "info")),) if record.fields.is_public and handbook.audience == "internal" else ()
    return HeaderLine(
        status_of(handbook, record), (*((Fact(label_of("owner"), owner),) if owner else ()), *facts, *public)
    )


def _marked(context: ViewContext, record: Record[Any], fact: Fact) -> Fact:
    """Return a planned date marked as past where the record is still open; not to the public, who was told no day."""
    value, kind = fact.value, context.handbook.kinds[record.kind]
    if context.handbook.audience == "public":
        return fact
    if isinstance(value, DayCell) and value.text and phase_of(kind, record) == "open":
        return Fact(fact.label, due_cell(PlannedDate(value.text, value.day), context.as_of))
    return fact
