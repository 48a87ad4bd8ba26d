"""Tables sort and filter in a real browser, and keep their state in the URL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from site_builder.link.handbook import Handbook
from site_builder.measure.base import Measures
from site_builder.model.page import Page
from site_builder.render.body import BodyContext, render_body
from site_builder.views.parts import (
    Badge,
    Chips,
    Column,
    Label,
    Link,
    NumberCell,
    Row,
    SectionContent,
    Table,
    ValueCount,
)
from tests.browser.visit import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as BrowserPage

pytestmark = pytest.mark.browser

TABLE = Table(
    (Column("Name", "link"), Column("Status", "status"), Column("Plans"), Column("Score", "number")),
    (
        Row(("Alpha", Badge("open", "danger", order=0), Chips((Label("Growth"), Label("Starter"))), NumberCell(9))),
        Row(("Beta", Badge("closed", "positive", order=2), Chips((Label("Growth"),)), NumberCell(None))),
        Row(("Gamma", Badge("mitigated", "attention", order=1), None, NumberCell(120.5, 1))),
    ),
    "Things",
    "things",
    filters=("Status", "Plans"),
)
CUT = replace(
    TABLE,
    total=120,
    more=Link("all the others", "things/rows/1/"),
    counts=(
        (ValueCount("open", 93, "0"), ValueCount("closed", 1, "2"), ValueCount("on hold", 26, "1")),
        (ValueCount("Growth", 100, ""), ValueCount("Starter", 20, "")),
    ),
)


@pytest.fixture
def browser_page(browser: Browser, tmp_path: Path) -> Iterator[BrowserPage]:
    yield from opened(browser, tmp_path, TABLE)


@pytest.fixture
def page_of_cut_table(browser: Browser, tmp_path: Path) -> Iterator[BrowserPage]:
    yield from opened(browser, tmp_path, CUT)


def opened(browser: Browser, folder: Path, table: Table) -> Iterator[BrowserPage]:
    context = BodyContext(Handbook({}, {}), cast(Measures, None), date(2026, 10, 31), {})
    body = render_body(Page("things/", "Things", "things", "section.html", SectionContent("", (table,))), context).html
    script = (files("site_builder.views") / "assets" / "opsbook.js").read_text("utf-8")
    page_file = folder / "index.html"
    page_file.write_text(f'<!doctype html><html lang="en"><title>t</title>{body}<script>{script}</script>', "utf-8")
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(page_file.as_uri())
    yield page
    page.close()


def names(page: BrowserPage) -> list[str]:
    return page.locator("tbody tr:visible th").all_inner_texts()


def test_a_column_sorts_up_and_down_with_unknown_values_last(browser_page: BrowserPage) -> None:
    score = browser_page.get_by_role("button", name="Score")
    score.click()
    assert names(browser_page) == ["Alpha", "Gamma", "Beta"]
    score.click()
    assert names(browser_page) == ["Gamma", "Alpha", "Beta"]
    assert browser_page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"


def test_statuses_sort_by_gravity(browser_page: BrowserPage) -> None:
    browser_page.get_by_role("button", name="Status").first.click()
    assert names(browser_page) == ["Alpha", "Gamma", "Beta"]


def test_chips_filter_and_the_url_keeps_it(browser_page: BrowserPage) -> None:
    browser_page.get_by_role("button", name="Growth 2").click()
    assert names(browser_page) == ["Alpha", "Beta"]
    assert browser_page.get_by_role("status").inner_text() == "2 of 3"
    browser_page.get_by_role("button", name="closed 1").click()
    assert names(browser_page) == ["Beta"]
    browser_page.reload()
    assert names(browser_page) == ["Beta"]
    assert browser_page.get_by_role("button", name="Growth 2").get_attribute("aria-pressed") == "true"
    browser_page.get_by_role("button", name="Growth 2").click()
    browser_page.get_by_role("button", name="closed 1").click()
    assert names(browser_page) == ["Alpha", "Beta", "Gamma"]
    assert "#" not in browser_page.url


def test_chips_stand_in_the_order_that_their_column_sorts_by(browser_page: BrowserPage) -> None:
    chips = browser_page.get_by_role("group", name="Filter by Status").get_by_role("button")
    assert chips.all_inner_texts() == ["open 1", "mitigated 1", "closed 1"]


def test_the_chips_of_a_cut_table_count_all_of_its_rows(page_of_cut_table: BrowserPage) -> None:
    page = page_of_cut_table
    chips = page.get_by_role("group", name="Filter by Status").get_by_role("button")
    assert chips.all_inner_texts() == ["open 93", "on hold 26", "closed 1"]
    said = page.get_by_role("status")
    assert said.inner_text() == ""
    page.get_by_role("button", name="open 93").click()
    assert said.inner_text() == "1 of the 3 shown here, 93 in all · all the others"
    page.get_by_role("button", name="on hold 26").click()
    assert said.inner_text() == "0 of the 3 shown here, 26 in all · all the others"
    assert said.get_by_role("link").get_attribute("href") == "rows/1/"
    page.get_by_role("button", name="Growth 100").click()
    assert said.inner_text() == "0 of the 3 shown here · all the others"


def test_the_keyboard_reaches_it_all(browser_page: BrowserPage) -> None:
    browser_page.get_by_role("button", name="Name").focus()
    browser_page.keyboard.press("Enter")
    browser_page.keyboard.press("Enter")
    assert names(browser_page) == ["Gamma", "Beta", "Alpha"]
