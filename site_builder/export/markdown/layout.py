"""Where the file of each page is, and how one file links another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote

from site_builder.model.page import Page
from site_builder.model.quick import dataclass

_INDEX = ("index", "readme")
_KEPT = "/-._~@:!$&+,;="


def page_file(page: Page) -> str:
    """Return the file of a page: the one that gives the same address where addresses are folders."""
    name = page.url.rstrip("/").rpartition("/")[2]
    if page.is_record and name not in _INDEX:
        return f"{page.url.rstrip('/')}.md"
    return f"{page.url}index.md"


def prose_file(path: str, url: str, docs_dir: str) -> str:
    """Return the file of a hand-written page: its place in the documentation folder, a README as an index."""
    name = path.removeprefix(f"{docs_dir}/")
    return f"{url}index.md" if name.rpartition("/")[2] == "README.md" else name


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of pages by address, and the other files, which have the same path here as on the site."""

    files: Mapping[str, str]
    others: Collection[str]

    def link(self, url: str, file: str) -> str | None:
        """Return an address of the site as the file links it; None where nothing is there."""
        address, hash_sign, fragment = url.partition("#")
        target = self.files.get(address, address if address in self.others else None)
        if target is None:
            return None
        anchor = hash_sign + quote(fragment, safe=_KEPT)
        if target == file and fragment:
            return anchor
        return quote(relpath(target, dirname(file) or "."), safe=_KEPT) + anchor

    def address(self, target: str, page_url: str) -> str | None:
        """Return the address that a target written as on the site (``../roadmap/``) has; None where no page is."""
        path, hash_sign, fragment = target.partition("#")
        full = normpath(join(page_url, path))
        address = "" if full == "." else f"{full}/"
        return address + hash_sign + fragment if address in self.files else None


def layout_of(pages: Iterable[Page], prose: Mapping[str, str], others: Collection[str]) -> Layout:
    """Return the layout of the pages, of hand-written pages (file by address) and of other files."""
    return Layout({**prose, **{page.url: page_file(page) for page in pages}}, others)
