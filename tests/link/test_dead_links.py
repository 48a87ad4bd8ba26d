"""Links that lead nowhere for the public."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.link.cmark import markdown_to_html
from site_builder.link.dead_links import without_dead_links, without_dead_paths
from site_builder.link.public_markdown import public_markdown
from site_builder.link.public_targets import PublicTargets
from tests.support import ends


def leads(target: str) -> bool:
    return "dead" not in target


@pytest.mark.parametrize(
    ("written", "public"),
    [
        ('[the calc](dead.xlsx), [a](ok.md), [brief](<dead a.docx> "t(x)").', "the calc, [a](ok.md), brief."),
        ("![drawing](dead.png), [![pic](dead.png)](dead.docx)", "drawing, pic"),
        ("[![pic](ok.png)](dead.docx) [![pic](dead.png)](ok.md)", "![pic](ok.png) [pic](ok.md)"),
        ("[a][b], [b], [B][] and ![d][b]\n\n[b]: dead.txt 'title'\n", "a, b, B and d\n\n\n"),
        ("[a][b] and [c]\n\n[b]: dead.txt\n[c]: ok.txt\n", "a and [c]\n\n[//]: #\n[c]: ok.txt\n"),
        ("`[a](dead)`\n\n    [a](dead)\n\n[`]`](dead) \\[x](dead)", "`[a](dead)`\n\n    [a](dead)\n\n`]` \\[x](dead)"),
        ("<a title='x' href='dead.txt'>w</a> <img src=dead.png alt='words'>", "<a title='x' >w</a> words"),
        ("[a](dead(1).txt) [b](de\\-ad) [c](&#100;ead)", "a [b](de\\-ad) c"),
        ("[a [b](dead) c](dead2)", "a b c"),
        ("[^1] x\n\n[^1]: see [x](dead.txt)", "[^1] x\n\n[^1]: see x"),
        ("> [x](dead\n> 'a') y", "> [x](#\n> 'a') y"),
        ("\ue000 [x](dead)", "\ue000 [x](#)"),
        ("[a]() [b](#part) [c](https://example.org/x)", "[a]() [b](#part) [c](https://example.org/x)"),
    ],
)
def test_words_are_left(written: str, public: str) -> None:
    assert public_markdown(written, set(), leads) == public


def test_destinations_with_blanks_are_those_of_another_parser() -> None:
    text = "[a](../dead plan.docx), ![b](dead plan.png 'title'), [c](ok plan.md), `[d](dead plan)`, [e](dead)"
    assert without_dead_paths(text, leads) == "a, b, [c](ok plan.md), `[d](dead plan)`, [e](dead)"


_PIECES = st.sampled_from(
    [
        "[a](dead)", "![a](dead 't')", "[a](ok)", "[a][b]", "[b]", "[b][]", "\n\n[b]: dead\n\n", "[", "]", "!", "`",
        "\\", "\n", "\n\n", "> ", "- ", "    ", "<a href='dead'>", "</a>", "<img src=\"dead\">", "(", ")", "word ",
        "](dead)", "```\n", "[^1]", "\n\n[^1]: [x](dead)\n\n", "<!-- [a](dead) -->", "<dead>",
        "[[a](dead)](dead)",
    ]
)  # fmt: skip
_DEAD = re.compile(r'<(?:a|img)\b[^<>]*\s(?:href|src)="[^"]*dead')


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_no_page_links_what_is_not_there(text: str) -> None:
    assert not _DEAD.search(unquote(unescape(markdown_to_html(without_dead_links(text, leads)))))


@pytest.mark.parametrize(
    "piece", ["[a](dead) ", "[a]: dead\n\n[a] ", "[", "](", "](((", '[x](dead "', "<a href=dead>", "](a b "]
)
def test_long_texts_are_done_soon(piece: str) -> None:
    with ends():
        without_dead_links(piece * 20_000, leads)
        without_dead_paths(piece * 20_000, leads)


@pytest.mark.parametrize(
    ("path", "target", "expected"),
    [
        ("roadmap/changes/a.md", "b.md", True),
        ("roadmap/changes/a.md", "/roadmap/changes/b.md#part", True),
        ("roadmap/changes/a.md", "hidden.md", False),
        ("roadmap/changes/a.md", "../../docs/brief.docx", False),
        ("roadmap/changes/a.md", "../../content/guide.md", True),
        ("roadmap/changes/a.md", "../../content/manual.pdf", True),
        ("roadmap/changes/a.md", "../../content/gone.pdf", False),
        ("roadmap/changes/a.md", "../../content/calc.xlsx", False),
        ("roadmap/changes/a.md", "../../../outside.pdf", False),
        ("roadmap/changes/a.md", "#part", True),
        ("roadmap/changes/a.md", "mailto:a@example.org", True),
        ("roadmap/changes/a.md", "../../changes/b/", False),
        ("content/features/f.md", "../../changes/b/", True),
        ("content/features/f.md", "../../src/engine/", False),
        ("content/features/f.md", "index.md", True),
        ("content/features/f.md", "notes.txt", False),
    ],
)
def test_what_the_public_site_has(path: str, target: str, expected: bool) -> None:
    files = {"content/manual.pdf", "content/calc.xlsx"}
    shown = {"roadmap/changes/a.md", "roadmap/changes/b.md", "content/features/f.md", "content/guide.md"}
    targets = PublicTargets(shown, "content", files.__contains__, lambda: {"changes/a/", "changes/b/", "features/f/"})
    assert targets.leads(path, "features/f/", target) is expected
