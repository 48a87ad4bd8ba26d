"""Long words and titles stay in their place, and no page scrolls sideways for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

WORD = "Donaudampfschifffahrtsgesellschaft" * 4
TITLE = "Head of everything that somebody has to look after " * 4
_WRITTEN = """([place, text]) => {
  const found = document.querySelector(place);
  found.textContent = text;
  const range = document.createRange();
  range.selectNodeContents(found);
  const [words, around] = [range.getBoundingClientRect(), found.closest("th, td, article").getBoundingClientRect()];
  const page = document.documentElement;
  return [page.scrollWidth - page.clientWidth, Math.ceil(words.right - around.right)];
}"""


@pytest.mark.parametrize("width", [1280, 820, 390])
def test_the_id_of_an_owner_stays_in_one_line(width: int, visit: Callable[..., Visit]) -> None:
    page = visit("", width=width).page
    owners = page.locator("#attention-table td > a[href*='team/']")
    assert set(owners.evaluate_all("all => all.map((each) => each.getClientRects().length)")) == {1}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("path", "place", "text"),
    [
        ("team/", ".ob-matrix tbody th > a", TITLE),
        ("team/", ".ob-matrix tbody th > a", WORD),
        ("releases/", ".ob-release__title", WORD),
        ("metrics/", ".ob-table tbody th > a", WORD),
    ],
)
def test_it_breaks_where_its_place_ends(
    path: str, place: str, text: str, width: int, visit: Callable[..., Visit]
) -> None:
    overflow, beyond = visit(path, width=width).page.evaluate(_WRITTEN, [place, text])
    assert overflow <= 0
    assert beyond <= 0
