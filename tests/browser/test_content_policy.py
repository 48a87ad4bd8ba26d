"""Both sites under their content policy, and the public one as its readers have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.acceptance.starter import starter_public_site
from tests.browser.axe import TARGETS, violations
from tests.browser.serving import served
from tests.browser.sorts import a_page_of_each_sort
from tests.browser.visit import HEIGHT, Visit, Visits, search, wait_for_search

pytestmark = pytest.mark.browser

PUBLIC = {
    "home": "",
    "roadmap": "roadmap/",
    "notes": "releases/",
    "release": "releases/2026.1/",
    "deprecations": "releases/deprecations/",
    "since": "releases/since/",
    "feature": "features/rota/",
}


@pytest.fixture(scope="module")
def public(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter_public_site(tmp_path_factory)


@pytest.fixture(scope="module")
def public_visits(browser: Browser, public: Path) -> Iterator[dict[bool, Visits]]:
    with served(public, index=False) as quick, served(public) as whole:
        made = {False: Visits(browser, quick), True: Visits(browser, whole)}
        yield made
        for each in made.values():
            each.close()


@pytest.fixture
def visit_public(public_visits: dict[bool, Visits]) -> Iterator[Callable[..., Visit]]:
    """Open pages of the public site, as ``visit`` does of the internal one."""

    def visit_page(path: str, *, scheme: str = "light", search: bool = False) -> Visit:
        return public_visits[search].open(path, scheme=scheme)

    yield visit_page
    for each in public_visits.values():
        each.end()


def found_for(opened: Visit, words: str) -> str:
    search(opened.page, words)
    return opened.page.locator(".md-search-result__item").first.inner_text().lower()


def test_every_page_of_both_sites_has_a_policy(visit: Callable[..., Visit], visit_public: Callable[..., Visit]) -> None:
    for opened in (visit(""), visit_public("")):
        assert opened.page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1


def test_search_works_under_the_policy(visit: Callable[..., Visit]) -> None:
    opened = visit("", search=True)
    assert "payroll" in found_for(opened, "payroll")
    assert opened.complaints == []


def test_no_page_of_the_public_site_breaks_its_policy(public: Path, visit_public: Callable[..., Visit]) -> None:
    opened = visit_public("")
    found = {}
    for path in ["", *a_page_of_each_sort(public), "404.html"]:
        opened.go(path)
        wait_for_search(opened.page)
        if heard := (*opened.complaints, *opened.foreign):
            found[path] = heard
        opened.complaints.clear()
        opened.foreign.clear()
    assert found == {}


def test_search_works_on_the_public_site(visit_public: Callable[..., Visit]) -> None:
    opened = visit_public("", search=True)
    assert "holidays" in found_for(opened, "holidays")
    assert opened.complaints == []


def test_a_script_that_is_not_of_the_site_does_not_run(visit_public: Callable[..., Visit]) -> None:
    opened = visit_public("")
    opened.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
        }"""
    )
    assert opened.page.evaluate("() => window.ran") is None
    assert any("Content Security Policy" in heard for heard in opened.complaints)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PUBLIC)
def test_axe_finds_nothing_at_all_on_public_pages(name: str, scheme: str, visit_public: Callable[..., Visit]) -> None:
    """Every rule of axe, those of best practice included, on the whole page, whatever the impact."""
    page = visit_public(PUBLIC[name], scheme=scheme).page
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert violations(page, further=TARGETS) == [], width
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, width
