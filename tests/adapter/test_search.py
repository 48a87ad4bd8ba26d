"""Pages of records are found, whatever searches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_opsbook.search import entries_of, search_of
from mkdocs_opsbook.search_reader import read_entries
from tests.adapter.fake import MATERIAL, Body, FakeSite, build_fake, record
from tests.adapter.handbook import FILES, NESTED, handbook


def index_of(site: Path) -> list[dict[str, Any]]:
    docs: list[dict[str, Any]] = json.loads((site / "search/search_index.json").read_bytes())["docs"]
    return docs


def by_location(site: Path) -> dict[str, dict[str, Any]]:
    return {entry["location"]: entry for entry in index_of(site)}


@pytest.mark.parametrize("plugins", [("search", "opsbook"), ("opsbook", "search"), ("material/search", "opsbook")])
def test_records_are_in_the_index_whatever_the_order_of_plugins(tmp_path: Path, plugins: tuple[str, ...]) -> None:
    found = by_location(build_fake(tmp_path, handbook(), FILES, plugins=plugins, options=MATERIAL))
    assert found["roadmap/initiatives/a/"] == {
        "location": "roadmap/initiatives/a/",
        "title": "Checkout &lt;fast&gt; &amp; 'sound' \"quoted\"",
        "text": "",
        "tags": ["payments", "web"],
    }
    assert found["playbooks/p/#steps"]["title"] == "Steps"
    assert found["releases/2026.1/#changes"]["title"] == "Changes"
    assert "Created" not in json.dumps(found)


def test_titles_of_headings_may_hold_code(tmp_path: Path) -> None:
    site = FakeSite((record("roadmap/initiatives/a.yml", "A", body=Body('<h2 id="c"><code>x</code> y</h2>')),))
    assert (
        by_location(build_fake(tmp_path, site, options=MATERIAL))["roadmap/initiatives/a/#c"]["title"]
        == "<code>x</code> y"
    )


def test_the_search_of_mkdocs_itself_finds_records(tmp_path: Path) -> None:
    found = by_location(build_fake(tmp_path, handbook(), FILES))
    assert "PM" in found["roadmap/initiatives/a/"]["text"]
    assert found["roadmap/initiatives/a/#fields"]["title"] == "Fields"


def test_a_site_without_search_is_built(tmp_path: Path) -> None:
    assert not (build_fake(tmp_path, handbook(), FILES, plugins=("opsbook",)) / "search").exists()


def test_a_search_that_is_switched_off_stays_off(tmp_path: Path) -> None:
    options = MATERIAL | {"plugins": [{"search": {"enabled": False}}]}
    site = build_fake(tmp_path, handbook(), FILES, options=options, plugins=("opsbook",))
    assert not (site / "search").exists()


def test_a_page_that_needs_a_parser_gets_one(tmp_path: Path) -> None:
    body = Body("<p>a</p><!-- comment -->\n<h2>No anchor</h2><p>b</p>")
    pages = tuple(record(f"roadmap/initiatives/{name}.yml", name, body=body) for name in "abc")
    entries = index_of(build_fake(tmp_path, FakeSite(pages), options=MATERIAL))
    assert [entry["text"] for entry in entries if entry["location"].startswith("roadmap")] == [
        "<p>a</p> No anchor<p>b</p>"
    ] * 3


def test_a_parser_that_reads_otherwise_is_believed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A later release of the plugin may change its rules: the first and last page of each section tell."""
    caplog.set_level("INFO")

    def prepare(config: Any) -> None:
        class Index(type(config.plugins["material/search"].search_index)):  # type: ignore[misc]
            def add_entry_from_context(self, page: Any) -> None:
                super().add_entry_from_context(page)
                self.entries[-1]["title"] += "!"

        config.plugins["material/search"].search_index = Index(**config.plugins["material/search"].config)

    def before_build(config: Any) -> None:
        config.plugins._register_event("pre_build", prepare)

    entries = index_of(build_fake(tmp_path, handbook(), FILES, prepare=before_build, options=MATERIAL))
    pages = {entry["location"].partition("#")[0] for entry in entries}
    assert sum(entry["title"].endswith("!") for entry in entries) == len(pages) == 14
    assert "the search plugin itself reads the pages of records" in caplog.text


def test_entries_know_their_page() -> None:
    page = record("roadmap/initiatives/a.yml", "A", body=Body(NESTED), tags=("", "x"))
    entries = entries_of(FakeSite((page,)).render(page, lambda path, text: pytest.fail("no Markdown here")))
    assert entries is not None
    assert [(entry["location"], entry["title"]) for entry in entries] == [
        ("roadmap/initiatives/a/", "A"),
        ("roadmap/initiatives/a/#fields", "Fields"),
        ("roadmap/initiatives/a/#refs", "References &amp; more 2"),
        ("roadmap/initiatives/a/#changes", "Changes"),
    ]
    assert entries[0]["tags"] == ["x"]


HOSTILE_TAGS = ("<img src=x onerror=alert(1)>", "List<String>")
ESCAPED_TAGS = ["&lt;img src=x onerror=alert(1)&gt;", "List&lt;String&gt;"]


@pytest.mark.parametrize("body", [Body(NESTED), Body("<p>a</p><!-- comment -->\n<h2>No anchor</h2>")])
def test_tags_are_escaped_whoever_reads_the_page(tmp_path: Path, body: Body) -> None:
    """Material's script sets them as HTML, those of front matter as well."""
    front = "---\ntags: ['<b onclick=x>']\n---\n# Glossary\n"
    page = record("roadmap/initiatives/a.yml", "A", body=body, tags=HOSTILE_TAGS)
    site = FakeSite((page,), frozenset({"content/glossary.md"}))
    files = FILES | {"content/glossary.md": front}
    found = by_location(build_fake(tmp_path, site, files, options=MATERIAL))
    assert found["roadmap/initiatives/a/"]["tags"] == ESCAPED_TAGS
    assert found["glossary/"]["tags"] == ["&lt;b onclick=x&gt;"]


def test_shards_keep_tags_as_they_are_written() -> None:
    """The script of the search in shards escapes all that it shows."""
    entry = {"location": "a/", "title": "A", "text": "", "tags": ESCAPED_TAGS}
    ((page, _),) = read_entries([entry])
    assert page.tags == HOSTILE_TAGS


def test_an_index_that_is_kept_forgets_pages_that_come_again() -> None:
    class Plugin:
        def __init__(self) -> None:
            self.config = {"enabled": True}
            self.search_index: Any = type("Index", (), {"entries": []})()
            self.search_index_prev: Any = type("Index", (), {"entries": [{"location": "a/#x"}, {"location": "b/"}]})()

    plugin = Plugin()
    Plugin.__module__ = "material.plugins.search.plugin"
    config: Any = type("Config", (), {"plugins": {"search": plugin}})()
    search_of(config, ["a/"], 1)
    assert plugin.search_index_prev.entries == [{"location": "b/"}]
