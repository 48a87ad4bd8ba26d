"""The pages of a site, view by view, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from site_builder.export.tables import with_csv_links
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.page import Page
from site_builder.pipeline.page_reads import PageReads
from site_builder.views.base import View, ViewContext, each_once
from site_builder.views.draft import marked_as_draft
from site_builder.views.paging import paged


def noted_as(section: str) -> str:
    """Return what stands for the view of a section among the addresses of pages for which is noted what is read."""
    return f"/view/{section}"


class SitePages:
    """The pages of views. ``whole`` pages have their tables in full; ``all`` are those with long tables cut, and those
    that hold the rest.
    """

    def __init__(
        self, views: Sequence[View], context: ViewContext, diagnostics: tuple[Diagnostic, ...], reads: PageReads
    ) -> None:
        self._views = views
        self._context = context
        self._diagnostics = diagnostics
        self._reads = reads
        self._whole: dict[str, tuple[Page, ...]] = {}
        self._shown: dict[str, tuple[Page, ...]] = {}
        self._taken: list[str] = []

    @cached_property
    def whole(self) -> tuple[Page, ...]:
        """The pages as the views made them, in the order of views. Raises PackFault where two have one address."""
        return tuple(each_once(chain.from_iterable(map(self._whole_of, self._views))))

    @cached_property
    def all(self) -> tuple[Page, ...]:
        """The pages as they are shown. Raises PackFault where two have one address."""
        _ = self.whole
        return tuple(chain.from_iterable(map(self.of, self._views)))

    def with_rows_of(self, urls: Collection[str]) -> Iterator[Page]:
        """Yield the whole pages at these addresses, and every page that lacks rows of a table where it is shown."""
        shown = {id(page) for page in self.all}
        return (page for page in self.whole if page.url in urls or id(page) not in shown)

    def take(self, section: str, pages: tuple[Page, ...]) -> None:
        """Take these for the pages of a section's view, which is not asked for them."""
        self._whole[section] = self._shown[section] = pages
        self._taken.append(section)

    def forget_taken(self) -> None:
        """Let every view make its pages."""
        while self._taken:
            section = self._taken.pop()
            del self._whole[section], self._shown[section]
        for name in ("whole", "all", "sections"):
            vars(self).pop(name, None)

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """The section of the view that made each page, by the page's address."""
        return {page.url: view.section for view in self._views for page in self.of(view)}

    def of(self, view: View) -> tuple[Page, ...]:
        """Return the pages of one view as they are shown."""
        known = self._shown.get(view.section)
        if known is None:
            known = self._shown[view.section] = tuple(chain.from_iterable(map(paged, self._whole_of(view))))
        return known

    def records_of(self, view: View) -> tuple[Page, ...]:
        """Return those pages of a view that are the records' own, where they can be made without the others."""
        if view.records is None or view.section in self._shown:
            return ()
        return tuple(chain.from_iterable(map(paged, self._linked(view.records(self._context)))))

    def _whole_of(self, view: View) -> tuple[Page, ...]:
        known = self._whole.get(view.section)
        if known is None:
            with self._reads.noted(noted_as(view.section)):
                known = self._whole[view.section] = tuple(self._linked(view.pages(self._context)))
        return known

    def _linked(self, pages: Iterable[Page]) -> Iterator[Page]:
        for page in marked_as_draft(pages, self._diagnostics):
            # A page that is made later gets its links then: to wrap the making of thousands would take its time.
            yield with_csv_links(page) if page.maker is None else page
