from __future__ import annotations

from posixpath import join, normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.link.handbook import Handbook
from site_builder.model.prose import Prose
from site_builder.render.links import is_safe, relative_url
from site_builder.render.targets import LinkTargets

FOLDERS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=4).map(
    lambda names: "".join(f"{name}/" for name in names)
)


@pytest.mark.parametrize(
    ("url", "page", "link"),
    [
        ("a/c/", "a/b/", "../c/"),
        ("a/b/", "a/b/", "./"),
        ("a/", "a/b/", "../"),
        ("", "a/b/", "../../"),
        ("", "", "./"),
        ("a/b/", "", "a/b/"),
        ("a/b/c/", "a/b/", "c/"),
        ("a/b/#x", "a/b/", "#x"),
        ("a/c/#x", "a/b/", "../c/#x"),
        ("#x", "a/b/", "#x"),
        ("releases/feed.atom", "releases/", "feed.atom"),
        ("https://example.org/a", "a/b/", "https://example.org/a"),
        ("mailto:a@example.org", "a/", "mailto:a@example.org"),
    ],
)
def test_a_page_names_another(url: str, page: str, link: str) -> None:
    assert relative_url(url, page) == link


@given(FOLDERS, FOLDERS)
def test_a_relative_link_leads_there(url: str, page: str) -> None:
    assert normpath(join("/", page, relative_url(url, page))) == normpath("/" + url)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:x", "//example.org\\x\n", "a b/", "a\\b/", "file:///x"])
def test_what_is_not_safe_leads_nowhere(url: str) -> None:
    assert relative_url(url, "a/") == "#"
    assert not is_safe(url)


@pytest.mark.parametrize(
    ("path", "target", "url"),
    [
        ("roadmap/initiatives/a.yml", "../releases/2026.1.md", "releases/2026.1/"),
        ("roadmap/initiatives/a.yml", "/content/guide.md", "guide/"),
        ("roadmap/initiatives/a.yml", "../../content/playbooks/index.md", "playbooks/"),
        ("content/guide.md", "index.md", ""),
        ("content/guide.md", "images/a.png", "images/a.png"),
        ("content/guide.md", "gone.md", None),
        ("content/guide.md", "team/data.yml", None),
        ("content/guide.md", "folder", None),
        ("content/guide.md", "data.csv", "data.csv"),
        ("content/guide.md", "team/holders.csv", None),
        ("content/guide.md", "team/more/holders.PARQUET", None),
        ("content/guide.md", "team/more/holders.png", "team/more/holders.png"),
        ("roadmap/initiatives/a.yml", "../../mkdocs.yml", None),
        ("roadmap/initiatives/a.yml", "../../../secret.md", None),
    ],
)
def test_a_path_in_the_repository_has_an_address_or_none(path: str, target: str, url: str | None) -> None:
    prose = tuple(
        Prose(each, "", {}, "") for each in ("content/guide.md", "content/index.md", "content/playbooks/index.md")
    )
    records = {"roadmap/releases/2026.1.md": "releases/2026.1/", "content/team/ops.yml": "team/ops/"}
    targets = LinkTargets(records, Handbook({}, {}, prose=prose), "content")
    assert targets.url(path, target) == url
