"""Long tables: the first rows stay on the page; the others are one link away, on pages that list them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_builder.model.page import Page
from site_builder.views.cells import Inline, ItemList, Link, Phrase
from site_builder.views.parts import Paragraph, SectionContent, Table
from site_builder.views.value_counts import value_counts
from site_builder.views.within import tables_of, with_tables
from site_builder.views.wording import number_words

ROWS = 200
"""So many rows of a table stand on its page: what people read comes first, and a page stays light."""

FEWEST = 50
"""So many rows stay of each table where several long ones of a page share its room."""

LISTED = 1000
"""So many of the others are listed on a page. The whole table is in its CSV file."""


def paged(page: Page) -> Iterator[Page]:
    """Return the page with its long tables cut, then the pages that list their further rows.

    A page that is made later has no long table.
    """
    long = [table for table in tables_of(page.content) if len(table.rows) > ROWS]
    if not long:
        yield page
        return
    kept = max(FEWEST, ROWS // len(long))
    yield replace(page, content=with_tables(page.content, lambda table: _cut(page, table, kept)))
    for table in long:
        for number in range(_count(table, kept)):
            yield _further(page, table, number, kept)


def _cut(page: Page, table: Table, kept: int) -> Table:
    if len(table.rows) <= ROWS:
        return table
    more = table.more or Link("all the others", _url(page, table, 0))
    total = table.total or len(table.rows)
    # What was cut before is not known here.
    counts = value_counts(table) if table.total is None else ()
    return replace(table, rows=table.rows[:kept], total=total, more=more, counts=counts)


def _count(table: Table, kept: int) -> int:
    return -(-(len(table.rows) - kept) // LISTED)


def _url(page: Page, table: Table, number: int) -> str:
    return f"{page.url}rows/{table.identifier}/{number + 1}/"


def _further(page: Page, table: Table, number: int, kept: int) -> Page:
    start = kept + number * LISTED
    rows = table.rows[start : start + LISTED]
    place = f"{number_words(start + 1)} to {number_words(start + len(rows))} of {number_words(len(table.rows))}"
    links: list[Inline] = [Link(f"The first {kept}, with all columns", page.url)]
    if number:
        links.extend([" · ", Link("before these", _url(page, table, number - 1))])
    if number + 1 < _count(table, kept):
        links.extend([" · ", Link("after these", _url(page, table, number + 1))])
    title = f"{table.caption}: {place}"
    blocks = (Paragraph(Phrase(tuple(links))), ItemList(tuple(row.cells[0] for row in rows)))
    return replace(
        page,
        url=_url(page, table, number),
        title=title,
        content=SectionContent(None, blocks),
        description=title,
        source_path="",
        is_searchable=False,
    )
