"""What a page looks like on paper: nothing is wider than the sheet, and a heading stays with what it heads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

_SHEET = 688
"""Pixels between the margins of an upright A4 sheet."""
_TOO_WIDE = """() => [...document.querySelectorAll(".md-typeset :is(table, .ob-timeline__frame)")]
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((each) => each.caption?.textContent ?? each.className)"""


@pytest.mark.parametrize(
    "path", ["roadmap/", "metrics/", "escalations/", "team/", "feedback/requests/", "tools/", "enablement/"]
)
def test_nothing_is_wider_than_the_sheet(path: str, visit: Callable[..., Visit]) -> None:
    page = visit(path, width=_SHEET).page
    page.emulate_media(media="print")
    assert page.evaluate(_TOO_WIDE) == []


@pytest.mark.parametrize(
    ("path", "place", "rule", "value"),
    [
        ("roadmap/", ".md-content h2", "break-after", "avoid"),
        ("roadmap/", ".ob-chart__caption", "break-after", "avoid"),
        ("roadmap/", ".ob-timeline", "break-inside", "auto"),
        ("escalations/", "#open-escalations", "break-inside", "avoid"),
        ("", ".ob-narrative table:not([class])", "break-inside", "avoid"),
        ("feedback/requests/", "#requests-table", "break-inside", "auto"),
        ("team/", ".ob-paragraph:has(+ .ob-matrix)", "break-after", "avoid"),
        ("team/", ".ob-matrix", "break-inside", "avoid"),
        ("team/", ".ob-matrix a[download]", "display", "none"),
    ],
)
def test_what_belongs_together_stays_together(
    path: str, place: str, rule: str, value: str, visit: Callable[..., Visit]
) -> None:
    page = visit(path).page
    page.emulate_media(media="print")
    found = page.locator(place).first
    assert found.evaluate("(each, rule) => getComputedStyle(each).getPropertyValue(rule)", rule) == value


def test_a_badge_stays_in_one_line_and_a_cut_table_says_of_how_many(visit: Callable[..., Visit]) -> None:
    page = visit("", width=_SHEET).page
    page.emulate_media(media="print")
    heights = page.locator("#attention-table .ob-badge").evaluate_all("all => all.map((each) => each.clientHeight)")
    assert max(heights) < 1.5 * min(heights)
    assert page.locator("#attention-table .ob-table__total").is_visible()
    assert not page.locator("#attention-table .ob-table__more a").first.is_visible()
    # Where there is only a link to the rest as CSV, nothing is left of the line.
    assert not page.locator("#week-table .ob-table__more").is_visible()
