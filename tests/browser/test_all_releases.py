"""A finder on a page that has only the newest releases: what is chosen reaches the notes of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.publish.versions import publish
from tests.acceptance.commands import opsbook, wrong
from tests.browser.axe import violations
from tests.browser.serving import served
from tests.browser.test_release_notes import shown, versions
from tests.browser.visit import Visit, Visits
from tests.support import write

pytestmark = pytest.mark.browser

PUBLIC = "owner: '@team'\nvisibility: public\n"
RELEASE = "title: Rota 1.{number}\ndate: 2026-0{number}-01\nstatus: released\n" + PUBLIC
CHANGE = "title: {title}\ntype: {type}\nrelease: '1.{number}'\ncomponent: {component}\n" + PUBLIC


def handbook(root: Path) -> Path:
    """Write seven releases of two changes; the first one breaks something and says what to do before."""
    files = {}
    for number in range(1, 8):
        files[f"roadmap/releases/1.{number}.yml"] = RELEASE.format(number=number)
        swap = CHANGE.format(title=f"Swap {number}", type="added", number=number, component="app")
        files[f"roadmap/changes/swap-{number}.yml"] = swap
        keys = CHANGE.format(title=f"Keys {number}", type="removed", number=number, component="api")
        files[f"roadmap/changes/keys-{number}.yml"] = keys + ("breaking: true\n" if number == 1 else "")
    files["roadmap/releases/1.1.yml"] += "upgrade_notes: Make new keys first.\n"
    files["roadmap/changes/swap-1.yml"] += "body: Ask a colleague. Also see [[change:keys-1]].\n"
    return write(root, files)


def with_a_large_release(root: Path) -> Path:
    """Write those and a release of so many changes that a page has room for no other one."""
    files = {"roadmap/releases/1.8.yml": RELEASE.format(number=8)}
    for number in range(160):
        files[f"roadmap/changes/large-{number}.yml"] = CHANGE.format(
            title=f"Large {number}", type="fixed", number=8, component="app"
        )
    return write(handbook(root), files)


def built(root: Path) -> Path:
    done = opsbook("build", "--audience", "public", "--as-of", "2026-10-31", cwd=root)
    assert done.returncode == 0, wrong(done)
    return root / "site-public"


@pytest.fixture(scope="module")
def seven(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    with served(built(handbook(tmp_path_factory.mktemp("seven")))) as address:
        visits = Visits(browser, address)
        yield visits
        visits.close()


@pytest.fixture(scope="module")
def large(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    with served(built(with_a_large_release(tmp_path_factory.mktemp("large")))) as address:
        visits = Visits(browser, address)
        yield visits
        visits.close()


@pytest.fixture
def visit(seven: Visits) -> Iterator[Callable[..., Visit]]:
    yield seven.open
    seven.end()


def status(page: Page) -> str:
    return page.locator(".ob-finder__found").inner_text()


def test_without_javascript_the_earlier_releases_are_links(visit: Callable[..., Visit]) -> None:
    page = visit("releases/", scripts=False).page
    assert versions(page) == {"1.7", "1.6", "1.5", "1.4", "1.3"}
    links = page.locator("#earlier-releases tbody a")
    assert links.all_inner_texts() == ["Rota 1.2", "Rota 1.1"]
    links.last.click()
    assert set(shown(page)) == {"Swap 1", "Keys 1"}


def test_the_notes_of_all_are_asked_for_when_something_is_chosen(visit: Callable[..., Visit]) -> None:
    opened = visit("releases/")
    page, asked = opened.page, []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "fetch" else None)
    expect(page.get_by_role("button", name=re.compile("^Added"))).to_have_text("Added 7")
    assert len(shown(page)) == 10
    page.get_by_role("button", name=re.compile("^Breaking")).click()
    expect(page.locator(".ob-finder__found")).to_have_text("1 of 14 changes")
    assert (shown(page), asked) == (["Keys 1"], [f"{opened.address}releases/notes.json"])
    expect(page.locator("#earlier-releases")).to_be_hidden()
    page.get_by_label("Search changes").fill("swap")
    assert shown(page) == []
    page.get_by_role("button", name=re.compile("^Breaking")).click()
    assert shown(page) == [f"Swap {number}" for number in range(7, 0, -1)]
    assert len(asked) == 1
    page.get_by_label("Search changes").fill("")
    assert (len(shown(page)), status(page)) == (10, "")
    expect(page.locator("#earlier-releases")).to_be_visible()
    assert (opened.complaints, opened.foreign) == ([], [])


def test_what_is_brought_leads_where_it_should(visit: Callable[..., Visit]) -> None:
    opened = visit("releases/#?notes.words=swap+1")
    page = opened.page
    expect(page.locator(".ob-finder__found")).to_have_text("1 of 14 changes")
    release = page.locator(".ob-release:visible")
    links = release.locator("a").evaluate_all("all => all.map((each) => each.href)")
    assert {link.removeprefix(opened.address) for link in links} == {
        "releases/1.1/",
        "releases/1.1/#v1.1",
        "releases/1.1/#v1.1-added",
        "releases/1.1/#v1.1-breaking",
        "releases/1.1/#keys-1",
        "releases/1.1/#swap-1",
        "changes/keys-1/",
        "changes/swap-1/",
    }
    assert violations(page) == []
    assert opened.complaints == []


def test_a_host_that_does_not_give_the_notes_is_said(visit: Callable[..., Visit]) -> None:
    page = visit("releases/").page
    page.route("**/notes.json", lambda route: route.fulfill(status=404))
    page.get_by_label("Search changes").fill("swap")
    expect(page.locator(".ob-finder__found")).to_contain_text("could not be read")
    assert len(shown(page)) == 5
    expect(page.locator("#earlier-releases")).to_be_visible()
    page.unroute_all()


def test_between_two_versions_what_the_page_does_not_have_is_brought(large: Visits) -> None:
    opened = large.open("releases/since/")
    page = opened.page
    assert versions(page) == {"1.8", "1.1"}
    page.get_by_label("You have").select_option("1.1")
    page.get_by_label("You go to").select_option("1.3")
    expect(page.locator(".ob-finder__found")).to_have_text("4 of 174 changes")
    assert shown(page) == ["Swap 3", "Keys 3", "Swap 2", "Keys 2"]
    expect(page.locator("#what-breaks")).to_be_hidden()
    page.get_by_label("You have").select_option("")
    assert shown(page)[0] == "Keys 1"
    expect(page.get_by_text("Make new keys first.")).to_have_count(1)
    assert (opened.complaints, opened.foreign) == ([], [])
    large.end()


def test_since_your_version_works_in_each_published_version(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    top = tmp_path_factory.mktemp("published")
    for name, root in (("1.7", handbook(top / "seven")), ("1.8", with_a_large_release(top / "large"))):
        publish(built(root), top / "served/notes", name, name, ["latest"])
    with served(top / "served") as address:
        visits = Visits(browser, f"{address}notes/")
        for version, first, count in (("1.7", "1.6", 2), ("1.8", "1.7", 160)):
            page = visits.open(f"{version}/releases/since/").page
            page.get_by_label("You have").select_option(first)
            expect(page.locator(".ob-finder__found")).to_contain_text(f"{count} of ")
            assert versions(page) == {version}
            assert len(shown(page)) == count
            visits.end()
        visits.close()
