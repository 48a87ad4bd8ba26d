"""A section's page over one collection: its sentence, its empty state, its table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, Literal

from site_builder.model.dates import PlannedDate
from site_builder.model.kind import Kind
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.adding import add_links
from site_builder.views.base import ViewContext
from site_builder.views.cells import Inline, Link, Markup
from site_builder.views.days import day_of
from site_builder.views.facts import cell_of, owner_cell
from site_builder.views.parts import Block, Column, EmptyState, ReleaseEntry, Row, SectionContent, Subsection, Table
from site_builder.views.prose import introduction
from site_builder.views.record import status_of
from site_builder.views.relevance import by_relevance
from site_builder.views.tables import compact
from site_builder.views.words import counted, label_of, plural_of, words

_COLUMNS = 5
_LONGEST = 40
_FEWEST_HEADINGS = 2


def section_page(
    context: ViewContext,
    section: str,
    title: str,
    lead: Inline,
    blocks: tuple[Block, ...],
    *,
    description: str = "",
    hides: tuple[Literal["navigation", "toc"], ...] = (),
) -> Page:
    """Return the page of a section, with the section's hand-written page below.

    The public navigation is flat: where the theme shows it as tabs, nothing is left for the side of a section's page.
    Neither is a table of contents where there is nothing to choose from.
    """
    if context.handbook.audience == "public" and "navigation" not in hides:
        hides = ("navigation", *hides)
    prose = context.prose.get(section)
    content = SectionContent(
        lead=lead,
        blocks=blocks,
        prose=introduction(prose, title),
        adds=add_links(context, section),
    )
    if "toc" not in hides and _count_headings(content) < _FEWEST_HEADINGS:
        hides = (*hides, "toc")
    return Page(
        url=f"{section}/" if section else "",
        title=title,
        section=section,
        template="section.html",
        content=content,
        description=_description(context, lead, description),
        source_path=prose.path if prose is not None else "",
        hides=hides,
    )


def _count_headings(content: SectionContent) -> int:
    """Return how many headings a section's page has, at least."""
    text = content.prose.text if content.prose is not None else ""
    in_text = sum(line.startswith("##") for line in text.splitlines())
    return in_text + sum(isinstance(block, Subsection | ReleaseEntry) for block in content.blocks)


def _description(context: ViewContext, lead: Inline, purpose: str) -> str:
    """Return what search engines show. What a kind is for is said to those who write records, not to the public."""
    lead_text = lead if isinstance(lead, str) else ""
    return (lead_text if context.handbook.audience == "public" else purpose) or lead_text


def empty_page(context: ViewContext, kind: Kind[Any], section: str = "", title: str = "") -> Page:
    """Return the page of a section that has no records yet."""
    blocks = (empty_state(context, kind),)
    return section_page(context, section or kind.url, title or kind.plural, None, blocks, description=kind.purpose)


def empty_state(context: ViewContext, kind: Kind[Any]) -> EmptyState:
    """Return what a section without records says: what belongs here, and the command that creates the first one."""
    if context.handbook.audience == "public":
        return EmptyState(f"No {plural_of(kind).lower()} have been published yet.", "They will be here.")
    what = f"No {plural_of(kind).lower()} yet."
    return EmptyState(what, kind.purpose, f"opsbook new {kind.name} my-first-{kind.name}")


def collection_sentence(context: ViewContext, kind: Kind[Any]) -> str:
    """Return how many records there are, by status: ``12 tools: 6 adopt, 4 trial, 2 hold.``"""
    records = context.handbook.records(kind)
    total = counted(kind, len(records))
    statuses = Counter(
        str(status) for record in records if (status := getattr(record.fields, kind.status_field, None)) is not None
    )
    if len(statuses) == 1 and len(records) > 1 and statuses.total() == len(records):
        return f"{total}, all {words(next(iter(statuses)))}."
    parts = ", ".join(f"{count:,} {words(status)}" for status, count in statuses.most_common())
    return f"{total}: {parts}." if parts else f"{total}."


def collection_table(
    context: ViewContext,
    kind: Kind[Any],
    *,
    fields: tuple[str, ...] | None = None,
    records: tuple[Record[Any], ...] | None = None,
    identifier: str = "",
    caption: str = "",
    filters: tuple[str, ...] | None = None,
    most: int | None = None,
    more: Link | None = None,
    empty: EmptyState | None = None,
) -> Table:
    """Return a table of records: title, status, the named fields (by default those that lists show best), owner.

    Without ``records`` it has the whole collection, what is open first. At most ``most`` rows are shown; where that
    cuts the table it says so, and ``more`` leads to the rest. Columns that no row fills are left out.
    """
    handbook = context.handbook
    found = by_relevance(handbook, handbook.records(kind), context.as_of) if records is None else records
    names = fields if fields is not None else _list_fields(kind, found)
    has_status = kind.status_field in kind.fields.model_fields
    status = (Column(label_of(kind.status_field), "status"),) if has_status else ()
    columns = (
        Column(kind.label, "link"),
        *status,
        *(Column(label_of(name), _column_type(found, name)) for name in names),
        Column("Owner"),
    )
    shown = found if most is None else found[:most]
    is_cut = len(shown) < len(found)
    table = Table(
        columns,
        tuple(_row(context, record, names, has_status) for record in shown),
        caption or kind.plural,
        identifier or f"{kind.collection}-table",
        filters=filters if filters is not None else tuple(column.title for column in status),
        empty=empty or empty_state(context, kind),
        total=len(found) if is_cut else None,
        more=more if is_cut else None,
    )
    return compact(table)


def _row(context: ViewContext, record: Record[Any], names: tuple[str, ...], has_status: bool) -> Row:
    handbook = context.handbook
    cells: list[Inline] = [context.link(record)]
    if has_status:
        cells.append(status_of(handbook, record))
    for name in names:
        value = getattr(record.fields, name, None)
        shown = value is not None and value is not False and value != ()
        cell = cell_of(handbook, value, type(record.fields), name, record.path) if shown else None
        cells.append(replace(cell, inline=True) if isinstance(cell, Markup) else cell)
    cells.append(owner_cell(handbook, record.fields.owner))
    return Row(tuple(cells))


def _list_fields(kind: Kind[Any], records: tuple[Record[Any], ...]) -> tuple[str, ...]:
    """Return the dates of a kind and its short required fields, those that at least one record has."""
    required = [name for name in kind.required if name not in ("title", "owner", kind.status_field)]
    short = [name for name in required if _is_short(records, name)]
    names = dict.fromkeys([*short, *kind.date_fields])
    given = (name for name in names if any(getattr(record.fields, name, None) is not None for record in records))
    return tuple(given)[:_COLUMNS]


def _is_short(records: tuple[Record[Any], ...], name: str) -> bool:
    values = [getattr(record.fields, name, None) for record in records[:50]]
    return all(not isinstance(value, tuple | dict) and len(str(value)) <= _LONGEST for value in values)


def _column_type(records: tuple[Record[Any], ...], name: str) -> Any:
    values = (getattr(record.fields, name, None) for record in records)
    value = next((found for found in values if found is not None), None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    return "date" if isinstance(value, PlannedDate) or day_of(value) is not None else "text"
