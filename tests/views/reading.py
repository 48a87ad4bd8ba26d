"""Small handbooks for the views, and reading what a view put on a page: typed parts as plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from site_builder.history.history import RecordHistory
from site_builder.measure.base import Measures
from site_builder.model.page import Page
from site_builder.views.base import ViewContext
from site_builder.views.parts import Block, DefinitionList, Fact, HeaderLine, RecordContent, Subsection, Table
from site_builder.views.plain import plain_text
from tests.support import AS_OF, check_files, view_context

P = TypeVar("P")


def context_of(
    root: Path, files: Mapping[str, str], as_of: date = AS_OF, history: RecordHistory | None = None
) -> ViewContext:
    """Return what views see of a handbook written as files, and of a history made by hand."""
    checked = check_files(root, files, as_of)
    if history is not None:
        context = replace(checked.measures.context, history=history)
        checked = replace(checked, measures=Measures(context))
    return view_context(checked)


def record(title: str = "A record", *, owner: str = "'@team'", narrative: str = "", **fields: Any) -> str:
    """Return the text of a record; fields are YAML, ``narrative`` goes behind them as front matter."""
    lines = [f"title: {title}", f"owner: {owner}", *(f"{key.rstrip('_')}: {value}" for key, value in fields.items())]
    text = "\n".join(lines) + "\n"
    return f"---\n{text}---\n\n{narrative}\n" if narrative else text


def escalation(title: str = "Sync is slow", **fields: Any) -> str:
    """Return the text of an escalation; by default a high one that is open since 20 October 2026."""
    usual: dict[str, Any] = {
        "severity": "high",
        "status": "open",
        "source": "customer",
        "detected_at": "2026-10-20T09:00:00Z",
    }
    return record(title, **(usual | fields))


def by_url(pages: Iterable[Page]) -> dict[str, Page]:
    """Return pages by their address."""
    return {page.url: page.made() for page in pages}


def blocks(page: Page) -> list[Block]:
    """Return all blocks of a page in order, those inside subsections behind their subsection."""
    top = page.content.sections if isinstance(page.content, RecordContent) else page.content.blocks
    return list(_inside(top))


def _inside(found: Iterable[Block]) -> Iterator[Block]:
    for block in found:
        yield block
        if isinstance(block, Subsection):
            yield from _inside(block.blocks)


def parts(page: Page, part: type[P]) -> list[P]:
    """Return the blocks of a page that are of this type."""
    return [block for block in blocks(page) if isinstance(block, part)]


def headings(page: Page) -> list[str]:
    """Return the titles of the subsections of a page."""
    return [section.title for section in parts(page, Subsection)]


def table(page: Page, identifier: str) -> Table:
    """Return the table of this id."""
    return next(found for found in parts(page, Table) if found.identifier == identifier)


def heads(found: Table) -> list[str]:
    """Return the titles of the columns."""
    return [column.title for column in found.columns]


def rows(found: Table) -> list[list[str]]:
    """Return the words of each row."""
    return [[plain_text(cell) for cell in row.cells] for row in found.rows]


def column(found: Table, title: str) -> list[str]:
    """Return the words of a column."""
    number = heads(found).index(title)
    return [row[number] for row in rows(found)]


def facts(page: Page) -> dict[str, str]:
    """Return the fields of a record's page: label and words."""
    content: Any = page.content.fields
    assert isinstance(content, DefinitionList)
    return words_of(content.facts)


def header(page: Page) -> dict[str, str]:
    """Return the header line of a record's page; its status is under ``""``."""
    line = page.content.header
    assert isinstance(line, HeaderLine)
    status = {"": line.status.text} if line.status else {}
    return status | words_of(line.facts)


def words_of(found: Iterable[Fact]) -> dict[str, str]:
    """Return facts as label and words."""
    return {fact.label: plain_text(fact.value) for fact in found}
