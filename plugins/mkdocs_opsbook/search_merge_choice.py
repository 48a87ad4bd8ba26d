"""Which search of a site can be brought up to date from what lies in it, where a few of its pages have changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook.search import NoSearch, SearchEntries, has_segments, has_shards, is_material, plugin_of
from mkdocs_opsbook.search_merge import MergedSearch
from mkdocs_opsbook.search_merge_index import MergedIndex


class MergedEntries(SearchEntries, Protocol):
    """Takes what changed pages say into the search of a site that has all pages as they were."""

    @property
    def gone(self) -> Collection[str]:
        """The files of the site that do not belong to its search any more, once ``files`` has been called."""


class NothingMerged(NoSearch):
    """A site without search, and without files of it."""

    gone: Collection[str] = ()


def merged_search_of(config: MkDocsConfig, urls: Sequence[str], count: int, site: Path) -> MergedEntries | None:
    """Return where entries of changed pages go, as ``search_of`` does for all pages; None where all are needed.

    ``urls`` and ``count`` are as there, of all records; ``site`` has the search as it was. Raises CannotMerge if that
    is not the search of such a site.
    """
    plugin = plugin_of(config)
    if plugin is None:
        return NothingMerged()
    if not is_material(plugin) or getattr(plugin, "is_dirty", False):
        return None
    if has_shards(config, plugin, count):
        return MergedSearch(plugin.search_index, {url: number for number, url in enumerate(urls)}, site)
    return MergedIndex(plugin.search_index, site, has_segments=has_segments(plugin))
