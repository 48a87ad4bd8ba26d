"""What people do on the site: search, sort, filter, and go by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import Visit, search

pytestmark = pytest.mark.browser

TABLE = "[data-ob-table][id^=initiatives]"
_FOCUS = """() => {
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  return {
    in_table: focused.closest("table tbody a") !== null,
    visible: focused.matches(":focus-visible") && seen,
    name: focused.textContent.trim(),
  };
}"""


def rows(page: Page) -> list[str]:
    """Return the first cell of each row that is shown."""
    return page.locator(f"{TABLE} tbody tr:visible th").all_inner_texts()


@pytest.mark.parametrize("where", ["title", "narrative"])
def test_search_finds_a_record_and_leads_to_it(where: str, handbook: Path, visit: Callable[..., Visit]) -> None:
    path = "feedback/escalations/2026-01-payroll-rounding-dach.md"
    text = (handbook / path).read_text(encoding="utf-8")
    title = re.search(r"^title: (.+)$", text, re.MULTILINE)
    assert title is not None
    word = rarest_word(handbook, title[1] if where == "title" else text.split("---", 2)[2])
    opened = visit("roadmap/", search=True)
    search(opened.page, word)
    opened.page.locator(".md-search-result__link[href*='2026-01-payroll-rounding-dach']").first.click()
    expect(opened.page).to_have_url(re.compile("/escalations/2026-01-payroll-rounding-dach/"))
    expect(opened.page.locator("h1")).to_contain_text(title[1].strip("'\""))
    assert opened.complaints == []


_HEAD = ".md-search-result__article > h1 + ul > li:visible"


def test_of_the_head_of_a_record_the_search_shows_what_was_searched_for(visit: Callable[..., Visit]) -> None:
    page = visit("", search=True).page
    search(page, "payroll preview")
    shown = page.locator(_HEAD).all_inner_texts()
    assert shown
    assert all("payroll" in text.casefold() or "preview" in text.casefold() for text in shown)


def test_a_record_is_found_by_its_owner(visit: Callable[..., Visit]) -> None:
    page = visit("", search=True).page
    search(page, "owner manager insights")
    assert "Owner Product manager, insights" in [text.strip() for text in page.locator(_HEAD).all_inner_texts()]


def test_a_table_sorts_and_keeps_its_order(visit: Callable[..., Visit]) -> None:
    page = visit("roadmap/initiatives/").page
    before = rows(page)
    button = page.locator(f"{TABLE} thead .ob-sort").first
    button.click()
    ascending = rows(page)
    assert sorted(before) == sorted(ascending)
    assert ascending == sorted(ascending, key=str.casefold)
    button.click()
    assert rows(page) == ascending[::-1]
    expect(page.locator(f"{TABLE} thead th").first).to_have_attribute("aria-sort", "descending")
    assert "#?" in page.url
    page.reload()
    expect(page.locator(f"{TABLE} thead th").first).to_have_attribute("aria-sort", "descending")
    assert rows(page) == ascending[::-1]


def test_a_table_filters_by_chips_and_keeps_its_state(visit: Callable[..., Visit]) -> None:
    page = visit("roadmap/initiatives/").page
    every = rows(page)
    chip = page.locator(f"{TABLE} .ob-filters .ob-chip").nth(1)
    name, count = chip.evaluate("chip => [chip.firstChild.textContent.trim(), Number(chip.lastChild.textContent)]")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    few = rows(page)
    assert 0 < len(few) == count < len(every)
    assert all(name in text for text in page.locator(f"{TABLE} tbody tr:visible").all_inner_texts())
    expect(page.locator(f"{TABLE} [role=status]")).to_have_text(f"{count} of {len(every)}")
    page.reload()
    expect(page.locator(f"{TABLE} .ob-chip[aria-pressed=true]")).to_contain_text(name)
    assert rows(page) == few
    page.locator(f"{TABLE} .ob-chip[aria-pressed=true]").click()
    assert rows(page) == every
    assert "#" not in page.url


def test_state_of_filter_and_order_go_together(visit: Callable[..., Visit]) -> None:
    page = visit("roadmap/initiatives/").page
    page.locator(f"{TABLE} .ob-filters .ob-chip").first.click()
    page.locator(f"{TABLE} thead .ob-sort").first.click()
    shown = rows(page)
    address = page.url
    other = visit(address.removeprefix(re.sub(r"(//[^/]+/).*", r"\1", address))).page
    assert rows(other) == shown


def test_the_keyboard_reaches_the_first_table(visit: Callable[..., Visit]) -> None:
    page = visit("roadmap/initiatives/").page
    for _ in range(150):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        if focus["in_table"]:
            break
    assert focus["in_table"]
    assert focus["visible"], "one sees where the focus is"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(focus["name"])


def test_the_first_tab_skips_to_the_content(visit: Callable[..., Visit]) -> None:
    page = visit("roadmap/initiatives/").page
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_class(re.compile("md-skip"))
    target = focused.get_attribute("href") or ""
    assert page.locator(f".md-content__inner {target}").count() == 1


def test_chips_and_heads_work_by_keyboard(visit: Callable[..., Visit]) -> None:
    page = visit("roadmap/initiatives/").page
    head = page.locator(f"{TABLE} thead .ob-sort").first
    head.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{TABLE} thead th").first).to_have_attribute("aria-sort", "ascending")
    chip = page.locator(f"{TABLE} .ob-filters .ob-chip").first
    chip.focus()
    page.keyboard.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "true")


def rarest_word(handbook: Path, text: str) -> str:
    """Return the longest word of a text among those that the fewest files of the handbook have."""
    files = (file for file in handbook.rglob("*.*") if file.suffix in (".md", ".yml"))
    others = [file.read_text(encoding="utf-8").casefold() for file in files]
    words: list[str] = sorted(set(re.findall(r"[A-Za-z]{5,}", text)))
    return min(words, key=lambda word: (sum(word.casefold() in other for other in others), -len(word), word))
