"""Three published versions in a browser: the selector, the alias, and the way out of an old one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from site_builder.publish.versions import publish
from tests.adapter.fake import MATERIAL, build_fake
from tests.adapter.handbook import FILES, handbook
from tests.browser.serving import served
from tests.browser.visit import Visit, Visits

pytestmark = pytest.mark.browser

VERSIONS = ("2026.1", "2026.2", "2026.3")
PAGE = "roadmap/initiatives/a/"
BANNER = "[data-md-component=outdated] .md-banner"


@pytest.fixture(scope="module")
def published(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Publish three versions below a folder of the server, serve them, and give the address of the tree."""
    top = tmp_path_factory.mktemp("published")
    options = MATERIAL | {"site_url": "", "extra": {"version": {"provider": "mike"}}}
    (top / "book").mkdir()
    site = build_fake(top / "book", handbook(), FILES, options=options)
    for name in VERSIONS:
        publish(site, top / "served/handbook", name, f"Handbook {name}", ["latest"])
    with served(top / "served") as address:
        yield f"{address}handbook/"


@pytest.fixture(scope="module")
def visits(browser: Browser, published: str) -> Iterator[Visits]:
    made = Visits(browser, published)
    yield made
    made.close()


@pytest.fixture
def visit(visits: Visits) -> Iterator[Callable[..., Visit]]:
    yield visits.open
    visits.end()


def test_the_selector_lists_every_version_and_leads_there(published: str, visit: Callable[[str], Visit]) -> None:
    opened = visit(f"2026.1/{PAGE}")
    page = opened.page
    expect(page.locator(".md-version__current")).to_have_text("Handbook 2026.1")
    expect(page.locator(".md-version__link")).to_have_text([f"Handbook {name}" for name in reversed(VERSIONS)])
    # The focus keeps the list open wherever the mouse goes.
    page.locator(".md-version__current").focus()
    page.locator(".md-version__link").first.click()
    expect(page).to_have_url(re.compile(re.escape(f"{published}2026.3/")))
    expect(page.locator(".md-version__current")).to_contain_text("Handbook 2026.3")
    assert opened.foreign == []


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(
    ("path", "end"), [("", ""), ("latest/", ""), (f"latest/{PAGE}", PAGE), (f"latest/{PAGE}index.html", PAGE)]
)
def test_an_alias_and_the_root_lead_to_the_latest(
    published: str, visit: Callable[..., Visit], path: str, end: str, scripts: bool
) -> None:
    expect(visit(path, scripts=scripts).page).to_have_url(f"{published}2026.3/{end}")


def test_an_old_version_says_so_and_leads_to_the_same_page_of_the_latest(
    published: str, visit: Callable[[str], Visit]
) -> None:
    opened = visit(f"2026.1/{PAGE}")
    banner = opened.page.locator(BANNER)
    expect(banner).to_be_visible()
    expect(banner).to_contain_text("You are reading an old version.")
    banner.get_by_role("link").click()
    expect(opened.page).to_have_url(f"{published}2026.3/{PAGE}")
    expect(banner).to_be_hidden()
    assert opened.complaints == []


def test_the_latest_says_nothing_of_the_sort(visit: Callable[[str], Visit]) -> None:
    page = visit(f"2026.3/{PAGE}").page
    expect(page.locator(".md-version__current")).to_contain_text("Handbook 2026.3")
    expect(page.locator(BANNER)).to_be_hidden()
