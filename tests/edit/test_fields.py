"""One field changes; every other byte of the file stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from site_builder.edit.document import CannotEdit, Document
from site_builder.edit.fields import append_item, remove_field, set_field
from site_builder.model.record import FieldPath

ORDER = ("title", "owner", "summary", "status", "start", "target", "tags", "rice", "actions", "body")
PATH = "roadmap/initiatives/checkout.yml"

RECORD = """\
# Agreed in May.
title: "Faster checkout"   # as customers say

owner: '@team'
status:  planned
target: 2026-Q3 # promised
tags: [mobile, "2026"]
rice: {reach: 10, impact: 2}
actions:
  # first things first
  - title: Measure
    due: 2026-10-01

  - title: Mend   # soon
body: |
  One.

  Two.
"""


def order(path: FieldPath) -> Sequence[str]:
    return () if path else ORDER


def document(text: str, path: str = PATH) -> Document:
    return Document.of(text.encode(), path)


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """Return what a line was and is, of those that differ; both texts have the same number of lines."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    return [(old, new) for old, new in pairs if old != new]


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("title",), "Checkout: faster", 'title: "Checkout: faster"   # as customers say'),
        (("title",), 'A "new" one', 'title: "A \\"new\\" one"   # as customers say'),
        (("owner",), "@it's", "owner: '@it''s'"),
        (("owner",), "product-ops", "owner: 'product-ops'"),
        (("status",), "in_progress", "status:  in_progress"),
        (("target",), "2026-Q4", "target: 2026-Q4 # promised"),
        (("target",), "# 1", "target: '# 1' # promised"),
        (("target",), "1.10", "target: '1.10' # promised"),
        (("target",), "no", "target: 'no' # promised"),
        (("tags", 1), "2027", 'tags: [mobile, "2027"]'),
        (("tags", 0), "a, b", "tags: ['a, b', \"2026\"]"),
        (("tags",), ["x"], "tags: [x]"),
        (("rice", "impact"), 0.5, "rice: {reach: 10, impact: 0.5}"),
        (("rice", "confidence"), 80, "rice: {reach: 10, impact: 2, confidence: 80}"),
        (("actions", 0, "due"), "2026-11-01", "    due: 2026-11-01"),
        (("actions", 1, "title"), "Mend it", "  - title: Mend it   # soon"),
    ],
)
def test_a_value_is_written_in_the_style_of_the_old_one(path: FieldPath, value: object, line: str) -> None:
    after = set_field(document(RECORD), path, value).text
    [(_, new)] = changed(RECORD, after)
    assert new == line


def test_a_new_field_goes_where_the_model_has_it() -> None:
    after = set_field(document(RECORD), ("start",), "2026-05-01", order).text
    assert after == RECORD.replace("target:", "start: 2026-05-01\ntarget:")
    assert set_field(document(RECORD), ("summary",), "x", order).text == RECORD.replace(
        "owner: '@team'\n", "owner: '@team'\nsummary: x\n"
    )


def test_a_new_field_goes_to_its_neighbours_where_people_write_another_order() -> None:
    text = "title: x\nowner: y\ntags: [z]\nstatus: s\ntarget: 2026-Q1\nbody: b\n"
    after = set_field(document(text), ("rice",), {"reach": 1}, order).text
    assert after == text.replace("body:", "rice:\n  reach: 1\nbody:")


def test_a_new_field_goes_below_its_commented_example_where_its_explanation_stands() -> None:
    text = (
        "title: x\nowner: y\n\n# When it began.\n#start: 2026-05-01\n\n# Its steps.\n#actions:\n#  - title: z\n"
        "#    due: 2026-06-01\n\nrice:\n  reach: 1\n#tags: [a]\n  impact: 2\n"
    )
    after = set_field(document(text), ("start",), "2026-07-01", order)
    assert after.text == text.replace("#start: 2026-05-01\n", "#start: 2026-05-01\nstart: 2026-07-01\n")
    after = set_field(document(text), ("actions",), [{"title": "t"}], order)
    assert after.text == text.replace("#    due: 2026-06-01\n", "#    due: 2026-06-01\nactions:\n  - title: t\n")
    assert set_field(document(text), ("tags",), ["b"], order).text == text.replace(
        "owner: y\n", "owner: y\ntags: [b]\n"
    )


