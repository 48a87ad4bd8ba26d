"""Pages of records that are all there but for the theme around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from mkdocs_opsbook.contract import HandbookSite
from mkdocs_opsbook.edit import EditLinks
from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.narrative import Narratives
from mkdocs_opsbook.search import SearchEntries
from mkdocs_opsbook.shell import Filling, Shape
from mkdocs_opsbook.toc import outline, plain, title_of
from site_builder.model.page import Page, RenderedPage
from site_builder.model.quick import dataclass
from site_builder.views.within import has_drawings

Group: TypeAlias = tuple[str, str]
"""What records' pages share their shells in: the folder of their addresses, and their section."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record's page with its body, as its shell needs it, and the files beside it: path in the site, and bytes."""

    url: str
    group: Group
    shape: Shape
    filling: Filling
    files: tuple[tuple[str, bytes], ...]


class Preparation:
    """Renders the bodies of records' pages and adds what they say to the search."""

    def __init__(self, site: HandbookSite, links: EditLinks, narratives: Narratives, search: SearchEntries) -> None:
        self._site = site
        self._links = links
        self._narratives = narratives
        self._search = search

    def may_be_copied(self, record: RecordFile) -> bool:
        """Return whether a copy of this process may make the page.

        MkDocs' Markdown reports to this process, and the library that draws charts has threads that a copy lacks.
        """
        return not self._narratives.has(record.path) and not has_drawings(record.record_page.content)

    def render(self, record: RecordFile) -> RenderedPage:
        """Return the record's page, its body rendered."""
        return self.render_all([record])[0]

    def render_all(self, records: Sequence[RecordFile]) -> Sequence[RenderedPage]:
        """Return the pages of records, their bodies rendered; sooner than one by one."""
        rendered = self._site.render_all([record.record_page for record in records], self._narratives.renderer)
        for page in rendered:
            self._narratives.check_anchors(page)
        return rendered

    def give_reading(self) -> Any:
        """Return what the pages were made of in this process, as plain data for another one."""
        return self._site.give_reading()

    def receive_reading(self, reading: Any) -> None:
        """Take what pages were made of in another process."""
        self._site.receive_reading(reading)

    def add_to_search(self, record: RecordFile, rendered: RenderedPage) -> None:
        """Add what the page says to the search."""
        self._search.add(record, rendered)

    def is_exact_for(self, rendered: RenderedPage) -> bool:
        """Return whether the entries for the search are those that its plugin makes of the page."""
        return self._search.is_exact_for(rendered)

    def prepare(self, record: RecordFile, rendered: RenderedPage) -> Prepared:
        """Return the page as its shell needs it, without what is meant for the search alone."""
        page = rendered.page
        filling = Filling(
            record.name,
            record.src_uri,
            title_of(page),
            plain(page.description),
            self._links.url(page.source_path) or "",
            self._search.without_hints(rendered.html),
            outline(rendered),
            bool(page.tags),
            rendered.head,
        )
        return Prepared(page.url, group_of(page), filling.shape, filling, rendered.files)

    def for_theme(self, rendered: RenderedPage) -> RenderedPage:
        """Return the page as the theme makes it, without what is meant for the search alone."""
        return replace(rendered, html=self._search.without_hints(rendered.html))


def group_of(page: Page) -> Group:
    """Return the group of a record's page."""
    return page.url.rstrip("/").rpartition("/")[0], page.section
