"""Which search of a site can be brought up to date from what lies in it, where a few of its pages have changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook.request import NeedsWholeBuild
from mkdocs_opsbook.search import (
    NoSearch,
    SearchEntries,
    has_segments,
    has_shards,
    is_material,
    plugin_of,
    search_of,
)
from mkdocs_opsbook.search_merge import MergedSearch
from mkdocs_opsbook.search_merge_index import MergedIndex
from site_builder.pipeline.part import Part


def merged_search_of(config: MkDocsConfig, urls: Sequence[str], count: int, site: Path) -> SearchEntries | None:
    """Return where entries of changed pages go, as ``search_of`` does for all pages; None where all are needed.

    ``urls`` and ``count`` are as there, of all records; ``site`` has the search as it was. Raises CannotMerge if that
    is not the search of such a site.
    """
    plugin = plugin_of(config)
    if plugin is None:
        return NoSearch()
    if not is_material(plugin) or getattr(plugin, "is_dirty", False):
        return None
    if has_shards(config, plugin, count):
        return MergedSearch(plugin.search_index, {url: number for number, url in enumerate(urls)}, site)
    return MergedIndex(plugin.search_index, site, has_segments=has_segments(plugin))


def search_for(config: MkDocsConfig, urls: Sequence[str], count: int, part: Part | None) -> SearchEntries:
    """Return where entries go, those of all pages or of a part. Raises NeedsWholeBuild where a part is not enough."""
    if part is None:
        return search_of(config, urls, count)
    search = merged_search_of(config, urls, count, part.site)
    if search is None:
        raise NeedsWholeBuild("the search of the site cannot be brought up to date")
    return search
