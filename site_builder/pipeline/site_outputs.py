"""The machine outputs of a site, in parts that do not depend on each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Final, TypeAlias

from site_builder.export.api import overview
from site_builder.export.calendar import PATH as CALENDAR
from site_builder.export.calendar import calendar_file
from site_builder.export.collections import ApiInputs, KeptRecords, collections
from site_builder.export.former_addresses import redirect_files
from site_builder.export.releases.files import release_files
from site_builder.export.releases.noted import NotesInputs
from site_builder.export.releases.pictures import image_files
from site_builder.export.tables import csv_files
from site_builder.model.page import Page
from site_builder.model.quick import dataclass
from site_builder.pipeline.audience import history_shown
from site_builder.pipeline.check import Checked
from site_builder.pipeline.inputs import Inputs
from site_builder.pipeline.page_reads import PageReads
from site_builder.pipeline.part import Part
from site_builder.pipeline.site_pages import SitePages
from site_builder.render.scope import BodyContext
from site_builder.views.base import ViewContext

OUTPUTS: Final = ("/release-notes", "/overview", "/calendar", "/former-addresses")
"""What stands for outputs among the addresses of pages: what is read for them is noted, too."""
IMAGES: Final = "/images"
"""What stands for the pictures of changes, which are looked for in each build."""

Files: TypeAlias = Iterable[tuple[str, bytes]]
"""Files of the site: the path of each, and its bytes."""


@dataclass(frozen=True, slots=True)
class SiteOutputs:
    """Makes the outputs of a handbook as it is shown to an audience.

    ``prose_url`` gives the address of a hand-written page by its path.
    """

    inputs: Inputs
    shown: Checked
    context: ViewContext
    bodies: BodyContext
    pages: SitePages
    reads: PageReads
    prose_url: Callable[[str], str]

    def parts(self, part: Part | None) -> Iterator[Callable[[], Files]]:
        """Yield what makes files; of a ``part`` of the site what is not made of its pages and records is left out."""
        handbook, source = self.shown.handbook, self.inputs.source
        site_url, as_of = self.inputs.configuration.site_url, self.inputs.as_of
        api = ApiInputs(handbook, self.shown.measures, history_shown(self.inputs).files, as_of)
        makers: tuple[Callable[[], Files], ...] = (
            partial(release_files, NotesInputs(self.context, self.bodies, site_url)),
            partial(overview, api),
            self._calendar,
            self._redirects,
        )
        for name, make in zip(OUTPUTS, makers, strict=True):
            if part is None or name in part.pages:
                yield partial(self._noted, name, make)
        yield from collections(api, None if part is None else KeptRecords(part.site, part.records))
        pages = self.pages.whole if part is None else tuple(self.pages.with_rows_of(part.pages))
        yield partial(self._tables, pages)
        yield partial(self._noted, IMAGES, partial(image_files, handbook, source, self.context.images))

    def _noted(self, name: str, make: Callable[[], Files]) -> Iterator[tuple[str, bytes]]:
        """Yield files, and note what is read for them as if they were a page of that name."""
        with self.reads.noted(name):
            for path, content in make():
                self.reads.wrote(name, path)
                yield path, content

    def _tables(self, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
        for page in pages:
            for path, content in csv_files(page):
                self.reads.wrote(page.url, path)
                yield path, content

    def _redirects(self) -> Files:
        documentation, source = self.inputs.configuration.docs_dir, self.inputs.source
        for path, page in redirect_files(self.shown.handbook, self._addresses):
            if not source.exists(f"{documentation}/{path}"):
                yield path, page

    def _addresses(self) -> Collection[str]:
        """Return the addresses of all pages."""
        return {page.url for page in self.pages.all}.union(
            self.prose_url(page.path) for page in self.shown.handbook.prose
        )

    def _calendar(self) -> Files:
        configuration, settings = self.inputs.configuration, self.context.settings
        name, site_url = configuration.shown_name, configuration.site_url
        yield CALENDAR, calendar_file(self.shown.handbook, settings, self.inputs.as_of, name, site_url)
