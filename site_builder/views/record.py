"""A record's page: header line, lead, fields, narrative, sections, references and backlinks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from site_builder.link.handbook import Handbook
from site_builder.link.references import FieldReference
from site_builder.model.dates import PlannedDate
from site_builder.model.kind import Kind
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DayCell, Link, Markup
from site_builder.views.days import day_of, first_date
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
from site_builder.views.words import label_of, plural_of, status_badge, words

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
    never = _NEVER_A_FACT if handbook.audience == "internal" else _NEVER_A_FACT | _PATHS
    shown = tuple(name for name in kind.reading_order if name not in never and name not in leave_out)
    in_header = _header_fields(context, record)
    listed = tuple(name for name in shown if name not in in_header)
    last = tuple(name for name in ("tags", "links", "custom", "formerly") if name not in leave_out)
    content = RecordContent(
        header=_header(context, record, in_header),
        lead=Markup(fields.summary, record.path) if fields.summary else None,
        notices=notices,
        fields=DefinitionList((*facts, *facts_of(handbook, record, (*listed, *last)))),
        narrative=Narrative(fields.body, record.path) if fields.body else None,
        sections=(*sections, *group_sections(handbook, record, shown)),
    )
    if handbook.audience == "public":
        content = replace(content, sections=(*content.sections, *_see_also(handbook, record)))
    else:
        references = handbook.references_of(record)
        content = replace(
            content,
            references=reference_groups(handbook, references, outgoing=True, leave_out=leave_out | {"owner"}),
            backlinks=reference_groups(handbook, handbook.backlinks_of(record), outgoing=False),
            history=record_history(context, record),
        )
    return Page(
        url=kind.url_of(record),
        title=record.title,
        section=kind.url,
        template="",
        content=content,
        description=description_of(fields.summary or fields.body or "") or _purpose(handbook, kind),
        source_path=record.path if handbook.audience == "internal" else "",
        is_record=True,
        tags=fields.tags,
    )


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
    """Return references (or backlinks) grouped by kind in the order of kinds, each record once, with its status."""
    if not links:
        return ()
    order = handbook.kind_order
    ends: dict[tuple[int, str], tuple[Record[Any], list[str]]] = {}
    for link in links:
        record = handbook.get(link.target if outgoing else link.source)
        if record is None or link.field in leave_out:
            continue
        roles = ends.setdefault((order[record.kind], record.id), (record, []))[1]
        role = words(link.field if not link.in_text else "text")
        if role not in roles:
            roles.append(role)
    groups = []
    for _, members in groupby(sorted(ends.items()), key=lambda item: item[0][0]):
        found = [record_and_roles for _, record_and_roles in members]
        entries = tuple(_entry(handbook, record, ", ".join(roles)) for record, roles in found)
        groups.append(ReferenceGroup(plural_of(handbook.kinds[found[0][0].kind]), entries))
    return tuple(groups)


def status_of(handbook: Handbook, record: Record[Any]) -> Badge | None:
    """Return the badge of a record's status (health, lifecycle, severity: what its kind names), or None."""
    field = handbook.kinds[record.kind].status_field
    status = getattr(record.fields, field, None) if field else None
    return status_badge(str(status)) if status is not None else None


def _entry(handbook: Handbook, record: Record[Any], role: str) -> ReferenceEntry:
    when = first_date(record, handbook.kinds[record.kind].date_fields)
    link = Link(record.title, handbook.url_of(record))
    return ReferenceEntry(link, status_of(handbook, record), day_of(when), getattr(when, "text", ""), role)


def _header_fields(context: ViewContext, record: Record[Any]) -> tuple[str, ...]:
    kind = context.handbook.kinds[record.kind]
    dated = [name for name in kind.date_fields if getattr(record.fields, name, None) is not None][:_HEADER_DATES]
    component = ["component"] if getattr(record.fields, "component", None) else []
    status = [kind.status_field] if kind.status_field in kind.fields.model_fields else []
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
