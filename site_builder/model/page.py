"""Pages: what a view makes of the handbook, before and after rendering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from typing import Any, Literal

from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered: an address, a title, a template and the typed content that it shows.

    ``url`` is relative to the site's root and ends with a slash; the home page's is empty. ``section`` is the address
    of the section it belongs to, without slashes at the ends: pages of one section share a shell. ``is_record`` is true
    for a record's own page, false for a section's. ``source_path`` is the file that "edit this record" opens, relative
    to the root; empty where there is none. ``template`` is a file in ``views/templates``, empty for the page of a
    record; ``content`` is a frozen dataclass that the template receives as ``content``. ``hides`` names what the theme
    leaves out beside a page that needs the room. A page that is not searchable holds nothing that other pages do not
    have.

    Where ``maker`` is set the page has its place and its name, but nothing on it yet: ``made`` gives the whole page. So
    the thousands of pages of records are made where and when they are rendered, and need not be held all at once.
    ``given`` says what else its maker depends on beside what it reads.
    """

    url: str
    title: str
    section: str
    template: str
    content: Any
    description: str = ""
    source_path: str = ""
    is_record: bool = False
    tags: tuple[str, ...] = ()
    hides: tuple[Literal["navigation", "toc"], ...] = ()
    is_searchable: bool = True
    maker: Callable[[], Page] | None = None
    given: str = ""

    def made(self) -> Page:
        """Return the whole page, content and all."""
        return self if self.maker is None else self.maker()

    def changed(self, change: Callable[[Page], Page]) -> Page:
        """Return the page with its content changed, at once or, where it is to be made later, then."""
        if self.maker is None:
            return change(self)
        maker = self.maker
        return replace(self, maker=lambda: change(maker()))


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's table of contents: level from 2, text without markup, anchor, deeper headings."""

    level: int
    text: str
    anchor: str
    children: tuple[Heading, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page with its body in HTML (from ``<h1>`` on) and its table of contents.

    ``head`` is HTML for the page's head: links to its feeds, and what it says to machines. ``files`` stand beside the
    page: the path in the site and the bytes of each.
    """

    page: Page
    html: str
    headings: tuple[Heading, ...] = ()
    head: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
