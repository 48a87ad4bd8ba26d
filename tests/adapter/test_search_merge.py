"""The search of a site with a few changed pages is made of the old one: the same bytes as if all pages were read."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material.plugins.search.plugin import SearchIndex
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook import search_shards, search_table
from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.search_files_read import CannotMerge
from mkdocs_opsbook.search_merge import MergedSearch
from mkdocs_opsbook.search_shards import hash_of
from mkdocs_opsbook.sharded_search import ShardedSearch
from tests.adapter.fake import Body, FakeSite, files_of, record

CONFIG = MkDocsConfig()
WORDS = [f"{first}{second}" for first in ("al", "be", "é", "𝒳", "ga", "o") for second in ("pha", "ta", "mma", "1")]


@dataclass(frozen=True)
class Said:
    """What a page says: words of its title, tags, and words of its text."""

    title: str
    text: str
    tags: tuple[str, ...] = ()
    boost: float = 1.0
    is_searchable: bool = True


def gather(search: ShardedSearch, records: Mapping[str, Said], sections: Mapping[str, Said], index: Any) -> None:
    """Put pages into a search: records by themselves, sections as entries of the plugin."""
    for name, said in records.items():
        body = Body(f'<h2 id="x">Why</h2><p>{said.text}</p>')
        page = record(f"r/{name}.yml", said.title, tags=said.tags, body=body, is_searchable=said.is_searchable)
        rendered = FakeSite((page,)).render(page, lambda path, text: pytest.fail("no Markdown here"))
        search.add(RecordFile(page.source_path, page.source_path, page, CONFIG), rendered)
    for url, said in sections.items():
        entry = {"title": said.title, "text": said.text, "tags": list(said.tags), "boost": said.boost}
        index.entries += [{"location": url} | entry, {"location": f"{url}#a", "title": "Part", "text": said.text}]


Pages = tuple[Mapping[str, Said], Mapping[str, Said]]
"""Records by their name, sections by their address."""


def numbers_of(pages: Pages) -> dict[str, int]:
    return {f"r/{name}/": number for number, name in enumerate(pages[0])}


def whole(pages: Pages) -> dict[str, bytes]:
    """Return the files of the search of all pages."""
    index = SearchIndex()
    search = ShardedSearch(index, numbers_of(pages))
    gather(search, *pages, index)
    return dict(search.files())


def write(files: Mapping[str, bytes], site: Path) -> Path:
    for path, content in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    return site


def merged(site: Path, numbers: Mapping[str, int], changed: Pages) -> tuple[dict[str, bytes], MergedSearch]:
    """Return the files that a site lacks when these pages have changed, and what made them."""
    index = SearchIndex()
    search = MergedSearch(index, numbers, site)
    gather(search, *changed, index)
    return dict(search.files()), search


def brought_up_to_date(site: Path, numbers: Mapping[str, int], changed: Pages) -> dict[str, bytes]:
    """Bring the search of a site up to date, and return its files."""
    given, search = merged(site, numbers, changed)
    before = files_of(site)
    assert not any(before.get(path) == content for path, content in given.items())
    assert set(search.gone) <= before.keys() - given.keys()
    for path in search.gone:
        (site / path).unlink()
    return files_of(write(given, site))


TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
SAID = st.builds(
    Said,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    TEXTS,
    st.lists(st.sampled_from(WORDS), max_size=2).map(tuple),
    st.sampled_from([1.0, 1.0, 2.5]),
)
ALL = st.tuples(st.lists(SAID, max_size=12), st.lists(SAID, max_size=4))


@settings(max_examples=100, deadline=None)
@given(ALL, st.data())
def test_what_is_merged_is_what_would_be_made_of_all_pages(said: tuple[list[Said], list[Said]], data: Any) -> None:
    records, sections = said
    hidden = {n for n in range(len(records)) if data.draw(st.integers(0, 5)) == 0}
    pages = (
        {f"{n}": replace(each, is_searchable=n not in hidden) for n, each in enumerate(records)},
        {f"s/{n}/": each for n, each in enumerate(sections)},
    )

    def changed(each: Mapping[str, Said]) -> dict[str, Said]:
        names = [name for name in each if data.draw(st.booleans())]
        return {name: replace(data.draw(SAID), is_searchable=each[name].is_searchable) for name in names}

    new = (changed(pages[0]), changed(pages[1]))
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        # A few pages fill many shards and chunks, and some more need wider numbers.
        patch.setattr(search_shards, "SHARD", 60)
        patch.setattr(search_shards, "CHUNK", 500)
        patch.setattr(search_table, "_SIXTEEN_BITS", 6)
        site = write(whole(pages), Path(folder))
        result = brought_up_to_date(site, numbers_of(pages), new)
        assert result == whole(({**pages[0], **new[0]}, {**pages[1], **new[1]}))


SMALL: Pages = (
    {"a": Said("Alpha", "one two"), "b": Said("Beta", "two three", ("tag",)), "c": Said("Gamma", "once")},
    {"": Said("Home", "welcome"), "s/": Said("Section", "alpha beta", boost=2.0)},
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(whole(SMALL), tmp_path / "site")


def test_a_site_that_stays_as_it_is_lacks_nothing(site: Path) -> None:
    given, search = merged(site, numbers_of(SMALL), ({"a": SMALL[0]["a"]}, {"s/": SMALL[1]["s/"]}))
    assert (given, list(search.gone)) == ({}, [])


def test_only_what_a_change_is_about_is_written(site: Path) -> None:
    given, search = merged(site, numbers_of(SMALL), ({"c": Said("Gamma", "twice")}, {}))
    assert [path.rpartition("/")[0] for path in given] == ["search/texts", "search/pages", "search"]
    assert [path.rpartition("/")[0] for path in search.gone] == ["search/pages", "search/texts"]


@pytest.mark.parametrize("text", ["longer " * 1200, "shorter"])
@pytest.mark.parametrize("number", range(6, 10))
def test_a_page_of_another_size_moves_the_chunks_behind_it(number: int, text: str, tmp_path: Path) -> None:
    pages: Pages = ({f"{n}": Said(f"Page {n}", f"word{n} " * (200 + n % 5)) for n in range(40)}, {})
    site = write(whole(pages), tmp_path)
    new = {f"{number}": Said("Page", text)}
    result = brought_up_to_date(site, numbers_of(pages), (new, {}))
    assert result == whole(({**pages[0], **new}, {}))


def test_a_script_of_another_release_gives_way(site: Path) -> None:
    (site / "assets/opsbook/search.js").write_bytes(b"old")
    given, _ = merged(site, numbers_of(SMALL), ({}, {}))
    assert given == {"assets/opsbook/search.js": whole(SMALL)["assets/opsbook/search.js"]}


def test_pages_of_a_copy_of_the_process_are_merged_as_well(site: Path) -> None:
    numbers, new = numbers_of(SMALL), {"b": Said("Better", "four four four")}
    copy, search = (MergedSearch(SearchIndex(), numbers, site) for _ in range(2))
    gather(copy, new, {}, None)
    assert copy.give() is None
    search.put_back(copy.take_since(0))
    write(dict(search.files()), site)
    assert files_of(site).items() >= whole(({**SMALL[0], **new}, SMALL[1])).items()


def _rewritten(pattern: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def change_first(site: Path) -> None:
        path = min(site.glob(pattern))
        path.write_bytes(change(path.read_bytes()))

    return change_first


def _without(pattern: str) -> Callable[[Path], None]:
    return lambda site: min(site.glob(pattern)).unlink()


DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "no search": (lambda site: shutil.rmtree(site / "search"), "shards.json cannot be read"),
    "no table": (_without("search/shards.json"), "shards.json cannot be read"),
    "another version": (
        _rewritten("search/*.json", lambda old: old.replace(b'"version":1', b'"version":2')),
        "no table",
    ),
    "a table cut off": (_rewritten("search/*.json", lambda old: old[:-9]), "shards.json is no table"),
    "a table of something else": (_rewritten("search/*.json", lambda old: b"[]"), "no table"),
    "a table that counts otherwise": (_rewritten("search/*.json", lambda old: old.replace(b"[5]", b"[6]")), "no table"),
    "a shard that is missing": (_without("search/names/*"), "is missing"),
    "a shard that is damaged": (_rewritten("search/texts/*", lambda old: old[:-2]), "is damaged"),
    "a chunk that is missing": (_without("search/pages/*"), "is missing"),
    "a chunk that is damaged": (_rewritten("search/pages/*", lambda old: old + b" "), "is damaged"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_search_that_is_not_as_it_was_left_is_not_merged(name: str, site: Path) -> None:
    damage, why = DAMAGE[name]
    damage(site)
    with pytest.raises(CannotMerge, match=why):
        merged(site, numbers_of(SMALL), ({"b": Said("Beta", "two")}, {}))


def test_a_page_that_was_not_found_before_is_not_merged(tmp_path: Path) -> None:
    pages: Pages = ({"a": Said("A", "x"), "b": Said("B", "y", is_searchable=False), "c": Said("C", "z")}, {})
    site = write(whole(pages), tmp_path)
    changed: Pages
    for changed in (({"b": Said("B", "y")}, {}), ({}, {"s/": Said("S", "t")})):
        with pytest.raises(CannotMerge, match=r"(r/b|s)/ is not in the search yet"):
            merged(site, numbers_of(pages), changed)


def test_a_page_that_is_to_be_left_out_is_not_merged(site: Path) -> None:
    with pytest.raises(CannotMerge, match="r/a/ is to be left out"):
        merged(site, numbers_of(SMALL), ({"a": Said("Alpha", "one", is_searchable=False)}, {}))


def test_a_page_that_is_there_twice_is_not_merged(site: Path) -> None:
    index = SearchIndex()
    search = MergedSearch(index, numbers_of(SMALL), site)
    index.entries += [{"location": url, "title": "x", "text": ""} for url in ("s/", "", "s/")]
    with pytest.raises(CannotMerge, match="s/ is there twice"):
        search.files()


def test_names_of_files_are_not_believed_alone(site: Path) -> None:
    """A file whose name holds the right hash, and that holds something else, is written again."""
    new = {"c": Said("Gamma", "twice")}
    path, content = next(iter(merged(site, numbers_of(SMALL), (new, {}))[0].items()))
    assert hash_of(content) in path
    write({path: b"something else"}, site)
    assert merged(site, numbers_of(SMALL), (new, {}))[0][path] == content
