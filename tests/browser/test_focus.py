"""Where the keyboard's focus is can be seen at every step, on every width."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.visit import Visit, search

pytestmark = pytest.mark.browser

_STEPS = 45
"""Enough for the bar at the top, the navigation at the side and the first links of the page."""
_PATIENCE = 20_000
"""Milliseconds for what slides into view, such as the search on phones, to come to rest on a busy machine."""
_UNSEEN = """(patience) => new Promise((resolve) => {
  const unseen = () => {
    const focused = document.activeElement;
    // The switch of the scheme is shown by its label.
    const shown = focused.matches(".md-option") ? focused.nextElementSibling : focused;
    const { left, top, right, bottom, width, height } = shown.getBoundingClientRect();
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const is_seen = width > 0 && height > 0 && there && (shown.contains(there) || there.contains(shown));
    return is_seen ? "" : `${focused.className}: ${focused.textContent.trim().slice(0, 40)}`;
  };
  const end = performance.now() + patience;
  const look = () => {
    const found = unseen();
    if (!found || performance.now() > end) resolve(found);
    else requestAnimationFrame(look);
  };
  look();
})"""


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_the_focus_is_never_outside_of_the_screen(width: int, visit: Callable[..., Visit]) -> None:
    page = visit("roadmap/", width=width).page
    for step in range(_STEPS):
        page.keyboard.press("Tab")
        assert page.evaluate(_UNSEEN, _PATIENCE) == "", f"after {step + 1} steps"


def test_the_results_of_a_search_can_be_seen_and_walked(visit: Callable[..., Visit]) -> None:
    page = visit("", search=True).page
    search(page, "payroll")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.md-search-result__link')") is True
    assert page.locator(".md-search__scrollwrap").is_visible()
