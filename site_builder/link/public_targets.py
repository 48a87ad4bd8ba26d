"""What relative links in texts lead to, and whether the public site has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cached_property
from posixpath import join, normpath
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from site_builder.link.site_files import is_public_file

_INDEX_NAMES: Final = ("index.md", "README.md")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:|//")
_ANYWHERE: Final = "https://site.invalid/"


def repository_path(path: str, target: str) -> str | None:
    """Return the path from the root of what ``target``, relative to the file at ``path``, names; None outside of it.

    A target that begins with a slash starts from the root of the repository, as on GitHub.
    """
    start = "" if target.startswith("/") else path.rpartition("/")[0]
    full = normpath(join(start, target.lstrip("/")))
    return None if full == ".." or full.startswith("../") else full


def page_address(path: str) -> str:
    """Return the address that MkDocs gives a page, by its path in the documentation folder."""
    folder, slash, name = path.rpartition("/")
    return folder + slash if name in _INDEX_NAMES else f"{path.removesuffix('.md')}/"


def site_address(page_url: str, target: str) -> str:
    """Return the address in the site of a relative link on the page at ``page_url``, without query and fragment."""
    return unquote(urlsplit(urljoin(_ANYWHERE + page_url, target)).path.lstrip("/"))


class PublicTargets:
    """What of the repository the public site has: files of records that are shown, and of public pages, by their paths.

    ``has_file`` says whether there is a file: those of the documentation folder ``docs_dir`` are part of the site if a
    page links them, but for data. ``addresses`` are those of pages, which narratives in that folder may name as well.
    """

    def __init__(
        self,
        paths: Collection[str],
        docs_dir: str,
        has_file: Callable[[str], bool],
        addresses: Callable[[], Collection[str]],
    ) -> None:
        self._paths = paths
        self._docs_dir = docs_dir
        self._has_file = has_file
        self._make_addresses = addresses

    def leads(self, path: str, page_url: str, target: str) -> bool:
        """Return whether a link in the text of the file at ``path``, which stands on a page, leads to anything.

        Addresses of other sites and anchors do.
        """
        if _ABSOLUTE.match(target):
            return True
        address = unquote(target.partition("#")[0].partition("?")[0])
        if not address:
            return True
        full = repository_path(path, address)
        if full in self._paths:
            return True
        documentation = f"{self._docs_dir}/"
        if full is not None and is_public_file(full, self._docs_dir) and self._has_file(full):
            return True
        if not self.is_beside_pages(path):
            return False
        page = page_address(full.removeprefix(documentation)) if full and full.startswith(documentation) else ""
        return self._is_address(site_address(page_url, target)) or self._is_address(page)

    def is_beside_pages(self, path: str) -> bool:
        """Return whether MkDocs renders the text of the file at ``path``."""
        return path.startswith(f"{self._docs_dir}/")

    def _is_address(self, address: str) -> bool:
        return bool(address) and f"{address.rstrip('/')}/" in self._addresses

    @cached_property
    def _addresses(self) -> frozenset[str]:
        """The addresses of pages and of the sections above them."""
        found: set[str] = set()
        for address in self._make_addresses():
            while address and address not in found:
                found.add(address)
                folder = address.rstrip("/").rpartition("/")[0]
                address = f"{folder}/" if folder else ""
        return frozenset(found)
