"""The Atom and the JSON feed of the releases."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from site_builder.export.releases.atom import atom_feed
from tests.export.releases.forms import assert_atom, assert_json_feed
from tests.export.releases.made import FILES, PUBLISHED, SITE_URL, outputs
from tests.support import AS_OF, CONFIG


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    return outputs(tmp_path)


@pytest.fixture
def atom(files: dict[str, bytes]) -> Any:
    return assert_atom(files["releases/feed.atom"])


@pytest.fixture
def newest(files: dict[str, bytes]) -> str:
    """The HTML of the newest release."""
    html: str = json.loads(files["releases/feed.json"])["items"][0]["content_html"]
    return html


def test_an_entry_for_each_release_that_is_out_the_newest_first(atom: Any) -> None:
    assert [(entry.title, entry.updated, entry.published) for entry in atom.entries] == [
        ("Rota 1.10", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        ("Rota 1.9", "2026-01-10T00:00:00Z", "2026-01-10T00:00:00Z"),
    ]
    assert atom.feed.updated == "2026-03-01T00:00:00Z"


def test_an_address_is_the_identifier_where_the_site_has_one(atom: Any) -> None:
    assert [entry.id for entry in atom.entries] == [f"{SITE_URL}releases/1.10/", f"{SITE_URL}releases/1.9/"]
    assert [entry.link for entry in atom.entries] == [entry.id for entry in atom.entries]
    assert {link.rel: link.href for link in atom.feed.links} == {
        "self": f"{SITE_URL}releases/feed.atom",
        "alternate": f"{SITE_URL}releases/",
    }


def test_without_an_address_identifiers_are_tags_and_nothing_is_linked_to(tmp_path: Path) -> None:
    found = outputs(tmp_path, config=CONFIG)
    atom = assert_atom(found["releases/feed.atom"])
    identifiers = [entry.id for entry in atom.entries]
    assert identifiers == [f"tag:test-handbook.opsbook.invalid,2026:releases/{name}" for name in ("1.10", "1.9")]
    feed = json.loads(found["releases/feed.json"])
    assert_json_feed(feed)
    assert [item["id"] for item in feed["items"]] == identifiers
    assert [item.get("url") for item in feed["items"]] == [None, None]
    addresses = re.findall(r'href="([^"]*)"', feed["items"][0]["content_html"])
    assert addresses == ["https://example.org/?a=1&amp;b=2", "https://example.com/help"]


def test_both_feeds_say_the_same(files: dict[str, bytes], atom: Any) -> None:
    feed = json.loads(files["releases/feed.json"])
    assert_json_feed(feed)
    assert [(item["id"], item["url"], item["title"], item["date_published"]) for item in feed["items"]] == [
        (entry.id, entry.link, entry.title, entry.updated) for entry in atom.entries
    ]
    assert [item["tags"] for item in feed["items"]] == [[tag.term for tag in entry.tags] for entry in atom.entries]
    assert (feed["feed_url"], feed["items"][0]["summary"]) == (f"{SITE_URL}releases/feed.json", "Swaps, and more.")


def test_the_text_is_whole_what_breaks_something_first(newest: str) -> None:
    heads = re.findall(r"<h[34]>(?:<a[^>]*>)?([^<]*)", newest)
    assert heads == [
        "Parts",
        "Before you upgrade",
        "Highlights",
        "Breaking",
        "Keys end &lt;/script&gt; &amp; more",
        "Added",
        "Swap shifts in app",
    ]
    assert "<p>Ask a colleague.</p>" in newest
    assert "☑" in newest


def test_links_of_the_text_are_whole_or_words(newest: str) -> None:
    addresses = re.findall(r'href="([^"]*)"', newest)
    assert addresses[:2] == [f"{SITE_URL}changes/swaps/", "https://example.org/?a=1&amp;b=2"]
    assert all(address.startswith("https://") for address in addresses)
    assert "the guide" in newest
    assert f"{SITE_URL}releases/1.10/#swaps" in addresses


def test_nothing_in_it_runs_styles_or_loads(newest: str) -> None:
    assert re.findall(r"<(?:script|style|img|iframe|input|svg)|\b(?:style|class|id|on\w+)=", newest) == []
    assert "alert" not in newest


def test_what_is_not_out_and_what_is_internal_is_in_none_of_them(files: dict[str, bytes]) -> None:
    names = ("feed.atom", "feed.json", "latest.json", "1.10/digest.html", "CHANGELOG.md")
    text = "".join(files[f"releases/{name}"].decode() for name in names)
    assert [words for words in ("Lost words", "Later words", "Only for", "pictures/") if words in text] == []
    assert [path for path in files if path.endswith("digest.html")] == [
        "releases/1.10/digest.html",
        "releases/1.9/digest.html",
    ]


def test_before_the_first_release_feeds_are_empty_and_whole(tmp_path: Path) -> None:
    found = outputs(tmp_path, {})
    assert assert_atom(found["releases/feed.atom"]).entries == []
    feed = json.loads(found["releases/feed.json"])
    assert_json_feed(feed)
    assert feed["items"] == []


def test_a_release_of_which_nothing_is_said_has_its_title(tmp_path: Path) -> None:
    files = {"roadmap/releases/1.9.yml": FILES["roadmap/releases/1.9.yml"]}
    [entry] = assert_atom(outputs(tmp_path, files)["releases/feed.atom"]).entries
    assert entry.content[0].value == "<p>Rota 1.9</p>"


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    feed = fromstring(atom_feed([], name="Bell \x07 and \ufffe it", site_url="", as_of=AS_OF))
    assert feed.findtext("{http://www.w3.org/2005/Atom}title") == "Bell  and  it: releases"


@pytest.mark.parametrize(("config", "pages"), [(PUBLISHED, ["1.10", "1.9"]), (CONFIG, [])])
def test_a_site_map_stands_beside_the_feeds(tmp_path: Path, config: str, pages: list[str]) -> None:
    sitemap = fromstring(outputs(tmp_path, config=config)["releases/sitemap.xml"])
    found = [page.text for page in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert found == [f"{SITE_URL}releases/{page}/" for page in pages]


def test_the_same_handbook_gives_the_same_bytes(tmp_path: Path, files: dict[str, bytes]) -> None:
    again = outputs(tmp_path / "again", dict(reversed(list(FILES.items()))))
    assert {path: again[path] for path in files if path.startswith("releases/")} == {
        path: content for path, content in files.items() if path.startswith("releases/")
    }
