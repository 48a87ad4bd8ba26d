"""Markdown as the public may have it."""

from __future__ import annotations

import pytest

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
        ("A ` B\n<!-- not -->\nC `", "A ` B\n\nC `"),
        ("See [[release:1.0]] and [[initiative:falcon]].", "See [[release:1.0]] and …."),
        ("See [[initiative:falcon|the first part]].", "See the first part."),
    ],
)
def test_comments_and_hidden_names_are_gone(written: str, public: str) -> None:
    assert public_markdown(written, SHOWN) == public


@pytest.mark.parametrize("piece", ["`", "<!--", "```\n", "<!-- ` ", "[[a:b|"])
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    with ends():
        public_markdown(piece * 100_000, SHOWN)
