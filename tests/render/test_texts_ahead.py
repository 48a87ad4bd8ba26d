"""Texts rendered by a copy of the process: the same as those that the process renders itself."""

from __future__ import annotations

import os

import pytest

from site_builder.render import texts_ahead
from site_builder.render.markdown import harmless_html, render_markdown
from site_builder.render.texts_ahead import TextsAhead, render_ahead

pytestmark = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="only Linux has files in memory")

HARMLESS = ["Plain.", "# Head\n\n- one\n- *two*", "| a | b |\n|---|---|\n| 1 | 2 |", "    code", "Größe – \u2028 x"]
OTHERS = ["[a link](other.md)", "<b>bold</b>", "`code`", "", "&amp;", "www.example.org"]


def unresolved(path: str, target: str) -> str | None:
    return None


def test_what_nothing_depends_on_is_rendered_as_it_would_be_here() -> None:
    found = TextsAhead([*HARMLESS, *OTHERS]).take()
    assert list(found) == HARMLESS
    assert found == {text: harmless_html(text) for text in HARMLESS}


@pytest.mark.parametrize("text", [*HARMLESS, *OTHERS])
def test_a_text_is_shown_alike_whether_it_is_known_or_not(text: str) -> None:
    known = {known: html for known in HARMLESS if (html := harmless_html(known))}
    shown = render_markdown(text, path="a.md", resolve_link=unresolved, known=known)
    assert shown == render_markdown(text, path="a.md", resolve_link=unresolved)


def test_of_a_copy_that_fails_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> str:
        raise RuntimeError(text)

    monkeypatch.setattr(texts_ahead, "harmless_html", fail)
    assert TextsAhead(HARMLESS).take() == {}


def test_few_texts_are_worth_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts_ahead, "can_share", lambda: True)
    assert render_ahead(HARMLESS) is None
    many = [f"Text {number}" for number in range(1_000)]
    ahead = render_ahead(many)
    assert ahead is not None
    assert len(ahead.take()) == 1_000
