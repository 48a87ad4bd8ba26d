"""What is kept of the pages of a build, so that the next one makes only those that an edit touches.

A page is touched where something has changed that was read for it. For a record's page that is made when it is rendered
this is noted while it is made; every other page its view makes again, if it has read anything that has changed, and
what the page has to show is compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from site_builder.model.diagnostic import Severity, worst
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.pipeline.page_reads import Changes, Reading
from site_builder.pipeline.page_state import PageState, shown_on
from site_builder.pipeline.part import Part
from site_builder.pipeline.site import Site
from site_builder.pipeline.site_outputs import OUTPUTS
from site_builder.pipeline.site_pages import noted_as
from site_builder.views.later import later


@dataclass(frozen=True, slots=True)
class KeptPages:
    """The state that pages were made of, and what was read for each of them, for each view and each machine output.

    ``views`` has the pages of each view by its section: an address, and all but the content, or None for the page of a
    record that is made later. ``shown`` has digests of what each page shows.
    """

    state: PageState
    views: dict[str, dict[str, list[Any] | None]]
    shown: dict[str, str]
    reading: Reading

    @classmethod
    def of(cls, site: Site, reading: Reading) -> KeptPages | None:
        """Return what is to be kept of a site whose pages were made of this; None where they cannot be kept."""
        return cls(PageState.of(site), _views(site), _shown(site, {}), reading) if _can_be_kept(site) else None

    def plain(self) -> dict[str, Any]:
        """Return this as JSON can hold it."""
        reading = {"notes": self.reading.notes, "pages": self.reading.pages, "files": self.reading.files}
        return {"state": asdict(self.state), "views": self.views, "shown": self.shown, "reading": reading}

    @classmethod
    def from_plain(cls, plain: Any) -> KeptPages:
        """Return what ``plain`` made this of. Raises KeyError or TypeError where it did not."""
        return cls(PageState(**plain["state"]), plain["views"], plain["shown"], Reading(**plain["reading"]))

    def touched(self, site: Site, files: Collection[str], folder: Path) -> tuple[Part, KeptPages] | None:
        """Return the part of a site that is another than what was kept, and is in a folder; None where all may be.

        ``files`` are the paths from the root of what was written to in between. Views that have read nothing that has
        changed are not asked for their pages. With the part comes what is to be kept of the site; see ``after``.
        """
        if not _can_be_kept(site):
            return None
        state = PageState.of(site)
        changes = self.state.changes(state, site.shown.handbook, files)
        if changes is None:
            return None
        urls = set(self.reading.touched(changes))
        # Nobody knows what was read for a page, or an output, for which nothing was noted.
        urls.update({*self.shown, *OUTPUTS} - self.reading.pages.keys())
        untouched = {section for section, pages in self.views.items() if self._is_as_it_was(section, pages, urls)}
        for section in untouched:
            site.by_view.take(section, tuple(_stubs(site, self.views[section])))
        known = {url: self.shown[url] for section in untouched for url in self.views[section]}
        now = KeptPages(state, _views(site), _shown(site, known), Reading())
        if list(self.shown) != list(now.shown) or _titles(self) != _titles(now):
            return None
        urls.update(url for url, shown in now.shown.items() if self.shown[url] != shown)
        urls.difference_update(map(noted_as, self.views))
        return Part(frozenset(urls), frozenset(_records(site, changes)), folder), now

    def after(self, before: KeptPages, part: Part, reading: Reading) -> KeptPages:
        """Return what is to be kept where ``reading`` was noted for a part, and the rest is as it was ``before``."""
        made = _made(part, reading)
        rest = before.reading.of((before.reading.pages.keys() | before.reading.files.keys()) - made)
        rest.add(reading)
        return replace(self, reading=rest)

    def gone(self, part: Part, reading: Reading) -> frozenset[str]:
        """Return the paths of files that were beside pages of a part, or machine outputs, and are no more."""
        made = _made(part, reading)
        before = chain.from_iterable(paths for name, paths in self.reading.files.items() if name in made)
        return frozenset(before).difference(*reading.files.values())

    def _is_as_it_was(self, section: str, pages: Collection[str], touched: Collection[str]) -> bool:
        name = noted_as(section)
        return name in self.reading.pages and name not in touched and not any(url in touched for url in pages)


def _made(part: Part, reading: Reading) -> frozenset[str]:
    """Return the names of all that was made anew: pages, views, outputs."""
    return part.pages.union(reading.pages, reading.files)


def _can_be_kept(site: Site) -> bool:
    return site.audience == "internal" and worst(site.diagnostics) is not Severity.ERROR


def _views(site: Site) -> dict[str, dict[str, list[Any] | None]]:
    return {view.section: {page.url: _without_content(page) for page in site.by_view.of(view)} for view in site.views}


def _without_content(page: Page) -> list[Any] | None:
    if page.maker is not None:
        return None
    flags = [page.is_record, page.is_searchable]
    return [page.title, page.section, page.template, page.description, page.source_path, page.tags, page.hides, *flags]


def _stubs(site: Site, pages: dict[str, list[Any] | None]) -> Iterator[Page]:
    """Yield the pages of a view that nobody is going to make."""
    handbook = site.shown.handbook
    records = {handbook.url_of(record): record for record in handbook} if None in pages.values() else {}
    for url, known in pages.items():
        if known is None:
            yield later(site.context, records[url], _never)
        else:
            title, section, template, description, source, tags, hides, is_record, is_searchable = known
            yield Page(
                url, title, section, template, None, description, source, is_record, tuple(tags), tuple(hides),
                is_searchable,
            )  # fmt: skip


def _never() -> Page:
    raise RuntimeError("a page is made that is no part of what is built")


def _shown(site: Site, known: dict[str, str]) -> dict[str, str]:
    return {page.url: known[page.url] if page.url in known else shown_on(page) for page in site.pages}


def _titles(kept: KeptPages) -> list[tuple[str, str]]:
    """Return what the navigation can show: the titles of pages that are no records' own."""
    pages = ((url, page) for view in kept.views.values() for url, page in view.items() if page is not None)
    return [(url, page[0]) for url, page in pages if not page[-2]]


def _records(site: Site, changes: Changes) -> Iterator[Record[Any]]:
    numbers = changes.records | changes.backlinks
    return (record for number, record in enumerate(site.shown.handbook) if number in numbers)
