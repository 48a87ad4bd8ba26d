"""A real browser, and the starter's site served on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.acceptance.starter import starter_handbook, starter_site
from tests.browser.visit import Visit, open_visit


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is the base class's)
        pass


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter_handbook(tmp_path_factory)


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter_site(tmp_path_factory)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open pages of the site; each is closed at the end of the test."""
    opened: list[Visit] = []

    def visit_page(
        path: str, *, width: int = 1280, scheme: str = "light", scripts: bool = True, search: bool = False
    ) -> Visit:
        opened.append(open_visit(browser, address, path, width=width, scheme=scheme, scripts=scripts, search=search))
        return opened[-1]

    yield visit_page
    for each in opened:
        each.page.context.close()
