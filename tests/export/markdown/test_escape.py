"""Text, titles and code: every engine shows what was written and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.export.markdown.escape import at_start, code, code_block, plain, text, title
from tests.export.markdown.shown import ENGINES, words_of
from tests.render.hostile import MARKDOWN_VECTORS, VECTORS, what_is_wrong

WRITTEN = [
    "plain words",
    "2 * 3 * 4 and 5 _ 6 _ 7, snake_case_name, **not bold**, __nor this__",
    "a [link](x.md) and ![picture](x.png) and [name][ref]",
    "<b>tag</b> &amp; &copy; a < b > c",
    "`code` and ``more``",
    "C:\\path\\to and \\*",
    "a | b | c",
    "~~struck~~ {: .class } {#id} {{ variable }} {% tag %}",
    "[[initiative:x]]",
    "--8<-- secret.txt",
]
STARTS = [
    "# heading",
    "- item",
    "+ item",
    "* item",
    "1. one",
    "2026. A year",
    "3) three",
    "> quote",
    "---",
    "===",
    ": x",
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("written", WRITTEN)
def test_text_is_shown_as_it_is_written(engine: str, written: str) -> None:
    html = ENGINES[engine](text(written))
    assert words_of(html) == written
    assert html.count("<") == 2, "a paragraph and nothing in it"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("written", [*STARTS, '!!! note "x"', '=== "Tab"', "??? tip"])
def test_a_paragraph_stays_one_however_it_begins(engine: str, written: str) -> None:
    html = ENGINES[engine](at_start(text(written)))
    assert words_of(html) == written
    assert html.startswith("<p>")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("written", ["x = y", "a | b", "`", "a`b``c", "<script>", "{{ x }}", "[a](b)", " ", "\\"])
def test_code_is_shown_as_it_is_written_in_a_table_too(engine: str, written: str) -> None:
    html = ENGINES[engine](f"| a | b |\n| --- | --- |\n| {code(written)} | end |")
    assert html.count("<td>") == 2
    assert words_of(html) == " ".join(["a b", *written.split(), "end"])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("written", ["a = 1\n\n# b\nc = 2", "<script>\n\nalert(1)</script>", "```\nx\n```", "{{ y }}"])
def test_a_block_of_code_is_shown_line_by_line(engine: str, written: str) -> None:
    html = ENGINES[engine](f"before\n\n{code_block(written)}\n\nafter")
    assert words_of(html) == " ".join(["before", *written.split(), "after"])
    assert "<script" not in html


def test_no_template_language_finds_anything_in_text_or_code() -> None:
    for written in ("{{ x }}", "{% x %}"):
        for shown in (text(written), title(f"`{written}`"), code(written), code_block(written)):
            assert "{{" not in shown
            assert "{%" not in shown


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        ("snake_case and _x_, é_é, _", "snake_case and \\_x\\_, é\\_é, \\_"),
        (" a\t\n\u3000b  c\r\n", " a b c "),
        ("", ""),
        (" \n ", " "),
    ],
)
def test_text_is_one_line_and_the_space_at_its_ends_stays(written: str, markdown: str) -> None:
    assert text(written) == markdown


def test_code_spans_of_titles_are_code() -> None:
    assert title("Use `make release`, not *this*") == "Use `make release`, not \\*this\\*"


def test_what_themes_print_as_it_is_holds_no_tag_and_ends_no_attribute() -> None:
    assert plain('Q&A: "x" <b>\x00\n') == "Q&A: &quot;x&quot; &lt;b&gt;"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("vector", [*VECTORS, *MARKDOWN_VECTORS])
def test_hostile_text_is_only_text(engine: str, vector: str) -> None:
    for shown in (at_start(text(vector)), title(vector), code(vector), code_block(vector)):
        assert what_is_wrong(ENGINES[engine](shown)) == []


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]), max_size=30))
def test_any_text_in_a_sentence_is_shown_as_it_is_written(written: str) -> None:
    for engine in ENGINES.values():
        assert words_of(engine(f"So: {text(written)} it is.")) == " ".join(f"So: {written} it is.".split())
