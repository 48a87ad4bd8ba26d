"""Plain pages for the kinds that no view shows: a table of the collection, and a page for each record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from site_builder.model.kind import Kind
from site_builder.model.page import Page
from site_builder.views.base import View, ViewContext
from site_builder.views.collection import collection_sentence, collection_table, empty_page, section_page
from site_builder.views.later import later
from site_builder.views.record import record_page

_GROUPS = {
    "roadmap": ("Roadmap", 200),
    "launches": ("Roadmap", 240),
    "experimentation": ("Roadmap", 250),
    "communication": ("Roadmap", 260),
    "releases": ("Releases", 320),
    "feedback": ("Feedback", 420),
    "documentation": ("Practice", 640),
    "enablement": ("Practice", 650),
    "workflows": ("Practice", 660),
    "tech-stack": ("Practice", 670),
    "tools": ("Practice", 670),
    "analytics": ("Measures", 700),
}


def generic_views(kinds: Iterable[Kind[Any]], views: Iterable[View]) -> tuple[View, ...]:
    """Return a plain view for every kind that none of these views shows."""
    shown = {name for view in views for name in view.kinds}
    plain = []
    for kind in kinds:
        if kind.name not in shown:
            group, order = _GROUPS.get(kind.area, ("More", 900))
            pages = partial(kind_pages, kind=kind)
            records = partial(record_pages, kind=kind)
            plain.append(View(kind.url, kind.plural, group, order, pages, (kind.name,), records=records))
    return tuple(plain)


def kind_pages(context: ViewContext, kind: Kind[Any]) -> Iterator[Page]:
    """Return the section's page of a kind and the page of each of its records."""
    records = context.handbook.records(kind)
    if not records:
        yield empty_page(context, kind)
        return
    table = collection_table(context, kind)
    sentence = collection_sentence(context, kind)
    yield section_page(context, kind.url, kind.plural, sentence, (table,), description=kind.purpose)
    yield from record_pages(context, kind)


def record_pages(context: ViewContext, kind: Kind[Any]) -> Iterator[Page]:
    """Return the page of each record of a kind."""
    for record in context.handbook.records(kind):
        yield later(context, record, partial(record_page, context, record))
