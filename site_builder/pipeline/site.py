"""From a checked handbook to the pages and files of its site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path

from site_builder.export.releases.head import head_of
from site_builder.export.tables import csv_files, with_csv_links
from site_builder.link.documentation_links import DeadLink
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.faults import PackFault
from site_builder.model.page import Page, RenderedPage
from site_builder.model.quick import dataclass
from site_builder.model.settings import Audience
from site_builder.pipeline.check import Checked
from site_builder.pipeline.inputs import Inputs, kind_folders
from site_builder.pipeline.page_reads import PageReads, Reading
from site_builder.pipeline.part import Part
from site_builder.pipeline.site_addresses import SiteAddresses
from site_builder.pipeline.site_outputs import Files, SiteOutputs
from site_builder.pipeline.site_pages import SitePages
from site_builder.render.assets import asset_files
from site_builder.render.body import BodyContext, ContentMarkdown, render_body
from site_builder.render.chart_store import ChartStore, charts_file
from site_builder.render.drawing_ahead import DrawingAhead
from site_builder.render.prose import FinishedProse, ProseRenderer
from site_builder.render.texts_ahead import TextsAhead
from site_builder.views.base import NavigationEntry, View, ViewContext, navigation
from site_builder.views.within import has_drawings


@dataclass(frozen=True, eq=False)
class Site:
    """The pages of a checked handbook, and what it takes to render them.

    ``shown`` is what the audience is given of what was ``checked``: all pages and files are made of it. ``reads`` notes
    what is read for each of them.
    """

    inputs: Inputs
    checked: Checked
    shown: Checked
    views: tuple[View, ...]
    context: ViewContext
    by_view: SitePages
    reads: PageReads
    ahead: DrawingAhead | None = None
    texts: TextsAhead | None = None

    @property
    def pages(self) -> Sequence[Page]:
        """Every page, in the order of views. Raises PackFault where two have one address."""
        return self.by_view.all

    @property
    def as_of(self) -> date:
        """The date that "today" means."""
        return self.inputs.as_of

    @property
    def audience(self) -> Audience:
        """Who the site is for."""
        return self.shown.handbook.audience

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All diagnostics, sorted."""
        return self.checked.diagnostics

    @property
    def dead_links(self) -> Collection[DeadLink]:
        """The dead links of the documentation, of which the diagnostics tell."""
        return self.checked.dead_links

    @property
    def navigation(self) -> tuple[NavigationEntry, ...]:
        """The sections in navigation order."""
        return navigation(self.views, self.audience)

    @cached_property
    def record_urls(self) -> Mapping[str, str]:
        """The address of each record's page by the path of its file: links are resolved with it, and nothing else."""
        shown = self.shown.handbook
        return {
            record.path: shown.url_of(record)
            for record in self.checked.handbook
            if shown.get(record.reference) is not None
        }

    @property
    def prose(self) -> Collection[str]:
        """Paths of the hand-written pages."""
        return tuple(page.path for page in self.shown.handbook.prose)

    @property
    def assets(self) -> Iterable[tuple[str, bytes]]:
        """Style sheets and scripts, by their path in the site."""
        return asset_files(is_public=self.audience == "public")

    @property
    def watch(self) -> Sequence[Path]:
        """Folders that a change of rebuilds the site."""
        root = self.inputs.root
        if root is None:
            return ()
        tops = {folder.split("/", 1)[0] for folder in kind_folders(self.inputs.configuration).values()}
        return tuple(root / folder for folder in sorted(tops) if (root / folder).is_dir())

    def made(self, page: Page) -> Page:
        """Return the whole page, content and all."""
        if page.maker is None:
            return page
        with self.reads.noted(page.url):
            return with_csv_links(page.made())

    def render(self, page: Page, content_markdown: ContentMarkdown) -> RenderedPage:
        """Return the body of a page. ``content_markdown`` renders narratives below the documentation folder."""
        return self._rendered(page, self.made(page), content_markdown)

    def render_with_marks(self, page: Page, content_markdown: ContentMarkdown) -> RenderedPage:
        """Return the same with marks for drawings that are still to come: ``with_drawings`` waits for them."""
        with self.charts.marking():
            return self.render(page, content_markdown)

    def with_drawings(self, html: str) -> str:
        """Return the body of a page with its drawings in the place of their marks."""
        return self.charts.filled(html)

    def render_all(self, pages: Sequence[Page], renderer: Callable[[Page], ContentMarkdown]) -> Sequence[RenderedPage]:
        """Return the bodies of pages. All are made before the first is rendered.

        A processor that does one thing many times has at hand what it takes: that saves a seventh of the time.
        """
        made = [self.made(page) for page in pages]
        rendered = [self._rendered(page, whole, renderer(page)) for page, whole in zip(pages, made, strict=True)]
        self.reads.settle()
        return rendered

    def _rendered(self, page: Page, made: Page, content_markdown: ContentMarkdown) -> RenderedPage:
        if page.maker is not None and has_drawings(made.content):
            raise PackFault(f"/{page.url} has a chart: such a page cannot be made later")
        with self.reads.noted(page.url):
            rendered = render_body(made, self._bodies, content_markdown)
            head = head_of(made, self.context, self._bodies, self.inputs.configuration.site_url)
        # The tables of other pages were cut: their files are among the machine outputs.
        files = tuple(csv_files(made)) if page.maker is not None else ()
        for path, _ in files:
            self.reads.wrote(page.url, path)
        return replace(rendered, head=head, files=files) if head or files else rendered

    def render_prose(self, path: str, markdown: str) -> str:
        """Return the Markdown of a hand-written page with a place for each of its live parts."""
        with self.reads.noted(self.prose_url(path)):
            return self._prose.before_markdown(path, markdown)

    def finish_prose(self, path: str, html: str) -> FinishedProse:
        """Return the HTML of a hand-written page, sanitised, with its live parts and mentions filled in."""
        with self.reads.noted(self.prose_url(path)):
            return self._prose.after_markdown(path, html)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Return the machine outputs: path in the site, bytes."""
        return chain.from_iterable(part() for part in self.outputs())

    def outputs(self, part: Part | None = None) -> Sequence[Callable[[], Files]]:
        """Return the machine outputs in parts that do not depend on each other: each makes files of the site.

        Of a ``part`` those are left out that are not made of its pages and records.
        """
        outputs = SiteOutputs(
            self.inputs, self.shown, self.context, self._bodies, self.by_view, self.reads, self.prose_url
        )
        return tuple(outputs.parts(part))

    @cached_property
    def reading(self) -> Reading:
        """What pages were made of, here and in copies of this process."""
        return Reading()

    def give_reading(self) -> Reading:
        """Return what pages were made of in this process since it was asked last, as plain data."""
        return self.reads.take()

    def receive_reading(self, reading: Reading) -> None:
        """Add what pages were made of that another process has made."""
        self.reading.add(reading)

    @cached_property
    def charts(self) -> ChartStore:
        """The drawings of the charts that its pages show."""
        cache = self.inputs.cache
        return ChartStore(charts_file(cache, self.audience) if cache is not None else None, self.ahead)

    def keep(self, *, is_whole: bool = True) -> None:
        """Keep what was drawn for the next time. If all pages have been rendered, what none shows is dropped."""
        self.charts.save(is_whole=is_whole)
        self.reading.add(self.reads.take())

    @cached_property
    def _bodies(self) -> BodyContext:
        return BodyContext(
            self.shown.handbook,
            self.shown.measures,
            self.inputs.as_of,
            self.record_urls,
            docs_dir=self.inputs.configuration.docs_dir,
            charts=self.charts,
            sources=self._sources,
            texts={} if self.texts is None else self.texts.take(),
            has_address=self._addresses.has,
        )

    @cached_property
    def _addresses(self) -> SiteAddresses:
        handbook, configuration = self.shown.handbook, self.inputs.configuration
        written = [self.prose_url(page.path) for page in handbook.prose]
        return SiteAddresses(handbook, self.by_view, written, self.inputs.source, configuration.docs_dir)

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        """The file of each record by the path that it goes by, where that is another one."""
        shown = self.shown.handbook
        found = ((shown.get(record.reference), record.path) for record in self.checked.handbook)
        return {record.path: path for record, path in found if record is not None and record.path != path}

    @cached_property
    def _prose(self) -> ProseRenderer:
        return ProseRenderer(self.context, self._bodies, self.prose_url)

    def prose_url(self, path: str) -> str:
        """Return the address of a hand-written page as MkDocs gives it with directory URLs."""
        name = path.removeprefix(f"{self.inputs.configuration.docs_dir}/").removesuffix(".md")
        if name in ("index", "README"):
            return ""
        for index in ("/index", "/README"):
            name = name.removesuffix(index)
        return f"{name}/"
