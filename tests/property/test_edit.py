"""Whatever a record holds and however it is written, an edit changes its value and no byte around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from site_builder.edit.document import CannotEdit, Document
from site_builder.edit.fields import append_item, remove_field, set_field
from site_builder.edit.jsonc import read_jsonc, with_entry
from site_builder.edit.nodes import Node
from site_builder.edit.source_text import SourceText
from site_builder.edit.values import value_at, with_value
from site_builder.edit.whole_values import set_value
from site_builder.model.record import FieldPath

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(["\n", "\t"]), max_size=20)
SCALARS = st.one_of(
    TEXTS, st.integers(-(10**20), 10**20), st.booleans(), st.floats(allow_nan=False, allow_infinity=False)
)
KEYS = st.sampled_from(["reach", "impact", "due on", "'", "no", "1", "x: y", "#"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)
RECORDS = st.dictionaries(st.sampled_from(["title", "owner", "tags", "rice", "body"]), VALUES, min_size=1)
LINE_ENDS = st.sampled_from(["\n", "\r\n"])


def chunks(record: dict[str, Any], flow: bool, line_end: str) -> list[str]:
    """Return each field as it may be written, with a comment and a blank line before it."""
    return [f"# about it\n\n{_written(key, value, flow)}".replace("\n", line_end) for key, value in record.items()]


def _written(key: str, value: object, flow: bool) -> str:
    if flow:
        return f"{key}: {yaml.safe_dump(value, default_flow_style=True, width=10**6)}".removesuffix("...\n")
    return yaml.safe_dump({key: value}, default_flow_style=False, allow_unicode=True)


def paths(node: Node, at: FieldPath = ()) -> Iterator[tuple[FieldPath, Node]]:
    """Yield every value of a document with its path."""
    yield at, node
    for number, item in enumerate(node.items or ()):
        yield from paths(item, (*at, number))
    for key, value in node.entries or ():
        yield from paths(value, (*at, key.text))


def opened(text: str) -> Document:
    try:
        return Document.of(text.encode(), "record.yml")
    except CannotEdit:
        # PyYAML writes what this loader does not allow, such as a line separator.
        assume(False)
        raise


@given(record=RECORDS, flow=st.booleans(), line_end=LINE_ENDS, value=VALUES, data=st.data())
def test_an_edit_changes_its_field_and_no_byte_around_it(
    record: dict[str, Any], flow: bool, line_end: str, value: object, data: st.DataObject
) -> None:
    written = chunks(record, flow, line_end)
    number = data.draw(st.integers(0, len(written) - 1))
    before, after = "".join(written[:number]), "".join(written[number + 1 :])
    document = opened(before + written[number] + after)
    key = list(record)[number]
    path, node = data.draw(st.sampled_from([found for found in paths(document.top) if found[0][:1] == (key,)]))
    results = [set_field(document, path, value), set_value(document, path, value)]
    for result in results:
        assert value_at(result.values, path) == value
    if node.items is not None:
        results.append(append_item(document, path, value))
    if len(record) > 1:
        results.append(remove_field(document, path))
    for result in results:
        text = result.data.decode()
        assert text.startswith(before + "# about it")
        assert text.endswith(after)


@given(data=st.data(), old=st.lists(SCALARS, min_size=1, max_size=6))
def test_items_of_a_list_that_are_reordered_take_their_comments_along(data: st.DataObject, old: list[object]) -> None:
    items = [_written("", item, flow=True).removeprefix(":").strip() for item in old]
    lines = [f"# {number}\n- {item} # beside {number}" for number, item in enumerate(items)]
    text = "tags:\n" + "\n".join(lines) + "\nowner: y\n"
    new = data.draw(st.permutations(old))
    after = set_value(opened(text), ("tags",), new)
    assert value_at(after.values, ("tags",)) == new
    assert sorted(after.text.split("\n")) == sorted(text.split("\n"))


@given(record=RECORDS, flow=st.booleans(), value=VALUES)
def test_a_new_field_leaves_every_line_that_was_there(record: dict[str, Any], flow: bool, value: object) -> None:
    text = "".join(chunks(record, flow, "\n"))
    after = set_field(opened(text), ("status", "inner"), value)
    assert with_value(opened(text).values, ("status", "inner"), value) == after.values
    assert after.text.startswith(text.rstrip("\n"))


SETTINGS = st.recursive(
    st.one_of(st.text(max_size=5), st.integers(), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=8,
)


@st.composite
def jsonc(draw: st.DrawFn, value: object) -> str:
    """Return a value as JSON with spaces, comments and trailing commas anywhere."""
    gap = draw(st.sampled_from(["", " ", "\n", " // it's {\n", "/* , } */", '\n  // "x"\n  ']))
    comma = draw(st.sampled_from(["", ","]))
    if isinstance(value, dict) and value:
        entries = ",".join(f"{gap}{json.dumps(key)}{gap}:{draw(jsonc(item))}" for key, item in value.items())
        return f"{gap}{{{entries}{comma}{gap}}}{gap}"
    if isinstance(value, list) and value:
        return f"{gap}[{','.join(draw(jsonc(item)) for item in value)}{comma}{gap}]{gap}"
    return f"{gap}{json.dumps(value)}{gap}"


@given(
    settings=st.dictionaries(st.text(max_size=5), SETTINGS, max_size=3),
    key=st.text(max_size=5),
    value=SETTINGS,
    data=st.data(),
)
def test_settings_are_added_to_without_losing_any(
    settings: dict[str, Any], key: str, value: object, data: st.DataObject
) -> None:
    text = data.draw(jsonc(settings))
    before = read_jsonc(text)
    assert before.value == settings
    splices = with_entry(text, before, key, value)
    after = SourceText(text).spliced(splices).text
    assert read_jsonc(after).value == {**settings, key: value}
    if key not in settings:
        added = "".join(splice.text for splice in splices)
        assert len(after) == len(text) + len(added)
