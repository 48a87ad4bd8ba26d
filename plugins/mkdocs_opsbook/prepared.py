"""Pages of records that are all there but for the theme around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from mkdocs_opsbook.contract import HandbookSite
from mkdocs_opsbook.edit import EditLinks
from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.narrative import Narratives
from mkdocs_opsbook.search import SearchEntries
from mkdocs_opsbook.shell import Filling
from mkdocs_opsbook.toc import outline, plain, title_of
from site_builder.model.page import Page, RenderedPage

Group: TypeAlias = tuple[str, str]
"""What records' pages share their shells in: the folder of their addresses, and their section."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record's page with its body, as the theme and its shell need it. Of the page itself, only what they look at."""

    group: Group
    rendered: RenderedPage
    filling: Filling


class Preparation:
    """Renders the bodies of records' pages and adds what they say to the search."""

    def __init__(self, site: HandbookSite, links: EditLinks, narratives: Narratives, search: SearchEntries) -> None:
        self._site = site
        self._links = links
        self._narratives = narratives
        self._search = search

    def needs_mkdocs(self, record: RecordFile) -> bool:
        """Return whether MkDocs' Markdown renders the record's narrative, which reports to this process."""
        return self._narratives.has(record.path)

    def render(self, record: RecordFile) -> RenderedPage:
        """Return the record's page, its body rendered."""
        rendered = self._site.render(record.record_page, self._narratives.renderer(record.record_page))
        self._narratives.check_anchors(rendered)
        return rendered

    def is_exact_for(self, rendered: RenderedPage) -> bool:
        """Return whether the entries for the search are those that its plugin makes of the page."""
        return self._search.is_exact_for(rendered)

    def prepare(self, record: RecordFile, rendered: RenderedPage) -> Prepared:
        """Add the page to the search, and return it without what is meant for the search alone."""
        self._search.add(record, rendered)
        html = self._search.without_hints(rendered.html)
        page = replace(rendered.page, content=None, maker=None)
        rendered = replace(rendered, page=page, html=html)
        filling = Filling(
            record.name,
            record.src_uri,
            title_of(page),
            plain(page.description),
            self._links.url(page.source_path) or "",
            html,
            outline(rendered),
            bool(page.tags),
            rendered.head,
        )
        return Prepared(group_of(page), rendered, filling)


def group_of(page: Page) -> Group:
    """Return the group of a record's page."""
    return page.url.rstrip("/").rpartition("/")[0], page.section
