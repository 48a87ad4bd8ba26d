"""Long tables: their first rows on the page, the others one link away, and no row lost."""

from __future__ import annotations

from itertools import chain

import pytest

from site_builder.model.page import Page
from site_builder.views.cells import ItemList, Link
from site_builder.views.paging import LISTED, paged
from site_builder.views.parts import Column, Row, SectionContent, Table
from site_builder.views.within import tables_of


def table(name: str, count: int) -> Table:
    rows = tuple(Row((Link(f"{name} {number}", f"{name}/{number}/"), str(number))) for number in range(count))
    return Table((Column("Title", "link"), Column("Number")), rows, f"All {name}", name)


def page_of(*counts: int) -> tuple[Page, ...]:
    """Return the pages that a page with tables of so many rows becomes."""
    tables = tuple(table(f"table{place}", count) for place, count in enumerate(counts))
    return tuple(paged(Page("all/", "All", "all", "", SectionContent(None, tables))))


def listed(page: Page) -> list[str]:
    [items] = [block for block in page.content.blocks if isinstance(block, ItemList)]
    return [item.text for item in items.items if isinstance(item, Link)]


def test_a_table_that_is_not_long_stays_whole() -> None:
    [page] = page_of(200, 3)
    assert [len(each.rows) for each in tables_of(page.content)] == [200, 3]


@pytest.mark.parametrize(
    ("counts", "kept"),
    [((201,), [200]), ((2500, 30), [200, 30]), ((1000, 300), [100, 100]), ((300,) * 5, [50] * 5)],
)
def test_long_tables_share_the_room_of_a_page(counts: tuple[int, ...], kept: list[int]) -> None:
    first, *_ = page_of(*counts)
    assert [len(each.rows) for each in tables_of(first.content)] == kept
    assert [each.total or len(each.rows) for each in tables_of(first.content)] == list(counts)


def test_no_row_is_lost() -> None:
    first, *others = page_of(2500, 300)
    shown = [row.cells[0] for each in tables_of(first.content) for row in each.rows]
    on_page = [cell.text for cell in shown if isinstance(cell, Link)]
    everything = sorted([*on_page, *chain.from_iterable(map(listed, others))])
    assert everything == sorted([f"table0 {number}" for number in range(2500)] + [f"table1 {n}" for n in range(300)])
    assert all(len(listed(page)) <= LISTED for page in others)
    assert not any(page.is_searchable for page in others)
    assert [page.url for page in others] == [
        "all/rows/table0/1/",
        "all/rows/table0/2/",
        "all/rows/table0/3/",
        "all/rows/table1/1/",
    ]
