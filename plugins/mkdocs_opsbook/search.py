"""Search entries of pages that MkDocs does not render, as the site's search plugin would have made them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.search_page import search_page
from mkdocs_opsbook.search_parser import MATERIAL, parse, parsed, without_hints
from mkdocs_opsbook.search_text import read
from mkdocs_opsbook.sharded import why_not
from mkdocs_opsbook.sharded_search import ShardedSearch
from mkdocs_opsbook.toc import plain, title_of
from site_builder.model.page import RenderedPage

_BUILT_IN = ("mkdocs.contrib.search", "properdocs.contrib.search")


class SearchEntries(Protocol):
    """Takes what pages say into the search."""

    @property
    def worker(self) -> str:
        """The script that answers the search box, by its path in the site; empty where it is the theme's own."""

    @property
    def gone(self) -> Collection[str]:
        """Files of a site, of which a part is built, that its search has no more. Known when ``files`` was called."""

    def add(self, record: RecordFile, rendered: RenderedPage) -> None:
        """Add the entries of a record's page."""

    def is_exact_for(self, rendered: RenderedPage) -> bool:
        """Return whether the entries are those that the plugin itself makes of the page."""

    def use_parser(self) -> None:
        """From now on, let the plugin itself read every page."""

    def without_hints(self, body: str) -> str:
        """Return the body of a page without what is meant for the search alone."""

    def mark(self) -> int:
        """Return how many entries there are."""

    def take_since(self, mark: int) -> list[Any]:
        """Take the entries out that were added after a mark, and return them as plain data."""

    def put_back(self, entries: list[Any]) -> None:
        """Add entries that were taken out, here or in a copy of this process."""

    def settle(self, mark: int, places: Mapping[str, int]) -> None:
        """Put the entries that were added after a mark into the order of their pages, which have places by address."""

    def give(self) -> Any | None:
        """Take out all that is said, as plain data for another process that writes ``files``; None where none can."""

    def receive(self, all_: Any) -> None:
        """Add what another process gave."""

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Return the files of the search that its plugin does not write: the path in the site and the bytes of each."""


class NoSearch:
    """A site without search, and without entries."""

    worker = ""
    gone: Collection[str] = ()

    def add(self, record: RecordFile, rendered: RenderedPage) -> None:
        """Add nothing."""

    def is_exact_for(self, rendered: RenderedPage) -> bool:
        """Return True."""
        return True

    def use_parser(self) -> None:
        """Do nothing."""

    def without_hints(self, body: str) -> str:
        """Return the body as it is."""
        return body

    def mark(self) -> int:
        """Return 0."""
        return 0

    def take_since(self, mark: int) -> list[Any]:
        """Return nothing."""
        return []

    def put_back(self, entries: list[Any]) -> None:
        """Do nothing."""

    def settle(self, mark: int, places: Mapping[str, int]) -> None:
        """Do nothing."""

    def give(self) -> Any | None:
        """Return None: the plugin writes its files itself."""
        return None

    def receive(self, all_: Any) -> None:
        """Do nothing."""

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Return no files."""
        return ()


class PluginSearch(NoSearch):
    """A search plugin that reads every page itself."""

    def __init__(self, index: Any) -> None:
        self._index = index

    def add(self, record: RecordFile, rendered: RenderedPage) -> None:
        """Let the plugin read the page."""
        parse(self._index, search_page(rendered))

    @property
    def _entries(self) -> list[Any]:
        """The entries of the index: Material's by their own name, those of MkDocs' search by another."""
        found: list[Any] = self._index.entries if hasattr(self._index, "entries") else self._index._entries
        return found

    def mark(self) -> int:
        """Return how many entries there are."""
        return len(self._entries)

    def take_since(self, mark: int) -> list[Any]:
        """Take the entries out that were added after a mark, and return them as plain data."""
        taken = self._entries[mark:]
        del self._entries[mark:]
        return taken

    def put_back(self, entries: list[Any]) -> None:
        """Add entries that were taken out, here or in a copy of this process."""
        self._entries.extend(entries)

    def settle(self, mark: int, places: Mapping[str, int]) -> None:
        """Put the entries that were added after a mark into the order of their pages, as if MkDocs had rendered all."""
        entries = self.take_since(mark)
        self.put_back(sorted(entries, key=lambda entry: places[entry["location"].partition("#")[0]]))


