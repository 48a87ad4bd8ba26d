from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from site_builder.link.cmark import markdown_to_html
from site_builder.render.markdown import render_markdown
from site_builder.render.nesting import is_too_deep
from site_builder.render.sanitise import is_harmless, normalised, sanitise_page, sanitise_record
from tests.render.hostile import MARKDOWN_VECTORS, VECTORS, what_is_wrong
from tests.support import ends

FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *VECTORS,
            *MARKDOWN_VECTORS,
            "<",
            ">",
            "'",
            '"',
            "`",
            "\n\n",
            "<p>",
            "</p>",
            "<table>",
            "<svg>",
            "</svg>",
            "<style>",
            "</style>",
            "<!--",
            "-->",
            "<a title='",
            '<img alt="',
            "&lt;script&gt;",
            "</textarea>",
            "text",
        ]
    ),
    max_size=8,
).map("".join)


CHARACTERS = st.text(
    alphabet=st.sampled_from(
        [*"ab \n#*-_+|>1.)!\"':=\t(){}/é\r^$;?%,", *map(chr, (1, 11, 12, 127, 133, 160, 0x2028, 0xFEFF))]
    ),
    max_size=60,
)
LINES = st.lists(
    st.sampled_from(
        [
            *("# a", "- b", "  - c", "1. d", "> q", "+ x", "***", "===", "---", "* * *", "", "a  ", "x\ty"),
            *("| a | b |", "|---|:-:|", "| 1 | 2 |", "**x**", "_y_", "    code", '"quoted"', "a > b", "~~gone~~"),
        ]
    ),
    max_size=12,
).map("\n".join)


@given(st.one_of(CHARACTERS, LINES, st.tuples(LINES, CHARACTERS).map("\n".join)))
def test_a_harmless_text_needs_no_sanitiser(text: str) -> None:
    assume(is_harmless(text))
    html = markdown_to_html(text)
    assert normalised(html).strip() == sanitise_record(html).strip()


@pytest.mark.parametrize("vector", [*VECTORS, *MARKDOWN_VECTORS])
def test_nothing_hostile_is_harmless(vector: str) -> None:
    harmless = normalised(markdown_to_html(vector)) if is_harmless(vector) else ""
    assert what_is_wrong(harmless, strict=True) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_hostile_is_left_of_a_record(vector: str) -> None:
    assert what_is_wrong(sanitise_record(vector), strict=True) in ([], _remote_images(vector))


def _remote_images(vector: str) -> list[str]:
    """The source of an image stays until Markdown decides what becomes of it."""
    return [wrong for wrong in what_is_wrong(sanitise_record(vector)) if wrong.startswith("src=")]


@pytest.mark.parametrize("vector", [*VECTORS, *MARKDOWN_VECTORS])
def test_nothing_hostile_is_left_of_a_records_markdown(vector: str) -> None:
    for text in (vector, f"A text with {vector} inside.", f"- item\n\n  {vector}"):
        html = render_markdown(text, path="a.yml", resolve_link=lambda _, target: f"/{target}").html
        assert what_is_wrong(html) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_hostile_is_left_of_a_page(vector: str) -> None:
    html, removed = sanitise_page(f"<p>before</p>{vector}<p>after</p>", "content/a.md")
    assert what_is_wrong(html, strict=False) == []
    assert "before" in html
    assert all(message.startswith("content/a.md: ") for message in removed)


@given(FRAGMENTS)
def test_no_combination_leaves_anything_in_a_record(text: str) -> None:
    html = render_markdown(text, path="a.yml", resolve_link=lambda _, target: None).html
    assert what_is_wrong(html) == []


@given(FRAGMENTS)
def test_no_combination_leaves_anything_in_a_page(text: str) -> None:
    html, _ = sanitise_page(text, "a.md")
    assert what_is_wrong(html, strict=False) == []


@given(st.text(alphabet="<>/=\"' abimgsrcponhef:;&#-!\\\x00\n", max_size=120))
def test_no_random_text_leaves_anything(text: str) -> None:
    assert what_is_wrong(render_markdown(text, path="a.yml", resolve_link=lambda *_: None).html) == []
    assert what_is_wrong(sanitise_page(text, "a.md")[0], strict=False) == []


