"""What the adapter needs of a built handbook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from site_builder.link.documentation_links import DeadLink
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.page import Page, RenderedPage
from site_builder.model.quick import dataclass
from site_builder.pipeline.part import Part
from site_builder.views.base import NavigationEntry


@dataclass(frozen=True, slots=True)
class RenderedProse:
    """Markdown turned into HTML as the site does it for its own pages. Headings are read from it."""

    html: str


RenderMarkdown: TypeAlias = Callable[[str, str], RenderedProse]
"""Renders the Markdown of a source file: path from the root, text."""


class FinishedProse(Protocol):
    """The HTML of a hand-written page, and a message for each thing that was taken out of it."""

    @property
    def html(self) -> str:
        """The HTML."""

    @property
    def taken_out(self) -> Sequence[str]:
        """What was taken out, in words that begin with the path."""


class HandbookSite(Protocol):
    """The pages and files of a handbook for one audience."""

    @property
    def as_of(self) -> date:
        """The date that "today" means."""

    @property
    def pages(self) -> Sequence[Page]:
        """Every generated page: records and sections; the home page's address is empty."""

    @property
    def navigation(self) -> Sequence[NavigationEntry]:
        """The sections in navigation order."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found wrong."""

    @property
    def dead_links(self) -> Collection[DeadLink]:
        """The dead links of hand-written pages and of narratives beside them, of which the diagnostics tell."""

    @property
    def record_urls(self) -> Mapping[str, str]:
        """The address of each record by its path from the root."""

    @property
    def prose(self) -> Collection[str]:
        """Paths from the root of the hand-written pages that this audience may read."""

    @property
    def assets(self) -> Iterable[tuple[str, bytes]]:
        """Style sheets and scripts, by their path in the site."""

    @property
    def watch(self) -> Sequence[Path]:
        """Folders and files that a change of rebuilds the site."""

    def render(self, page: Page, content_markdown: RenderMarkdown) -> RenderedPage:
        """Return the page's body, from its first heading on, and its headings."""

    def render_with_marks(self, page: Page, content_markdown: RenderMarkdown) -> RenderedPage:
        """Return the same with marks for drawings that are still to come: ``with_drawings`` waits for them."""

    def with_drawings(self, html: str) -> str:
        """Return the body of a page with its drawings in the place of their marks."""

    def render_all(self, pages: Sequence[Page], renderer: Callable[[Page], RenderMarkdown]) -> Sequence[RenderedPage]:
        """Return the bodies of pages, each as ``render`` gives it; sooner than one by one."""

    def render_prose(self, path: str, markdown: str) -> str:
        """Return the Markdown of a hand-written page with its live parts and mentions filled in."""

    def finish_prose(self, path: str, html: str) -> FinishedProse:
        """Return the HTML of a hand-written page, sanitised, with its live parts and mentions filled in."""

    def outputs(self, part: Part | None = None) -> Sequence[Callable[[], Iterable[tuple[str, bytes]]]]:
        """Return the machine outputs in parts that do not depend on each other: each makes files of the site.

        Of a ``part`` those files may be left out that are not made of its pages and records.
        """

    def give_reading(self) -> Any:
        """Return what pages were made of in this process since it was asked last, as plain data."""

    def receive_reading(self, reading: Any) -> None:
        """Add what pages were made of that another process has made."""

    def keep(self, *, is_whole: bool) -> None:
        """Keep for the next time what was made on the way. Called once all pages and outputs are written.

        ``is_whole`` says that these were all pages of the site, and not only a part of them.
        """
