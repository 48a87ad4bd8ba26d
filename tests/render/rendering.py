"""Rendering a page made by hand, without a handbook."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from site_builder.link.handbook import Handbook
from site_builder.measure.base import Measures
from site_builder.model.page import Page, RenderedPage
from site_builder.render.body import BodyContext, ContentMarkdown, render_body
from site_builder.views.parts import (
    Block,
    Inline,
    SectionContent,
)

DAY = date(2026, 11, 22)
EVIL = "<script>alert('x')</script>"
PATH = "roadmap/initiatives/a.yml"
CONTEXT = BodyContext(Handbook({}, {}), cast(Measures, None), date(2026, 10, 31), {})


def render(content: Any, template: str = "section.html", context: BodyContext = CONTEXT, title: str = "Roadmap") -> str:
    return rendered(content, template, context, title).html


def rendered(
    content: Any,
    template: str = "section.html",
    context: BodyContext = CONTEXT,
    title: str = "Roadmap",
    content_markdown: ContentMarkdown | None = None,
) -> RenderedPage:
    page = Page("roadmap/initiatives/a/", title, "roadmap/initiatives", template, content)
    return render_body(page, context, content_markdown)


def section(*blocks: Block, lead: Inline = "One sentence.", **more: Any) -> str:
    return render(SectionContent(lead, blocks, **more))
