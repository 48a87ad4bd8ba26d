"""Whether the search of a site is answered from shards: only where it is large, and they find what its index would."""

from __future__ import annotations

from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook.findings import log
from mkdocs_opsbook.material import lets_search
from mkdocs_opsbook.search_parser import MATERIAL

WORTH_SHARDS: Final = 2_000
"""Records from which shards are worth it; docs/decisions/0010 has the measurements."""

_SEPARATOR: Final = r"[\s\-]+"
_RUN_TOGETHER: Final = frozenset({"hi", "ja", "ko", "th", "zh"})
"""Languages whose words are not kept apart by spaces, or that Material cuts up with a dictionary."""
_HARMLESS: Final = frozenset({"stopWordFilter", "trimmer"})
_BOOSTS: Final = {"title": 1e3, "text": 1.0, "tags": 1e6}
_OFFLINE: Final = "material.plugins.offline.plugin"


def why_not(config: MkDocsConfig, plugin: Any, count: int, *, has_segments: bool) -> str | None:
    """Return why Material's own index is used, None where shards are; a large site says so in the log."""
    if count < WORTH_SHARDS:
        return "the site is small"
    why = _what_differs(config, plugin, has_segments)
    if why is not None:
        log.info("opsbook: browsers load the search index of all %d records at once, because %s", count, why)
    return why


def _what_differs(config: MkDocsConfig, plugin: Any, has_segments: bool) -> str | None:
    options = plugin.config
    boosts = {name: (spec or {}).get("boost", 1.0) for name, spec in options["fields"].items()}
    reasons = (
        (has_segments or _RUN_TOGETHER.intersection(lang.split("-")[0] for lang in options["lang"]), "lang"),
        (options["separator"] != _SEPARATOR, "separator"),
        (not _HARMLESS.issuperset(options["pipeline"]), "pipeline"),
        (boosts != _BOOSTS, "fields"),
    )
    for differs, option in reasons:
        if differs:
            return f"plugins.search.{option} asks for what only that index does"
    if type(plugin.search_index).__module__ != MATERIAL:
        return "another plugin has changed it"
    if getattr(plugin, "is_dirty", False):
        return "only changed pages are built"
    if any(type(each).__module__ == _OFFLINE and each.config.get("enabled", True) for each in config.plugins.values()):
        return "the offline plugin asks for it"
    if not lets_search(config):
        return "the theme's templates name the script of the search box themselves"
    return None
