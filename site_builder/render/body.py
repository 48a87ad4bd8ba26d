"""The body of a page: its template, run with its content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from site_builder.model.page import Page, RenderedPage
from site_builder.render.headings import contents
from site_builder.render.parts.record import record_body
from site_builder.render.scope import BodyContext, ContentHtml, ContentMarkdown, Scope, rendering
from site_builder.render.templates import environment
from site_builder.views.parts import (
    ChartFigure,
    ChartGrid,
    RecordContent,
    ReleaseEntry,
    ReleaseFinder,
    SectionContent,
    Subsection,
    Table,
    Timeline,
)

__all__ = ["BodyContext", "ContentHtml", "ContentMarkdown", "render_body"]


def render_body(page: Page, context: BodyContext, content_markdown: ContentMarkdown | None = None) -> RenderedPage:
    """Return a page with its body in HTML, from its ``<h1>`` on, and its contents; see ``Scope``."""
    scope = Scope(page.url, context, given_anchors(page.content), content_markdown)
    with rendering(scope):
        if isinstance(page.content, RecordContent):
            html = record_body(page, page.content)
        else:
            html = environment().get_template(page.template).render(content=page.content, page=page)
    return RenderedPage(page, html, contents(scope.headings))


def given_anchors(content: Any) -> list[str]:
    """Return the anchors that a page's parts were given: headings made from text must not take them."""
    if isinstance(content, SectionContent):
        return given_block_anchors(content.blocks)
    return given_block_anchors(getattr(content, "sections", ()))


def given_block_anchors(blocks: Iterable[Any]) -> list[str]:
    """Return the anchors that these parts were given."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Subsection():
                if block.anchor:
                    found.append(block.anchor)
                found += given_block_anchors(block.blocks)
            case Table():
                found.append(block.identifier)
                found += [row.anchor for row in block.rows if row.anchor]
            case ChartFigure() | Timeline():
                found.append(block.name)
            case ChartGrid():
                found += [chart.name for chart in block.charts]
            case ReleaseFinder():
                found.append(block.identifier)
            case ReleaseEntry():
                found.append(block.anchor)
                found += [change.anchor for group in block.groups for change in group.changes]
    return found
