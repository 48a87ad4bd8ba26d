"""The site while its handbook is edited: an edited page is there at once, the rest of the site soon after.

After an edit the handbook is read again, and each page is made when a browser asks for it, within the frame of the last
whole build. When nobody edits, a whole build in the background brings everything else: sections, search, machine
outputs. An edit that changes which pages there are is built whole before it is shown.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Condition, Event, Lock, RLock, Thread
from typing import Final

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError

from mkdocs_opsbook.build import Build
from mkdocs_opsbook.findings import line_of, log, report
from mkdocs_opsbook.outputs import SiteDirectory
from mkdocs_opsbook.plugin import our_plugin
from mkdocs_opsbook.preview_folder import new_folder, sweep
from mkdocs_opsbook.quick_pages import QuickPages, has_same_pages
from mkdocs_opsbook.request import Request, asking
from site_builder.load.source import SourceError
from site_builder.model.faults import PackFault
from site_builder.model.quick import dataclass
from site_builder.pipeline.site import Site
from site_builder.views.wording import count_words

BACKGROUND: Final = "opsbook-background"
"""The name of the thread that builds in the background: what it does is no news."""
_QUIET: Final = 1.0
"""Seconds without an edit after which the whole site is built."""

ReadSite = Callable[[], Site]


class _Superseded(BaseException):
    """The handbook has been edited again: what is being built in the background is of no use any more."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """A whole build: the folder it is in, what it shows, and what it takes to make single pages like it."""

    folder: Path
    site: Site
    build: Build
    config: MkDocsConfig


class Preview:
    """A site that is served and kept up to date. Its methods may be called by several threads."""

    def __init__(self, config_file: Path, read: ReadSite, request: Request, site_url: str) -> None:
        """Show the handbook that ``read`` reads as it is at each moment; pages say that they are at ``site_url``."""
        self._config_file = config_file
        self._read = read
        self._request = request
        self._site_url = site_url
        self._whole: _Whole | None = None
        self._quick: QuickPages | None = None
        self._fresh: set[str] = set()
        self._pages = Lock()
        """Is held while a page is made, or another whole build is taken over."""
        self._building = RLock()
        """Is held while MkDocs builds: it cannot do that twice at a time."""
        self._waiting = 0
        self._changed = Condition()
        """Is held where it is looked at, or changed, who waits for a page and which state is the latest."""
        self._state = 0
        self._latest: Site | None = None
        self._to_build = Event()
        self._told: frozenset[object] = frozenset()

    @property
    def folder(self) -> Path:
        """The folder that is to be served. Raises RuntimeError where nothing has been built."""
        if self._whole is None:
            raise RuntimeError("nothing has been built")
        return self._whole.folder

    @property
    def is_whole(self) -> bool:
        """Whether all that is served is of one whole build."""
        return self._quick is None

    def begin(self) -> MkDocsConfig:
        """Build the whole site, and return its configuration. Raises MkDocsException where that cannot be done."""
        sweep()
        whole = self._built(self._read_again(), lambda: None)
        self._take(whole)
        Thread(target=self._build_in_background, name=BACKGROUND, daemon=True).start()
        return whole.config

    def end(self) -> None:
        """Stop what is being built, and remove what was."""
        self._supersede(None)
        # What is given up removes its own folder.
        with self._building:
            pass
        if self._whole is not None:
            shutil.rmtree(self._whole.folder, ignore_errors=True)

    def update(self, changed: Collection[str]) -> None:
        """Show the handbook as it is now. ``changed`` are the paths from its root that were written to.

        Raises Abort, with what is wrong, where it cannot be shown.
        """
        self._supersede(None)
        try:
            site = self._read_again()
            if self._whole is not None and has_same_pages(self._whole.site, site, self._lasting(changed)):
                with self._pages:
                    self._quick, self._fresh = QuickPages(self._whole.build, self._whole.site, site), set()
                self._supersede(site)
            else:
                self._take(self._built(site, lambda: None))
        except MkDocsException as problem:
            raise Abort(str(problem)) from problem

    def _lasting(self, changed: Collection[str]) -> list[str]:
        """Leave out hidden files, and what an editor wrote for a moment: most of them write beside a file."""
        root = self._config_file.parent
        return [
            path
            for path in changed
            if not any(part.startswith(".") for part in path.split("/"))
            and ((root / path).exists() or self._whole is None or self._whole.build.has_file(path))
        ]

    def show(self, url: str) -> None:
        """Make the page at an address as it is now, where that is not done yet."""
        with self._waiting_for_page(), self._pages:
            if self._quick is None or url in self._fresh:
                return
            directory = SiteDirectory(self.folder)
            for uri, content in self._quick.made(url):
                directory.write(uri, content)
            self._fresh.add(url)

    def _read_again(self) -> Site:
        try:
            site = self._read()
        except (SourceError, PackFault) as fault:
            raise PluginError(str(fault)) from fault
        if not site.inputs.configuration.is_readable:
            raise PluginError("\n".join(map(line_of, site.diagnostics)))
        found = frozenset(site.diagnostics)
        report(each for each in site.diagnostics if each not in self._told)
        if mended := len(self._told - found):
            log.info("opsbook: %s mended, %d left", count_words(mended, "finding"), len(found))
        self._told = found
        return site

    def _built(self, site: Site, pause: Callable[[], None]) -> _Whole:
        with self._building, asking(replace(self._request, site=site, pause=pause)):
            pause()
            folder, plugin = new_folder(), None
            try:
                config = load_config(str(self._config_file), site_dir=str(folder))
                config.site_url = self._site_url
                plugin = our_plugin(config)
                mkdocs_build(config, serve_url=self._site_url)
            except BaseException as stop:
                if plugin is not None and not isinstance(stop, Exception):
                    # MkDocs tells plugins of exceptions only, and this is none.
                    plugin.on_build_error(error=RuntimeError("given up"))
                shutil.rmtree(folder, ignore_errors=True)
                raise
        return _Whole(folder, site, plugin.build, config)

    def _take(self, whole: _Whole) -> None:
        """Serve a whole build from now on."""
        with self._pages:
            before, self._whole = self._whole, whole
            self._quick, self._fresh = None, set()
        if before is not None:
            shutil.rmtree(before.folder, ignore_errors=True)

    def _supersede(self, site: Site | None) -> None:
        """Give up what is built in the background, and build this site there; None for none."""
        with self._changed:
            self._state += 1
            self._latest = site
            self._changed.notify_all()
        if site is not None:
            self._to_build.set()

    def _build_in_background(self) -> None:
        while self._to_build.wait():
            self._to_build.clear()
            with self._changed:
                state, site = self._state, self._latest
                is_old = self._changed.wait_for(lambda: self._state != state, timeout=_QUIET)  # noqa: B023
            if site is None or is_old:
                continue
            try:
                self._build_whole(site, state)
            except _Superseded:
                continue
            except MkDocsException as problem:
                log.error("%s", problem)
            except Exception:  # noqa: BLE001 - pages that are asked for are made all the same, and the next edit is built
                log.exception("opsbook: the site could not be built in the background")

    def _build_whole(self, site: Site, state: int) -> None:
        def pause() -> None:
            with self._changed:
                self._changed.wait_for(lambda: not self._waiting or self._state != state)
                if self._state != state:
                    raise _Superseded

        for view in site.views:
            site.by_view.of(view)
            pause()
        # Whoever waits for this to be over finds the folder taken over, or gone.
        with self._building:
            whole = self._built(site, pause)
            with self._changed:
                is_old = self._state != state
            if is_old:
                shutil.rmtree(whole.folder, ignore_errors=True)
            else:
                self._take(whole)

    @contextmanager
    def _waiting_for_page(self) -> Iterator[None]:
        """Let what is built in the background wait."""
        with self._changed:
            self._waiting += 1
        try:
            yield
        finally:
            with self._changed:
                self._waiting -= 1
                self._changed.notify_all()
