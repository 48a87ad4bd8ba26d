"""A list or a group is set as a whole, and nobody's comment is lost or told of something else."""

from __future__ import annotations

import pytest

from site_builder.edit.document import CannotEdit, Document
from site_builder.edit.whole_values import set_list, set_value

PATH = "roadmap/initiatives/checkout.yml"
TAGS = """\
title: x
tags: # as the board has them
  - a # kept for the audit
  # from
  # May
  - 'b' # second

  - c
"""


def document(text: str) -> Document:
    return Document.of(text.encode(), PATH)


def test_a_list_gains_and_loses_items_and_the_comments_beside_the_others_stay() -> None:
    text = "title: x\ntags:\n- one # the first\n# between\n- two\n- three # last\nowner: y\n"
    after = set_list(document(text), ("tags",), ["one", "three", "four: 4"]).text
    assert after == text.replace("- two\n", "").replace("# last\n", "# last\n- 'four: 4'\n")


@pytest.mark.parametrize("end", ["owner: y\n", "# end\n", ""])
@pytest.mark.parametrize(
    ("items", "lines"),
    [
        (["b", "a", "c"], "  # from\n  # May\n  - 'b' # second\n  - a # kept for the audit\n\n  - c\n"),
        (["b", "c", "a"], "  # from\n  # May\n  - 'b' # second\n\n  - c\n  - a # kept for the audit\n"),
        (["new", "a", "b", "c"], "  - new\n  - a # kept for the audit\n  # from\n  # May\n  - 'b' # second\n\n  - c\n"),
        (["a", "new", "b"], "  - a # kept for the audit\n  - new\n  # from\n  # May\n  - 'b' # second\n\n"),
        (["a", "b", "d", "e"], "  - a # kept for the audit\n  # from\n  # May\n  - 'b' # second\n\n  - d\n  - e\n"),
        (["b", "a", "b"], "  - b\n  - a # kept for the audit\n  # from\n  # May\n  - 'b' # second\n\n"),
    ],
)
def test_an_item_that_moves_takes_its_comments_along(items: list[object], lines: str, end: str) -> None:
    for line_end in ("\n", "\r\n"):
        before = (TAGS + end).replace("\n", line_end)
        after = set_value(document(before), ("tags",), items)
        start = TAGS[: TAGS.index("  - a")]
        assert after.data.decode() == (start + lines + end).replace("\n", line_end)


def test_a_file_whose_last_line_has_no_end_needs_none() -> None:
    text = TAGS.rstrip("\n")
    after = set_value(document(text), ("tags",), ["c", "a", "b"]).text
    assert after == text.removesuffix("\n\n  - c").replace("  - a", "\n  - c\n  - a")
    assert set_value(document(text), ("tags",), ["a", "b"]).text == text.removesuffix("\n  - c")


def test_numbers_and_truth_are_not_the_same_item() -> None:
    assert set_value(document("l:\n- 1 # one\n- 1.0\n"), ("l",), [1, True]).text == "l:\n- 1 # one\n- true\n"


@pytest.mark.parametrize(
    ("text", "path", "value", "comment"),
    [
        (TAGS, "tags", ["c"], "# kept for the audit"),
        (TAGS, "tags", ["a", "c"], "# second"),
        (TAGS, "tags", [], "# kept for the audit"),
        ("tags: [a, # why\n  b]\n", "tags", ["b", "a"], "# why"),
        ("list: [{a: 1, # why\n  b: 2}, {a: 3}]\n", "list", [{"a": 3}], "# why"),
        ("rice:\n  reach: 1 # counted in May\n  impact: 2\n", "rice", {"impact": 2}, "# counted in May"),
        ("body: | # why\n  One\nrice: {}\n", "body", {"a": 1}, None),
    ],
)
def test_a_comment_that_would_be_lost_stops_it(text: str, path: str, value: object, comment: str | None) -> None:
    if comment is None:
        assert "# why" in set_value(document(text), (path,), value).text
        return
    with pytest.raises(CannotEdit, match=f"the comment '{comment}' belongs to what {path} would lose; take that out"):
        set_value(document(text), (path,), value)


def test_what_stands_in_brackets_keeps_its_writing_and_is_added_to_beside_comments() -> None:
    assert set_value(document('l: ["2026", b]\n'), ("l",), ["b", "c: d", "2026"]).text == "l: [b, 'c: d', \"2026\"]\n"
    text = "l: [a, # why\n  b, c]\n"
    assert set_value(document(text), ("l",), ["a", "c", "d"]).text == "l: [a, # why\n  c, d]\n"


def test_of_a_group_only_what_differs_changes() -> None:
    text = "rice:\n  # as of May\n  reach: 1 # counted\n  impact: 2\n  tags:\n    - a # first\n    - b\n  effort: 3\n"
    value = {"impact": 2, "reach": 2, "tags": ["b", "a"], "confidence": 80}
    after = set_value(document(text), ("rice",), value, lambda _: ("reach", "impact", "confidence")).text
    assert after == (
        "rice:\n  # as of May\n  reach: 2 # counted\n  impact: 2\n  confidence: 80\n  tags:\n    - b\n    - a # first\n"
    )
    braces = "rice: {reach: 1, impact: 2} # counted\n"
    assert set_value(document(braces), ("rice",), {"impact": 3}).text == "rice: {impact: 3} # counted\n"
