"""opsbook added to a site that was there before: its pages, navigation and plugins stay."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from scripts.compare_sites import differences
from tests.acceptance.commands import DAY, opsbook, run, wrong
from tests.acceptance.pages import broken_links, read_page, read_pages

pytestmark = pytest.mark.slow

SITE = Path(__file__).parents[1] / "sites" / "adopted"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(SITE, tmp_path_factory.mktemp("adopting") / "handbook")


@pytest.fixture(scope="module")
def built(root: Path) -> Path:
    done = run("mkdocs", "build", "--strict", "-f", "mkdocs.yml", cwd=root)
    assert done.returncode == 0, wrong(done)
    return root / "site"


def test_pages_and_navigation_of_the_site_stay(built: Path) -> None:
    first = read_page(built, "guides/first/index.html")
    assert "Do it." in first.article
    assert '<span class="twemoji"><svg' in (built / "guides/first/index.html").read_text(encoding="utf-8")
    assert "See the first and" in read_page(built, "guides/second/index.html").article
    text = (built / "guides/second/index.html").read_text(encoding="utf-8")
    tabs = [line.strip() for line in text.split('class="md-tabs__list"')[1].split("</ul>")[0].splitlines()]
    assert [line for line in tabs if line in ("Start", "Guides", "Planning", "Tags", "Playbooks")] == [
        "Start", "Guides", "Planning", "Tags",
    ]  # fmt: skip
    assert "Our own footer" in text
    assert "mine.css" in text


def test_the_records_are_there_and_the_home_page_keeps_its_words(built: Path) -> None:
    assert "Faster checkout" in read_page(built, "roadmap/initiatives/checkout/index.html").article
    assert "People lose it." in read_page(built, "roadmap/initiatives/basket/index.html").article
    assert "Basket that remembers" in read_page(built, "roadmap/initiatives/checkout/index.html").article
    playbook = read_page(built, "playbooks/rollback/index.html")
    assert "guides/first/" in {playbook.target(link) for link in playbook.links}
    assert "Welcome. Read the guides." in read_page(built, "index.html").article


def test_every_link_of_the_site_resolves(built: Path) -> None:
    assert list(broken_links(built, read_pages(built), base="/engineering/")) == []


def test_search_and_site_map_hold_both(built: Path) -> None:
    index = json.loads((built / "search/search_index.json").read_text(encoding="utf-8"))
    locations = {entry["location"] for entry in index["docs"]}
    addresses = (built / "sitemap.xml").read_text(encoding="utf-8")
    for url in ("guides/first/", "roadmap/initiatives/checkout/", "playbooks/rollback/", "roadmap/"):
        assert url in locations
        assert f"<loc>https://docs.example.org/engineering/{url}</loc>" in addresses
    assert addresses.count("<lastmod>2026-10-31</lastmod>") == addresses.count("<loc>")


def test_tags_of_the_site_stay(built: Path) -> None:
    assert "Basics" in read_page(built, "tags/index.html").article


def test_links_to_the_source_lead_to_each_file(built: Path) -> None:
    expected = {
        "guides/first": "docs/guides/first.md",
        "roadmap/initiatives/checkout": "roadmap/initiatives/checkout.yml",
        "playbooks/rollback": "docs/playbooks/rollback.md",
    }
    for url, path in expected.items():
        links = read_page(built, f"{url}/index.html").links
        assert f"https://git.example.org/docs/edit/main/{path}" in links, url


def test_opsbook_builds_the_same(root: Path, built: Path, tmp_path: Path) -> None:
    done = opsbook("build", "--strict", "--as-of", DAY, "--site-dir", tmp_path / "site", cwd=root)
    assert done.returncode == 0, wrong(done)
    assert differences(built, tmp_path / "site") == []
