"""The index of a small site is brought up to date from the old one; and which search is merged at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from material.plugins.search.plugin import SearchIndex
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook import sharded
from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.search_files_read import CannotMerge
from mkdocs_opsbook.search_merge_choice import merged_search_of
from mkdocs_opsbook.search_merge_index import MergedIndex
from mkdocs_opsbook.sharded_search import ShardedSearch
from tests.adapter.fake import MATERIAL, Body, FakeSite, build_fake, record
from tests.adapter.handbook import FILES, handbook
from tests.adapter.test_search_merge import write

CONFIG = MkDocsConfig()


def page(name: str, words: str, **more: Any) -> Any:
    return record(f"roadmap/initiatives/{name}.yml", f"I {name}", body=Body(f'<h2 id="h">H</h2><p>{words}</p>'), **more)


def with_entries(site: Path, index: Any, pages: Iterable[Any]) -> MergedIndex:
    search = MergedIndex(index, site, has_segments=False)
    for each in pages:
        rendered = FakeSite((each,)).render(each, lambda path, text: pytest.fail("no Markdown here"))
        search.add(RecordFile(each.source_path, each.source_path, each, CONFIG), rendered)
    return search


def index_like(site: Path) -> Any:
    said = json.loads((site / "search/search_index.json").read_bytes())
    return SearchIndex(**said["config"])


def test_an_index_is_merged_to_the_byte(tmp_path: Path) -> None:
    first = handbook()
    fresh = [page("a", "new &amp; words <code>é</code>"), page("c", "")]
    urls = {each.url: each for each in fresh}
    second = replace(first, pages=tuple(urls.get(each.url, each) for each in first.pages))
    glossary = "# Words\n\n## NPS\n\nNothing.\n\n## New\n\nA part.\n"
    old = build_fake(tmp_path, first, FILES, options=MATERIAL, site_dir="old")
    new = build_fake(tmp_path, second, FILES | {"content/glossary.md": glossary}, options=MATERIAL, site_dir="new")
    index = index_like(old)
    expected = json.loads((new / "search/search_index.json").read_bytes())["docs"]
    index.entries += [entry for entry in expected if entry["location"].startswith("glossary/")]
    search = with_entries(old, index, fresh)
    assert (list(search.files()), list(search.gone)) == ([], [])
    search.settle(0, {})
    assert index.generate_search_index(None).encode() == (new / "search/search_index.json").read_bytes()


def test_an_index_of_other_pages_is_not_merged(tmp_path: Path) -> None:
    site = build_fake(tmp_path, FakeSite((page("a", "x"), page("b", "y"))), options=MATERIAL)
    index = index_like(site)
    with pytest.raises(CannotMerge, match="initiatives/c/ is to be put into the search, or left out"):
        with_entries(site, index, [page("c", "z")])
    index.entries[:] = [{"location": "d/", "title": "", "text": ""}]
    with pytest.raises(CannotMerge, match="d/ is not in the search yet"):
        MergedIndex(index, site, has_segments=False).files()
    twice = json.dumps({"docs": [{"location": "a/"}, {"location": "b/"}, {"location": "a/#x"}]})
    with pytest.raises(CannotMerge, match="a/ is there twice"):
        MergedIndex(index, write({"search/search_index.json": twice.encode()}, tmp_path / "twice"), has_segments=False)


@pytest.mark.parametrize("content", [None, b"{", b"[]", b'{"docs":[{}]}', b'{"docs":5}'])
def test_an_index_that_is_not_as_it_was_left_is_not_merged(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        write({"search/search_index.json": content}, tmp_path)
    with pytest.raises(CannotMerge, match="cannot be read"):
        MergedIndex(SearchIndex(), tmp_path, has_segments=False)


def chosen(tmp_path: Path, site: Path, options: Mapping[str, Any], plugins: Sequence[str] = ("search",)) -> str:
    """Return which search is merged in a build with these options."""
    found: list[str] = []

    def prepare(config: Any) -> None:
        def choose(config: Any) -> None:
            found.append(type(merged_search_of(config, ["r/a/", "r/b/", "r/c/"], 3, site)).__name__)

        config.plugins._register_event("pre_build", choose)

    build_fake(tmp_path, FakeSite(()), options=options, plugins=(*plugins, "opsbook"), prepare=prepare)
    return found[0]


def test_a_large_site_merges_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharded, "WORTH_SHARDS", 1)
    write(dict(ShardedSearch(SearchIndex(), {}).files()), tmp_path / "old")
    assert chosen(tmp_path, tmp_path / "old", MATERIAL) == "MergedSearch"


def test_a_small_site_merges_the_index_of_the_theme(tmp_path: Path) -> None:
    write({"search/search_index.json": b'{"docs":[]}'}, tmp_path / "old")
    assert chosen(tmp_path, tmp_path / "old", MATERIAL) == "MergedIndex"


def test_a_site_that_was_large_is_made_again(tmp_path: Path) -> None:
    write(dict(ShardedSearch(SearchIndex(), {}).files()), tmp_path / "old")
    with pytest.raises(CannotMerge, match=r"the search of the site is that of search/shards\.json"):
        chosen(tmp_path, tmp_path / "old", MATERIAL)


def test_the_search_of_mkdocs_itself_is_made_again(tmp_path: Path) -> None:
    assert chosen(tmp_path, tmp_path, {}) == "NoneType"


def test_a_site_without_search_has_nothing_to_merge(tmp_path: Path) -> None:
    assert chosen(tmp_path, tmp_path, {}, ()) == "NoSearch"
