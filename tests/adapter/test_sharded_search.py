"""A large site is searched in shards: they hold all words of all pages, and the same bytes whoever made them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_opsbook import records, sharded
from mkdocs_opsbook.search_reader import read_record
from mkdocs_opsbook.search_words import words_of
from tests.adapter.fake import MATERIAL, Body, FakeSite, build_fake, files_of, record, section
from tests.adapter.handbook import FILES, handbook
from tests.adapter.shards import Shards, read_shards
from tests.adapter.test_search_text import BODIES, INLINE, PERMALINK, SPACE

WORKER = "assets/opsbook/search.js"


@pytest.fixture
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count every site as large."""
    monkeypatch.setattr(sharded, "WORTH_SHARDS", 1)


large = pytest.mark.usefixtures("_large")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the handbook of the adapter's tests as if it were large."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sharded, "WORTH_SHARDS", 1)
        return build_fake(tmp_path_factory.mktemp("large"), handbook(), FILES, options=MATERIAL)


@pytest.fixture(scope="module")
def shards(site: Path) -> Shards:
    return read_shards(site)


class _Text(HTMLParser):
    """Collects the words of a page, without what is marked as not to be searched."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()
        self._left_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_left_out = self._left_out or "data-search-exclude" in dict(attrs) or ("class", "headerlink") in attrs
        if is_left_out and tag not in ("br", "img", "input", "wbr"):
            self._left_out.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._left_out and self._left_out[-1] == tag:
            self._left_out.pop()

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self.words.update(words_of(data))


def words_in(body: str) -> set[str]:
    """Return the words of a page, as an HTML parser finds them."""
    text = _Text()
    text.feed(body)
    text.close()
    return text.words


def pages_of(site: FakeSite) -> Iterator[tuple[str, str]]:
    for page in site.pages:
        if page.is_record and not page.content.markdown:
            yield page.url, site.render(page, lambda path, text: pytest.fail("no Markdown here")).html


def test_shards_hold_all_words_of_all_records(shards: Shards) -> None:
    found, pages = shards.in_texts(), dict(pages_of(handbook()))
    assert {url: found[url] for url in pages} == {url: words_in(body) for url, body in pages.items()}
    assert len(pages) == 7
    assert {"steps", "initiative"} <= found["playbooks/p/"]


@settings(max_examples=200)
@given(INLINE, st.lists(st.tuples(BODIES, SPACE), max_size=4))
def test_no_word_of_a_page_is_missed(title: str, parts: list[tuple[str, str]]) -> None:
    body = f'<h1 id="top">T{title}{PERMALINK}</h1>\n' + "".join(block + space for block, space in parts)
    found = read_record(body)
    if found is not None:
        assert words_in(body) <= {word for written in found[1] for word in words_of(unescape(written))}


def test_a_record_is_shown_by_its_summary_before_its_head() -> None:
    chips = '<ul class="ob-chips"><li>web</li><li>app</li></ul>'
    head = f'<ul class="ob-header">\n<li>planned</li>\n<li>Owner PM</li>\n<li>{chips}</li>\n</ul>\n'
    found = read_record(f'<h1 id="a">A</h1>\n{head}<div class="ob-lead"><p>What it is.</p></div>\n')
    assert found is not None
    assert found[0] == [("", "A", "What it is. planned Owner PM web app")]
    assert {"Owner", "PM", "app"} <= set(found[1]), "all of it is found"
    fields = '<dl class="ob-fields">\n<div class="x"><dt>Type</dt> <dd>added</dd></div>\n</dl>\n'
    found = read_record(f'<h1 id="a">A</h1>\n{head}{fields}\n<p>What it does.</p>\n')
    assert found is not None
    assert found[0][0][2].startswith("What it does. Type added ")
    listed = read_record(f'<h1 id="a">A</h1>\n<p>Words.</p>{head}')
    assert listed is not None
    assert listed[0] == [("", "A", "Words. planned Owner PM web app")]


def test_known_words_find_known_records(shards: Shards) -> None:
    assert shards.in_titles("checkout") == {"roadmap/initiatives/a/"}
    assert shards.in_titles("paths") == {"roadmap/initiatives/b/"}
    assert shards.in_tags("payments") == {"roadmap/initiatives/a/"}
    assert shards.in_tags("checkout") == set()
    assert shards.in_titles("roadmap") == {"roadmap/"}
    assert shards.in_titles("words") == {"glossary/"}
    assert "created" not in {word for words in shards.in_texts().values() for word in words}


@large
def test_case_and_diacritics_do_not_count(tmp_path: Path) -> None:
    page = record(
        "roadmap/initiatives/a.yml", "Éxport für ÇA", body=Body("<p>Straße ｗｉｄｅ Σοφός e&#769;t&eacute;</p>")
    )
    shards = read_shards(build_fake(tmp_path, FakeSite((page,)), options=MATERIAL))
    assert shards.in_titles("export") == shards.in_titles("fur") == shards.in_titles("ca") == {page.url}
    assert shards.in_texts()[page.url] >= {"straße", "wide", "σοφοσ", "ete"}


def test_a_page_is_shown_by_its_headings_in_plain_text(shards: Shards) -> None:
    page = next(page for page in shards.pages if page[0] == "roadmap/initiatives/a/")
    assert page == [
        "roadmap/initiatives/a/",
        "Checkout <fast> & 'sound' \"quoted\"",
        ["payments", "web"],
        [["", "Checkout <fast> & 'sound' \"quoted\"", ""], ["fields", "Fields", "Owner PM"]],
    ]
    prose = next(page for page in shards.pages if page[0] == "glossary/")
    assert prose[3] == [["", "Words", ""], ["nps", "NPS", "A playbook, b."]]


def test_records_come_first_in_their_order(shards: Shards) -> None:
    urls, ours = shards.urls(), [page.url for page in handbook().pages if page.is_record]
    assert urls[: len(ours)] == ours
    assert set(urls[len(ours) :]) == {"", "glossary/", "playbooks/", "releases/", "roadmap/", "roadmap/initiatives/"}


def test_the_box_asks_the_worker_of_the_shards(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert index["docs"] == []
    assert index["config"]["lang"] == ["en"]
    assert (site / WORKER).is_file()
    for page, up in (("index.html", ""), ("roadmap/initiatives/a/index.html", "../../../"), ("404.html", "/handbook/")):
        assert f'"search": "{up}{WORKER}"' in (site / page).read_text(encoding="utf-8")


def test_a_small_site_keeps_the_index_of_the_theme(tmp_path: Path) -> None:
    site = build_fake(tmp_path, handbook(), FILES, options=MATERIAL)
    assert [path.name for path in (site / "search").iterdir()] == ["search_index.json"]
    assert not (site / WORKER).exists()
    assert '"search": "assets/javascripts/workers/search.' in (site / "index.html").read_text(encoding="utf-8")


OTHERS: dict[str, tuple[dict[str, Any], str]] = {
    "a language without spaces": ({"plugins": [{"search": {"lang": ["ja", "en"]}}]}, "plugins.search.lang"),
    "a separator": ({"plugins": [{"search": {"separator": "[\\s.]+"}}]}, "plugins.search.separator"),
    "stems of words": ({"plugins": [{"search": {"pipeline": ["stemmer"]}}]}, "plugins.search.pipeline"),
    "boosted fields": ({"plugins": [{"search": {"fields": {"title": {"boost": 2.0}}}}]}, "plugins.search.fields"),
    "a site without a server": ({"plugins": ["search", "material/offline"]}, "the offline plugin"),
}


@large
@pytest.mark.parametrize("name", OTHERS)
def test_what_only_the_index_of_the_theme_does_is_left_to_it(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    options, why = OTHERS[name]
    site = build_fake(tmp_path, handbook(), FILES, options=MATERIAL | options, plugins=("opsbook",))
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert "roadmap/initiatives/a/" in {entry["location"] for entry in index["docs"]}
    assert not (site / "search/shards.json").exists()
    assert f"because {why}" in caplog.text


@large
@pytest.mark.parametrize("template", ["main.html", "base.html"])
def test_templates_that_name_the_worker_themselves_are_believed(template: str, tmp_path: Path) -> None:
    text = {
        "main.html": '{% extends "base.html" %}{% block config %}<script id="__config"></script>{% endblock %}',
        "base.html": '<!doctype html><html><head><meta charset="utf-8"></head><body>{{ page.content }}</body></html>',
    }[template]
    theme = MATERIAL["theme"] | {"custom_dir": str(tmp_path / "overrides")}
    site = build_fake(tmp_path, handbook(), FILES | {f"overrides/{template}": text}, options={"theme": theme})
    assert not (site / "search/shards.json").exists()


@large
def test_another_theme_keeps_its_search(tmp_path: Path) -> None:
    site = build_fake(tmp_path, handbook(), FILES)
    assert not (site / "search/shards.json").exists()
    assert "PM" in (site / "search/search_index.json").read_text(encoding="utf-8")


@large
@pytest.mark.parametrize("plugins", [("opsbook", "search"), ("material/search", "opsbook")])
def test_the_order_of_plugins_does_not_matter(plugins: tuple[str, ...], site: Path, tmp_path: Path) -> None:
    other = build_fake(tmp_path, handbook(), FILES, options=MATERIAL, plugins=plugins)
    assert files_of(site / "search") == files_of(other / "search")


@large
def test_pages_that_mkdocs_renders_are_found_as_well(shards: Shards, tmp_path: Path) -> None:
    other = read_shards(build_fake(tmp_path, handbook(), FILES, options=MATERIAL, shells=False))
    assert _comparable(shards) == _comparable(other)


def _comparable(shards: Shards) -> dict[str, set[str]]:
    # The plugin glues what stands in elements side by side.
    return {
        url: {word for word in words if "owner" not in word and word != "pm"}
        for url, words in shards.in_texts().items()
    }


@large
def test_a_page_that_takes_a_parser_gets_one(tmp_path: Path) -> None:
    body = Body("<p>before</p><!-- hidden --><h2 id='x'>Heading</h2><p>after</p>")
    page = record("roadmap/initiatives/a.yml", "A", body=body)
    shards = read_shards(build_fake(tmp_path, FakeSite((section("", "Home"), page)), options=MATERIAL))
    assert shards.in_texts()[page.url] == {"a", "before", "heading", "after"}


@large
def test_a_page_that_is_not_searchable_is_not_found(tmp_path: Path) -> None:
    pages = (
        record("roadmap/initiatives/a.yml", "Alpha", is_searchable=False),
        record("roadmap/initiatives/b.yml", "Beta"),
        section("all/", "Everything", is_searchable=False),
    )
    shards = read_shards(build_fake(tmp_path, FakeSite(pages), options=MATERIAL))
    assert shards.urls() == ["roadmap/initiatives/b/"]
    assert shards.in_titles("beta") == {"roadmap/initiatives/b/"}


@large
def test_a_boost_of_a_page_is_kept(tmp_path: Path) -> None:
    files = {"content/glossary.md": "---\nsearch:\n  boost: 2\n---\n# Words\n"}
    shards = read_shards(build_fake(tmp_path, handbook(), FILES | files, options=MATERIAL))
    assert shards.about["boosts"] == {str(shards.urls().index("glossary/")): 2}


@large
def test_words_are_cut_into_shards_of_neighbours(tmp_path: Path) -> None:
    bodies = (" ".join(f"w{number:05d}" for number in range(start, start + 1500)) for start in range(0, 6000, 1500))
    pages = tuple(
        record(f"roadmap/initiatives/i{n}.yml", f"I {n}", body=Body(f"<p>{b}</p>")) for n, b in enumerate(bodies)
    )
    site = build_fake(tmp_path, FakeSite(pages), options=MATERIAL)
    shards = read_shards(site)
    words = [word for shard in shards.texts for word in shard.words]
    assert len(shards.texts) > 3
    assert words == sorted(words)
    assert max(path.stat().st_size for path in (site / "search/texts").iterdir()) < 32_000
    assert max(path.stat().st_size for path in (site / "search/pages").iterdir()) < 12_000


@large
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not copy processes")
def test_shards_are_the_same_whoever_makes_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = [Body(f'<h2 id="h">Why {n % 7}</h2><p>Words {n} {"often " * (n % 5)}</p>') for n in range(450)]
    site = FakeSite(
        tuple(record(f"roadmap/initiatives/i{n}.yml", f"I {n}", body=body) for n, body in enumerate(bodies))
    )
    shared = build_fake(tmp_path, site, options=MATERIAL)
    monkeypatch.setattr(records, "can_share", lambda: False)
    alone = build_fake(tmp_path, site, options=MATERIAL, site_dir="alone")
    assert files_of(shared / "search") == files_of(alone / "search")
    assert len(read_shards(alone).in_titles("i")) == 450
