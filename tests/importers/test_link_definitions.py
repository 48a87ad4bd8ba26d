"""Definitions of links are put where they are used."""

from __future__ import annotations

import pytest

from site_builder.importers.link_definitions import Definition, LinkDefinitions, definition_in

LINKS = LinkDefinitions(
    [Definition("The Guide", "https://a"), Definition("pic", "b.png"), Definition("the  guide", "c")]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[the guide]", "[the guide](https://a)"),
        ("[the\nguide][] and", "[the\nguide](https://a) and"),
        ("[it][The Guide].", "[it](https://a)."),
        ("[it](x) [the guide](y)", "[it](x) [the guide](y)"),
        ("![words][pic]", "![words](b.png)"),
        ("[![words][pic]][the guide]", "[![words](b.png)](https://a)"),
        ("[the guide]: as said", "[the guide](https://a): as said"),
        (r"\[the guide] `[pic]` ] [", r"\[the guide] `[pic]` ] ["),
        ("[pic]\n\n```\n[pic]\n```", "[pic](b.png)\n\n```\n[pic]\n```"),
        ("[other] [x] [the guide][other]", "[other] [x] [the guide][other]"),
        (f"[{'x' * 2000}]", f"[{'x' * 2000}]"),
    ],
)
def test_links_say_themselves_where_they_lead(text: str, expected: str) -> None:
    assert LINKS.inlined(text) == expected


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("[a]: https://b", "https://b"),
        ("[a]:https://b", "https://b"),
        ('[a]: <b c> "T"', '<b c> "T"'),
        ("[a]: b(c) 'T'", "<b(c)> 'T'"),
        ("[a]: <>", "<>"),
        ("[a]: some words", None),
        ("[^1]: note", None),
        ("[]: b", None),
        ("a: b", None),
    ],
)
def test_a_line_that_is_a_definition(line: str, target: str | None) -> None:
    found = definition_in(line)
    assert (found.target if found else None) == target
