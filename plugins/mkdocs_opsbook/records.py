"""The pages of records that MkDocs does not render: their bodies, their shells, their search entries, their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from mkdocs_opsbook.contract import HandbookSite
from mkdocs_opsbook.edit import EditLinks
from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.findings import log
from mkdocs_opsbook.narrative import Narratives
from mkdocs_opsbook.outputs import SiteDirectory
from mkdocs_opsbook.search import SearchEntries
from mkdocs_opsbook.sharing import shared
from mkdocs_opsbook.shells import Shells
from mkdocs_opsbook.theme import Theme
from site_builder.model.page import Page, RenderedPage
from site_builder.views.within import has_drawings

_PIECE: Final = 50
_WORTH_SHARING: Final = 400
"""From so many pages on, a copy of the process is worth its start."""


class RecordPages:
    """Writes the pages of records that MkDocs does not render."""

    def __init__(
        self,
        site: HandbookSite,
        theme: Theme,
        links: EditLinks,
        narratives: Narratives,
        search: SearchEntries,
        directory: SiteDirectory,
        show: Callable[[str, str], None],
    ) -> None:
        self._site = site
        self._theme = theme
        self._links = links
        self._narratives = narratives
        self._search = search
        self._directory = directory
        self._show = show
        self._rendered: dict[str, RenderedPage] = {}
        """Pages that were rendered for a first look."""

    def write(self, records: list[RecordFile], meanwhile: Callable[[], None]) -> None:
        """Write the pages of records and add what they say to the search.

        Where there are many, a copy of this process takes its share of them; ``meanwhile`` is done by this one. Whoever
        makes a page, its entries stand in the order of the records, as if MkDocs had rendered them all.
        """
        before = self._search.mark()
        self._write_all(records, meanwhile)
        places = {record.url: place for place, record in enumerate(records)}
        entries = self._search.take_since(before)
        self._search.put_back(sorted(entries, key=lambda entry: places[entry["location"].partition("#")[0]]))

    def _write_all(self, records: list[RecordFile], meanwhile: Callable[[], None]) -> None:
        groups: dict[tuple[str, str], list[RecordFile]] = {}
        for record in records:
            groups.setdefault(group_of(record.record_page), []).append(record)
        shells = {group: self._checked_shells(*group, members) for group, members in groups.items()}
        alone = [record for record in records if not self._may_be_shared(record)]
        others = [record for record in records if self._may_be_shared(record)]

        def write_alone() -> None:
            meanwhile()
            for record in alone:
                self._write(record, shells)

        if len(others) < _WORTH_SHARING:
            write_alone()
            for record in others:
                self._write(record, shells)
            return

        def write_piece(number: int) -> list[Any]:
            before = self._search.mark()
            for record in others[number * _PIECE : (number + 1) * _PIECE]:
                self._write(record, shells)
            return self._search.take_since(before)

        for entries in shared(-(-len(others) // _PIECE), write_piece, first=write_alone):
            self._search.put_back(entries)

    def _may_be_shared(self, record: RecordFile) -> bool:
        """Return whether a copy of this process may make the page.

        MkDocs' Markdown reports to this process, and the library that draws charts has threads that a copy lacks.
        """
        return not self._narratives.has(record.path) and not has_drawings(record.record_page.content)

    def _write(self, record: RecordFile, shells: Mapping[tuple[str, str], Shells]) -> None:
        rendered = self._rendered.pop(record.url, None) or self._render(record)
        self._narratives.check_anchors(rendered)
        self._search.add(record, rendered)
        page = shells[group_of(record.record_page)].page(record, self._without_hints(rendered))
        self._directory.write(record.dest_uri, page)
        self._show(record.url, rendered.html)

    def _checked_shells(self, folder: str, section: str, records: list[RecordFile]) -> Shells:
        """Return the shells of a group, after a look at whether its first and last page come out of them exactly."""
        shells = Shells(self._theme, self._links, folder, section)
        for record in dict.fromkeys((records[0], records[-1])):
            rendered = self._rendered[record.url] = self._render(record)
            if not self._search.is_exact_for(rendered):
                log.info("opsbook: the search plugin itself reads the pages of records, as %s needs it", record.url)
                self._search.use_parser()
            if not shells.is_exact_for(record, self._without_hints(rendered)):
                log.info("opsbook: pages under %s/ cannot be filled into a shell; each is rendered", folder)
                shells.give_up()
                break
        return shells

    def _render(self, record: RecordFile) -> RenderedPage:
        return self._site.render(record.record_page, self._narratives.renderer(record.record_page))

    def _without_hints(self, rendered: RenderedPage) -> RenderedPage:
        content = self._search.without_hints(rendered.html)
        return rendered if content == rendered.html else replace(rendered, html=content)


def group_of(page: Page) -> tuple[str, str]:
    """Return what a record's page shares its shells with: the folder of its address, and its section."""
    return page.url.rstrip("/").rpartition("/")[0], page.section
