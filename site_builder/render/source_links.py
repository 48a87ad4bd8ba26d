"""Links to sources: what leads to a file that is no part of the site names it all the same."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, urlsplit

from site_builder.render.links import is_absolute

_LINK = re.compile(r'(<a\b[^<>]*?)\shref="([^"]*)"')
_SOURCES = (".md", ".markdown", ".yml", ".yaml", ".csv", ".tsv", ".jsonl", ".parquet", ".xlsx")


def without_sources(html: str) -> str:
    """Return the HTML of a public page with its links to sources in the repository made plain words.

    A link that the site could resolve leads to a page by now; one that still names a source leads nowhere.
    """
    return _LINK.sub(lambda link: link[1] if _is_source(unescape(link[2])) else link[0], html)


def _is_source(url: str) -> bool:
    return not is_absolute(url) and unquote(urlsplit(url).path).lower().endswith(_SOURCES)
