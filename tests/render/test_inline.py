from __future__ import annotations

import pytest

from site_builder.render.inline import LONGEST, title_html, title_text


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("Plain & <b>", "Plain &amp; &lt;b&gt;"),
        ("Use `a < b`", "Use <code>a &lt; b</code>"),
        ("``a ` b``", "<code>a ` b</code>"),
        ("` x `", "<code>x</code>"),
        ("*not* [a](b) [[x:y]]", "*not* [a](b) [[x:y]]"),
        ("one ` only", "one ` only"),
        ("`a` and `b`", "<code>a</code> and <code>b</code>"),
    ],
)
def test_only_code_spans_of_titles_are_marked_up(title: str, html: str) -> None:
    assert title_html(title) == html


def test_the_text_of_a_title_has_no_marks() -> None:
    assert title_text("Use `a < b` & more") == "Use a < b & more"
    assert title_text("plain") == "plain"


def test_an_endless_title_is_shown_as_written() -> None:
    assert title_html("`a`" * LONGEST) == "`a`" * LONGEST
    assert title_text("`a`" * LONGEST) == "`a`" * LONGEST
