"""Tables of contents: headings of a rendered page as MkDocs keeps them, and back."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from mkdocs.structure.toc import AnchorLink, TableOfContents

from site_builder.model.page import Heading, Page, RenderedPage
from site_builder.render.escaping import escaped
from site_builder.render.inline import title_text

_FIRST_HEADING = re.compile(r'\s*<h1\b[^>]*?\sid="([^"]*)"')
_ANCHOR = re.compile(r'\s(?:id|name)="([^"]*)"')


def plain(text: str) -> str:
    """Return a text on one line, escaped for HTML: what a theme prints as it is."""
    return escaped(" ".join(text.split()))


def title_of(page: Page) -> str:
    """Return a page's title as a theme prints it: escaped, without the marks of code spans."""
    return plain(title_text(page.title))


def outline(rendered: RenderedPage) -> tuple[Heading, ...]:
    """Return the headings under the page's own, where that one has an anchor: as MkDocs has them of Markdown."""
    first = _FIRST_HEADING.match(rendered.html)
    if first is None:
        return rendered.headings
    return (Heading(1, title_text(rendered.page.title), html.unescape(first[1]), rendered.headings),)


def table_of_contents(headings: Sequence[Heading]) -> TableOfContents:
    """Return headings as MkDocs keeps them, titles in HTML."""
    links = [_link(heading) for heading in headings]
    if links:
        # MkDocs marks the first one; templates of themes look at it.
        links[0].active = True  # type: ignore[attr-defined]
    return TableOfContents(links)


def anchors_in(body: str) -> set[str]:
    """Return the anchors in HTML that a link may lead to."""
    return {html.unescape(anchor) for anchor in _ANCHOR.findall(body)}


def _link(heading: Heading) -> AnchorLink:
    link = AnchorLink(plain(heading.text), heading.anchor, heading.level)
    link.children = [_link(child) for child in heading.children]
    return link
