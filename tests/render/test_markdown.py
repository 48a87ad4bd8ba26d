from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.page import Heading
from site_builder.render import markdown as module
from site_builder.render.headings import Anchors
from site_builder.render.markdown import render_line, render_markdown

PERMALINK = '<a class="headerlink" href="#{0}" title="Permanent link">&para;</a>'


def resolve(path: str, target: str) -> str | None:
    known = {"../releases/2026.1.md": "../../releases/2026.1/", "chart.png": "../chart.png", "a b.md": "../a-b/"}
    return known.get(target)


def html_of(text: str) -> str:
    return render_markdown(text, path="roadmap/initiatives/a.yml", resolve_link=resolve).html


def test_githubs_flavour() -> None:
    assert html_of("~~old~~ *new* www.example.org") == (
        '<p><del>old</del> <em>new</em> <a href="http://www.example.org">www.example.org</a></p>'
    )


def test_tables_are_aligned_by_attribute() -> None:
    html = html_of("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert '<th align="center">a</th>' in html
    assert '<td align="right">2</td>' in html
    assert "style" not in html


def test_task_lists_have_materials_markup_and_a_name() -> None:
    html = html_of("- [x] done\n- [ ] open")
    assert (
        html.count('<li class="task-list-item"><label class="task-list-control"><input type="checkbox" disabled') == 2
    )
    assert 'disabled checked aria-label="done"' in html
    assert 'disabled aria-label="to do"' in html


def test_a_check_box_elsewhere_is_left_out() -> None:
    assert html_of("a <input type=checkbox> b") == "<p>a  b</p>"


def test_headings_have_anchors_permalinks_and_begin_below_the_title() -> None:
    rendered = render_markdown("# What & *why*\n\n## Then", path="a.yml", resolve_link=resolve)
    assert rendered.html.splitlines() == [
        f'<h2 id="what-why">What &amp; <em>why</em>{PERMALINK.format("what-why")}</h2>',
        f'<h3 id="then">Then{PERMALINK.format("then")}</h3>',
    ]
    assert rendered.headings == (Heading(2, "What & why", "what-why"), Heading(3, "Then", "then"))


def test_levels_are_never_skipped() -> None:
    rendered = render_markdown("### a\n\n###### b\n\n#### c", path="a.yml", resolve_link=resolve)
    assert [heading.level for heading in rendered.headings] == [2, 3, 3]


def test_anchors_differ_from_those_of_the_page() -> None:
    anchors = Anchors(["history"])
    html = render_markdown("# History\n\n# History", path="a.yml", resolve_link=resolve, anchors=anchors).html
    assert re.findall(r'id="([^"]*)"', html) == ["history_1", "history_2"]


def test_code_is_highlighted_as_material_styles_it() -> None:
    html = html_of('```python\nx = "<a>"\n```')
    assert html.startswith('<div class="language-python highlight"><pre><span></span><code>')
    assert '<span class="s2">"&lt;a&gt;"</span>' in html.replace("&quot;", '"')


@pytest.mark.parametrize("language", ["", "no-such-language", "brainfuck"])
def test_code_of_another_language_is_framed_only(language: str) -> None:
    html = html_of(f"```{language}\nx < y\n```")
    name = f"language-{language} " if language else ""
    assert html == f'<div class="{name}highlight"><pre><span></span><code>x &lt; y\n</code></pre></div>'


def test_relative_links_lead_to_pages() -> None:
    assert html_of("[r](../releases/2026.1.md#fixed)") == '<p><a href="../../releases/2026.1/#fixed">r</a></p>'
    assert html_of("[r](a%20b.md)") == '<p><a href="../a-b/">r</a></p>'


@pytest.mark.parametrize("target", ["nowhere.md", "..\\a.md", "?x", "%00"])
def test_a_link_that_leads_nowhere_is_text(target: str) -> None:
    assert "href" not in html_of(f"[x]({target})")


@pytest.mark.parametrize("target", ["https://example.org/a?b#c", "mailto:a@example.org", "#part"])
def test_other_links_stay(target: str) -> None:
    assert html_of(f"[x]({target})") == f'<p><a href="{target}">x</a></p>'


def test_images_of_the_site_are_shown() -> None:
    assert html_of('![A "chart"](chart.png "T")') == (
        '<p><img src="../chart.png" alt="A &quot;chart&quot;" title="T" loading="lazy"></p>'
    )


def test_images_of_other_hosts_are_links_and_within_links_their_words() -> None:
    assert html_of("![build](https://example.org/b.svg)") == '<p><a href="https://example.org/b.svg">build</a></p>'
    assert html_of("[![build](https://example.org/b.svg)](https://example.org/)") == (
        '<p><a href="https://example.org/">build</a></p>'
    )
    assert html_of("![](//example.org/b.svg)") == '<p><a href="https://example.org/b.svg">image</a></p>'


def test_an_image_that_is_nowhere_is_its_words() -> None:
    assert html_of("![the plan](plan.png)") == "<p>the plan</p>"


def test_footnotes_have_ids_of_their_own() -> None:
    anchors = Anchors()
    texts = [
        render_markdown("a[^1]\n\n[^1]: b", path="a.yml", resolve_link=resolve, anchors=anchors).html for _ in range(2)
    ]
    ids = re.findall(r' id="([^"]*)"', "".join(texts))
    assert len(ids) == len(set(ids)) == 4
    for target in re.findall(r'href="#([^"]*)"', "".join(texts)):
        assert target in ids
    assert '<section class="footnote" aria-label="Footnotes">' in texts[0]


def test_text_that_nests_beyond_reason_is_shown_as_written() -> None:
    assert html_of(">" * 5000 + "a") == "<pre>" + "&gt;" * 5000 + "a</pre>"


def test_text_beyond_the_limit_is_shown_as_written() -> None:
    assert html_of("*a* " * 300_000).startswith("<pre>*a* ")


def test_nothing_is_nothing() -> None:
    assert html_of(" \n") == ""


@given(st.text(alphabet="ab c,.;:'\"()-+=1 2\n%/$^{}?é—&<", max_size=30))
def test_the_short_way_for_plain_text_says_the_same(text: str) -> None:
    short = html_of(text)
    original = module._PLAIN
    module._PLAIN = re.compile("(?!)")
    try:
        assert html_of(text) == short
    finally:
        module._PLAIN = original


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Plain words.", "Plain words."),
        ("*First*\n\nSecond", "<em>First</em>"),
        ("# Heading\n\nText", "Text"),
        ("# Heading", "Heading¶"),
        ("- a & b", "a &amp; b"),
    ],
)
def test_a_line_is_the_first_paragraph(text: str, line: str) -> None:
    assert render_line(text, path="a.yml", resolve_link=resolve) == line
