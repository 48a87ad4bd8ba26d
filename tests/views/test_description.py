"""The description of a page: plain words out of Markdown."""

from __future__ import annotations

import pytest

from site_builder.views.description import LONGEST, description_of


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("## What happened\n\nThe *queue* was **full**.", "The queue was full."),
        ("See [the plan](plan.md) and ![chart](c.png).", "See the plan and chart."),
        ("After [[initiative:checkout]] and [[role:pm|the lead]].", "After checkout and the lead."),
        ("- [ ] first\n- [x] second\n1. third", "first second third"),
        ("> quoted `code` and <b>bold</b>", "quoted code and bold"),
        ("```yaml\nkey: value\n```\nAfter.", "After."),
        ("Text <!-- hidden --> shown", "Text shown"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
        ("A snake_case_name and 2 * 3 * 4", "A snake_case_name and 2 * 3 * 4"),
        ('[unused]: ../../notes/x.txt "secret"\n\nSeen.', "Seen."),
        ('Seen.\n\n[unused]: ../../notes/x.txt\n   "secret"\n', "Seen."),
        ("[unused]:\n  ../../notes/x.txt 'secret'\n\nSeen.", "Seen."),
        ("> [unused]: ../../notes/x.txt (secret)\n> Seen.", "Seen."),
        ("[//]: # (comment)\n\nFoot[^1] and [text][unused].\n\n[^1]: A note.", "Foot and text."),
        ('[//]: # "a comment\nof two lines"\nSeen.', "Seen."),
        ("[Note]:\nThis is prose.", "[Note]: This is prose."),
        ("", ""),
    ],
)
def test_markup_is_taken_out(markdown: str, expected: str) -> None:
    assert description_of(markdown) == expected


def test_a_long_text_is_cut_at_a_word() -> None:
    text = description_of("word, " * 100)
    assert len(text) <= LONGEST
    assert text.endswith("word…")


def test_a_text_without_blanks_is_cut_all_the_same() -> None:
    assert description_of("x" * 500) == "x" * (LONGEST - 1) + "…"
