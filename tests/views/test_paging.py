"""Long tables: their first rows on the page, the others one link away, and no row lost."""

from __future__ import annotations

from itertools import chain

import pytest

from site_builder.model.page import Page
from site_builder.views.cells import Badge, Chips, ItemList, Label, Link
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


def test_the_filters_of_a_cut_table_count_all_of_its_rows() -> None:
    columns = (Column("Title"), Column("Ring"), Column("When", order=("now", "later")), Column("For"))
    labels = Chips((Label("A"), Label("B")))
    rows = [Row((str(number), Badge("adopt", order=1), "later", labels)) for number in range(200)]
    rows += [Row((str(number), Badge("hold", order=0), "now", None)) for number in range(26)]
    whole = Table(columns, tuple(rows), "All", "all", filters=("Ring", "When", "For"))
    first, *_ = paged(Page("all/", "All", "all", "", SectionContent(None, (whole,))))
    [cut] = tables_of(first.content)
    assert [[(each.value, each.count, each.sort_key) for each in column] for column in cut.counts] == [
        [("adopt", 200, "1"), ("hold", 26, "0")],
        [("later", 200, "1"), ("now", 26, "0")],
        [("A", 200, ""), ("B", 200, "")],
    ]


def test_a_table_that_was_cut_before_counts_nothing() -> None:
    rows = tuple(Row((str(number), "adopt")) for number in range(300))
    before = Table((Column("Title"), Column("Ring")), rows, "All", "all", filters=("Ring",), total=900)
    first, *_ = paged(Page("all/", "All", "all", "", SectionContent(None, (before,))))
    assert [each.counts for each in tables_of(first.content)] == [()]
