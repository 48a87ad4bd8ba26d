"""Pages of a site made one by one, as they are asked for, within the frame of an earlier build."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from copy import copy
from typing import TypeAlias

from mkdocs.structure.files import File

from mkdocs_opsbook.build import Build
from mkdocs_opsbook.files import RecordFile
from site_builder.link.site_files import DATA
from site_builder.model.page import Page
from site_builder.pipeline.site import Site
from site_builder.views.base import View

Written: TypeAlias = tuple[str, bytes]
"""A file of the site: its path there, and its bytes."""


class QuickPages:
    """Makes the pages of a site of which records and hand-written pages have other contents than those of a build.

    The build has the same pages at the same addresses. Nothing is added to its search, and no file beside a section's
    page is made: that is left to the next build.
    """

    def __init__(self, build: Build, before: Site, site: Site) -> None:
        """Take the frame of ``build``, which was that of the site ``before``."""
        self._single = build.showing(site)
        self._site = site
        self._sections = before.by_view.sections
        self._files = {_address(file): file for file in self._single.files.documentation_pages()}
        self._records = {record.url: record for record in self._single.arranged.records if not record.through_theme}
        self._own: dict[str, dict[str, Page]] = {}
        self._known: dict[str, dict[str, Page]] = {}

    def made(self, url: str) -> Iterator[Written]:
        """Yield the page at an address with the files beside it; nothing where it is not one that can be made alone."""
        record, file = self._records.get(url), self._files.get(url)
        if record is not None:
            page = self._page(url)
            if page is not None:
                yield from self._single.record(_with_page(record, page))
        elif file is not None and self._refreshed(file, url):
            yield self._single.other(file)

    def _refreshed(self, file: File, url: str) -> bool:
        """Give the file its page of the site; False where the site has none there any more."""
        if file.abs_src_path is not None:
            file._content = None
        if url not in self._sections:
            return True
        page = self._page(url)
        if page is None:
            return False
        if isinstance(file, RecordFile):
            file.record_page = page
        else:
            self._single.arranged.theme_pages[file.src_uri] = page
        return True

    def _page(self, url: str) -> Page | None:
        section = self._sections.get(url)
        view = next((view for view in self._site.views if view.section == section), None)
        if view is None:
            return None
        if url in self._records and view.section not in self._own:
            self._own[view.section] = {page.url: page for page in self._site.by_view.records_of(view)}
        return self._own.get(view.section, {}).get(url) or self._pages_of(view).get(url)

    def _pages_of(self, view: View) -> dict[str, Page]:
        if view.section not in self._known:
            self._known[view.section] = {page.url: page for page in self._site.by_view.of(view)}
        return self._known[view.section]


def _address(file: File) -> str:
    return "" if file.url in (".", "./") else file.url


def _with_page(record: RecordFile, page: Page) -> RecordFile:
    changed = copy(record)
    changed.record_page = page
    return changed


def has_same_pages(before: Site, after: Site, changed: Collection[str]) -> bool:
    """Return whether two states have the same pages: only contents of records, data and hand-written pages differ.

    ``changed`` are the paths from the root that were written to in between.
    """
    documentation = after.inputs.configuration.docs_dir
    known = {*after.record_urls, *after.prose}
    if any(path not in known and not _is_data(path, documentation) for path in changed):
        return False
    return (
        before.record_urls == after.record_urls
        and before.prose == after.prose
        and before.navigation == after.navigation
        and repr(before.inputs.configuration) == repr(after.inputs.configuration)
    )


def _is_data(path: str, documentation: str) -> bool:
    """Return whether a file is data of records, and not one that the site offers as it is."""
    suffix = posixpath.splitext(path)[1].lower()
    return suffix in DATA - {".yml", ".yaml"} and not path.startswith(f"{documentation}/")
