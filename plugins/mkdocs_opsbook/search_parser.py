"""The HTML parser of Material's search plugin: how to use it, and how to spare it on pages that MkDocs renders."""

from __future__ import annotations

import re
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook.search_text import Section, read
from site_builder.model.quick import dataclass

MATERIAL = "material.plugins.search.plugin"
# The same expression as that of the plugin, so that pages keep what it leaves in them.
HINT: Final = re.compile(r"\s?data-search-\w+=\"[^\"]+\"")


def without_hints(body: str) -> str:
    """Return the body of a page as the plugin leaves it."""
    # The bare attribute is what nearly every page has; it is no hint, and looking for it is quick.
    _, *behind = body.split("data-search-")
    return body if all(each.startswith("exclude>") for each in behind) else HINT.sub("", body)


def parse(index: Any, page: Any) -> None:
    """Let the plugin read a page with its parser, whatever has been put in the parser's place."""
    type(index).add_entry_from_context(index, page)


def parsed(index: Any, page: Any) -> list[dict[str, Any]]:
    """Return the entries that the plugin makes of a page; its index stays as it is."""
    other = type(index)(**index.config)
    parse(other, page)
    entries: list[dict[str, Any]] = other.entries
    return entries


def spare_parser(config: MkDocsConfig) -> None:
    """Spare Material's search plugin its parser on pages that MkDocs renders: tables of a section can be long."""
    for plugin in config.plugins.values():
        index = getattr(plugin, "search_index", None)
        if type(plugin).__module__ == MATERIAL and index is not None:
            index.add_entry_from_context = _Reader(index)


@dataclass(slots=True)
class _Found:
    """As much of the plugin's section as it makes an entry of."""

    id: str | None
    title: list[str]
    text: list[str]


class _Reader:
    """Takes the place of the plugin's parser as long as it gives the same; whether it does, the first page tells.

    Everything else of an entry stays the plugin's own business.
    """

    def __init__(self, index: Any) -> None:
        self._index = index
        self._is_exact: bool | None = None

    def __call__(self, page: Any) -> None:
        """Add the entries of a page."""
        sections = None if self._is_exact is False or page.meta.get("search") else read(page.content)
        if sections is None:
            parse(self._index, page)
            return
        if self._is_exact is None:
            trial = type(self._index)(**self._index.config)
            self._add(trial, sections, page)
            self._is_exact = trial.entries == parsed(self._index, page)
            self(page)
            return
        self._add(self._index, sections, page)

    @staticmethod
    def _add(index: Any, sections: list[Section], page: Any) -> None:
        for section in sections:
            # The plugin fills in a title that is missing, so it gets lists of its own.
            found = _Found(section.anchor or None, [*section.titles], [*section.texts])
            index.create_entry_for_section(found, page.toc, page.url, page)
