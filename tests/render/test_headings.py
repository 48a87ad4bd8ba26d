from __future__ import annotations

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify as python_markdown_slugify
from markdown.extensions.toc import unique

from site_builder.model.page import Heading
from site_builder.render.headings import Anchors, anchor_headings, contents, permalink, slugify, without_title
from tests.support import ends


@given(st.text(max_size=60))
def test_slugs_are_those_of_python_markdown(text: str) -> None:
    assert slugify(text) == python_markdown_slugify(text, "-")


@given(st.lists(st.sampled_from(["a", "a_1", "a_2", "b", "", "_1", "a_9"]), max_size=12))
def test_anchors_are_numbered_as_python_markdown_does(wanted: list[str]) -> None:
    anchors, taken = Anchors(), set[str]()
    given_away = [anchors.claim(each) for each in wanted]
    assert len(set(given_away)) == len(given_away)
    assert given_away[:2] == [unique(each, taken) for each in wanted[:2]]


def test_a_heading_looks_as_python_markdown_makes_it() -> None:
    made = markdown.markdown("## What & why", extensions=["toc"], extension_configs={"toc": {"permalink": True}})
    assert anchor_headings("<h2>What &amp; why</h2>", Anchors())[0] == made


def test_a_heading_with_an_anchor_keeps_it() -> None:
    html = f'<h2 id="own" class="c">Own{permalink("own")}</h2>'
    shown, headings = anchor_headings(html, Anchors())
    assert shown == html
    assert headings == (Heading(2, "Own", "own"),)


def test_an_anchor_that_the_page_has_given_away_is_numbered_with_its_link() -> None:
    own = "own\\1"
    html = f'<h2 id="{own}" class="c">Own{permalink(own)}</h2>'
    shown, headings = anchor_headings(html, Anchors([own]))
    assert shown == html.replace(own, f"{own}_1")
    assert headings == (Heading(2, "Own", f"{own}_1"),)


def test_a_second_title_becomes_a_heading_of_the_page() -> None:
    shown, _ = anchor_headings('<h1 id="a">A</h1><h2 id="b">B</h2>', Anchors())
    assert shown == '<h2 id="a">A</h2><h3 id="b">B</h3>'


def test_an_endless_number_is_part_of_the_name() -> None:
    anchors = Anchors(["a_" + "9" * 5000])
    assert anchors.claim("a_" + "9" * 5000) == "a_" + "9" * 5000 + "_1"


def test_headings_without_markup_are_found_in_tags_only() -> None:
    html = "<p>&lt;h2&gt;no&lt;/h2&gt;</p>"
    assert anchor_headings(html, Anchors()) == (html, ())


def test_many_equal_headings_take_no_longer_than_different_ones() -> None:
    with ends():
        anchor_headings("<h2>a</h2>" * 20_000, Anchors())


def test_contents_are_a_tree() -> None:
    flat = [
        Heading(2, "a", "a"),
        Heading(3, "b", "b"),
        Heading(4, "c", "c"),
        Heading(3, "d", "d"),
        Heading(2, "e", "e"),
    ]
    tree = contents(flat)
    assert [heading.text for heading in tree] == ["a", "e"]
    assert [heading.text for heading in tree[0].children] == ["b", "d"]
    assert tree[0].children[0].children == (Heading(4, "c", "c"),)


@pytest.mark.parametrize("first", [3, 4])
def test_contents_may_begin_below(first: int) -> None:
    tree = contents([Heading(first, "a", "a"), Heading(2, "b", "b")])
    assert [heading.text for heading in tree] == ["a", "b"]


@pytest.mark.parametrize(
    ("html", "left"),
    [
        (f'\n<h1 id="a-b">A &amp; <em>B</em>{permalink("a-b")}</h1>\n<p>C</p>', "<p>C</p>"),
        ("<h2>A &amp; B</h2><p>C</p>", "<h2>A &amp; B</h2><p>C</p>"),
        ("<h1>A</h1><p>C</p>", "<h1>A</h1><p>C</p>"),
        ("<p>C</p><h1>A &amp; B</h1>", "<p>C</p><h1>A &amp; B</h1>"),
    ],
)
def test_a_title_is_not_said_again(html: str, left: str) -> None:
    assert without_title(html, "A & B") == left
