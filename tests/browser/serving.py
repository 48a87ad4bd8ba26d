"""Serves a built site on this machine."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

INDEX = "search/search_index.json"


class _Files(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def do_GET(self) -> None:
        # A browser asks for it where a page names no icon, and complains to the page that it is on by then.
        if self.path == "/favicon.ico":
            self.answer("image/x-icon", b"")
        else:
            super().do_GET()

    def answer(self, kind: str, body: bytes) -> None:
        """Send these bytes."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is the base class's)
        pass


class _WithoutIndex(_Files):
    """Serves a search index of which nothing is found, which costs a browser nothing."""

    def do_GET(self) -> None:
        if self.path.endswith(f"/{INDEX}"):
            index = json.loads((Path(self.directory) / INDEX).read_text(encoding="utf-8"))
            self.answer("application/json", json.dumps({**index, "docs": []}).encode())
        else:
            super().do_GET()


def _counting(sent: list[int]) -> type[_Files]:
    class Counted(_Files):
        """Serves files, and notes how many bytes each has."""

        def copyfile(self, source: Any, outputfile: Any) -> None:
            sent.append(os.fstat(source.fileno()).st_size)
            super().copyfile(source, outputfile)

    return Counted


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        # A browser that leaves a page hangs up.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(folder: Path, *, index: bool = True, sent: list[int] | None = None) -> Iterator[str]:
    """Serve a folder on a port that is free and give its address; without ``index`` its search finds nothing.

    ``sent`` gets the bytes of each file that is asked for.
    """
    handler = _Files if index else _WithoutIndex
    if sent is not None:
        handler = _counting(sent)
    with _Server(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
