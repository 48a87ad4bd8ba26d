from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.link.mentions import Mention, find_mentions
from tests.support import ends


def names(markdown: str) -> list[str]:
    return [f"{mention.kind}:{mention.id}" for mention in find_mentions(markdown)]


def test_a_mention_has_kind_id_text_and_place() -> None:
    assert find_mentions("See [[initiative:checkout|the new checkout]] now.") == [
        Mention("initiative", "checkout", "the new checkout", 4)
    ]


def test_the_text_may_be_left_out() -> None:
    assert find_mentions("[[release:2026.1]]") == [Mention("release", "2026.1", "", 0)]


def test_a_bar_may_be_escaped_as_tables_need_it() -> None:
    assert find_mentions(r"| [[role:pm\|PM]] |")[0].text == "PM"


@pytest.mark.parametrize(
    "text", ["[[1]]", "[[ … ]]", "[[note]]", "[[ -f file ]]", "[[:alpha:]]", "[x]", "[[initiative: x]]", "[[a:]]"]
)
def test_other_double_brackets_are_no_mentions(text: str) -> None:
    assert find_mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "`[[a:b]]`",
        "``[[a:b]] ` ``",
        "`over\n[[a:b]] lines`",
        "```\n[[a:b]]\n```",
        "~~~ text\n[[a:b]]\n~~~~",
        "- item\n\n  ```\n  [[a:b]]\n  ```",
        "> ```\n> [[a:b]]\n> ```",
        "```\n[[a:b]]",
        "Text\n\n    [[a:b]]",
        "Text\n\n\t[[a:b]]",
        "<!-- [[a:b]] -->",
        "<!-- [[a:b]]",
    ],
)
def test_code_and_comments_hold_no_mentions(text: str) -> None:
    assert find_mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "a ` b [[a:b]]",
        "`x` [[a:b]] `y`",
        r"\`[[a:b]]\`",
        "``` inline ``` [[a:b]]",
        "```\ncode\n```\n[[a:b]]",
        "- item\n\n    [[a:b]]",
        "!!! note\n\n    [[a:b]]",
        "Text\n    [[a:b]]",
        "one ` two\n\nthree ` [[a:b]]",
        "[^1]: note\n\n    [[a:b]]",
    ],
)
def test_what_only_looks_like_code_does(text: str) -> None:
    assert names(text) == ["a:b"]


@given(st.text(alphabet="ab[]:|`~ \n\t-<!>", max_size=200))
def test_offsets_point_at_the_mention(text: str) -> None:
    for mention in find_mentions(text):
        assert text[mention.offset :].startswith(f"[[{mention.kind}:{mention.id}")


@pytest.mark.parametrize(
    "text",
    [
        "`" * 100_000 + "[[a:b]]",
        "` " * 100_000 + "[[a:b]]",
        "".join("`" * length + " " for length in range(1, 900)) + "[[a:b]]" + "` " * 50_000,
        "[[" * 100_000 + "[[a:b]]",
        "-" + " " * 200_000 + "[[a:b]]",
        "[[a:b|" * 50_000,
        "<!--" * 50_000 + "[[a:b]]",
    ],
)
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    with ends():
        find_mentions(text)
