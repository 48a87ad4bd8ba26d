"""Pages: what a view makes of the handbook, before and after rendering."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered: an address, a title, a template and the typed content that it shows.

    ``url`` is relative to the site's root and ends with a slash; the home page's is empty. ``section`` is the address
    of the section it belongs to, without slashes at the ends: pages of one section share a shell. ``is_record`` is true
    for a record's own page, false for a section's. ``source_path`` is the file that "edit this record" opens, relative
    to the root; empty where there is none. ``template`` is a file in ``views/templates``; ``content`` is a frozen
    dataclass that the template receives as ``content``. ``hides`` names what the theme leaves out beside a page that
    needs the room. A page that is not searchable holds nothing that other pages do not have.
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

    ``head`` is HTML for the page's head: links to its feeds, and what it says to machines.
    """

    page: Page
    html: str
    headings: tuple[Heading, ...] = ()
    head: str = ""
