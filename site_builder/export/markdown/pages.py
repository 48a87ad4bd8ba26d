"""Whole pages as Markdown files: sections, records, hand-written pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

# Each of these modules says how its parts are written.
from site_builder.export.markdown import forms, narrative, pictures, releases, shapes
from site_builder.export.markdown.blocks import header
from site_builder.export.markdown.dispatch import block, blocks, paragraphs
from site_builder.export.markdown.escape import at_start
from site_builder.export.markdown.front_matter import fields_of, front_matter
from site_builder.export.markdown.inline import line
from site_builder.export.markdown.sheet import MarkdownContext, Sheet
from site_builder.model.page import Page
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.description import description_of
from site_builder.views.parts import ItemList, Markup, Narrative, RecordContent, ReferenceGroup, SectionContent

__all__ = ["MarkdownPage", "page_markdown", "prose_markdown"]

_PARTS = (forms, narrative, pictures, releases, shapes)


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """A page's file, and the drawings that it shows, by their path."""

    file: str
    text: str
    drawings: tuple[tuple[str, bytes], ...] = ()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Return the files: path, bytes."""
        yield self.file, self.text.encode()
        yield from self.drawings


def page_markdown(page: Page, record: Record[Any] | None, context: MarkdownContext) -> MarkdownPage:
    """Return a generated page; ``record`` is the one that it is the page of."""
    sheet = Sheet(page.url, context.layout.files[page.url], context)
    body = paragraphs((sheet.heading(1, page.title), _content(page.content, sheet)))
    head = front_matter(fields_of(page, record, context.views.handbook))
    return _finished(sheet, head, body)


def prose_markdown(page: Prose, url: str, context: MarkdownContext) -> MarkdownPage:
    """Return a hand-written page that introduces no section."""
    sheet = Sheet(url, context.layout.files[url], context)
    body = narrative.written(page.body, page.path, sheet, top=1)
    described = page.values.get("description")
    tags = page.values.get("tags")
    head = front_matter(
        (
            ("title", page.title),
            ("description", described if isinstance(described, str) else description_of(page.body)),
            ("source", page.path),
            ("tags", tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()),
        )
    )
    return _finished(sheet, head, body)


def _finished(sheet: Sheet, head: str, body: str) -> MarkdownPage:
    return MarkdownPage(sheet.file, f"{head}\n{body}\n", tuple(sorted(sheet.drawings.items())))


@singledispatch
def _content(content: object, sheet: Sheet) -> str:
    raise TypeError(f"{type(content).__name__} is no content of a page")


@_content.register
def _(content: SectionContent, sheet: Sheet) -> str:
    lead = content.lead
    prose = _prose(content.prose, sheet) if content.prose_first else ""
    return paragraphs(
        (
            block(lead, sheet) if isinstance(lead, Markup | ItemList) else at_start(line(lead, sheet)),
            blocks(content.notices, sheet),
            prose,
            blocks(content.blocks, sheet),
            "" if content.prose_first else _prose(content.prose, sheet),
        )
    )


def _prose(prose: Narrative | None, sheet: Sheet) -> str:
    return "" if prose is None else block(prose, sheet)


@_content.register
def _(content: RecordContent, sheet: Sheet) -> str:
    return paragraphs(
        (
            header(content.header, sheet),
            blocks(content.notices, sheet),
            block(content.lead, sheet) if content.lead is not None else "",
            block(content.fields, sheet) if content.fields is not None else "",
            block(content.narrative, sheet) if content.narrative is not None else "",
            blocks(content.sections, sheet),
            _groups("References", content.references, sheet),
            _groups("Backlinks", content.backlinks, sheet),
            block(content.history, sheet) if content.history is not None else "",
        )
    )


def _groups(title: str, groups: tuple[ReferenceGroup, ...], sheet: Sheet) -> str:
    return paragraphs((sheet.heading(2, title), blocks(groups, sheet))) if groups else ""
