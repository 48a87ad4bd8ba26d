"""Links to sources on public pages."""

from __future__ import annotations

import pytest

from site_builder.render.source_links import without_sources

ADDRESSES = {"releases/1.0/", "guide/img/a.png", "guide/"}


def public(html: str) -> str:
    return without_sources(html, "guide/", ADDRESSES.__contains__)


@pytest.mark.parametrize(
    "url", ["plan.md", "../roadmap/plan.yml", "data/rows.csv?raw=1", "a%2Emd#part", "../../docs/brief.docx", "../src/"]
)
def test_a_link_to_what_is_not_there_becomes_plain_words(url: str) -> None:
    assert public(f'<p>See <a class="x" href="{url}">the plan</a>.</p>') == '<p>See <a class="x">the plan</a>.</p>'


@pytest.mark.parametrize(
    "url", ["../releases/1.0/", "../releases/1.0/#part", "#part", "img/a.png", "./", "https://example.org/readme.md"]
)
def test_other_links_stay(url: str) -> None:
    link = f'<a title="a > b" href="{url}">words</a>'
    assert public(link) == link


def test_pictures_that_are_not_there_become_their_words() -> None:
    assert public('<p><img alt="A &lt; B" src="../secret.png"> <img alt="" src="img/a.png"></p>') == (
        '<p>A &lt; B <img alt="" src="img/a.png"></p>'
    )
    assert public('<source srcset="img/a.png 1x, ../b.png 2x" type="x"><video poster="c.png" controls>') == (
        '<source type="x"><video controls>'
    )
