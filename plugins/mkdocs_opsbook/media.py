"""Pictures and other files beside the pages. The public site has those that its pages show, and no others.

Its pictures do not have what their files say about people and places.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from site_builder.export.releases.pictures import without_metadata
from site_builder.link.site_files import is_data

_PICTURES = frozenset({".png", ".apng", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".ico"})
"""Suffixes of files that may be pictures of a form whose metadata can be taken out, whatever the suffix says."""
_REFERENCES = re.compile(r'\s(?:src|href|poster|data-src)="([^"]+)"|\ssrcset="([^"]+)"')
_STYLE_REFERENCES = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s;]+)""")
_ANYWHERE = "https://site.invalid/"


class HeldFile(File):
    """A file that is copied only once it is released."""

    released = False

    def copy_file(self, dirty: bool = False) -> None:
        """Copy the file if it has been released, a picture without its metadata."""
        if not self.released:
            return
        if self._content is None and posixpath.splitext(self.src_uri)[1].lower() in _PICTURES:
            self._content = without_metadata(self.content_bytes)
        super().copy_file(dirty)


class HeldMedia:
    """The files of the documentation folder that are no pages, held back until a page shows them. Data never is."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        self._held: dict[str, HeldFile] = {}
        for file in [file for file in files if file.src_dir == config.docs_dir and not file.is_documentation_page()]:
            held = HeldFile(
                file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls, inclusion=file.inclusion
            )
            files.remove(file)
            if is_data(file.src_uri):
                continue
            files.append(held)
            self._held[held.dest_uri] = held
        logo, icon = config.theme.get("logo"), config.theme.get("favicon")
        chrome = [*config.extra_css, *map(str, config.extra_javascript), *(str(uri) for uri in (logo, icon) if uri)]
        self._release(_addresses(chrome, ""))

    def show(self, url: str, body: str) -> None:
        """Release what the page at this address shows or links."""
        if self._held:
            # Copied at once: most pages are made after MkDocs has copied its files.
            self._release(_addresses(_values(body), url))

    def _release(self, uris: Iterable[str]) -> None:
        for uri in uris:
            file = self._held.pop(uri, None)
            if file is None or file.inclusion in (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT):
                continue
            file.released = True
            file.copy_file()
            if uri.endswith(".css"):
                self._release(_addresses(_STYLE_REFERENCES.findall(file.content_string), uri))


def _values(body: str) -> Iterator[str]:
    for value, several in _REFERENCES.findall(body):
        parts = [value] if value else [part.split()[0] for part in several.split(",") if part.strip()]
        yield from map(html.unescape, parts)


def _addresses(values: Iterable[str], base: str) -> Iterator[str]:
    """Return the paths in the site of relative addresses in a page or file at ``base``."""
    for value in values:
        found = urljoin(_ANYWHERE + base, value)
        if found.startswith(_ANYWHERE):
            yield unquote(urlsplit(found).path.lstrip("/"))
