"""A page of every sort: each section, a record of each kind, the reference, health, the glossary: for everyone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.test_pages import a_page_of_each_sort, grave_violations
from tests.browser.visit import HEIGHT, Visit

pytestmark = pytest.mark.browser

FURTHER = ("glossary/", "reference/rules/", "reference/metrics/", "reference/configuration/", "reference/commands/")
_STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_OPTIONS = {
    "runOnly": {"type": "tag", "values": list(_STANDARDS)},
    "resultTypes": ["violations"],
    "preload": False,
    "iframes": False,
}
"""WCAG 2.2 AA, and nothing that costs time and tells nothing here: the pages have no frames and load no media."""
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


def pages_of(site: Path) -> list[str]:
    """Return the pages to look at, and a page of the reference that is about a kind."""
    kind = min(path.parent.relative_to(site).as_posix() for path in site.glob("reference/kinds/*/index.html"))
    return ["", *a_page_of_each_sort(site), *FURTHER, f"{kind}/"]


def test_there_is_a_page_of_every_section_and_kind(site: Path) -> None:
    index = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))
    found = pages_of(site)
    assert {"health/", "metrics/", "workflows/", "segments/", "feedback/requests/", *FURTHER} <= set(found)
    assert len(found) > 2 * len(index["collections"])


# One scheme and width each, and the article alone, so that it stays quick: the frame is the theme's, and the five pages
# that people look at most are tested whole, in both schemes and widths.
@pytest.mark.parametrize(("scheme", "width", "part"), [("dark", 390, 0), ("light", 1280, 1)])
def test_every_sort_of_page_is_for_everyone(
    scheme: str, width: int, part: int, site: Path, visit: Callable[..., Visit]
) -> None:
    opened = visit("", scheme=scheme, width=width)
    grave, small = {}, {}
    for path in pages_of(site)[part::2]:
        opened.go(path)
        grave[path] = grave_violations(opened.page, ".md-content", _OPTIONS)
        opened.page.set_viewport_size({"width": 390, "height": HEIGHT})
        small[path] = opened.page.evaluate(_SMALLEST)
        opened.page.set_viewport_size({"width": width, "height": HEIGHT})
    assert {path: found for path, found in grave.items() if found} == {}
    assert {path: found for path, found in small.items() if found} == {}, "text in charts on a phone, in pixels"