@given(FRAGMENTS)
def test_a_sanitised_page_stays_as_it_is(text: str) -> None:
    once, _ = sanitise_page(text, "a.md")
    again, removed = sanitise_page(once, "a.md")
    assert (again, removed) == (once, [])


def test_harmless_html_of_a_record_stays() -> None:
    html = '<p align="center">H<sub>2</sub>O <kbd>Ctrl</kbd> <a href="https://example.org/" title="t">x</a></p>'
    assert sanitise_record(html) == html


def test_ids_and_classes_of_a_record_are_those_of_footnotes_only() -> None:
    assert sanitise_record('<p id="header" class="md-overlay">x</p><a id="fn-1" class="evil">y</a>') == (
        '<p>x</p><a id="fn-1">y</a>'
    )


def test_comments_are_taken_out_of_both() -> None:
    assert sanitise_record("a<!-- secret -->b") == "ab"
    assert sanitise_page("a<!-- secret -->b", "a.md") == ("ab", [])


@pytest.mark.parametrize("opening", ["<div>", "<blockquote>", "<b>", "<ul><li>", "<span class=x>"])
def test_deep_nesting_is_noticed(opening: str) -> None:
    assert is_too_deep(opening * 200)
    assert not is_too_deep(opening * 20 + "x" * 10_000)


def test_many_elements_side_by_side_are_not_deep() -> None:
    assert not is_too_deep("<p>one <b>two</b></p><ul><li>x</ul>" * 5_000)


@pytest.mark.parametrize(
    "text",
    [
        ">" * 500_000,
        "<div>" * 100_000,
        "- " * 100_000,
        "[" * 200_000,
        "*a " * 100_000,
        "![" * 100_000,
        "<b><p>" * 50_000,
        "[^1]" * 50_000 + "\n\n[^1]: x",
        "<img src=a.png>" * 30_000,
        "<pre><code>a</code>b</pre>" * 10_000,
        "|".join("x" * 5_000) + "\n" + "|".join("-" * 5_000) + "\n" + "a\n" * 5_000,
        "# a\n" * 50_000,
        "```python\n" + "(" * 100_000 + "\n```",
    ],
    ids=lambda text: text[:12],
)
def test_hostile_size_takes_seconds_at_most(text: str) -> None:
    with ends():
        render_markdown(text, path="a.yml", resolve_link=lambda *_: None)


def test_a_page_that_nests_too_deeply_is_shown_as_its_source() -> None:
    html, removed = sanitise_page("<div onclick=x>" * 200, "a.md")
    assert html.startswith("<pre>&lt;div onclick")
    assert removed == ["a.md: the page's elements nest too deeply; it is shown as its source"]


@pytest.mark.parametrize(
    "attribute",
    [
        'id="x"',
        "ID=x",
        "Class\n=\n'x'",
        "align=x",
        'type\t="text"',
        "colspan=x",
        "rowspan=x",
        "start=x",
        "width=x",
        "height=x",
    ],
)
@pytest.mark.parametrize("before", [" ", "/", ' title="t"', "\n"])
def test_values_that_must_be_looked_at_always_are(attribute: str, before: str) -> None:
    for tag in ("a", "p", "td", "ol", "img", "input"):
        html = sanitise_record(f"<table><tr><td><{tag}{before}{attribute}>y")
        assert not re.search(r'(?i)\b(?:id|class|align|type|colspan|rowspan|start|width|height)="[^"]', html)


@pytest.mark.parametrize(
    "html",
    [
        "<!--" * 100_000,
        "</" * 100_000,
        "<?" * 100_000,
        "<p a=" * 100_000,
        '<a href="' * 50_000,
        "<td style='text-align" * 20_000,
        "<textarea>" + "</textare" * 50_000,
        "<b " + "a " * 200_000 + ">",
        "<![x](y)" * 20_000,
    ],
    ids=lambda html: html[:12],
)
def test_hostile_pages_take_seconds_at_most(html: str) -> None:
    with ends():
        sanitise_page(html, "a.md")
