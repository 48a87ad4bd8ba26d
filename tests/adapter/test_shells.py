"""A filled shell is, byte for byte, the page that MkDocs renders."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from tests.adapter.fake import MATERIAL, build_fake, files_of
from tests.adapter.handbook import FILES, handbook

PALETTE = [
    {"scheme": "default", "toggle": {"icon": "material/weather-night", "name": "Dark"}},
    {"scheme": "slate", "toggle": {"icon": "material/weather-sunny", "name": "Light"}},
]
FEEDBACK = {
    "title": "Useful?",
    "ratings": [{"icon": "material/star", "name": "Yes", "data": 1, "note": "{url} {title}"}],
}
GITHUB = {"repo_url": "https://github.com/owner/repository", "edit_uri": "edit/main/content/"}
EVERYTHING = [
    "navigation.tabs",
    "navigation.tabs.sticky",
    "navigation.path",
    "navigation.footer",
    "navigation.indexes",
    "navigation.sections",
    "navigation.top",
    "navigation.instant",
    "content.action.edit",
    "content.action.view",
    "search.share",
    "toc.follow",
]


def material(*features: str, **more: Any) -> dict[str, Any]:
    return {"name": "material", "font": False, "features": list(features), **more}


SITES: dict[str, dict[str, Any]] = {
    "plain": MATERIAL,
    "no site_url": {"site_url": "", "site_description": "All of it", **MATERIAL},
    "everything": {
        "theme": material(*EVERYTHING, palette=PALETTE),
        "extra": {"analytics": {"feedback": FEEDBACK}},
        **GITHUB,
    },
    "blob links": {
        "theme": material("content.action.edit", "content.action.view"),
        **GITHUB,
        "edit_uri": "blob/main/content/",
    },
    "integrated contents": {"theme": material("toc.integrate", "navigation.prune", language="de")},
    "edit template": {
        "theme": material("content.action.edit"),
        "repo_url": "https://git.example.org/x",
        "edit_uri_template": "https://ide.example.org/content/{path}?name={path_noext}&x={path!q}",
    },
    "the mkdocs theme": {},
    "the readthedocs theme": {"theme": {"name": "readthedocs"}},
    "own navigation": {
        **MATERIAL,
        "nav": [
            {"Start": "index.md"},
            {"Plan": ["roadmap/index.md", "roadmap/initiatives/index.md"]},
            {"Play": ["playbooks/index.md", {"One": "playbooks/q.md"}]},
            "glossary.md",
        ],
    },
    "no directory addresses": {"use_directory_urls": False, **MATERIAL},
}


QUICK = ("plain", "the mkdocs theme")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in SITES]
)
def test_the_whole_site_is_what_mkdocs_renders(tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    options = SITES[name]
    filled = files_of(build_fake(tmp_path, handbook(), FILES, options=options))
    assert "rendered" not in caplog.text, "the shells of some section were not exact"
    rendered = files_of(build_fake(tmp_path, handbook(), FILES, options=options, site_dir="slow", shells=False))
    assert sorted(filled) == sorted(rendered)
    # A record that the navigation names is a page of MkDocs, so that its entries come first.
    found, expected = (json.loads(site.pop("search/search_index.json")) for site in (filled, rendered))
    assert sorted(found["docs"], key=lambda entry: entry["location"]) == sorted(
        expected["docs"], key=lambda entry: entry["location"]
    )
    assert name == "own navigation" or found == expected
    assert [path for path in filled if filled[path] != rendered[path]] == []


def custom(root: Path, template: str, text: str) -> dict[str, Any]:
    path = root / "theme" / template
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return {"theme": {"name": "material", "font": False, "custom_dir": "theme"}}


def assert_same(root: Path, options: dict[str, Any]) -> None:
    filled = files_of(build_fake(root, handbook(), FILES, options=options))
    rendered = files_of(build_fake(root, handbook(), FILES, options=options, site_dir="slow", shells=False))
    assert [path for path in filled if filled[path] != rendered[path]] == []


def in_head(template: str) -> str:
    block = "{% block extrahead %}{% if page %}" + template + "{% endif %}{% endblock %}"
    return '{% extends "base.html" %}' + block


@pytest.mark.parametrize(
    "block",
    [
        "<p>{{ page.title | upper }}</p>",
        "<p>{{ page.title | title }}</p>",
        "{% if page.title | length > 10 %}long{% endif %}",
        "<p>{{ page.content | length }}</p>",
        # The content policy of a page has the hash of each of its scripts.
        "<script>x={{ page.title | tojson }}</script>",
    ],
)
def test_a_theme_that_does_more_with_a_page_renders_each(
    tmp_path: Path, block: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert_same(tmp_path, custom(tmp_path, "main.html", in_head(block)))
    assert "cannot be filled into a shell" in caplog.text


def test_a_theme_that_filters_what_is_understood_is_filled(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = (
        '<meta name="a" content="{{ page.title | e }}">'
        "<a href='?{{ page.title | urlencode }}'>{{ page.title | striptags | urlencode }}</a>"
        '<script type="application/json">{{ page.title | tojson }}</script>'
        "{{ page.meta.description | striptags }}{{ page.url }}"
    )
    assert_same(tmp_path, custom(tmp_path, "main.html", in_head(text)))
    assert "cannot be filled" not in caplog.text


def test_a_theme_that_prints_tags_renders_the_pages_that_have_some(tmp_path: Path) -> None:
    assert_same(tmp_path, custom(tmp_path, "main.html", in_head("<p>{{ page.meta.tags | join(', ') }}</p>")))
    assert b"payments, web" in files_of(tmp_path / "site")["roadmap/initiatives/a/index.html"]


def test_a_hook_that_works_on_pages_makes_every_page_take_the_theme(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "hooks.py").write_text("def on_post_page(output, page, config):\n    return output + '<!-- hook -->'\n")
    caplog.set_level(logging.INFO)
    site = files_of(build_fake(tmp_path, handbook(), FILES, options={"hooks": ["hooks.py"]}))
    assert site["roadmap/initiatives/a/index.html"].endswith(b"<!-- hook -->")
    assert "because hooks.py works on pages" in caplog.text


def test_a_page_of_the_navigation_below_a_record_keeps_its_short_link(tmp_path: Path) -> None:
    more = {"content/playbooks/q/details.md": "# Details\n"}
    site = handbook()
    site.prose |= {"content/playbooks/q/details.md"}
    built = build_fake(tmp_path, site, FILES | more)
    assert 'href="details/"' in (built / "playbooks/q/index.html").read_text()
    assert 'href="../q/details/"' in (built / "playbooks/p/index.html").read_text()
