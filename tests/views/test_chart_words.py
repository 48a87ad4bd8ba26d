"""Labels of charts are cut where there is no room for more, as the drawing library would cut them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.views.charts.words import fitting

_A, _W, _ELLIPSIS = 6.672, 11.328, 12.0
"""How wide an a, a W and an ellipsis are at 12 units: 556, 944 and 1000 thousandths."""


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("", 0, ""),
        ("aaaa", 4 * _A + 0.01, "aaaa"),
        ("aaaa", 4 * _A - 0.01, "aa…"),
        ("WWWW", 4 * _W + 0.01, "WWWW"),
        ("WWWW", 4 * _W - 0.01, "WW…"),
        ("aaaaaa", 4 * _A + _ELLIPSIS, "aaaa…"),
        ("aa aaa", 34, "aa…"),
        ("aaaa", 5, "…"),
        ("éé", 2 * _A + 0.01, "éé"),
        ("e\N{COMBINING ACUTE ACCENT}a", 2 * _A + 0.01, "e\N{COMBINING ACUTE ACCENT}a"),
        ("漢漢漢", 36, "漢漢漢"),
        ("漢漢漢", 35, "漢…"),
    ],
)
def test_a_label_is_cut_where_it_ends_its_room(text: str, room: float, shown: str) -> None:
    assert fitting(text, room) == shown


def test_bold_words_are_wider() -> None:
    assert fitting("aaaaa", 5 * _A + 1) == "aaaaa"
    assert fitting("aaaaa", 5 * _A + 1, is_bold=True) == "aa…"


@given(st.text(max_size=40), st.floats(0, 400), st.booleans())
def test_what_is_shown_is_the_text_or_its_beginning(text: str, room: float, is_bold: bool) -> None:
    shown = fitting(text, room, is_bold=is_bold)

    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))
    assert len(fitting(text, room * 2, is_bold=is_bold)) >= len(shown)
