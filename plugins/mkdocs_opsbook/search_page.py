"""A page of a record as search plugins look at pages."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from mkdocs.structure.toc import TableOfContents

from mkdocs_opsbook.pages import metadata
from mkdocs_opsbook.toc import outline, table_of_contents, title_of
from site_builder.model.page import RenderedPage
from site_builder.model.quick import dataclass


@dataclass(slots=True)
class SearchPage:
    """As much of MkDocs' page as search plugins look at."""

    content: str
    url: str
    title: str
    toc: TableOfContents
    meta: dict[str, Any] = field(default_factory=dict)


def search_page(rendered: RenderedPage) -> SearchPage:
    """Return a rendered page as search plugins look at it."""
    page = rendered.page
    return SearchPage(rendered.html, page.url, title_of(page), table_of_contents(outline(rendered)), metadata(page))
