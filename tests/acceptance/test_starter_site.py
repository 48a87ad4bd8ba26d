"""The site of the starter handbook: whole, linked, readable for everyone, and alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.acceptance.commands import ROOT, opsbook, tree, wrong
from tests.acceptance.pages import BuiltPage, broken_links, is_foreign

pytestmark = pytest.mark.slow

_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_DATA = {".yml", ".yaml", ".csv", ".tsv", ".jsonl", ".md"}


@pytest.mark.parametrize("where", ["repository", "copy"])
def test_it_checks_without_an_error_or_a_warning(where: str, handbook: Path) -> None:
    done = opsbook("check", "--fail-on", "warning", cwd=ROOT if where == "repository" else handbook)
    assert done.returncode == 0, wrong(done)


def test_every_record_has_a_page_of_its_own(site: Path, pages: dict[str, BuiltPage]) -> None:
    records = [record for found in _collections(site) for record in found["records"]]
    addresses = {record["url"] for record in records}
    assert len(addresses) == len(records) > 150
    missing = [url for url in sorted(addresses) if f"{url}index.html" not in pages]
    assert missing == []
    untitled = [
        record["url"]
        for record in records
        if not pages[f"{record['url']}index.html"].article.startswith(record["title"].replace("`", ""))
    ]
    assert untitled == []


def test_every_collection_has_a_page_that_lists_its_records(site: Path, pages: dict[str, BuiltPage]) -> None:
    linked = {link for path, page in pages.items() for link in _targets(path, page)}
    lost = [record["url"] for found in _collections(site) for record in found["records"] if record["url"] not in linked]
    assert lost == [], "no page links to these records"


def test_the_home_page_is_the_dashboard(site: Path, pages: dict[str, BuiltPage]) -> None:
    home = pages["index.html"]
    titles = [title.rstrip("¶ ") for _, title in home.headings]
    assert titles[0] == "Rotawell product operations"
    assert any(title.startswith("Needs attention") for title in titles[1:3]), titles
    assert any(title.startswith("The numbers") for title in titles), titles
    results = json.loads((site / "api/v1/metric-results.json").read_text(encoding="utf-8"))
    [last] = [r for r in results if r["name"] == "nps" and r["dimensions"] == {"survey": "nps-2026-q3"}]
    assert f"{last['value']:.1f}" in home.article
    assert 'class="ob-kpi' in (site / "index.html").read_text(encoding="utf-8")
    assert "How to change it" in home.article, "the hand-written home page is shown below"


def test_every_link_and_anchor_resolves(site: Path, pages: dict[str, BuiltPage]) -> None:
    assert list(broken_links(site, pages)) == []


def test_no_anchor_has_a_blank(pages: dict[str, BuiltPage]) -> None:
    blank = {path: [name for name in page.identifiers if not name or " " in name] for path, page in pages.items()}
    assert {path: names for path, names in blank.items() if names} == {}


def test_no_anchor_is_given_twice(pages: dict[str, BuiltPage]) -> None:
    twice = {
        path: [name for name, count in Counter(page.identifiers).items() if count > 1] for path, page in pages.items()
    }
    assert {path: names for path, names in twice.items() if names} == {}


def test_headings_are_in_order_under_one_title(pages: dict[str, BuiltPage]) -> None:
    for path, page in pages.items():
        levels = [level for level, _ in page.headings]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        skipped = [below for above, below in pairwise(levels) if below > above + 1]
        assert skipped == [], path
        assert all(title for _, title in page.headings), path


def test_the_title_of_every_page_is_that_of_its_heading(pages: dict[str, BuiltPage]) -> None:
    for path, page in pages.items():
        if path != "404.html":
            assert page.title.startswith(page.headings[0][1].rstrip("¶")), path


def test_tables_pictures_and_drawings_can_be_read_by_everyone(pages: dict[str, BuiltPage]) -> None:
    tables = [(path, table) for path, page in pages.items() for table in page.tables]
    assert len(tables) > 100
    drawn = [(path, table) for path, table in tables if table.is_drawn]
    assert [found for found in drawn if not found[1].caption or found[1].heads_without_scope] == []
    assert [found for found in tables if not found[1].heads] == []
    assert {path: page.images_without_text for path, page in pages.items() if page.images_without_text} == {}
    assert [path for path, page in pages.items() if page.graphics_without_name] == []


def test_no_inline_style_handler_or_script_is_emitted(pages: dict[str, BuiltPage]) -> None:
    assert {path: page.forbidden for path, page in pages.items() if page.forbidden} == {}


def test_nothing_is_loaded_from_another_host(site: Path, pages: dict[str, BuiltPage]) -> None:
    assert {a for page in pages.values() for a in page.loaded if is_foreign(a)} == set()
    sheets = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    found = [first or second for sheet in sheets for first, second in _CSS_ADDRESS.findall(sheet)]
    assert [address for address in found if is_foreign(address)] == []
    assert len(sheets) >= 3


def test_sources_are_not_in_the_site(handbook: Path, site: Path) -> None:
    sources = {path: data for path, data in tree(handbook).items() if Path(path).suffix in _DATA}
    published = tree(site)
    assert len(sources) > 200
    assert sources.keys() & published.keys() == set()
    assert set(sources.values()) & set(published.values()) == set()
    assert [path for path in published if path.endswith((".yml", ".yaml"))] == []


def test_search_finds_every_record(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    titles = {entry["location"]: entry["title"] for entry in index["docs"]}
    missing = [
        record["url"] for found in _collections(site) for record in found["records"] if record["url"] not in titles
    ]
    assert missing == []
    assert titles["roadmap/initiatives/api-v2-read/"]


def _collections(site: Path) -> list[dict[str, list[dict[str, str]]]]:
    folder = site / "api/v1"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return [json.loads((site / entry["url"]).read_text(encoding="utf-8")) for entry in index["collections"]]


def _targets(path: str, page: BuiltPage) -> set[str]:
    return {page.target(link) for link in page.links if not is_foreign(link)} - {path.removesuffix("index.html")}
