"""The server of the preview: MkDocs' own, with a quicker eye for edits, and pages made when they are asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Any, Final
from urllib.parse import urlsplit

import watchdog.events
import watchdog.observers
import watchdog.observers.polling
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from mkdocs_opsbook.findings import log
from mkdocs_opsbook.preview import Preview

_EDITS: Final = frozenset({"created", "modified", "moved", "deleted"})
"""Events that tell of an edit; to open a file and to read it are events, too."""
_SETTLES_WITHIN: Final = 0.03
"""Seconds without another event after which an edit is over: editors write a file in several steps."""
_POLL_EVERY: Final = 0.5


class PreviewServer(LiveReloadServer):
    """Serves a preview, and updates it after each edit of what it watches."""

    def __init__(self, preview: Preview, root: Path, host: str, port: int, site_url: str) -> None:
        """Serve on a host and port, below the path of ``site_url``; ``root`` is the root of the handbook."""
        mount_path = urlsplit(site_url).path or "/"
        super().__init__(self._update, host, port, str(preview.folder), mount_path)
        self.build_delay = _SETTLES_WITHIN
        self.observer: Any = _Observer()
        self.error_handler = self._error_page
        self._preview = preview
        self._handbook = str(root)
        self._edited: set[str] = set()
        self._edits = Lock()

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Watch a file or folder for edits."""
        path = os.path.abspath(path)  # noqa: PTH100  (links stay as they are)
        if path in self._watched_paths:
            self._watched_paths[path] += 1
            return
        self._watched_paths[path] = 1
        handler = watchdog.events.FileSystemEventHandler()
        handler.on_any_event = self._noticed  # type: ignore[method-assign]
        folder = path if Path(path).is_dir() else str(Path(path).parent)
        if folder == path:
            self._watch_refs[path] = self.observer.schedule(handler, path, recursive=recursive)
            return

        def noticed(event: watchdog.events.FileSystemEvent) -> None:
            # A file that an editor replaces is another file: only its folder sees both.
            if path in (event.src_path, event.dest_path):
                self._noticed(event)

        handler.on_any_event = noticed  # type: ignore[method-assign]
        self._watch_refs[path] = self.observer.schedule(handler, folder, recursive=False)

    def serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request; the page that it asks for is made first, where it is not as it should be."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(self.mount_path) and not path.startswith("/livereload/"):
            url = path[len(self.mount_path) :].removesuffix("index.html")
            if not url or url.endswith("/"):
                self._show(url)
        self.root = str(self._preview.folder)
        return super().serve_request(environ, start_response)

    def _show(self, url: str) -> None:
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
        try:
            self._preview.show(url)
        except Exception:  # noqa: BLE001 - whatever it is, the page as it was before is better than none
            log.exception("opsbook: /%s cannot be made as it is now", url)

    def _noticed(self, event: watchdog.events.FileSystemEvent) -> None:
        if event.event_type not in _EDITS or event.is_directory:
            return
        with self._edits:
            for path in (event.src_path, event.dest_path):
                if path:
                    self._edited.add(os.path.relpath(os.fsdecode(path), self._handbook).replace(os.sep, "/"))
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _update(self) -> None:
        with self._edits:
            edited, self._edited = self._edited, set()
        try:
            self._preview.update(edited)
        except Abort:
            # The next edit may mend it; until then browsers are shown what was there before.
            with self._epoch_cond:
                self._visible_epoch = self._wanted_epoch
                self._epoch_cond.notify_all()
            raise

    def _error_page(self, code: int) -> bytes | None:
        page = self._preview.folder / f"{code}.html"
        return page.read_bytes() if page.is_file() else None


class _Observer:
    """Tells of edits as the system does, or looks for them where it does not tell of any."""

    def __init__(self) -> None:
        self._observer = watchdog.observers.Observer()
        self._watched: list[tuple[Any, str, bool]] = []

    def schedule(self, handler: Any, path: str, *, recursive: bool = True) -> Any:
        """Tell a handler of what happens at a path."""
        self._watched.append((handler, path, recursive))
        return self._observer.schedule(handler, path, recursive=recursive)

    def unschedule(self, watch: Any) -> None:
        """Tell nobody of it any more."""
        self._observer.unschedule(watch)

    def start(self) -> None:
        """Begin; where the system can watch no more files, look at them twice a second."""
        try:
            self._observer.start()
        except OSError:
            self._observer = watchdog.observers.polling.PollingObserver(timeout=_POLL_EVERY)
            for handler, path, recursive in self._watched:
                self._observer.schedule(handler, path, recursive=recursive)
            self._observer.start()

    def stop(self) -> None:
        """End."""
        self._observer.stop()

    def join(self) -> None:
        """Wait for the end."""
        self._observer.join()
