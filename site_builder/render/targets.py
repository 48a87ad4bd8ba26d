"""Where a relative link in a record's text leads: from a path in the repository to an address of the site."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from site_builder.link.handbook import Handbook
from site_builder.link.public_targets import page_address, repository_path
from site_builder.link.site_files import SiteFiles


class LinkTargets:
    """The files of the repository that have an address: records, hand-written pages, files beside them."""

    def __init__(self, record_urls: Mapping[str, str], handbook: Handbook, docs_dir: str) -> None:
        self._record_urls = record_urls
        self._handbook = handbook
        self._docs_dir = docs_dir
        self._files = SiteFiles(docs_dir, record_urls)

    def url(self, path: str, target: str) -> str | None:
        """Return the address of what ``target``, relative to the file at ``path``, names; None where there is none.

        A target that begins with a slash starts from the root of the repository, as on GitHub.
        """
        full = repository_path(path, target)
        if full is None:
            return None
        record = self._record_urls.get(full)
        if record is not None:
            return record
        inside = full.removeprefix(f"{self._docs_dir}/")
        if inside == full:
            return None
        if full in _pages(self._handbook):
            return page_address(inside)
        return inside if "." in inside.rpartition("/")[2] and self._files.has(full) else None


@lru_cache(maxsize=2)
def _pages(handbook: Handbook) -> frozenset[str]:
    return frozenset(page.path for page in handbook.prose)
