"""The site map: pages of records among those that MkDocs lists itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils import get_build_date

from mkdocs_opsbook.files import RecordFile


class ListedPage(NamedTuple):
    """As much of MkDocs' page as the template of the site map looks at."""

    canonical_url: str | None
    abs_url: str | None
    update_date: str
    is_link: bool = False


class ListedFile(NamedTuple):
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
    starts: dict[str, tuple[str, str]] = {}
    """The address and the path of a folder of pages: an id, the rest of the address, needs no joining of addresses."""
    for record in records:
        if record.through_theme:
            continue
        address = path = None
        if base:
            folder, _, name = record.url.rstrip("/").rpartition("/")
            if folder not in starts:
                start = urljoin(base, f"{folder}/" if folder else "")
                starts[folder] = (start, urlsplit(start).path)
            start, start_path = starts[folder]
            address, path = f"{start}{name}/", f"{start_path}{name}/"
        listed[record.src_uri] = ListedFile(ListedPage(address, path, day), record.url)
    ordered = {file.src_uri: listed[file.src_uri] for file in files if file.src_uri in listed}
    return list((ordered | listed).values())
