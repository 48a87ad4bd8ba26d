"""Long tables: the first rows stay on the page, and the rest follow on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_builder.model.page import Page
from site_builder.views.cells import Inline, Link, Phrase
from site_builder.views.parts import Paragraph, SectionContent, Table
from site_builder.views.within import tables_of, with_tables
from site_builder.views.wording import number_words

ROWS = 200
"""So many rows of a table stand on one page; what people read comes first, and a page stays light."""


def paged(page: Page) -> Iterator[Page]:
    """Return the page with its long tables cut, then the pages that hold their further rows."""
    long = [table for table in tables_of(page.content) if len(table.rows) > ROWS]
    if not long:
        yield page
        return
    yield replace(page, content=with_tables(page.content, lambda table: _first(page, table)))
    for table in long:
        for number in range(2, _count(table) + 1):
            yield _further(page, table, number)


def _first(page: Page, table: Table) -> Table:
    if len(table.rows) <= ROWS:
        return table
    more = Link("further rows", _url(page, table, 2))
    return replace(table, rows=table.rows[:ROWS], total=table.total or len(table.rows), more=table.more or more)


def _count(table: Table) -> int:
    return -(-len(table.rows) // ROWS)


def _url(page: Page, table: Table, number: int) -> str:
    return page.url if number == 1 else f"{page.url}rows/{table.identifier}/{number}/"


def _further(page: Page, table: Table, number: int) -> Page:
    start = (number - 1) * ROWS
    rows = table.rows[start : start + ROWS]
    place = f"rows {number_words(start + 1)} to {number_words(start + len(rows))} of {number_words(len(table.rows))}"
    links: list[Inline] = [Link("Back to the first rows", page.url), " · "]
    links.append(Link("previous rows", _url(page, table, number - 1)))
    if number < _count(table):
        links.extend([" · ", Link("next rows", _url(page, table, number + 1))])
    shown = replace(table, rows=rows, total=None, more=None, filters=())
    return replace(
        page,
        url=_url(page, table, number),
        title=f"{table.caption}, {place}",
        content=SectionContent(None, (Paragraph(Phrase(tuple(links))), shown)),
        description=f"{table.caption}, {place}",
        source_path="",
        is_searchable=False,
    )
