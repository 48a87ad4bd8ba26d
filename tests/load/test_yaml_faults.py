from __future__ import annotations

import pytest

from site_builder.load.yaml import compose

CASES = [
    ("tab", "a:\n\t- b\n", 2, 1, "a tab is used as indentation"),
    ("tab in a block", "a: >\n\tb\n", 2, 1, "a tab is used as indentation"),
    ("reserved at sign", "a: @team\n", 1, 4, "unquoted text cannot begin with '@'"),
    ("reserved backtick", "a: `code`\n", 1, 4, "unquoted text cannot begin with '`'"),
    ("reserved percent", "a: %x\n", 1, 4, "unquoted text cannot begin with '%'"),
    ("bold", "a: **bold**\n", 1, 4, "unquoted text cannot begin with '*'"),
    ("ampersand", "a: & b\n", 1, 4, "unquoted text cannot begin with '&'"),
    ("colon", "a: Über: b\n", 1, 8, "a colon inside unquoted text"),
    ("colon in an item", "- x: y: z\n", 1, 7, "a colon inside unquoted text"),
    ("key too far in", "a: x\n b: c\n", 2, 3, "this key does not fit the lines before it"),
    ("open bracket", "a: [b, c\nd: e\n", 1, 4, "the bracket '[' is never closed"),
    ("open bracket at the end", "x: 1\na: [b, c\n", 2, 4, "the bracket '[' is never closed"),
    ("open brace", "a: {b: c\n", 1, 4, "the bracket '{' is never closed"),
    ("missing comma", 'a: ["b" "c"]\n', 1, 9, "a comma is missing"),
    ("open single quote", "a: 'b\nc: 1\n", 1, 4, "the quotation mark is never closed"),
    ("open double quote", 'a: "b\nc: 1\n', 1, 4, "the quotation mark is never closed"),
    ("quote and a marker", 'a: "b\n---\n', 1, 4, "the quotation mark is never closed"),
    ("lost indentation", "a: x\ntext\nb: y\n", 2, 1, "a key without a colon"),
    ("apostrophe", "a: 'it's'\n", 1, 8, "a key is expected here"),
    ("too many brackets", "a: [b]]\n", 1, 7, "a key is expected here"),
    ("item in a mapping", "a: b\n- c\n", 2, 1, "a key is expected here"),
    ("uneven keys", "a:\n  - b\n c: d\n", 3, 2, "a key is expected here"),
    ("key in a list", "- a\nb: c\n", 2, 1, "an item of a list is expected here"),
    ("list on the key's line", "a: - b\n", 1, 4, "a list cannot begin behind a key"),
    ("bracket alone", "a: ]\n", 1, 4, "a value is expected"),
    ("escape", 'a: "C:\\quiet"\n', 1, 7, "a backslash that begins no known character"),
    ("escape with digits", 'a: "\\u12"\n', 1, 7, "a backslash that begins no known character"),
    ("half a pair", 'a: "b\\ud800c"\n', 1, 8, "the number of this escape is no character"),
    ("pair", 'a: "\\ud83d\\ude00"\n', 1, 7, "the number of this escape is no character"),
    ("beyond Unicode", 'a: "\\U00110000"\n', 1, 7, "the number of this escape is no character"),
    ("after the end", "a: 1\n...\nb: 2\n", 3, 1, "the document ends before this"),
    ("after a list", "[a] b\n", 1, 5, "the document ends before this"),
    ("conflict", "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n", 2, 1, "unresolved merge conflict"),
    ("conflict in a list", "a:\n  - b\n<<<<<<< HEAD\n  - c\n", 3, 1, "unresolved merge conflict"),
    ("conflict in a text", "a: |\n  b\n<<<<<<< HEAD\n  c\n", 3, 1, "unresolved merge conflict"),
    ("conflict with its base", "a: 1\n||||||| 6eca2e1\nb: 2\n", 2, 1, "unresolved merge conflict"),
    ("rest of a conflict", "a: 1\nb: 2\n=======\nb: 3\n", 3, 1, "unresolved merge conflict"),
    ("end of a conflict", "a: 1\nb: 2\n>>>>>>> 6eca2e1 (Move b)\n", 3, 1, "unresolved merge conflict"),
    ("no conflict", "a: |\n  =======\nb: x: y\n", 3, 5, "a colon inside unquoted text"),
    ("block header", "a: |x\n b\n", 1, 5, "this is not valid YAML"),
]


@pytest.mark.parametrize(("text", "line", "column", "message"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_fault_is_told_in_words_at_its_place(text: str, line: int, column: int, message: str) -> None:
    composed = compose(text, "a.yml")
    (diagnostic,) = composed.diagnostics
    assert diagnostic.message.startswith(message)
    assert (diagnostic.code, diagnostic.span.line, diagnostic.span.column) == ("yaml-syntax", line, column)
    assert diagnostic.hint
    assert composed.value is None


@pytest.mark.parametrize("text", ['a: "b\\ud800c"\n', "a: b\ud800\n"])
def test_no_hint_leads_to_another_fault_where_half_a_character_stands(text: str) -> None:
    (diagnostic,) = compose(text, "a.yml").diagnostics
    assert diagnostic.hint is not None
    assert "quotes" not in diagnostic.hint


def test_an_undeclared_tag_is_a_tag() -> None:
    (diagnostic,) = compose("a: !x!y z\n", "a.yml").diagnostics
    assert (diagnostic.code, str(diagnostic.span)) == ("yaml-forbidden", "a.yml:1:4")


def test_a_character_that_only_the_parser_refuses_has_its_place() -> None:
    (diagnostic,) = compose("a: 1\nb: ä\x7f\n", "a.yml").diagnostics
    assert (diagnostic.code, str(diagnostic.span)) == ("yaml-forbidden", "a.yml:2:5")


def test_a_fault_at_the_end_is_on_the_last_line() -> None:
    (diagnostic,) = compose("a: x\nb\n\n\n", "a.yml").diagnostics
    assert str(diagnostic.span) == "a.yml:2:1"
