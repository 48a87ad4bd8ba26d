"""Both sites under their content policy, and the public one as its readers have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser

from tests.acceptance.starter import starter_public_site
from tests.browser.conftest import Quiet
from tests.browser.test_pages import a_page_of_each_sort
from tests.browser.visit import HEIGHT, Visit, open_visit

pytestmark = pytest.mark.browser

PUBLIC = {
    "home": "",
    "roadmap": "roadmap/",
    "notes": "releases/",
    "release": "releases/2026.3/",
    "feature": "features/rota/",
}


@pytest.fixture(scope="module")
def public(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter_public_site(tmp_path_factory)


@pytest.fixture(scope="module")
def public_address(public: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(public))) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def complaints(opened: Visit, paths: list[str]) -> dict[str, list[str]]:
    """Return what pages complained of, or asked of other hosts."""
    found = {}
    for path in paths:
        opened.go(path)
        opened.page.wait_for_load_state("networkidle")
        # A browser gives up loading the icon of a page that it leaves.
        heard = [each for each in (*opened.complaints, *opened.foreign) if not each.endswith("/favicon.png")]
        if heard:
            found[path] = heard
        opened.complaints.clear()
        opened.foreign.clear()
    return found


def search_for(opened: Visit, words: str) -> str:
    # What is typed before the script listens is lost.
    opened.page.wait_for_load_state("networkidle")
    opened.page.locator("[data-md-component=search-query]").press_sequentially(words)
    result = opened.page.locator(".md-search-result__item").first
    result.wait_for()
    return result.inner_text()


def test_no_page_of_the_internal_site_breaks_its_policy(site: Path, visit: Callable[..., Visit]) -> None:
    opened = visit("", search=True)
    assert "policy" not in str(opened.complaints).lower()
    assert opened.page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    assert complaints(opened, [*a_page_of_each_sort(site), "404.html"]) == {}


def test_search_works_under_the_policy(visit: Callable[..., Visit]) -> None:
    opened = visit("", search=True)
    assert "payroll" in search_for(opened, "payroll").lower()
    assert opened.complaints == []


def test_no_page_of_the_public_site_breaks_its_policy(browser: Browser, public: Path, public_address: str) -> None:
    opened = open_visit(browser, public_address, "", width=1280, scheme="light", search=True)
    assert complaints(opened, [*a_page_of_each_sort(public), "404.html"]) == {}
    opened.page.context.close()


def test_search_works_on_the_public_site(browser: Browser, public_address: str) -> None:
    opened = open_visit(browser, public_address, "", width=1280, scheme="light", search=True)
    assert "holidays" in search_for(opened, "holidays").lower()
    assert opened.complaints == []
    opened.page.context.close()


def test_a_script_that_is_not_of_the_site_does_not_run(browser: Browser, public_address: str) -> None:
    opened = open_visit(browser, public_address, "", width=1280, scheme="light")
    opened.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
        }"""
    )
    assert opened.page.evaluate("() => window.ran") is None
    assert any("Content Security Policy" in heard for heard in opened.complaints)
    opened.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PUBLIC)
def test_axe_finds_nothing_at_all_on_public_pages(
    name: str, scheme: str, browser: Browser, public_address: str
) -> None:
    page = open_visit(browser, public_address, PUBLIC[name], width=1280, scheme=scheme).page
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found = Axe().run(page).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == [], width
    page.context.close()
