"""Plugins that work on the pages of a build: known ones, for which shells allow, and others."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
_KNOWN = frozenset(
    {
        "mkdocs_opsbook.plugin",
        "material.plugins.search.plugin",
        "mkdocs.contrib.search",
        "properdocs.contrib.search",
    }
)


def strangers(config: MkDocsConfig) -> tuple[str, ...]:
    """Return the names of plugins and hooks that work on pages and that are not known, sorted."""
    plugins = config.plugins
    names = {
        plugins._event_origins.get(method, "a plugin")
        for event in _PAGE_EVENTS
        for method in plugins.events[event]
        if type(getattr(method, "__self__", None)).__module__ not in _KNOWN
    }
    return tuple(sorted(names))
