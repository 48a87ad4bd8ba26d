"""The addresses that a public site has: of pages, of files beside them, of what programs read."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from posixpath import normpath
from typing import Final

from site_builder.export.calendar import PATH as CALENDAR
from site_builder.export.collections import ROOT
from site_builder.export.releases.identifiers import ATOM, CHANGELOG, DIGEST, JSON_FEED, LATEST, SITEMAP
from site_builder.link.handbook import Handbook
from site_builder.link.site_files import is_public_file
from site_builder.load.source import Source
from site_builder.pipeline.site_pages import SitePages

_OUTPUTS: Final = frozenset(
    {ATOM, JSON_FEED, CHANGELOG, LATEST, SITEMAP, CALENDAR, "sitemap.xml", f"{ROOT}/index.json"}
)


class SiteAddresses:
    """Knows the addresses of a site. ``pages`` are generated ones, ``written`` the addresses of hand-written ones."""

    def __init__(
        self, handbook: Handbook, pages: SitePages, written: Collection[str], source: Source, docs_dir: str
    ) -> None:
        self._handbook = handbook
        self._pages = pages
        self._written = frozenset(written)
        self._source = source
        self._docs_dir = docs_dir

    def has(self, address: str) -> bool:
        """Return whether the site has an address, relative to its root."""
        page = address.removesuffix("index.html")
        page = page if not page or page.endswith("/") else f"{page}/"
        if page in self._written or address in _OUTPUTS:
            return True
        path = normpath(f"{self._docs_dir}/{address}")
        if is_public_file(path, self._docs_dir) and self._source.exists(path):
            return True
        # Pages are made for their addresses where nothing else is known.
        return (
            page in self._generated or address.removesuffix(DIGEST) in self._generated or address in self._collections
        )

    @cached_property
    def _generated(self) -> frozenset[str]:
        return frozenset(page.url for page in self._pages.all) | {""}

    @cached_property
    def _collections(self) -> frozenset[str]:
        kinds = self._handbook.kinds.values()
        return frozenset(f"{ROOT}/{name}.json" for kind in kinds for name in (kind.collection, f"schema/{kind.name}"))
