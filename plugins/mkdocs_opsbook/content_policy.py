"""The content security policy: what a page may load and run is its own site's, and the theme's inline scripts by hash.

Each page says its policy itself, in a ``meta`` element. ``_headers`` says it once for the whole site to hosts that read
such a file (Netlify, Cloudflare Pages and others), with what a ``meta`` element cannot say: who may frame the page.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from typing import Final

HEADERS: Final = "_headers"
_ELEMENT = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"\stype\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_RUN: Final = frozenset({"", "text/javascript", "application/javascript", "module"})
_PLACES: Final = tuple(re.compile(place, re.IGNORECASE) for place in (r"<meta charset=[^>]*>", r"<head\b[^>]*>"))
# The theme draws icons from data: addresses in its style sheets; its search runs in a worker of the site's own.
_RULES: Final = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("media-src", "'self'"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("manifest-src", "'self'"),
    ("form-action", "'none'"),
    ("base-uri", "'none'"),
)
_ELEMENTS: Final = {"script-src": "script", "style-src": "style"}


class ContentPolicy:
    """Gives every page its policy, and remembers the hashes of all."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()

    def applied(self, page: str) -> str:
        """Return a page with its policy, which the file of headers then has as well."""
        self._seen |= inline_hashes(page)
        return with_policy(page)

    def is_within(self, headers: str) -> bool:
        """Return whether the file of headers allows all that stands in the pages that were seen."""
        return all(digest in headers for _, digest in self._seen)

    def headers(self) -> bytes:
        """Return the file of headers, for every page of the site that was seen."""
        lines = (
            "/*",
            f"  Content-Security-Policy: {policy(self._seen)}; frame-ancestors 'none'",
            "  X-Content-Type-Options: nosniff",
            "  Referrer-Policy: strict-origin-when-cross-origin",
        )
        return ("\n".join(lines) + "\n").encode()


def with_policy(page: str) -> str:
    """Return a page with its policy in its head, before anything that the policy is about."""
    place = next((found for pattern in _PLACES if (found := pattern.search(page))), None)
    if place is None:
        return page
    content = html.escape(policy(inline_hashes(page)), quote=False)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    return f"{page[: place.end()]}{meta}{page[place.end() :]}"


def inline_hashes(page: str) -> set[tuple[str, str]]:
    """Return the inline scripts that run and the inline styles of a page: the name of the element, and its hash."""
    found = set()
    for element in _ELEMENT.finditer(page):
        name = element[1].lower()
        written = _TYPE.search(element[2])
        runs = name == "style" or ((written[1].lower() if written else "") in _RUN and not _SOURCE.search(element[2]))
        if runs:
            digest = hashlib.sha256(element[3].encode()).digest()
            found.add((name, f"'sha256-{base64.b64encode(digest).decode()}'"))
    return found


def policy(hashes: Iterable[tuple[str, str]]) -> str:
    """Return the policy that allows these inline elements and nothing else that is not the site's own."""
    known = sorted(hashes)
    rules = (
        " ".join((name, sources, *(digest for element, digest in known if element == _ELEMENTS.get(name))))
        for name, sources in _RULES
    )
    return "; ".join(rules)
