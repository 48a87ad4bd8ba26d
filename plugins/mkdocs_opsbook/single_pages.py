"""Single pages, each made when it is asked for: with the theme, and past MkDocs' own build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as ThemePage

from mkdocs_opsbook.edit import EditLinks
from mkdocs_opsbook.files import HandbookFiles, RecordFile
from mkdocs_opsbook.prepared import Preparation, group_of
from mkdocs_opsbook.search import SearchEntries
from mkdocs_opsbook.shells import Shells
from mkdocs_opsbook.theme import Theme
from mkdocs_opsbook.told_links import ToldLinks
from site_builder.model.quick import dataclass


class Events(Protocol):
    """What a build does when MkDocs has read a page, and when it has rendered its Markdown."""

    def markdown(self, markdown: str, page: ThemePage) -> str:
        """Return the Markdown of a page with live parts and mentions filled in."""

    def content(self, html: str, page: ThemePage) -> str:
        """Return the body of a page."""


@dataclass(frozen=True, slots=True)
class SinglePages:
    """Makes pages of a build that is over, as its theme and its plugin would have made them; its search stays."""

    events: Events
    arranged: HandbookFiles
    files: Files
    theme: Theme
    preparation: Preparation
    links: EditLinks
    search: SearchEntries
    told: ToldLinks

    def record(self, record: RecordFile) -> Iterator[tuple[str, bytes]]:
        """Yield the page of a record that MkDocs does not render, and the files beside it."""
        with self.told:
            rendered = self.preparation.render(record)
        shells = Shells(self.theme, self.links, group_of(record.record_page))
        yield record.dest_uri, shells.through_theme(record, self.preparation.for_theme(rendered))
        yield from rendered.files

    def other(self, file: File) -> tuple[str, bytes]:
        """Return the page of a file that MkDocs renders."""
        page, config = file.page, self.theme.config
        if page is None:
            raise ValueError(f"{file.src_uri} has no page")
        config._current_page = page
        try:
            page.read_source(config)
            page.markdown = self.events.markdown(page.markdown or "", page)
            with self.told:
                page.render(config, self.files)
            content = self.events.content(page.content or "", page)
        finally:
            config._current_page = None
        page.content = self.search.without_hints(content)
        return file.dest_uri, self.theme.render(page).encode("utf-8", errors="xmlcharrefreplace")