def test_a_text_of_several_lines_becomes_a_block_and_keeps_the_comment() -> None:
    after = set_field(document(RECORD), ("target",), "One\n\nTwo\n").text
    assert after == RECORD.replace("target: 2026-Q3 # promised", "target: | # promised\n  One\n\n  Two")


def test_a_block_becomes_a_line() -> None:
    assert set_field(document(RECORD), ("body",), "Done").text == RECORD.replace("|\n  One.\n\n  Two.", "Done")


def test_a_block_keeps_the_comment_of_its_first_line_and_the_blank_lines_after_it() -> None:
    text = "title: x\nbody: |- # told by Ann\n  One.\n\n# end\nowner: y\n"
    after = set_field(document(text), ("body",), "Two.\nThree.\n").text
    assert after == "title: x\nbody: | # told by Ann\n  Two.\n  Three.\n\n# end\nowner: y\n"


def test_an_item_is_added_to_a_list_however_it_is_written() -> None:
    item = {"title": "Tell", "due": "2026-12-01"}
    after = append_item(document(RECORD), ("actions",), item).text
    assert after == RECORD.replace("# soon\n", "# soon\n  - title: Tell\n    due: 2026-12-01\n")
    assert append_item(document("tags: []\n"), ("tags",), "a").text == "tags: [a]\n"
    empty = "tags: [ # keep: agreed with legal\n]\n"
    assert append_item(document(empty), ("tags",), "a").text == empty.replace("[", "[a")
    assert append_item(document("tags: a\n"), ("tags",), "b").text == "tags: [a, b]\n"
    assert append_item(document("tags:\n"), ("tags",), "b").text == "tags: [b]\n"
    assert append_item(document("tags: [a,\n  b, # c\n]\n"), ("tags",), "d").text == "tags: [a,\n  b, d, # c\n]\n"


def test_a_field_goes_away_with_its_line_and_nothing_else() -> None:
    assert remove_field(document(RECORD), ("target",)).text == RECORD.replace("target: 2026-Q3 # promised\n", "")
    assert remove_field(document(RECORD), ("rice", "reach")).text == RECORD.replace("reach: 10, ", "")
    assert remove_field(document(RECORD), ("actions", 0, "title")).text == RECORD.replace("title: Measure\n    ", "")
    assert remove_field(document(RECORD), ("body",)).text == RECORD.replace("body: |\n  One.\n\n  Two.\n", "")


def test_the_comment_of_the_next_item_is_not_taken_out_with_the_one_before() -> None:
    text = "list: [{name: a}, # done, or so\n  # agreed with legal\n  {name: b}] # end\n"
    assert remove_field(document(text), ("list", 0)).text == text.replace("{name: a}, # done, or so", "")
    group = "group: {a: 1, # one\n  b: 2}\n"
    assert remove_field(document(group), ("group", "a")).text == group.replace("a: 1, # one", "")
    steps = "steps:\n  - title: x # gone\n\n    # about due\n    due: y\n"
    assert remove_field(document(steps), ("steps", 0, "title")).text == "steps:\n  - # about due\n    due: y\n"


@pytest.mark.parametrize(
    ("text", "number", "after"),
    [
        ("tags: [a, b,\n  c # waits\n  ]\n", 2, "tags: [a, b\n  ]\n"),
        ("tags: [\n  a, # first\n  b,\n]\n", 1, "tags: [\n  a, # first\n]\n"),
        ("tags: [\n  a, # first\n  b,\n]\n", 0, "tags: [\n  b,\n]\n"),
        ("tags: [\n  a, # first\n  b # last\n]\n", 1, "tags: [\n  a, # first\n]\n"),
        ("tags: [\n  a,\n  # about b\n  b,\n  # end\n]\n", 1, "tags: [\n  a,\n  # about b\n  # end\n]\n"),
        ("tags: [a, b, # both\n  c]\n", 1, "tags: [a,\n  c]\n"),
        ("tags: [a # p, q\n  , b]\n", 0, "tags: [ b]\n"),
        ("tags: [a, b,]\n", 1, "tags: [a,]\n"),
    ],
)
def test_an_item_in_brackets_goes_with_the_comment_of_its_line_alone(text: str, number: int, after: str) -> None:
    for line_end in ("\n", "\r\n"):
        found = remove_field(document(text.replace("\n", line_end)), ("tags", number))
        assert found.data.decode() == after.replace("\n", line_end)


