"""Links and pictures that lead to nothing on the public site: they name files of the repository all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from site_builder.link.public_targets import site_address
from site_builder.render.links import is_absolute

_ELEMENT = re.compile(r'<([a-z][a-z0-9]*+)((?:[^<>"]|"[^"]*+")*+)>')
_ADDRESS = re.compile(r'\s(href|src|srcset|poster|data-src)="([^"]*)"')
_WORDS = re.compile(r'\salt="([^"]*)"')


def without_sources(html: str, page_url: str, has_address: Callable[[str], bool]) -> str:
    """Return the HTML of a public page with links that lead to nothing of the site made plain words, pictures as well.

    ``has_address`` says whether the site has an address, relative to its root. A link that the site could resolve leads
    to a page by now; one that still names a source leads nowhere.
    """

    def leads(url: str) -> bool:
        if is_absolute(url) or url.startswith(("#", "?")) or not url:
            return True
        return has_address(site_address(page_url, url))

    def kept(element: re.Match[str]) -> str:
        dead = [found for found in _ADDRESS.finditer(element[2]) if not all(map(leads, _urls(found)))]
        if not dead:
            return element[0]
        if element[1] == "img" and any(found[1] == "src" for found in dead):
            words = _WORDS.search(element[2])
            return words[1] if words else ""
        attributes = element[2]
        for found in dead:
            attributes = attributes.replace(found[0], "", 1)
        return f"<{element[1]}{attributes}>"

    return _ELEMENT.sub(kept, html)


def _urls(found: re.Match[str]) -> list[str]:
    """Return the addresses that an attribute names."""
    value = unescape(found[2]).strip()
    if found[1] != "srcset":
        return [value]
    return [part.split()[0] for part in value.split(",") if part.strip()]
