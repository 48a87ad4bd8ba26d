"""Aliases: a copy of a version's tree in which each page leads to the version's own, without a script or a link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from site_builder.publish.site_files import site_files
from site_builder.render.redirect_page import redirect_page

MARK = '<meta name="generator" content="opsbook publish">'
"""By this line a root page is known to be one that may be replaced."""

_OF_PAGES = ("assets/", "search/", "sitemap.xml", "404.html")
"""What belongs to the pages of the version itself, and has no address that anybody keeps."""


def redirect(address: str) -> bytes:
    """Return a page of publishing that leads to an address, which is relative to it and not yet percent-encoded."""
    return redirect_page(address, MARK)


def alias_files(version: str, site: Path) -> Iterator[tuple[str, bytes | Path]]:
    """Return the files of an alias of a version: path in the alias, and its bytes or the file to copy.

    Pages lead to the version. What programs subscribe to (feeds, calendar, JSON, CSV) follows no redirect of HTML, and
    is copied.
    """
    for path, file in site_files(site):
        if path.startswith(_OF_PAGES):
            continue
        if not path.endswith(".html"):
            yield path, file
            continue
        up = "../" * len(PurePosixPath(path).parts)
        yield path, redirect(f"{up}{version}/{path.removesuffix('index.html') if _is_index(path) else path}")


def _is_index(path: str) -> bool:
    return PurePosixPath(path).name == "index.html"
