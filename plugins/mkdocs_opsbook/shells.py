"""The shells of a section's records, and the theme itself where a shell would not be exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mkdocs.structure.pages import Page as ThemePage

from mkdocs_opsbook.edit import EditLinks
from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.pages import dress_record
from mkdocs_opsbook.prepared import Group, Prepared
from mkdocs_opsbook.shell import IDENTIFIER, SOURCE, TAG, Filling, Shape, Shell, cut, specimen
from mkdocs_opsbook.theme import Theme
from mkdocs_opsbook.toc import table_of_contents
from site_builder.model.page import Page, RenderedPage
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class ShellSet:
    """Shells by what pages they are for. ``special`` are addresses of pages that fit into none. It can be pickled."""

    shells: Mapping[tuple[Group, Shape], Shell | None]
    special: frozenset[str]

    def filled(self, prepared: Prepared) -> bytes | None:
        """Return the page filled into its shell; None where there is no shell for it."""
        if prepared.url in self.special or "<h1" not in prepared.filling.content:
            return None
        shell = self.shells.get((prepared.group, prepared.shape))
        return None if shell is None else shell.fill(prepared.filling)


class Shells:
    """The shells of one group of records, one for each shape of page."""

    def __init__(self, theme: Theme, links: EditLinks, group: Group) -> None:
        self._theme = theme
        self._links = links
        self._group = group
        self._parent = theme.parent_of(group[1])
        self._shells: dict[tuple[Group, Shape], Shell | None] = {}
        self._gave_up = False
        # Links of the navigation to pages below a record's own address are shorter on that record's page.
        self._set = ShellSet(self._shells, frozenset(_folders_above(page.url for page in theme.nav.pages)))

    def filled(self, prepared: Prepared) -> bytes | None:
        """Return the record's page filled into its shell; None where only the theme can make it."""
        self.shell(prepared.shape, prepared.filling)
        return self._set.filled(prepared)

    def give_up(self) -> None:
        """From now on, let the theme make every page."""
        self._gave_up = True
        self._shells.clear()

    def shell(self, shape: Shape, filling: Filling) -> Shell | None:
        """Return the shell for pages of this shape, which the filling has; None where the theme has to make them."""
        if self._gave_up:
            return None
        key = (self._group, shape)
        if key not in self._shells:
            self._shells[key] = self._cut(specimen(filling))
        return self._shells[key]

    def through_theme(self, record: RecordFile, rendered: RenderedPage) -> bytes:
        """Return what the theme makes of the record's page."""
        config = self._theme.config
        theme_page = ThemePage(None, record, config)
        dress_record(theme_page, rendered, self._links)
        theme_page.parent = self._parent
        output = self._theme.render(theme_page)
        record.page = None
        return output.encode("utf-8", errors="xmlcharrefreplace")

    def _cut(self, marks: Filling) -> Shell | None:
        folder, section = self._group
        tags = (TAG,) if marks.has_tags else ()
        page = Page(f"{folder}/{IDENTIFIER}/", "", section, "", None, is_record=True, tags=tags)
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


def shell_set(theme: Theme, shells: Mapping[tuple[Group, Shape], Shell | None]) -> ShellSet:
    """Return shells with what of the navigation does not fit into any."""
    return ShellSet(shells, frozenset(_folders_above(page.url for page in theme.nav.pages)))


def _folders_above(urls: Iterable[str]) -> Iterator[str]:
    for url in urls:
        parts = url.split("/")
        yield from ("/".join(parts[:number]) + "/" for number in range(1, len(parts)))
