"""The handbook's files among those of MkDocs: which become pages, which are data, which are linked to only."""

from __future__ import annotations

import posixpath
import stat
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_opsbook.contract import HandbookSite
from mkdocs_opsbook.findings import log
from site_builder.link.site_files import SiteFiles
from site_builder.model.page import Page
from site_builder.model.quick import dataclass


class RecordFile(File):
    """The source of a record: links to it lead to the record's page, and it is never copied into the site.

    Only where ``through_theme`` is set does MkDocs render its page; the others are filled into a shell.
    """

    def __init__(self, path: str, uri: str, page: Page, config: MkDocsConfig, *, through_theme: bool = False) -> None:
        # The constructor of File derives these values again and again; here they are known.
        self.src_uri = uri
        self.src_dir = None
        self.dest_dir = config.site_dir
        self.use_directory_urls = True
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.name = page.url.rstrip("/").rpartition("/")[2]
        self.dest_uri = f"{page.url}index.html"
        self.url = page.url
        self.abs_src_path = None
        self._content = ""
        self.path = path
        self.record_page = page
        self.through_theme = through_theme

    def is_documentation_page(self) -> bool:
        """Return whether MkDocs renders the record's page."""
        return self.through_theme

    def is_media_file(self) -> bool:
        """Return False: plugins that work on media have nothing to do with it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Copy nothing: the source of a record is no part of the site."""

    @property
    def edit_uri(self) -> str | None:
        """None: the adapter knows where the source is edited."""
        return None


@dataclass(frozen=True, slots=True)
class HandbookFiles:
    """The handbook's files. ``theme_pages`` are generated pages that MkDocs renders, by their file's ``src_uri``.

    ``prose`` are paths from the root of hand-written pages by ``src_uri``; ``records`` are in the order of the site.
    """

    theme_pages: dict[str, Page] = field(default_factory=dict)
    prose: dict[str, str] = field(default_factory=dict)
    records: list[RecordFile] = field(default_factory=list)


def arrange(
    files: Files, site: HandbookSite, config: MkDocsConfig, root: Path, *, in_navigation: frozenset[str], shells: bool
) -> HandbookFiles:
    """Put the handbook's pages among the files of MkDocs and take away what is no part of the site.

    Records whose file the navigation names, and all of them without ``shells``, are rendered by MkDocs.
    """
    documentation = documentation_folder(config, root)
    arranged = HandbookFiles()
    _remove_data(files, site, config, documentation, arranged)
    uris = _Uris(documentation)
    paths_by_url = {url: path for path, url in site.record_urls.items()}
    written = {file.dest_uri: file for file in files.documentation_pages()}
    # Records come last, whoever renders them, so that lists of pages have one order.
    for page in sorted(site.pages, key=lambda page: page.is_record):
        clash = written.get(f"{page.url}index.html")
        if not page.is_record:
            _add_theme_page(files, clash, page, config, arranged)
            continue
        if clash is not None:
            log.warning("%s is left out: %s has the address /%s", clash.src_uri, page.source_path, page.url)
            files.remove(clash)
        path = page.source_path or paths_by_url.get(page.url, f"{page.url.rstrip('/')}.md")
        uri = uris.of(path)
        file = RecordFile(path, uri, page, config, through_theme=not shells or uri in in_navigation)
        arranged.records.append(file)
        files.append(file)
    _link_other_records(files, site, config, uris)
    return arranged


class _Uris:
    """Names files as MkDocs does: relative to its documentation folder. Each folder is worked out once."""

    def __init__(self, documentation: str) -> None:
        self._documentation = documentation
        self._known: dict[str, str] = {}

    def of(self, path: str) -> str:
        """Return the ``src_uri`` of a file by its path from the root."""
        folder, _, name = path.rpartition("/")
        relative = self._known.get(folder)
        if relative is None:
            relative = self._known[folder] = posixpath.relpath(folder or ".", self._documentation)
        return name if relative == "." else f"{relative}/{name}"


def documentation_folder(config: MkDocsConfig, root: Path) -> str:
    """Return MkDocs' documentation folder as a POSIX path relative to the root of the handbook."""
    folder = Path(config.docs_dir)
    return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()


def _remove_data(
    files: Files, site: HandbookSite, config: MkDocsConfig, documentation: str, arranged: HandbookFiles
) -> None:
    """Remove sources of records, data beside them, and what leads out of the documentation folder."""
    prose = set(site.prose)
    copied = SiteFiles(documentation, site.record_urls)
    links = _Links(Path(config.docs_dir))
    for file in list(_written(files, config)):
        path = posixpath.join(documentation, file.src_uri)
        if path in prose:
            arranged.prose[file.src_uri] = path
        elif file.is_documentation_page() or copied.is_left_out(path):
            files.remove(file)
        elif links.is_on_way_to(file.src_uri):
            log.warning("%s: is a symbolic link or lies in one; it is left out of the site", path)
            files.remove(file)


def _written(files: Files, config: MkDocsConfig) -> Iterator[File]:
    return (file for file in files if file.src_dir == config.docs_dir)


class _Links:
    """Finds symbolic links on the way to files; each folder is looked at once."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._known = {"": False}

    def is_on_way_to(self, uri: str) -> bool:
        """Return whether the file, or a folder that it lies in, is a symbolic link."""
        known = self._known.get(uri)
        if known is None:
            mode = (self._top / uri).lstat().st_mode
            known = stat.S_ISLNK(mode) or self.is_on_way_to(posixpath.dirname(uri))
            if stat.S_ISDIR(mode):
                self._known[uri] = known
        return known


def _add_theme_page(
    files: Files, written: File | None, page: Page, config: MkDocsConfig, arranged: HandbookFiles
) -> None:
    if written is None:
        # Always a folder's index, so that its address does not depend on ``use_directory_urls``.
        uri = f"{page.url}index.md"
        if (excluded := files.get_file_from_path(uri)) is not None:
            files.remove(excluded)
        generated = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        generated.use_directory_urls = True
        files.append(generated)
        arranged.theme_pages[uri] = page
    else:
        # A file with content of its own counts as modified: the page shows records, too, when only changes are built.
        written._content = written.content_bytes
        arranged.theme_pages[written.src_uri] = page


def _link_other_records(files: Files, site: HandbookSite, config: MkDocsConfig, uris: _Uris) -> None:
    """Let links reach records that have no page of their own, such as an entry of another record's page."""
    pages = {page.url: page for page in site.pages}
    for path, url in site.record_urls.items():
        uri = uris.of(path)
        page = pages.get(url.partition("#")[0]) if uri not in files.src_uris else None
        if page is not None:
            file = RecordFile(path, uri, page, config)
            file.url = url
            files.append(file)