class MaterialSearch(PluginSearch):
    """The search plugin of Material, whose entries are made without its parser where that gives the same."""

    def __init__(self, index: Any, *, has_segments: bool) -> None:
        super().__init__(index)
        # With jieba installed, Chinese text is cut into words: only the plugin does that.
        self._parses = has_segments

    def add(self, record: RecordFile, rendered: RenderedPage) -> None:
        """Add the page's entries, one for each heading with an anchor."""
        entries = None if self._parses else entries_of(rendered)
        if entries is None:
            super().add(record, rendered)
        else:
            self._index.entries.extend(entries)

    def is_exact_for(self, rendered: RenderedPage) -> bool:
        """Return whether the entries are those that the plugin itself makes of the page."""
        entries = entries_of(rendered)
        if entries is None or self._parses:
            return True
        return parsed(self._index, search_page(rendered)) == entries

    def use_parser(self) -> None:
        """From now on, let the plugin itself read every page."""
        self._parses = True

    def without_hints(self, body: str) -> str:
        """Return the body as the plugin leaves it."""
        return without_hints(body)


def entries_of(rendered: RenderedPage) -> list[dict[str, Any]] | None:
    """Return the page's entries as Material's search plugin has them; None where its parser has to read the page."""
    sections = read(rendered.html)
    if sections is None:
        return None
    page = rendered.page
    title, tags = title_of(page), [tag for tag in map(plain, page.tags) if tag]
    entries: list[dict[str, Any]] = []
    for section in sections:
        location = f"{page.url}#{section.anchor}" if section.anchor else page.url
        entry: dict[str, Any] = {"location": location, "title": section.title or title, "text": section.text}
        if page.tags:
            entry["tags"] = tags
        entries.append(entry)
    return entries


def search_of(config: MkDocsConfig, urls: Sequence[str], count: int) -> SearchEntries:
    """Return where entries go: into shards, the index of the site's search plugin, or nowhere.

    ``urls`` are the addresses of the pages to come, in their order; ``count`` is the number of records with a page,
    some of which MkDocs may render. An index kept from the build before, as MkDocs does while serving only what
    changed, forgets the pages to come.
    """
    plugin = plugin_of(config)
    if plugin is None:
        return NoSearch()
    if not is_material(plugin):
        return PluginSearch(plugin.search_index)
    if has_shards(config, plugin, count):
        return ShardedSearch(plugin.search_index, {url: number for number, url in enumerate(urls)})
    _forget(getattr(plugin, "search_index_prev", None), frozenset(urls))
    return MaterialSearch(plugin.search_index, has_segments=has_segments(plugin))


def plugin_of(config: MkDocsConfig) -> Any | None:
    """Return the plugin that searches the site; None where none does."""
    for plugin in config.plugins.values():
        is_on = type(plugin).__module__ in _BUILT_IN or (is_material(plugin) and plugin.config.get("enabled", True))
        if is_on and getattr(plugin, "search_index", None) is not None:
            return plugin
    return None


def is_material(plugin: Any) -> bool:
    """Return whether a plugin is the search of Material."""
    return type(plugin).__module__ == MATERIAL


def has_segments(plugin: Any) -> bool:
    """Return whether Material's search cuts Chinese text into words."""
    return getattr(sys.modules[type(plugin).__module__], "jieba", None) is not None


def has_shards(config: MkDocsConfig, plugin: Any, count: int) -> bool:
    """Return whether the search of a site with so many records is answered from shards."""
    return why_not(config, plugin, count, has_segments=has_segments(plugin)) is None


def _forget(index: Any, urls: frozenset[str]) -> None:
    if index is not None:
        index.entries = [entry for entry in index.entries if entry["location"].partition("#")[0] not in urls]
