"""A handbook made by hand, for the adapter to put into a site: pages whose bodies are known to the letter."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook.contract import RenderMarkdown
from mkdocs_opsbook.request import Request, asking
from site_builder.link.documentation_links import DeadLink
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.page import Heading, Page, RenderedPage
from site_builder.model.settings import Audience
from site_builder.pipeline.part import Part
from site_builder.render.headings import Anchors, anchor_headings, contents, heading_html
from site_builder.render.page_html import sanitise_page
from site_builder.render.prose import FinishedProse
from site_builder.views.base import NavigationEntry

AS_OF = date(2026, 10, 31)
MATERIAL = {"theme": {"name": "material", "font": False}}
"""Options for tests that look at what Material makes of a page; the small theme of MkDocs builds much faster."""


@dataclass(frozen=True)
class Body:
    """What a page of the fake says: HTML under its title, headings, Markdown that the site renders, and its head."""

    html: str = "<p>Nothing yet.</p>"
    headings: tuple[Heading, ...] = ()
    markdown: str = ""
    head: str = ""


@dataclass
class FakeSite:
    """A handbook with these pages."""

    pages: tuple[Page, ...]
    prose: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    dead_links: tuple[DeadLink, ...] = ()
    navigation: tuple[NavigationEntry, ...] = ()
    machine: Mapping[str, bytes] = field(default_factory=lambda: {"api/v1/index.json": b"{}\n"})
    watch: tuple[Path, ...] = ()
    as_of: date = AS_OF
    other_urls: Mapping[str, str] = field(default_factory=dict)

    @property
    def record_urls(self) -> Mapping[str, str]:
        return {page.source_path: page.url for page in self.pages if page.source_path} | dict(self.other_urls)

    @property
    def assets(self) -> Iterable[tuple[str, bytes]]:
        scripts = [(f"assets/opsbook/{name}.js", b"") for name in ("opsbook", "releases")]
        return [("assets/opsbook/opsbook.css", b".ob{}"), *scripts]

    def outputs(self, part: Part | None = None) -> Sequence[Callable[[], Iterable[tuple[str, bytes]]]]:
        return (self.machine.items,)

    def render(self, page: Page, content_markdown: RenderMarkdown) -> RenderedPage:
        body: Body = page.content
        anchors = Anchors({"top"})
        prose = ""
        headings: tuple[Heading, ...] = ()
        if body.markdown:
            prose, headings = anchor_headings(content_markdown(page.source_path, body.markdown).html, anchors)
        title = heading_html(1, escape(page.title, quote=False), "top")
        return RenderedPage(page, f"{title}\n{prose}\n{body.html}", (*contents(headings), *body.headings), body.head)

    def render_with_marks(self, page: Page, content_markdown: RenderMarkdown) -> RenderedPage:
        return self.render(page, content_markdown)

    def with_drawings(self, html: str) -> str:
        return html

    def render_all(self, pages: Sequence[Page], renderer: Callable[[Page], RenderMarkdown]) -> Sequence[RenderedPage]:
        return [self.render(page, renderer(page)) for page in pages]

    def render_prose(self, path: str, markdown: str) -> str:
        return markdown.replace("[[LIVE]]", "*live*")

    def finish_prose(self, path: str, html: str) -> FinishedProse:
        clean, taken_out = sanitise_page(html, path)
        return FinishedProse(clean, tuple(taken_out))

    def give_reading(self) -> None:
        pass

    def receive_reading(self, reading: None) -> None:
        pass

    def keep(self, *, is_whole: bool = True) -> None:
        pass


def section(url: str, title: str, **more: Any) -> Page:
    """Return a section's page."""
    return Page(url, title, url.strip("/"), "section.html", more.pop("body", Body()), **more)


def record(path: str, title: str, *, section: str = "", **more: Any) -> Page:
    """Return a record's page, with its address as its path has it, ``content/`` left out."""
    stem = path.removeprefix("content/").rpartition(".")[0]
    folder = section or stem.rpartition("/")[0]
    url = f"{folder}/{stem.rpartition('/')[2]}/"
    body = more.pop("body", Body())
    return Page(url, title, folder, "", body, source_path=path, is_record=True, **more)


def entries_for(pages: Iterable[Page]) -> tuple[NavigationEntry, ...]:
    """Return navigation entries for sections, grouped by the first part of their address where it has two."""
    sections = [page for page in pages if not page.is_record]
    return tuple(
        NavigationEntry(page.url.split("/")[0].capitalize() if page.url.count("/") > 1 else "", page.title, page.url, n)
        for n, page in enumerate(sections)
    )


def build_fake(
    root: Path,
    site: FakeSite,
    files: Mapping[str, str] | None = None,
    *,
    options: Mapping[str, Any] | None = None,
    shells: bool = True,
    audience: Audience | None = None,
    plugins: Iterable[str] = ("search", "opsbook"),
    site_dir: str = "site",
    strict: bool = False,
    prepare: Callable[[MkDocsConfig], None] = lambda config: None,
) -> Path:
    """Build the site of a fake handbook with MkDocs, in this process, and return its directory."""
    (root / "content").mkdir(exist_ok=True)
    for path, text in (files or {}).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    values: dict[str, Any] = {
        "site_name": "Fake handbook",
        "docs_dir": "content",
        "site_dir": site_dir,
        "site_url": "https://example.org/handbook/",
        "theme": {"name": "mkdocs"},
        "plugins": [],
        "strict": strict,
        **(options or {}),
    }
    config_file = root / "mkdocs.yml"
    config_file.write_text(yaml.safe_dump({**values, "plugins": [*values["plugins"], *plugins]}), encoding="utf-8")
    with asking(Request(as_of=AS_OF, shells=shells, site=site, audience=audience)):
        config = load_config(str(config_file))
        prepare(config)
        # Under the command line this logger has a handler; here nobody listens.
        logging.getLogger("mkdocs").setLevel(logging.INFO)
        build(config)
    return Path(config.site_dir)


def files_of(directory: Path) -> dict[str, bytes]:
    """Return every file below a directory."""
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()
    }
