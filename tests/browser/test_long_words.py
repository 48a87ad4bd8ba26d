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


_CUT = """all => all
  .filter((each) => each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth)
  .map((each) => each.textContent)"""
_LINES = """each => {
  each.textContent = "@ops-" + "6dadc4-".repeat(12);
  const range = document.createRange();
  range.selectNodeContents(each);
  return range.getClientRects().length;
}"""

_LINES_OF = "all => all.map((each) => each.getClientRects().length)"
_OF_TWO_COLUMNS = """() => {
  const rows = document.querySelectorAll("#roles tr");
  for (const row of rows) [...row.children].slice(2).forEach((cell) => cell.remove());
  const frame = document.querySelector("#roles .ob-table__frame");
  frame.querySelector("tbody td").textContent = "Answers for what is built and in which order. ".repeat(3);
  return frame.scrollWidth - frame.clientWidth;
}"""
_GAP = """() => {
  const table = document.querySelector("#requests-table");
  return table.getBoundingClientRect().top - table.previousElementSibling.getBoundingClientRect().bottom;
}"""


@pytest.mark.parametrize("width", [1280, 820, 390])
def test_the_title_of_an_owner_has_two_lines_at_most(width: int, visit: Callable[..., Visit]) -> None:
    page = visit("roadmap/initiatives/", width=width).page
    owners = page.locator("td.ob-owner > a[href*='team/']")
    assert set(owners.evaluate_all(_LINES_OF)) <= {1, 2}


@pytest.mark.parametrize("width", [1440, 820])
def test_code_in_a_cell_is_not_broken_inside_a_word(width: int, visit: Callable[..., Visit]) -> None:
    words = visit("reference/", width=width).page.locator("#kinds td > code", has_not_text="-")
    assert set(words.evaluate_all(_LINES_OF)) == {1}


def test_a_row_keeps_its_line_below_the_column_that_stays(visit: Callable[..., Visit]) -> None:
    head = visit("roadmap/initiatives/", width=390).page.locator("#initiatives-table tbody th").first
    assert head.evaluate("each => getComputedStyle(each).position") == "sticky"
    assert head.evaluate("each => getComputedStyle(each).backgroundClip") == "padding-box"


def test_a_table_of_two_columns_fits_a_narrow_screen(visit: Callable[..., Visit]) -> None:
    page = visit("team/", width=390).page
    assert page.evaluate(_OF_TWO_COLUMNS) <= 0


def test_a_caption_does_not_touch_the_words_above_it(visit: Callable[..., Visit]) -> None:
    gap = visit("feedback/").page.evaluate(_GAP)
    assert gap >= 10


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


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_a_title_beside_its_bar_has_two_lines(width: int, visit: Callable[..., Visit]) -> None:
    titles = visit("roadmap/", width=width).page.locator(".ob-timeline__bars a")
    assert titles.count() > 0
    assert titles.evaluate_all(_CUT) == []


def test_the_handle_of_an_owner_stays_in_one_line(visit: Callable[..., Visit]) -> None:
    owner = visit("roadmap/initiatives/").page.locator("td.ob-owner").first
    assert owner.evaluate(_LINES) == 1


def test_links_side_by_side_are_told_apart(visit: Callable[..., Visit]) -> None:
    items = visit("decisions/").page.locator("td .ob-chips:has(> li + li > a) > li")
    behind = items.evaluate_all("all => all.map((each) => getComputedStyle(each, '::after').content)")
    assert behind[:2] == ['","', "none"]


@pytest.mark.parametrize(
    ("path", "place"), [("tools/", "#tools .ob-table__frame"), ("roadmap/", ".ob-timeline__frame")]
)
def test_a_frame_shows_that_it_scrolls(path: str, place: str, visit: Callable[..., Visit]) -> None:
    frame = visit(path, width=390, scripts=False).page.locator(place)
    assert frame.evaluate("each => each.scrollWidth > each.clientWidth")
    assert frame.evaluate("each => getComputedStyle(each).backgroundAttachment") == "local, scroll"
