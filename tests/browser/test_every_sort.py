"""A page of every sort: each section, a record of each kind, the reference, health, the glossary: for everyone.

Each is opened once, looked at in one scheme and width, then on a phone; the tests say what was seen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PageTimeout

from tests.browser.axe import AA, Violation, grave, violations
from tests.browser.sorts import a_page_of_each_sort
from tests.browser.visit import HEIGHT, PAGES, Visit, Visits, wait_for_search

pytestmark = pytest.mark.browser

FURTHER = ("glossary/", "reference/rules/", "reference/metrics/", "reference/configuration/", "reference/commands/")
ABROAD = "404.html"
"""What a host shows in place of a page that is not there."""
PHONE = 390
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SMALLEST = """() => {
  const small = new Map();
  for (const text of document.querySelectorAll(".ob-chart__picture text, .ob-timeline__picture text")) {
    const box = text.getBoundingClientRect();
    if (!box.width || !text.textContent.trim()) continue;
    const drawing = text.ownerSVGElement;
    const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    const size = parseFloat(getComputedStyle(text).fontSize) * scale;
    if (size < 10.95) small.set(text.textContent, Math.round(size * 10) / 10);
  }
  return Object.fromEntries(small);
}"""


@dataclass(frozen=True)
class Look:
    """What was seen of a page: what it said and asked of others, grave violations, and how it is on a phone."""

    complaints: tuple[str, ...]
    foreign: tuple[str, ...]
    violations: tuple[Violation, ...]
    overflow: int
    small_texts: Mapping[str, float]


def pages_of(site: Path) -> list[str]:
    """Return the pages to look at, and a page of the reference that is about a kind."""
    kind = min(path.parent.relative_to(site).as_posix() for path in site.glob("reference/kinds/*/index.html"))
    return list(dict.fromkeys([*PAGES.values(), *a_page_of_each_sort(site), *FURTHER, f"{kind}/", ABROAD]))


def look(opened: Visit, path: str, width: int) -> Look:
    """Open a page and return what is seen of it."""
    opened.complaints.clear()
    opened.foreign.clear()
    opened.go(path)
    wait_for_search(opened.page)
    said, asked = tuple(opened.complaints), tuple(opened.foreign)
    # The article alone, so that it stays quick: the frame is the theme's, and the five pages that people look at most
    # are tested whole, in both schemes and widths.
    found = grave(violations(opened.page, ".md-content", AA))
    overflow, small = overflow_on_a_phone(opened.page), opened.page.evaluate(_SMALLEST)
    opened.page.set_viewport_size({"width": width, "height": HEIGHT})
    return Look(said, asked, tuple(found), overflow, small)


def overflow_on_a_phone(page: Page) -> int:
    """Make the page as narrow as a phone and return by how much it is wider than that."""
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    # The page is laid out anew, and its script measures its tables, when the browser comes to it.
    with suppress(PageTimeout):
        page.wait_for_function(f"() => innerWidth === {PHONE} && {_OVERFLOW} <= 0", timeout=20_000)
    return int(page.evaluate(_OVERFLOW))


@pytest.fixture(scope="module")
def looks(site: Path, visits: dict[bool, Visits]) -> dict[str, Look]:
    """What is seen of each page: every other one dark and narrow, the rest light and wide."""
    seen: dict[str, Look] = {}
    for part, (scheme, width) in enumerate((("dark", 390), ("light", 1280))):
        opened = visits[False].open("", scheme=scheme, width=width)
        seen |= {path: look(opened, path, width) for path in pages_of(site)[part::2]}
        visits[False].end()
    return seen


def test_there_is_a_page_of_every_section_and_kind(site: Path) -> None:
    index = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))
    found = pages_of(site)
    assert {"health/", "metrics/", "workflows/", "segments/", "feedback/requests/", *FURTHER} <= set(found)
    assert len(found) > 2 * len(index["collections"])


def test_no_page_breaks_its_policy_or_complains(looks: dict[str, Look]) -> None:
    assert {path: seen.complaints for path, seen in looks.items() if seen.complaints} == {}


def test_no_page_asks_another_host(looks: dict[str, Look]) -> None:
    assert {path: seen.foreign for path, seen in looks.items() if seen.foreign} == {}


def test_axe_finds_nothing_grave_on_any(looks: dict[str, Look]) -> None:
    assert {path: seen.violations for path, seen in looks.items() if seen.violations} == {}


def test_none_scrolls_sideways_on_a_phone(looks: dict[str, Look]) -> None:
    assert {path: seen.overflow for path, seen in looks.items() if seen.overflow > 0} == {}


def test_text_in_charts_can_be_read_on_a_phone(looks: dict[str, Look]) -> None:
    assert {path: seen.small_texts for path, seen in looks.items() if seen.small_texts} == {}, "in pixels"
