"""What is being rendered: the page, what it may ask for, the ids it has given away, the headings it has shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeAlias

from site_builder.link.handbook import Handbook
from site_builder.measure.base import Measures
from site_builder.model.page import Heading
from site_builder.model.quick import dataclass
from site_builder.model.reference import Reference
from site_builder.render.chart_store import SHARED_CHARTS, ChartStore
from site_builder.render.headings import (
    DEEPEST_LEVEL,
    TOP_LEVEL,
    Anchors,
    anchor_headings,
    heading_html,
    slugify,
    without_title,
)
from site_builder.render.inline import title_text
from site_builder.render.links import neighbour_of, relative_url
from site_builder.render.markdown import MarkdownHtml, render_line, render_markdown
from site_builder.render.mentions import MentionTarget, link_mentions
from site_builder.render.page_html import sanitise_page
from site_builder.render.source_links import without_sources
from site_builder.render.targets import LinkTargets


class ContentHtml(Protocol):
    """Markdown that the site's own engine has rendered. Its headings are read from the HTML."""

    @property
    def html(self) -> str:
        """The HTML, not yet sanitised."""


ContentMarkdown: TypeAlias = Callable[[str, str], ContentHtml]
"""Renders the Markdown of a file (path from the root, text) as the site does for hand-written pages."""


def _has_any(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True, eq=False)
class BodyContext:
    """What rendering needs beside the page, the same for all pages of a site.

    ``record_urls`` holds the address of each record's page by the path of its file. ``sources`` has the file of each
    record that does not go by its own path: relative links in its texts start there. ``texts`` has the HTML of texts
    that were rendered ahead. ``has_address`` says whether the site has an address, relative to its root.
    """

    handbook: Handbook
    measures: Measures
    as_of: date
    record_urls: Mapping[str, str]
    docs_dir: str = "content"
    charts: ChartStore = SHARED_CHARTS
    sources: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    has_address: Callable[[str], bool] = _has_any


class Scope:
    """The state of rendering one page.

    ``content_markdown`` renders narratives below the documentation folder; without it they are rendered as those of
    other folders. ``taken`` are anchors that the page has given away.
    """

    def __init__(
        self,
        url: str,
        context: BodyContext,
        taken: Iterable[str] = (),
        content_markdown: ContentMarkdown | None = None,
    ) -> None:
        self.url = url
        self.neighbour = neighbour_of(url)
        self._content_markdown = content_markdown
        self.context = context
        self.anchors = Anchors(taken)
        self.headings: list[Heading] = []
        self.level = 1
        self._targets = _link_targets(context)

    def href(self, url: str) -> str:
        """Return an address, relative to the site's root, as this page links it."""
        return relative_url(url, self.url)

    def heading(self, level: int, text: str, anchor: str, content: str, *, listed: bool) -> str:
        """Return a heading with the anchor given, else one made from its text; listed ones are in the contents."""
        given = anchor or self.anchors.claim(slugify(title_text(text)))
        self.level = level
        if listed and level > 1:
            self.headings.append(Heading(level, title_text(text), given))
        return heading_html(level, content, given)

    def blocks(self, text: str, path: str) -> str:
        """Return a record's Markdown as HTML, its headings below the last one and not in the contents."""
        top = min(self.level + 1, DEEPEST_LEVEL)
        path = self._source(path)
        rendered = self._markdown(text, path, top)
        return self._with_mentions(rendered.html)

    def line(self, text: str, path: str) -> str:
        """Return the first paragraph of a record's Markdown as HTML without block elements."""
        path = self._source(path)
        return self._with_mentions(render_line(text, path=path, resolve_link=self._resolve))

    def narrative(self, text: str, path: str, title: str = "") -> str:
        """Return a narrative as HTML; its headings are in the contents, but for a first one that repeats ``title``."""
        content_markdown, path = self._content_markdown, self._source(path)
        if content_markdown is not None and path.startswith(f"{self.context.docs_dir}/"):
            html, _ = sanitise_page(content_markdown(path, text).html, path)
            if self._is_public:
                html = without_sources(html, self.url, self.context.has_address)
            if title:
                html = without_title(html, title)
            html, headings = anchor_headings(html, self.anchors)
        else:
            rendered = self._markdown(text, path, TOP_LEVEL)
            html, headings = rendered.html, rendered.headings
        self.headings.extend(headings)
        return self._with_mentions(html)

    def _markdown(self, text: str, path: str, top: int) -> MarkdownHtml:
        return render_markdown(
            text, path=path, resolve_link=self._resolve, anchors=self.anchors, top=top, known=self.context.texts
        )

    def mention(self, kind: str, record_id: str) -> MentionTarget | None:
        """Return what a mention leads to, None where the handbook does not have it."""
        record = self.context.handbook.get(Reference(kind, record_id))
        if record is None:
            return None
        return MentionTarget(record.title, self.href(self.context.handbook.url_of(record)))

    def _with_mentions(self, html: str) -> str:
        if "[[" not in html:
            return html
        return link_mentions(html, self.mention, hide_unknown=self._is_public)

    @property
    def _is_public(self) -> bool:
        return self.context.handbook.audience == "public"

    def _source(self, path: str) -> str:
        return self.context.sources.get(path, path)

    def _resolve(self, path: str, target: str) -> str | None:
        url = self._targets.url(path, target)
        return None if url is None else self.href(url)


@lru_cache(maxsize=2)
def _link_targets(context: BodyContext) -> LinkTargets:
    # Once for all pages: what they have in common knows the folders of all records.
    return LinkTargets(context.record_urls, context.handbook, context.docs_dir)


_current: ContextVar[Scope] = ContextVar("scope")


def current() -> Scope:
    """Return the scope of the page that is being rendered."""
    return _current.get()


@contextmanager
def rendering(scope: Scope) -> Iterator[Scope]:
    """Make a scope the current one."""
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)
