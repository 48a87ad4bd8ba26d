"""A CSV file beside every table that is more than a few lines, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from site_builder.load.text import FORBIDDEN
from site_builder.model.page import Page
from site_builder.views.parts import Table
from site_builder.views.plain import table_rows
from site_builder.views.within import tables_of, with_tables

FEWEST = 5
"""Tables of a record with fewer rows have no file of their own: they are read, not calculated with."""

_FORMULA = frozenset("=+-@\t\r")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection)."""


def with_csv_links(page: Page) -> Page:
    """Return the page with the address of its CSV file in each of its tables."""
    return page.changed(_with_links)


def _with_links(page: Page) -> Page:
    fewest = FEWEST if page.is_record else 1
    if all(len(table.rows) < fewest for table in tables_of(page.content)):
        return page

    def linked(table: Table) -> Table:
        return replace(table, csv_url=f"{page.url}{table.identifier}.csv") if len(table.rows) >= fewest else table

    return replace(page, content=with_tables(page.content, linked))


def csv_files(page: Page) -> Iterator[tuple[str, bytes]]:
    """Return the CSV file of each table of a page that links one: its path in the site and its bytes."""
    for table in tables_of(page.content):
        if table.csv_url:
            yield table.csv_url, csv_bytes(table)


def csv_bytes(table: Table) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8): full precision, units in the head.

    No cell is a formula, and none has control characters but tabs and line ends.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(map(_harmless, table_rows(table)))
    return out.getvalue().encode()


def _harmless(cells: list[str]) -> list[str]:
    # What a survey's file holds is not read as strictly as a record.
    cells = [cell if cell.isprintable() else FORBIDDEN.sub("", cell) for cell in cells]
    return [f"'{cell}" if cell[:1] in _FORMULA and not _is_number(cell) else cell for cell in cells]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
