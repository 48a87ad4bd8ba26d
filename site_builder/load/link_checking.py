"""Whether the links of the documentation can be followed before MkDocs has made its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from site_builder.load.mkdocs_file import MkdocsFile
from site_builder.load.source import inside

_MAKES_NO_PAGES: Final = frozenset(
    {
        *("opsbook", "search", "meta", "offline", "optimize", "privacy", "projects", "social", "tags", "typeset"),
        *("awesome-nav", "awesome-pages", "exclude-search", "git-authors", "git-committers", "git-committers-2"),
        *("git-revision-date", "git-revision-date-localized", "glightbox", "mike", "minify", "redirects", "rss"),
        *("section-index",),
    }
)
"""Plugins of which it is known that all files they add are no pages, and that they leave the text of pages alone."""
_THEME: Final = "material/"


def follows_links(file: MkdocsFile, plugins: Iterable[str]) -> bool:
    """Return whether a link to a file that is not there is known to be dead, and is to be told.

    A hook, or a plugin that is not known, may make any page; some pages may be left out of the site; and ``validation``
    may say that such links are all right.
    """
    if any(file.values.get(option) for option in ("hooks", "exclude_docs", "draft_docs")):
        return False
    if any(name.removeprefix(_THEME) not in _MAKES_NO_PAGES for name in plugins):
        return False
    validation = _mapping(file.values.get("validation"))
    level = _mapping(validation.get("links")).get("not_found", validation.get("not_found", "warn"))
    return level == "warn"


def custom_dir(file: MkdocsFile) -> str:
    """Return the folder with files that ``theme`` adds to the site, from the root; empty where there is none there."""
    written = _mapping(file.values.get("theme")).get("custom_dir")
    return (inside(written.strip()) or "") if isinstance(written, str) else ""


def _mapping(value: object) -> Mapping[object, object]:
    return value if isinstance(value, Mapping) else {}
