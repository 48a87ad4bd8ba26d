from __future__ import annotations

import pytest

from tests.render.hostile import VECTORS, what_is_wrong


def test_the_inspector_finds_what_is_wrong() -> None:
    unnoticed = [vector for vector in VECTORS if not what_is_wrong(vector)]
    harmless = ("<scr<", "<frameset", "<!--", "<![CDATA", "<a name=", '<img """', "<body", "<isindex")
    assert [vector for vector in unnoticed if not vector.startswith(harmless)] == []


@pytest.mark.parametrize("html", ["<p>text</p>", '<a href="https://example.org/">x</a>', '<img src="a.png" alt="">'])
def test_the_inspector_leaves_the_harmless_alone(html: str) -> None:
    assert what_is_wrong(html) == []
