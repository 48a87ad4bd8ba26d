"""The pages that people look at most: quiet, alone, readable in both schemes and at any width, and for everyone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from tests.browser.visit import HEIGHT, PAGES, Visit

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)
_NOT_PRINTED = (".md-header", ".md-tabs", ".md-sidebar", ".md-search", ".md-footer-meta", ".ob-filters", ".headerlink")
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def colours(page: Page) -> tuple[float, float]:
    """Return how bright the background and the text of the article are, from 0 to 1."""
    background, text = page.evaluate(
        """() => {
          const bright = (colour) => {
            const canvas = new OffscreenCanvas(1, 1).getContext("2d");
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
            return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
          };
          const article = document.querySelector(".md-content__inner");
          return [bright(getComputedStyle(document.body).backgroundColor), bright(getComputedStyle(article).color)];
        }"""
    )
    return background, text


def grave_violations(
    page: Page, context: str | None = None, options: dict[str, Any] | None = None
) -> list[tuple[str, list[str], list[str]]]:
    """Return what axe finds that is serious or critical: the rule, the element, what is wrong with it."""
    return [
        (violation["id"], node["target"], [check["message"] for check in (*node["any"], *node["all"], *node["none"])])
        for violation in Axe().run(page, context, options).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_it_is_quiet_and_asks_no_other_host(name: str, scheme: str, visit: Callable[..., Visit]) -> None:
    opened = visit(PAGES[name], scheme=scheme, search=True)
    opened.page.wait_for_load_state("networkidle")
    assert opened.page.locator("h1").count() == 1
    assert opened.complaints == []
    assert opened.foreign == []


@pytest.mark.parametrize("name", PAGES)
def test_the_scheme_is_that_of_the_reader(name: str, visit: Callable[..., Visit]) -> None:
    background, text = colours(visit(PAGES[name], scheme="dark").page)
    assert background < 0.2 < 0.55 < text
    background, text = colours(visit(PAGES[name], scheme="light").page)
    assert background > 0.9 > 0.4 > text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_grave(name: str, scheme: str, visit: Callable[..., Visit]) -> None:
    page = visit(PAGES[name], scheme=scheme).page
    for width in WIDTHS if scheme == "light" else WIDTHS[1:]:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert grave_violations(page) == [], width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_in_an_open_search(scheme: str, visit: Callable[..., Visit]) -> None:
    page = visit("", scheme=scheme, search=True).page
    page.locator("[data-md-component=search-query]").fill("payroll")
    page.locator(".md-search-result__item").first.wait_for()
    assert grave_violations(page, ".md-search") == []


def test_no_page_scrolls_sideways_on_a_phone(site: Path, visit: Callable[..., Visit]) -> None:
    opened = visit("", width=390)
    wide = {}
    for path in [*PAGES.values(), *a_page_of_each_sort(site)]:
        opened.go(path)
        overflow = opened.page.evaluate(_OVERFLOW)
        if overflow > 0:
            wide[path] = overflow
    assert wide == {}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_needs_scripts_to_be_read(name: str, visit: Callable[..., Visit]) -> None:
    with_scripts = visit(PAGES[name]).page.locator(".md-content__inner").inner_text()
    without = visit(PAGES[name], scripts=False).page
    words = without.locator(".md-content__inner").inner_text().split()
    missing = {word for word in with_scripts.split() if word.isalpha()} - set(words)
    assert len(words) > 50
    assert not missing - {"all", "of"}, "only chips of filters come from a script"


@pytest.mark.parametrize("name", PAGES)
def test_print_shows_the_page_without_navigation(name: str, visit: Callable[..., Visit]) -> None:
    page = visit(PAGES[name]).page
    assert page.locator(".md-header").is_visible()
    page.emulate_media(media="print")
    for selector in _NOT_PRINTED:
        assert page.locator(f"{selector}:visible").count() == 0, selector
    assert page.locator("h1").is_visible()


def a_page_of_each_sort(site: Path) -> list[str]:
    """Return the page of every section, and of each kind that of its longest record."""
    index = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))
    sections = {path.parent.relative_to(site).as_posix() for path in site.glob("*/index.html")}
    for folder in ("roadmap", "feedback"):
        sections |= {path.parent.relative_to(site).as_posix() for path in site.glob(f"{folder}/*/index.html")}
    records = []
    for entry in index["collections"]:
        found = json.loads((site / entry["url"]).read_text(encoding="utf-8"))["records"]
        # The longest record of a kind is the most likely to be too wide.
        records += [max(found, key=lambda record: len(json.dumps(record["fields"])))["url"]] if found else []
    return [*(f"{section}/" for section in sorted(sections)), *records]
