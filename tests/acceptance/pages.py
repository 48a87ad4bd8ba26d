"""Reads built pages: what they link to, load, and how they are built up."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LOADS = {
    "audio": "src", "embed": "src", "iframe": "src", "image": "href", "img": "src", "input": "src", "link": "href",
    "object": "data", "script": "src", "source": "src", "track": "src", "use": "href", "video": "src",
}  # fmt: skip
_LINKS_ONLY = frozenset({"alternate", "author", "canonical", "edit", "license", "next", "prev"})


@dataclass
class Table:
    """What a reader needs to understand a table. ``is_drawn``: opsbook made it, not an author in Markdown."""

    is_drawn: bool = False
    caption: str = ""
    heads: int = 0
    heads_without_scope: int = 0


@dataclass
class BuiltPage:
    """A page of a built site. Problems are of its article alone: the frame around it is the theme's."""

    path: str
    identifiers: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    images_without_text: list[str] = field(default_factory=list)
    graphics_without_name: int = 0
    forbidden: list[str] = field(default_factory=list)
    article: str = ""
    title: str = ""

    def target(self, address: str) -> str:
        """Return what an address without a host leads to: the path in the site, without a place in the page."""
        path = unquote(urlsplit(address).path)
        if not path:
            return self.path.removesuffix("index.html")
        whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(self.path), path)).lstrip("/")
        return f"{whole}/" if path.endswith("/") and whole else whole


class _Reader(HTMLParser):
    def __init__(self, page: BuiltPage) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}

    @property
    def in_article(self) -> bool:
        return "article" in self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.collect(tag, values)
        if self.in_article:
            self.look_at(tag, values)
        if tag not in _VOID:
            self.open.append(tag)
            self.texts[f"{len(self.open)}"] = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or tag not in self.open:
            return
        while self.open:
            text = " ".join("".join(self.texts.pop(f"{len(self.open)}")).split())
            ended = self.open.pop()
            self.finish(ended, text)
            if ended == tag:
                return

    def handle_data(self, data: str) -> None:
        for depth in range(1, len(self.open) + 1):
            self.texts[f"{depth}"].append(data)

    def collect(self, tag: str, values: dict[str, str]) -> None:
        page = self.page
        page.identifiers += [values["id"]] if "id" in values else []
        page.identifiers += [values["name"]] if tag == "a" and "name" in values else []
        if tag in ("a", "area") and "href" in values:
            page.links.append(values["href"])
        relations = set(values.get("rel", "").split())
        if tag == "link" and relations & _LINKS_ONLY:
            page.links.append(values["href"])
        elif tag in _LOADS:
            page.loaded += [values[name] for name in (_LOADS[tag], f"xlink:{_LOADS[tag]}", "poster") if name in values]
            page.loaded += [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]
        if tag in _HEADINGS:
            page.headings.append((int(tag[1]), ""))

    def look_at(self, tag: str, values: dict[str, str]) -> None:
        page = self.page
        page.forbidden += [f"{tag} {name}" for name in values if name == "style" or name.startswith("on")]
        is_ours = tag == "form" and "data-ob-form" in values and "action" not in values
        if tag in ("script", "style", "iframe", "object", "embed", "form") and not is_ours:
            page.forbidden.append(f"<{tag}>")
        if tag == "img" and "alt" not in values:
            page.images_without_text.append(values.get("src", ""))
        drawn = values.get("class", "").startswith("ob-")
        if tag == "svg" and drawn and not values.keys() & {"aria-hidden", "aria-label", "aria-labelledby"}:
            page.graphics_without_name += 1
        if tag == "table":
            page.tables.append(Table(drawn))
        if tag == "th":
            page.tables[-1].heads += 1
            page.tables[-1].heads_without_scope += values.get("scope") not in ("col", "row", "colgroup", "rowgroup")

    def finish(self, tag: str, text: str) -> None:
        page = self.page
        if tag in _HEADINGS:
            level, _ = page.headings[-1]
            page.headings[-1] = (level, text)
        elif tag == "article":
            page.article = text
        elif tag == "title" and "head" in self.open:
            page.title = text
        elif tag == "caption":
            page.tables[-1].caption = text


def read_page(site: Path, path: str) -> BuiltPage:
    """Return a page of a site by its path in it."""
    page = BuiltPage(path)
    reader = _Reader(page)
    reader.feed((site / path).read_text(encoding="utf-8"))
    reader.close()
    return page


def read_pages(site: Path) -> dict[str, BuiltPage]:
    """Return every page of a site by its path in it."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return {path: read_page(site, path) for path in paths}


def broken_links(site: Path, pages: dict[str, BuiltPage], *, base: str = "/") -> Iterator[str]:
    """Return each link and address of something loaded that leads nowhere in the site, or to no place in a page.

    ``base`` is where the site lies on its host; the page for what is not found links from there.
    """
    for page in pages.values():
        for address in dict.fromkeys((*page.links, *page.loaded)):
            below = f"/{address.removeprefix(base)}" if address.startswith(base) else address
            problem = _problem(site, pages, page, below)
            if problem:
                yield f"{page.path}: {address}: {problem}"


def is_foreign(address: str) -> bool:
    """Return whether an address leads to another host."""
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme not in ("", "data")


def _problem(site: Path, pages: dict[str, BuiltPage], page: BuiltPage, address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""
    target = page.target(address)
    if (site / target).is_dir():
        target = posixpath.join(target, "index.html")
    if not (site / target).is_file():
        return "there is no such file"
    if not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].identifiers:
        return ""
    return "there is no such place in the page"
