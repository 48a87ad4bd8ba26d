"""What is kept of the pages of a build, so that the next one makes only those that an edit touches.

A page is touched where something has changed that was read for it. For a record's page that is made when it is rendered
this is noted while it is made; every other page its view makes again, if it has read anything that has changed, and
what the page has to show is compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from site_builder.model.diagnostic import Severity, worst
from site_builder.model.page import Page
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.pipeline.page_reads import Changes, Reading
from site_builder.pipeline.page_state import PageState, shown_on
from site_builder.pipeline.part import Part
from site_builder.pipeline.site import Site
from site_builder.pipeline.site_outputs import OUTPUTS
from site_builder.pipeline.site_pages import noted_as
from site_builder.views.later import later


class Face(NamedTuple):
    """All of a page but its address and its content."""

    title: str
    section: str
    template: str
    description: str
    source_path: str
    is_record: bool
    tags: Sequence[str]
    hides: Sequence[Literal["navigation", "toc"]]
    is_searchable: bool


Faces: TypeAlias = dict[str, Face | None]
"""The pages of a view, by their addresses; None for the page of a record that is made later."""


@dataclass(frozen=True, slots=True)
class KeptPages:
    """The state that pages were made of, and what was read for each of them, for each view and each machine output.

    ``views`` has the pages of each view by its section, ``shown`` digests of what each page shows.
    """

    state: PageState
    views: dict[str, Faces]
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
        views = {
            section: {url: None if face is None else Face(*face) for url, face in pages.items()}
            for section, pages in plain["views"].items()
        }
        return cls(PageState(**plain["state"]), views, plain["shown"], Reading(**plain["reading"]))

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


def _views(site: Site) -> dict[str, Faces]:
    return {view.section: {page.url: _face(page) for page in site.by_view.of(view)} for view in site.views}


def _face(page: Page) -> Face | None:
    if page.maker is not None:
        return None
    return Face(
        page.title, page.section, page.template, page.description, page.source_path, page.is_record, page.tags,
        page.hides, page.is_searchable,
    )  # fmt: skip


def _stubs(site: Site, faces: Faces) -> Iterator[Page]:
    """Yield the pages of a view that nobody is going to make."""
    handbook = site.shown.handbook
    records = {handbook.url_of(record): record for record in handbook} if None in faces.values() else {}
    for url, face in faces.items():
        if face is None:
            yield later(site.context, records[url], _never)
        else:
            yield Page(
                url, face.title, face.section, face.template, None, face.description, face.source_path, face.is_record,
                tuple(face.tags), tuple(face.hides), face.is_searchable,
            )  # fmt: skip


def _never() -> Page:
    raise RuntimeError("a page is made that is no part of what is built")


def _shown(site: Site, known: dict[str, str]) -> dict[str, str]:
    return {page.url: known[page.url] if page.url in known else shown_on(page) for page in site.pages}


def _titles(kept: KeptPages) -> list[tuple[str, str]]:
    """Return what the navigation can show: the titles of pages that are no records' own."""
    faces = chain.from_iterable(view.items() for view in kept.views.values())
    return [(url, face.title) for url, face in faces if face is not None and not face.is_record]


def _records(site: Site, changes: Changes) -> Iterator[Record[Any]]:
    numbers = changes.records | changes.backlinks
    return (record for number, record in enumerate(site.shown.handbook) if number in numbers)
