"""Links to sources on public pages."""

from __future__ import annotations

import pytest

from site_builder.render.source_links import without_sources


@pytest.mark.parametrize("url", ["plan.md", "../roadmap/plan.yml", "data/rows.csv?raw=1", "a%2Emd#part", "plan.MD"])
def test_a_link_to_a_source_becomes_plain_words(url: str) -> None:
    assert (
        without_sources(f'<p>See <a class="x" href="{url}">the plan</a>.</p>')
        == '<p>See <a class="x">the plan</a>.</p>'
    )


@pytest.mark.parametrize("url", ["../releases/1.0/", "#part", "img/a.png", "https://example.org/readme.md"])
def test_other_links_stay(url: str) -> None:
    link = f'<a href="{url}">words</a>'
    assert without_sources(link) == link
