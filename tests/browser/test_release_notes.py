"""What readers of release notes do: choose versions, a type, a part of the product, words; or have no JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

SINCE = "releases/since/"
PAGES = ("releases/", "releases/2026.3/", "releases/deprecations/", SINCE)


def shown(page: Page) -> list[str]:
    """Return the changes that are shown, without what a heading has for itself."""
    titles = page.locator(".ob-change:visible > h4").all_inner_texts()
    return [title.rstrip("¶").strip() for title in titles]


def versions(page: Page) -> set[str]:
    found = page.locator(".ob-release:visible").evaluate_all("all => all.map((each) => each.dataset.obVersion)")
    return set(found)


def test_without_javascript_everything_is_there(visit: Callable[..., Visit]) -> None:
    page = visit(SINCE, scripts=False).page
    assert versions(page) == {"2026.1", "2026.2", "2026.3"}
    assert len(shown(page)) > 20
    assert page.locator("select").count() == 0


def test_two_versions_narrow_the_notes_and_stay_in_the_address(visit: Callable[..., Visit]) -> None:
    opened = visit(SINCE)
    page = opened.page
    every = shown(page)
    page.get_by_label("You have").select_option("2026.1")
    page.get_by_label("You go to").select_option("2026.2")
    few = shown(page)
    assert 0 < len(few) < len(every)
    assert versions(page) == {"2026.2"}
    assert "since.from=2026.1" in page.url
    page.reload()
    assert shown(page) == few
    expect(page.get_by_label("You have")).to_have_value("2026.1")
    expect(page.get_by_role("status").filter(has_text="of")).to_have_text(f"{len(few)} of {len(every)} changes")
    first = page.locator(".ob-release:visible .ob-badge").first
    expect(first).to_have_text("Breaking")
    assert (opened.complaints, opened.foreign) == ([], [])


@pytest.mark.parametrize("path", [SINCE, "releases/"])
def test_where_nothing_fits_one_step_leads_back(path: str, visit: Callable[..., Visit]) -> None:
    opened = visit(path)
    page = opened.page
    every = shown(page)
    anew = page.get_by_role("button", name="Show every change")
    expect(anew).to_be_hidden()
    page.get_by_role("button", name=re.compile("^Fixed")).click()
    page.get_by_label("Search changes").fill("no change says this")
    expect(page.locator(".ob-finder__found")).to_contain_text("nothing fits all of these choices")
    assert shown(page) == []
    anew.click()
    assert shown(page) == every
    expect(anew).to_be_hidden()
    expect(page.get_by_label("Search changes")).to_have_value("")
    expect(page.get_by_role("button", name=re.compile("^Fixed"))).to_have_attribute("aria-pressed", "false")
    assert "#?" not in page.url
    assert page.evaluate("document.activeElement.closest('.ob-finder') !== null")
    assert (opened.complaints, opened.foreign) == ([], [])


def test_a_type_a_component_and_words_narrow_the_newest_notes(visit: Callable[..., Visit]) -> None:
    page = visit("releases/").page
    every = shown(page)
    page.get_by_role("button", name=re.compile("^Fixed")).click()
    fixed = shown(page)
    assert 0 < len(fixed) < len(every)
    page.get_by_label("Component").select_option("payroll-export")
    one = shown(page)
    assert 0 < len(one) < len(fixed)
    page.get_by_role("button", name=re.compile("^Fixed")).click()
    page.get_by_label("Component").select_option("")
    assert shown(page) == every
    page.get_by_label("Search changes").fill("webhook deliver")
    assert 0 < len(shown(page)) < 5
    page.get_by_label("Search changes").fill("no such words anywhere")
    assert shown(page) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_release_notes_are_for_everyone(path: str, scheme: str, width: int, visit: Callable[..., Visit]) -> None:
    opened = visit(path, scheme=scheme, width=width)
    assert violations(opened.page, "article.md-content__inner") == []
    overflow = opened.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    assert opened.complaints == []
