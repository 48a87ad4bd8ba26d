"""The site map: pages of records among those that MkDocs lists itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils import get_build_date

from mkdocs_opsbook.files import RecordFile


@dataclass(frozen=True, slots=True)
class ListedPage:
    """As much of MkDocs' page as the template of the site map looks at."""

    canonical_url: str | None
    abs_url: str | None
    update_date: str
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file with its page, as templates see them."""

    page: ListedPage
    url: str


def with_records(
    pages: Iterable[File], files: Iterable[File], records: Iterable[RecordFile], config: MkDocsConfig
) -> list[File | ListedFile]:
    """Return the pages for the site map: those of MkDocs and those of records, in the order of files."""
    listed: dict[str, File | ListedFile] = {page.src_uri: page for page in pages}
    day, base = get_build_date(), config.site_url
    if base and not base.endswith("/"):
        base += "/"
    for record in records:
        if not record.through_theme:
            address = urljoin(base, record.url) if base else None
            path = urlsplit(address).path if address else None
            listed[record.src_uri] = ListedFile(ListedPage(address, path, day), record.url)
    ordered = {file.src_uri: listed[file.src_uri] for file in files if file.src_uri in listed}
    return list((ordered | listed).values())
