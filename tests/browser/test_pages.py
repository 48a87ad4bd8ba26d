"""The pages that people look at most: quiet, alone, readable in both schemes and at any width, and for everyone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.axe import grave, violations
from tests.browser.visit import HEIGHT, PAGES, Visit, search, wait_for_search

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)
_NOT_PRINTED = (".md-header", ".md-tabs", ".md-sidebar", ".md-search", ".md-footer-meta", ".ob-filters", ".headerlink")

_COLOURS = """() => [document.body, ...document.querySelectorAll(".md-content__inner *")].map((each) => {
  const style = getComputedStyle(each);
  return [each.className.baseVal ?? each.className, style.color, style.backgroundColor, style.fill, style.stroke];
})"""


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_it_is_quiet_and_asks_no_other_host(name: str, scheme: str, visit: Callable[..., Visit]) -> None:
    opened = visit(PAGES[name], scheme=scheme, search=True)
    wait_for_search(opened.page)
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
        assert grave(violations(page)) == [], width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_in_an_open_search(scheme: str, visit: Callable[..., Visit]) -> None:
    page = visit("", scheme=scheme, search=True).page
    search(page, "payroll")
    assert grave(violations(page, ".md-search")) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_needs_scripts_to_be_read(name: str, visit: Callable[..., Visit]) -> None:
    with_scripts = visit(PAGES[name]).page.locator(".md-content__inner").inner_text()
    without = visit(PAGES[name], scripts=False).page
    words = without.locator(".md-content__inner").inner_text().split()
    missing = {word for word in with_scripts.split() if word.isalpha()} - set(words)
    assert len(words) > 50
    assert not missing - {"all", "of"}, "only chips of filters come from a script"


@pytest.mark.parametrize("name", PAGES)
def test_print_is_dark_on_white_in_every_scheme(name: str, visit: Callable[..., Visit]) -> None:
    colours = []
    for scheme in ("light", "dark"):
        page = visit(PAGES[name], scheme=scheme).page
        page.emulate_media(media="print")
        colours.append(page.evaluate(_COLOURS))
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme").split().count("light") == 1
    assert colours[0] == colours[1]


@pytest.mark.parametrize("name", PAGES)
def test_print_shows_the_page_without_navigation(name: str, visit: Callable[..., Visit]) -> None:
    page = visit(PAGES[name]).page
    assert page.locator(".md-header").is_visible()
    page.emulate_media(media="print")
    for selector in _NOT_PRINTED:
        assert page.locator(f"{selector}:visible").count() == 0, selector
    assert page.locator("h1").is_visible()
