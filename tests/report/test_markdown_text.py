"""Text of records in a comment: no markup, no mention, no link."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from site_builder.report.markdown_text import code, prose

HOSTILE = [
    "@everyone",
    "mail a@b.example",
    "see #12",
    "GH-12",
    "octo/repo#3",
    "deadbeef1234567",
    "defaced",
    "https://evil.example/x",
    "www.evil.example",
    "<script>alert(1)</script>",
    "</details></summary><img src=x onerror=y>",
    "<!-- opsbook-diff -->",
    "[text](https://evil.example)",
    "![x](y)",
    "**bold** _i_ ~~gone~~",
    "`code` and ``more`` and ```",
    "`",
    "``",
    " ` ",
    "a|b",
    "| a |\n|---|",
    "1. list\n- item\n# Heading",
    "```\nfence\n```",
    ":tada:",
    "&lt;b&gt; &amp;",
    "\\`x\\`",
    "$x$",
    "a\u202eb\u200b\x00\x1b[31m",
    "",
    "   ",
]
_RISKY = re.compile(r"@|#\d|GH-\d|://|www\.|\b(?=[0-9a-f]*\d)[0-9a-f]{7,}\b|:\w+:|[<>]", re.IGNORECASE)


class Seen(HTMLParser):
    """The elements of a page, and its text outside code."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.outside = ""
        self.inside = ""
        self.comments = 0
        self._depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self._depth += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "code"

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.inside += data
        else:
            self.outside += data

    def handle_comment(self, data: str) -> None:
        self.comments += 1


def seen(markdown: str) -> Seen:
    """Return what a site of pull requests would show, raw HTML left as it is."""
    return Seen(github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_code(text: str) -> None:
    shown = seen(f"- initiative ({prose(text)}): moved {code(text)}, then")
    assert (shown.elements, shown.comments) == ({"ul", "li", "code"}, 0)
    assert shown.outside.split() == ["initiative", "():", "moved", ",", "then"]
    if text.strip().isprintable() and text.strip():
        assert " ".join(text.split()) in shown.inside


@pytest.mark.parametrize(
    "text",
    [
        "Faster checkout",
        "Phase 2: the customer's view (pilot)",
        "Größe & Maß",
        "“Now or never?”",
        "Read/write, 100 times",
    ],
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert prose(text) == text
    assert seen(text).outside.strip() == text


@given(st.text(max_size=40))
def test_no_text_gets_out_of_its_place(text: str) -> None:
    shown = seen(f"- a {prose(text)} b {code(text)} c")
    assert (shown.elements | {"code"}, shown.comments) == ({"ul", "li", "code"}, 0)
    assert shown.outside.startswith("\na ") or shown.outside.startswith("a ")
    assert not _RISKY.search(shown.outside)
    assert shown.outside.rstrip().endswith(" c")


@given(st.text(alphabet="`<>&\\ ab@#1[]()!*_~|:/.", max_size=30))
def test_no_markup_gets_out_of_its_place(text: str) -> None:
    shown = seen(f"- a {prose(text)} b {code(text)} c")
    assert (shown.elements | {"code"}, shown.comments) == ({"ul", "li", "code"}, 0)
    assert not _RISKY.search(shown.outside)
