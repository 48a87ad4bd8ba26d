"""Material's own index of a site in which a few pages have changed: made of the index that lies in the site."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.search import MaterialSearch
from mkdocs_opsbook.search_files_read import CannotMerge
from mkdocs_opsbook.search_table import TABLE
from site_builder.model.page import RenderedPage

INDEX: Final = "search/search_index.json"


class MergedIndex(MaterialSearch):
    """Gathers the pages that have changed, and gives the plugin the entries of all pages, in the order that they had.

    The same pages can be found in the site, in the same order. Where that is seen not to be so, CannotMerge is raised.
    """

    gone: Collection[str] = ()
    """No file of the site: the plugin writes its index over the old one."""

    def __init__(self, index: Any, site: Path, *, has_segments: bool) -> None:
        super().__init__(index, has_segments=has_segments)
        if (site / TABLE).exists():
            raise CannotMerge(f"the search of the site is that of {TABLE}")
        try:
            docs = json.loads((site / INDEX).read_bytes())["docs"]
            self._old = _by_page(docs)
        except (OSError, ValueError, LookupError, TypeError) as problem:
            raise CannotMerge(f"{INDEX} cannot be read") from problem

    def add(self, record: RecordFile, rendered: RenderedPage) -> None:
        """Add the page's entries. Raises CannotMerge where it could be found and cannot any more, or the other way."""
        before = self.mark()
        super().add(record, rendered)
        if (self.mark() > before) != (record.url in self._old):
            raise CannotMerge(f"{record.url} is to be put into the search, or left out")

    def settle(self, mark: int, places: Mapping[str, int]) -> None:
        """Do nothing: all entries are in the order that they had."""

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Return no files; give the plugin's index all entries. Raises CannotMerge where a page is not there yet."""
        changed = _by_page(self._entries)
        for url in changed:
            if url not in self._old:
                raise CannotMerge(f"{url or 'the home page'} is not in the search yet")
        self._entries[:] = [entry for entries in (self._old | changed).values() for entry in entries]
        return ()


def _by_page(entries: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Return the entries of each page. Raises CannotMerge where those of one page do not stand beside each other."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for url, group in groupby(entries, lambda entry: str(entry["location"]).partition("#")[0]):
        if url in found:
            raise CannotMerge(f"{url or 'the home page'} is there twice")
        found[url] = list(group)
    return found
