"""The shells of a section's records, and the theme itself where a shell would not be exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs.structure.pages import Page as ThemePage

from mkdocs_opsbook.edit import EditLinks
from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.pages import dress_record, parent_in_navigation
from mkdocs_opsbook.shell import IDENTIFIER, SOURCE, TAG, Filling, Shape, Shell, cut, specimen
from mkdocs_opsbook.theme import Theme
from mkdocs_opsbook.toc import outline, plain, table_of_contents, title_of
from site_builder.model.page import Page, RenderedPage


class Shells:
    """The shells of the records of one section in one folder of the site, one for each shape of page."""

    def __init__(self, theme: Theme, links: EditLinks, folder: str, section: str) -> None:
        self._theme = theme
        self._links = links
        self._folder = folder
        self._section = section
        self._parent = parent_in_navigation(theme.nav, section)
        self._shells: dict[Shape, Shell | None] = {}
        self._gave_up = False
        # Links of the navigation to pages below a record's own address are shorter on that record's page.
        self._special = set(_folders_above(page.url for page in theme.nav.pages))

    def page(self, record: RecordFile, rendered: RenderedPage) -> bytes:
        """Return the record's page, filled into its shell where that gives the same as the theme."""
        filled = None if self._gave_up else self._filled(record, rendered)
        return self.through_theme(record, rendered) if filled is None else filled

    def is_exact_for(self, record: RecordFile, rendered: RenderedPage) -> bool:
        """Return whether the record's page is, byte for byte, what the theme makes of it."""
        return self.page(record, rendered) == self.through_theme(record, rendered)

    def give_up(self) -> None:
        """From now on, let the theme make every page."""
        self._gave_up = True

    def _filled(self, record: RecordFile, rendered: RenderedPage) -> bytes | None:
        """Return the record's page filled into its shell; None where there is no shell for it."""
        page = rendered.page
        if page.url in self._special or "<h1" not in rendered.html:
            return None
        filling = Filling(
            record.name,
            record.src_uri,
            title_of(page),
            plain(page.description),
            self._links.url(page.source_path) or "",
            rendered.html,
            outline(rendered),
            bool(page.tags),
            rendered.head,
        )
        shape = filling.shape
        if shape not in self._shells:
            self._shells[shape] = self._shell(specimen(filling))
        shell = self._shells[shape]
        return None if shell is None else shell.fill(filling)

    def through_theme(self, record: RecordFile, rendered: RenderedPage) -> bytes:
        """Return what the theme makes of the record's page."""
        config = self._theme.config
        theme_page = ThemePage(None, record, config)
        dress_record(theme_page, rendered, self._links)
        theme_page.parent = self._parent
        output = self._theme.render(theme_page)
        record.page = None
        return output.encode("utf-8", errors="xmlcharrefreplace")

    def _shell(self, marks: Filling) -> Shell | None:
        tags = (TAG,) if marks.has_tags else ()
        page = Page(f"{self._folder}/{IDENTIFIER}/", "", self._section, "", None, is_record=True, tags=tags)
        config = self._theme.config
        file = RecordFile("", SOURCE, page, config)
        theme_page = ThemePage(None, file, config)
        dress_record(theme_page, RenderedPage(page, marks.content, head=marks.head), self._links)
        theme_page.title = marks.title
        theme_page.meta["title"] = marks.title
        if marks.description:
            theme_page.meta["description"] = marks.description
        theme_page.edit_url = marks.edit_url or None
        theme_page.toc = table_of_contents(marks.headings)
        theme_page.parent = self._parent
        return cut(self._theme.specimen(theme_page), marks)


def _folders_above(urls: Iterable[str]) -> Iterator[str]:
    for url in urls:
        parts = url.split("/")
        yield from ("/".join(parts[:number]) + "/" for number in range(1, len(parts)))
