"""The search of a large handbook in a browser: the right page first, opened from the box, for few bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.generate import AS_OF, specimens, write_handbook
from mkdocs_opsbook.command import build
from mkdocs_opsbook.request import Request
from tests.browser.serving import served
from tests.browser.visit import PATIENCE, Visit, Visits, wait_for_search

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RECORDS = 3_000
MOST_BYTES = 500_000
SHOWN = 10
SOUGHT = next(each for each in specimens(RECORDS) if each.id == "initiative-00217")

RARE = f"""---
title: Night shifts
owner: '@team-1'
status: idea
---

Short.

## Why not

{"Nobody knows yet. " * 30}The Zeppelin carries Überstunden, &lt;b&gt; &amp; more to Ålesund. {"It is far. " * 30}
"""


@pytest.fixture(scope="module")
def large_site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("large")
    write_handbook(root / "handbook", RECORDS)
    (root / "handbook/roadmap/initiatives/night-shifts.md").write_text(RARE, encoding="utf-8")
    build(root / "handbook/mkdocs.yml", root / "site", Request(as_of=AS_OF))
    return root / "site"


@pytest.fixture(scope="module")
def sent() -> list[int]:
    return []


@pytest.fixture(scope="module")
def large_address(large_site: Path, sent: list[int]) -> Iterator[str]:
    with served(large_site, sent=sent) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, large_address: str) -> Iterator[Visit]:
    """A page in a browser that has nothing of the site yet."""
    visits = Visits(browser, large_address)
    visit = visits.open("roadmap/")
    wait_for_search(visit.page)
    visit.page.wait_for_load_state("networkidle")
    yield visit
    visits.close()


@pytest.fixture
def ask(opened: Visit) -> Callable[[str], Locator]:
    def typed(words: str) -> Locator:
        box = opened.page.locator("[data-md-component=search-query]")
        box.click()
        # Words as who pastes them: one query, for Material reads the field when a key comes up.
        box.fill(words[:-1])
        box.press_sequentially(words[-1])
        opened.page.wait_for_load_state("networkidle")
        return opened.page.locator(".md-search-result__item")

    return typed


def addresses(page: Page) -> list[str]:
    """Return where the results lead, as paths in the site."""
    links = page.locator(".md-search-result__item > a:first-child")
    return [str(link).partition("?h=")[0] for link in links.evaluate_all("all => all.map(a => a.pathname.slice(1))")]


def test_a_title_that_is_typed_leads_to_its_page(opened: Visit) -> None:
    opened.page.locator("[data-md-component=search-query]").press_sequentially(SOUGHT.title)
    first = opened.page.locator(".md-search-result__item").first
    expect(first.locator("h1")).to_have_text(SOUGHT.title)
    expect(first.locator("h1 mark")).to_have_text(SOUGHT.title.split())
    first.locator("a").first.click()
    expect(opened.page).to_have_url(re.compile(f"/roadmap/initiatives/{SOUGHT.id}/"))
    expect(opened.page.locator("h1")).to_contain_text(SOUGHT.title)
    assert opened.complaints == []
    assert opened.foreign == []


@pytest.mark.parametrize("words", ["payroll", "customer shift payroll", SOUGHT.title, "p", "zzzz"])
def test_a_query_fetches_few_bytes(words: str, opened: Visit, ask: Callable[[str], Locator], sent: list[int]) -> None:
    sent.clear()
    expect(ask(words)).to_have_count(0 if words == "zzzz" else SHOWN)
    # Of words that nothing has no result tells that they were looked up.
    waited = 0
    while not sent and waited < PATIENCE:
        opened.page.wait_for_timeout(50)
        waited += 50
    opened.page.wait_for_load_state("networkidle")
    assert 0 < sum(sent) <= MOST_BYTES
    assert opened.complaints == []


def test_words_are_found_in_text_and_shown_in_their_place(ask: Callable[[str], Locator]) -> None:
    first = ask("zeppelin uberst").first
    expect(first.locator("h1")).to_have_text("Night shifts")
    expect(first.locator("h2")).to_have_text("Why not")
    expect(first.locator("p")).to_have_text(
        re.compile("^… .*The Zeppelin carries Überstunden, <b> & more to Ålesund.*")
    )
    expect(first.locator("p mark")).to_have_text(["Zeppelin", "Überstunden"])
    expect(first.locator("a").nth(1)).to_have_attribute(
        "href", re.compile("/roadmap/initiatives/night-shifts/#why-not$")
    )


def test_the_beginning_of_a_word_is_enough(opened: Visit, ask: Callable[[str], Locator]) -> None:
    words = SOUGHT.title.split()
    ask(" ".join([*words[:-1], words[-1][:2]])).first.wait_for()
    expect(opened.page.locator(f".md-search-result__link[href*='/{SOUGHT.id}/']").first).to_be_visible()


def test_sections_and_prose_are_found_beside_records(opened: Visit, ask: Callable[[str], Locator]) -> None:
    ask("initiatives").first.wait_for()
    assert "roadmap/initiatives/" in addresses(opened.page)[:3]


def test_a_word_can_be_kept_out(opened: Visit, ask: Callable[[str], Locator]) -> None:
    ask(f"{SOUGHT.title} -{SOUGHT.title.split()[0]}")
    expect(opened.page.locator(f".md-search-result__link[href*='/{SOUGHT.id}/']")).to_have_count(0)
    expect(opened.page.locator(".md-search-result__item").first).to_be_visible()


def test_where_no_page_has_all_words_what_is_missing_is_said(ask: Callable[[str], Locator]) -> None:
    first = ask(f"{SOUGHT.title} xylophone").first
    expect(first.locator("h1")).to_have_text(SOUGHT.title)
    expect(first.locator("del").first).to_have_text("xylophone")


def test_how_many_pages_there_are_is_said_at_the_end(opened: Visit, ask: Callable[[str], Locator]) -> None:
    items = ask("payroll")
    expect(items).to_have_count(SHOWN)
    items.last.scroll_into_view_if_needed()
    opened.page.mouse.move(*_middle(items.last))
    opened.page.mouse.wheel(0, 5_000)
    expect(items).to_have_count(SHOWN + 1)
    expect(items.last).to_contain_text(re.compile(r"The best 10 of \d{4} pages"))


def _middle(item: Locator) -> tuple[float, float]:
    box = item.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + 5


def test_a_site_that_was_published_again_is_searched_anew(
    opened: Visit, ask: Callable[[str], Locator], large_site: Path
) -> None:
    folder = large_site / "search"
    old, new = folder / "shards.json", folder / "texts"
    about = old.read_text(encoding="utf-8")
    hashes = re.search(r'"texts":.*?"hashes":"([0-9a-f]+)"', about)
    assert hashes is not None
    moved = [
        (path, path.with_name(path.name.replace("-", "-0").replace(path.stem[-1] + ".", "."))) for path in new.iterdir()
    ]
    for path, other in moved:
        path.rename(other)
    try:
        anew = "".join(f"0{hashes[1][start : start + 5]}" for start in range(0, len(hashes[1]), 6))
        old.write_text(about.replace(hashes[1], anew), encoding="utf-8")
        expect(ask(SOUGHT.title).first.locator("h1")).to_have_text(SOUGHT.title)
    finally:
        for path, other in moved:
            other.rename(path)
        old.write_text(about, encoding="utf-8")
