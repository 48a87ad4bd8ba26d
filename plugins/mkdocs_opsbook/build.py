"""One build of a site: what the events of MkDocs share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as ThemePage

from mkdocs_opsbook import material
from mkdocs_opsbook.bodies import Bodies
from mkdocs_opsbook.content_policy import HEADERS, ContentPolicy
from mkdocs_opsbook.contract import HandbookSite
from mkdocs_opsbook.edit import edit_links
from mkdocs_opsbook.events import strangers
from mkdocs_opsbook.files import HandbookFiles, arrange, documentation_folder
from mkdocs_opsbook.findings import log
from mkdocs_opsbook.frame import framed_closely
from mkdocs_opsbook.media import HeldMedia
from mkdocs_opsbook.narrative import Narratives
from mkdocs_opsbook.navigation import named_in, navigation, sections_above
from mkdocs_opsbook.outputs import SiteDirectory
from mkdocs_opsbook.pages import parent_in_navigation, spare_markdown
from mkdocs_opsbook.part_files import is_passed_by, leave_out
from mkdocs_opsbook.prepared import Preparation
from mkdocs_opsbook.public import remove_other_pages
from mkdocs_opsbook.records import RecordPages
from mkdocs_opsbook.request import NeedsWholeBuild
from mkdocs_opsbook.search import NoSearch, SearchEntries
from mkdocs_opsbook.search_merge_choice import search_for
from mkdocs_opsbook.search_parser import spare_parser
from mkdocs_opsbook.single_pages import SinglePages
from mkdocs_opsbook.sitemap import ListedFile, with_records
from mkdocs_opsbook.theme import Theme
from mkdocs_opsbook.told_links import ToldLinks
from mkdocs_opsbook.warned import address
from site_builder.pipeline.part import Part

_MUCH_TO_SAY: Final = 2_000
"""Of so many records there is so much to be told to machines that it is worth a copy of this process."""


class Build:
    """A handbook on its way into a site. Its methods are called in the order of MkDocs' events."""

    _env: jinja2.Environment
    _files: Files
    _nav: Navigation
    _arranged: HandbookFiles
    _narratives: Narratives
    _bodies: Bodies
    _records: RecordPages | None = None
    _search: SearchEntries = NoSearch()

    comes_in_parts = False
    """Whether a part of the site can be built after this: no page is made in another way than others of its section."""

    def __init__(
        self,
        site: HandbookSite,
        config: MkDocsConfig,
        *,
        shells: bool,
        is_public: bool,
        pause: Callable[[], None],
        part: Part | None = None,
    ) -> None:
        self._site = site
        self._pause = pause
        self._config = config
        self._root = Path(config.config_file_path).absolute().parent
        self._documentation = documentation_folder(config, self._root)
        self._links = edit_links(config, self._documentation)
        self._shells = shells
        self._is_public = is_public
        self._part = part
        self._media: HeldMedia | None = None
        self._policy = ContentPolicy() if config.theme.name == "material" else None
        self._told_links = ToldLinks(site.dead_links, self._documentation)

    def arrange(self, files: Files) -> Files:
        """Put the handbook's files among those of MkDocs, and the sections into a navigation that is not there."""
        config = self._config
        unknown = strangers(config)
        if unknown and self._shells:
            log.info("opsbook: pages of records are rendered one by one, because %s works on pages", ", ".join(unknown))
        in_navigation = frozenset(named_in(config.nav))
        shells = self._shells and not unknown
        if self._shells:
            spare_parser(config)
        self._arranged = arrange(files, self._site, config, self._root, in_navigation=in_navigation, shells=shells)
        if self._is_public:
            remove_other_pages(files, self._arranged)
        if self._part is not None:
            leave_out(self._arranged, files, self._part)
            # The map of the site and the page for what is not found show pages and titles, which are as they were.
            config.theme.static_templates.clear()
        self._files = files
        self._told_links.begin()
        if self._is_public:
            self._media = HeldMedia(files, config)
        self._narratives = Narratives(config, files, self._documentation)
        self._bodies = Bodies(self._site, config, self._arranged, self._narratives, self._links, self._is_public)
        if config.nav is None:
            config.nav = self._navigation()
        self._records = self._record_pages()
        self._records.begin()
        # Other plugins are to see pages as they are.
        self._bodies.marks_drawings = shells
        return files

    def _record_pages(self) -> RecordPages:
        config, site = self._config, self._site
        records = [record for record in self._arranged.records if not record.through_theme]
        self._search = search = search_for(
            config, [record.url for record in records], len(self._arranged.records), self._part
        )
        if (part := self._part) is not None:
            records = [record for record in records if record.url in part.pages]
        outputs = (*site.outputs(self._part), lambda: chain(site.assets, material.assets(config)))
        preparation = Preparation(site, self._links, self._narratives, search)
        directory = SiteDirectory(Path(config.site_dir))
        has_much_to_say = len(self._arranged.records) >= _MUCH_TO_SAY
        return RecordPages(
            records,
            outputs,
            preparation,
            self._links,
            search,
            directory,
            self._show,
            has_much_to_say=has_much_to_say,
        )

    @property
    def urls(self) -> Sequence[str]:
        """The addresses of all pages: those that MkDocs renders, in its order, then those of records."""
        pages = (address(file.url) for file in self._files.documentation_pages())
        return (*pages, *(record.url for record in self._arranged.records if not record.through_theme))

    @property
    def made(self) -> Collection[str]:
        """The addresses of the pages that are made by this build."""
        if self._part is None:
            return frozenset(self.urls)
        pages = (address(file.url) for file in self._files.documentation_pages() if not is_passed_by(file))
        return self._part.pages.union(pages)

    @property
    def gone(self) -> Collection[str]:
        """What is to be removed from the rest of a site of which a part has been built: paths in it."""
        return self._search.gone

    @property
    def has_policy(self) -> bool:
        """Whether pages say what they may load and run."""
        return self._policy is not None

    def abandon(self) -> None:
        """Stop what was begun: the build has failed."""
        self._told_links.end()
        if self._records is not None:
            self._records.abandon()
            self._records = None

    def _navigation(self) -> list[object]:
        theme_pages = self._arranged.theme_pages
        uris = {page.url: uri for uri, page in theme_pages.items()}
        hand_written = (
            file
            for file in self._files.documentation_pages()
            if file.src_uri in self._arranged.prose
            and file.src_uri not in theme_pages
            and file.inclusion is not InclusionLevel.NOT_IN_NAV
        )
        return list(navigation(self._site.navigation, uris, hand_written))

    def place(self, nav: Navigation) -> Navigation:
        """Hang generated pages that the navigation does not name below their sections; link them to their sources."""
        self._nav = nav
        named = {id(page) for page in nav.pages}
        above = sections_above(self._site.navigation)
        for file in self._files.documentation_pages():
            page, generated = file.page, self._bodies.generated(file)
            if page is None:
                continue
            if generated is not None and generated.section and id(page) not in named:
                page.parent = parent_in_navigation(nav, generated.section, above)
            if generated is not None and is_passed_by(file):
                self._bodies.name(page, generated)
            if generated is not None and file.src_uri not in self._arranged.prose:
                spare_markdown(page)
            if file.src_uri in self._arranged.prose and page.edit_url is not None:
                page.edit_url = self._links.url(self._arranged.prose[file.src_uri])
        return nav

    def markdown(self, markdown: str, page: ThemePage) -> str:
        """Return the Markdown of a page with live parts and mentions filled in."""
        return self._bodies.markdown(markdown, page)

    def content(self, html: str, page: ThemePage) -> str:
        """Return the body of a page: a generated one, or the sanitised one of a hand-written page."""
        body = self._bodies.content(html, page)
        self._show(page.url, body)
        return body

    def complete(self, page: ThemePage) -> None:
        """Fill in the drawings of a page that is about to be made."""
        self._bodies.complete(page)

    def _show(self, url: str, body: str) -> None:
        self._pause()
        if self._media is not None:
            self._media.show(url, body)

    def listed(self, pages: Sequence[File]) -> list[File | ListedFile]:
        """Return what the site map lists."""
        return with_records(pages, self._files, self._arranged.records, self._config)

    def finished(self, page: str, content: str = "") -> str:
        """Return a page with a close frame around its content, and with what it may load and run."""
        self._pause()
        page = framed_closely(page, content)
        return self._policy.applied(page) if self._policy is not None else page

    def use_templates(self, env: jinja2.Environment) -> None:
        """Keep the theme's templates, as all plugins have left them, and tell them what searches."""
        self._env = env
        self._bodies.marks_drawings = False
        if self._search.worker:
            env.globals[material.SEARCH_WORKER] = self._search.worker

    def write(self) -> None:
        """Write the pages of records that MkDocs does not render, the machine outputs, the assets and the search."""
        records, self._records = self._records, None
        if records is not None:
            records.write(self._theme())
            self.comes_in_parts = records.fit
        directory = SiteDirectory(Path(self._config.site_dir))
        for uri, content in self._bodies.beside:
            directory.write(uri, content)
        if self._policy is not None and self._files.get_file_from_path(HEADERS) is None:
            self._write_headers(directory, self._policy)
        self._told_links.end()
        self._site.keep(is_whole=self._part is None)

    def _write_headers(self, directory: SiteDirectory, policy: ContentPolicy) -> None:
        if self._part is None:
            directory.write(HEADERS, policy.headers())
        elif not policy.is_within((self._part.site / HEADERS).read_text(encoding="ascii")):
            raise NeedsWholeBuild("pages have scripts or styles that the site does not allow yet")

    def showing(self, site: HandbookSite) -> SinglePages:
        """Return what makes single pages of another state of the handbook, which has the same pages as this one."""
        arranged = replace(self._arranged, theme_pages=dict(self._arranged.theme_pages))
        bodies = Bodies(site, self._config, arranged, self._narratives, self._links, self._is_public)
        theme = self._theme()
        preparation = Preparation(site, self._links, self._narratives, self._search)
        told = ToldLinks(site.dead_links, self._documentation)
        return SinglePages(bodies, arranged, self._files, theme, preparation, self._links, self._search, told)

    def has_file(self, path: str) -> bool:
        """Return whether MkDocs knows the file at a path from the root of the handbook."""
        folder, inside, uri = path.partition(f"{self._documentation}/")
        return not folder and bool(inside) and self._files.get_file_from_path(uri) is not None

    def _theme(self) -> Theme:
        above = sections_above(self._site.navigation)
        return Theme(self._env, self._nav, self._files, self._config, self._policy, above)

    def watched(self) -> Iterator[Path]:
        """Return the folders of records that MkDocs does not watch itself."""
        documentation = Path(self._config.docs_dir)
        for path in self._site.watch:
            if path.exists() and not path.is_relative_to(documentation):
                yield path
