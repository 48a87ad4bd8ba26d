"""Markdown as the public may have it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.link.cmark import markdown_to_html
from site_builder.link.public_markdown import public_markdown
from site_builder.model.reference import Reference
from tests.support import ends

SHOWN = {Reference("release", "1.0")}


@pytest.mark.parametrize(
    ("written", "public"),
    [
        ("Plain words.", "Plain words."),
        ("A <!-- secret --> B", "A  B"),
        ("A <!-- one\ntwo --> B <!-- never closed\n\nC", "A  B "),
        ("`<!-- shown -->` <!-- not -->", "`<!-- shown -->` "),
        ("```html\n<!-- shown -->\n```\n<!-- not -->", "```html\n<!-- shown -->\n```\n"),
        ("~~~\n<!-- shown -->\n~~~\n<!-- not -->", "~~~\n<!-- shown -->\n~~~\n"),
        ("~~~\n```\n~~~\n<!-- not -->\n```", "~~~\n```\n~~~\n\n```"),
        ("A ` B\n<!-- not -->\nC `", "A ` B\n\nC `"),
        ("- ```sh\n  make\n  ```\n\n<!-- not -->", "- ```sh\n  make\n  ```\n\n"),
        ("- ```\n  <!-- shown -->\n\nA <!-- not -->", "- ```\n  <!-- shown -->\n\nA "),
        ("1. ```\n   x\n   ```\n<!-- not -->", "1. ```\n   x\n   ```\n"),
        ("> ~~~\n> <!-- shown -->\nA <!-- not -->", "> ~~~\n> <!-- shown -->\nA "),
        ("```\n    ```\n```\n<!-- not -->", "```\n    ```\n```\n"),
        ("```make``` is quick.\n\n<!-- not -->", "```make``` is quick.\n\n"),
        ("```html <!-- not\nA\n```\n-->", "```html"),
        ("\\` tick <!-- not ` -->", "\\` tick "),
        ("`` a ` `` <!-- not `x` -->", "`` a ` `` "),
        ("`<!-- shown\n-->` <!-- not -->", "`<!-- shown\n-->` "),
        ('<abbr title="`"> <!-- not ` -->', '<abbr title="`"> '),
        ("`x` <code>&lt;!--&#xe000;9&#xe001;</code><!-- not -->", "`x` <code>&lt;!--&#xe000;9&#xe001;</code>"),
        ("<!--\n```\n-->\nA <!-- not -->", "\nA "),
        ("A `x`\n\n    <!-- not -->", "A `x`\n\n    "),
        ("\r\ré ` \r\n```\r\n<!-- shown -->\r\n```", "\r\ré ` \r\n```\r\n<!-- shown -->\r\n```"),
        ("`<!-- not \ue000 -->`", "``"),
        ("`x` <!-- `<!-- y` not --> `<!-- shown -->`", "`x`  `<!-- shown -->`"),
        ("See [[release:1.0]] and [[initiative:falcon]].", "See [[release:1.0]] and …."),
        ("See [[initiative:falcon|the first part]].", "See the first part."),
    ],
)
def test_comments_and_hidden_names_are_gone(written: str, public: str) -> None:
    assert public_markdown(written, SHOWN) == public


def test_no_comment_stays_in_a_text_that_is_too_long() -> None:
    assert "<!--" not in public_markdown("`<!-- not -->`" + " x" * (1 << 19), SHOWN)


@given(st.text(alphabet="a`~<!->\\ \n", max_size=60))
def test_what_is_a_comment_on_the_page_is_gone(text: str) -> None:
    secret = f"{text}<!-- secret -->"
    if "<!-- secret" in markdown_to_html(secret):
        assert "secret" not in public_markdown(secret, SHOWN)


@pytest.mark.parametrize(
    "piece", ["`", "<!--", "```\n", "<!-- ` ", "a <!-- ` ", "`<!--`", "<code>", "> <!--`\n", "[[a:b|"]
)
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    with ends():
        public_markdown(piece * 100_000, SHOWN)
