"""Walks the links of Markdown files as an engine without extensions reads them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import markdown


class _Found(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.anchors.add(value or "")
            elif name in ("href", "src"):
                self.links.append(value or "")


def broken_links(files: Mapping[str, bytes]) -> list[str]:
    """Return each link of a file that leads to no file, or to an anchor that is not there."""
    found = {name: _Found(_html(content)) for name, content in files.items() if name.endswith(".md")}
    broken = []
    for name, page in found.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            path = unquote(parts.path)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            anchors = found[target].anchors if target in found else {""}
            if target not in files or (parts.fragment and unquote(parts.fragment) not in anchors):
                broken.append(f"{name}: {link}")
    return broken


def _html(content: bytes) -> str:
    _, _, body = content.decode().removeprefix("---\n").partition("\n---\n")
    return markdown.markdown(body, extensions=["fenced_code", "tables", "toc"])
