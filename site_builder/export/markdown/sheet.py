"""A sheet: the Markdown file that is being written, and what it takes to write it."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property

from site_builder.export.markdown.escape import title
from site_builder.export.markdown.layout import Layout
from site_builder.model.quick import dataclass
from site_builder.model.reference import Reference
from site_builder.render.chart_store import ChartStore
from site_builder.render.headings import DEEPEST_LEVEL, Anchors, slugify
from site_builder.render.inline import title_text
from site_builder.render.links import is_absolute, is_safe
from site_builder.render.targets import LinkTargets
from site_builder.views.base import ViewContext


@dataclass(frozen=True, eq=False)
class MarkdownContext:
    """What all sheets share. ``docs_dir`` is the documentation folder, whose pages may use more than GitHub's flavour.

    ``charts`` are drawn once, though many pages show them.
    """

    views: ViewContext
    layout: Layout
    docs_dir: str
    charts: ChartStore = field(default_factory=ChartStore)

    @cached_property
    def targets(self) -> LinkTargets:
        """Where links from one file of the repository to another lead."""
        handbook = self.views.handbook
        return LinkTargets({record.path: handbook.url_of(record) for record in handbook}, handbook, self.docs_dir)

    @cached_property
    def prose(self) -> frozenset[str]:
        """The paths of hand-written pages: only they have live blocks."""
        return frozenset(page.path for page in self.views.handbook.prose)


@dataclass(eq=False)
class Sheet:
    """The file of a page. ``drawings`` are the pictures that it shows, by path; ``level`` its last heading's."""

    url: str
    file: str
    context: MarkdownContext
    level: int = 1
    anchors: Anchors = field(default_factory=Anchors)
    drawings: dict[str, bytes] = field(default_factory=dict)

    def link(self, url: str) -> str | None:
        """Return an address, relative to the site's root, as this file links it; None where it cannot be linked."""
        if url.startswith("#"):
            return self.context.layout.link(self.url + url, self.file)
        if is_absolute(url):
            return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20") if is_safe(url) else None
        return self.context.layout.link(url, self.file)

    def target(self, path: str, target: str) -> str | None:
        """Return where a relative link in the file at ``path`` leads, as this file links it; None for nowhere."""
        url = self.context.targets.url(path, target)
        if url is None:
            url = self.context.layout.address(target, self.url)
        return None if url is None else self.link(url)

    def mention(self, kind: str, record_id: str) -> tuple[str, str | None] | None:
        """Return the title of a record and the link to it; None where the handbook does not have it."""
        handbook = self.context.views.handbook
        record = handbook.get(Reference(kind, record_id))
        return None if record is None else (record.title, self.link(handbook.url_of(record)))

    def heading(self, level: int, words: str, anchor: str = "", content: str = "") -> str:
        """Return a heading. Where its anchor is not the one that engines make of its words, it stands beside them."""
        self.level = min(level, DEEPEST_LEVEL)
        made = self.anchors.claim(slugify(title_text(words)))
        mark = anchor_mark(anchor) if anchor and anchor != made else ""
        return f"{'#' * self.level} {mark}{content or title(words)}"


def anchor_mark(anchor: str) -> str:
    """Return what makes a place a target of links."""
    return f'<a id="{anchor}"></a>' if anchor and not set(anchor) & set("\"'<>& ") else ""