def test_what_is_left_empty_goes_too() -> None:
    text = "title: x\ncause:\n  category: y\n"
    assert remove_field(document(text), ("cause", "category")).text == "title: x\n"
    assert remove_field(document("title: x\ntags: [a]"), ("tags", 0)).text == "title: x"


def test_line_ends_byte_order_mark_and_a_missing_last_line_end_stay() -> None:
    text = "\ufefftitle: x\r\n# ä\r\nowner: '@y'\r\nstatus: planned"
    after = set_field(document(text), ("target",), "2026-Q4", order)
    assert after.data.decode() == text + "\r\ntarget: 2026-Q4"
    assert set_field(document(text), ("owner",), "@z").data.decode() == text.replace("'@y'", "'@z'")
    assert remove_field(document(text), ("status",)).data.decode() == text.removesuffix("\r\nstatus: planned")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("text", ["title: x", "title: x\nbody: short", "title: x\nbody: |\n  One.\n  Two."])
def test_a_text_of_several_lines_ends_a_file_whose_last_line_had_no_end(text: str, line_end: str) -> None:
    after = set_field(document(text.replace("\n", line_end)), ("body",), "a\nb\n", order)
    assert after.data.decode() == "title: x\nbody: |\n  a\n  b\n".replace("\n", line_end if "\n" in text else "\n")


def test_an_item_with_a_text_of_several_lines_may_end_such_a_file() -> None:
    text = "actions:\n  - title: x"
    after = append_item(document(text), ("actions",), {"title": "a\nb\n"})
    assert after.text == text + "\n  - title: |\n      a\n      b\n"


def test_mixed_line_ends_stay_as_they_are() -> None:
    text = "title: x\r\nowner: y\nstatus: planned\r\n"
    assert set_field(document(text), ("owner",), "z").data.decode() == "title: x\r\nowner: z\nstatus: planned\r\n"


def test_front_matter_is_edited_and_the_narrative_is_not() -> None:
    text = "---\r\ntitle: x # t\r\nstatus: draft\r\n---\r\n\r\n\r\nstatus: draft\r\n"
    after = set_field(document(text, "content/playbooks/x.md"), ("status",), "active")
    assert after.data.decode() == text.replace("draft", "active", 1)


def test_a_mapping_in_braces_is_a_record_as_well() -> None:
    text = "{title: x, status: planned}\n"
    assert set_field(document(text), ("start",), "2026-05-01", order).text == (
        "{title: x, status: planned, start: 2026-05-01}\n"
    )
    assert (
        set_field(document("{status: planned}"), ("title",), "a: b", order).text == "{title: 'a: b', status: planned}"
    )


def test_invisible_characters_are_written_as_escapes() -> None:
    after = set_field(document("title: x\n"), ("title",), "a\u2028b \U0001f600").text
    assert after == 'title: "a\\u2028b \U0001f600"\n'


@pytest.mark.parametrize("text", ["- a\n", "title: x\ntitle: y\n", "title: &a x\n", "title: [\n", ""])
def test_what_the_loader_refuses_is_not_edited(text: str) -> None:
    with pytest.raises(CannotEdit, match=r"checkout\.yml"):
        document(text)


def test_a_value_that_cannot_stand_there_is_refused() -> None:
    with pytest.raises(CannotEdit, match="title holds no fields"):
        set_field(document("title: x\n"), ("title", "short"), "y")
    with pytest.raises(CannotEdit, match="no item"):
        remove_field(document("title: x\n"), ("item",))
