"""Fields of a document: one is set, put in, or taken out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from site_builder.edit.document import CannotEdit, Document
from site_builder.edit.lines import column, is_first, line_end, whole_lines
from site_builder.edit.nodes import BLOCK_STYLES, Node, hyphen
from site_builder.edit.scalars import WIDTH, write_block, write_entry, write_flow, write_scalar
from site_builder.edit.source_text import Splice
from site_builder.edit.values import value_at, with_value, without_value
from site_builder.model.record import FieldPath
from site_builder.validate.messages import written_path

_COMMA: Final = re.compile(r"(?:\s|#[^\n]*\n)*,")
"""The comma after an entry in brackets, behind comments that may stand before it."""
_COMMENT_BESIDE: Final = re.compile(r"[ \t]*#[^\n]*")

Order = Callable[[FieldPath], Sequence[str]]
"""Gives the names of the fields that the mapping at a path may have, in the order in which they are written."""


def no_order(_: FieldPath) -> Sequence[str]:
    """Return no names: fields stand in no order."""
    return ()


def set_field(document: Document, path: FieldPath, value: object, order: Order = no_order) -> Document:
    """Return the document with another value at a path.

    A field that is not there yet is put after the nearest one that comes before it in ``order``. Raises CannotEdit.
    """
    node = document.top.at(path)
    if node is not None:
        intended = with_value(document.values, path, value)
        return document.spliced([_replacement(document, path, node, value)], intended)
    known = len(path) - 1
    while known and document.top.at(path[:known]) is None:
        known -= 1
    for part in reversed(path[known + 1 :]):
        if isinstance(part, int):
            raise CannotEdit(f"{document.path} has no {written_path(path)} yet")
        value = {part: value}
    return _inserted(document, path[: known + 1], value, order)


def remove_field(document: Document, path: FieldPath) -> Document:
    """Return the document without the field or item at a path, and without the group or list that it leaves empty."""
    parent = document.top.at(path[:-1])
    if parent is None or document.top.at(path) is None:
        raise CannotEdit(f"{document.path} has no {written_path(path)}")
    entries, items = parent.entries or (), parent.items or ()
    if len(entries) + len(items) == 1 and len(path) > 1:
        return remove_field(document, path[:-1])
    if parent.items is not None:
        number = int(path[-1])
        starts = [item.start if parent.is_flow else hyphen(document.yaml, parent, at) for at, item in enumerate(items)]
        stretches = [(start, item.end) for start, item in zip(starts, items, strict=True)]
    else:
        number = next(index for index, entry in enumerate(entries) if entry[0].text == path[-1])
        stretches = [(key.start, value.end) for key, value in entries]
    cut = _flow_cut if parent.is_flow else _block_cut
    cut_start, cut_end = cut(document.yaml, stretches, number)
    return document.spliced([Splice(cut_start, cut_end, "")], without_value(document.values, path))


def append_item(document: Document, path: FieldPath, item: object, order: Order = no_order) -> Document:
    """Return the document with one more item at the end of the list at a path, which is made where there is none."""
    node = document.top.at(path)
    old = value_at(document.values, path)
    if node is not None and node.items == () and "#" in document.yaml[node.start : node.end]:
        splice = Splice(node.start + 1, node.start + 1, write_flow(item))
        return document.spliced([splice], with_value(document.values, path, [item]))
    if node is None or old is None or not isinstance(old, list) or not node.items:
        listed = old if isinstance(old, list) else [] if old is None else [old]
        return set_field(document, path, [*listed, item], order)
    text, last = document.yaml, node.items[-1]
    if node.is_flow:
        splice = Splice(last.end, last.end, f", {write_flow(item)}")
    else:
        indent = column(text, node.start)
        end = line_end(text, last.end)
        splice = Splice(end, end, "\n" + write_block([item], indent))
    return document.spliced([splice], with_value(document.values, path, [*old, item]))


def _replacement(document: Document, path: FieldPath, node: Node, value: object) -> Splice:
    text = document.yaml
    above = [document.top.at(path[:length]) for length in range(len(path))]
    if node.is_flow or any(outer is not None and outer.is_flow for outer in above):
        style = node.style if node.style not in BLOCK_STYLES else ""
        written = write_flow(value) if isinstance(value, list | dict) else write_scalar(value, style, in_flow=True)
        return _in_place(text, node, written)
    parent = above[-1]
    indent = column(text, parent.start) + 2 if parent is not None else 2
    # A list may stand no deeper than its key, a mapping may not.
    if value and not node.is_scalar and (isinstance(value, list) or (isinstance(value, dict) and node.entries)):
        return Splice(node.start, node.end, write_block(value, column(text, node.start)).lstrip(" "))
    if isinstance(value, list | dict):
        written = write_flow(value)
        if value and (isinstance(value, dict) or len(written) + column(text, node.start) > WIDTH):
            written = f"\n{write_block(value, indent)}"
    else:
        written = write_scalar(value, node.style if node.style not in BLOCK_STYLES else "", indent=indent)
    entry = parent.entry(str(path[-1])) if parent is not None else None
    if entry is not None and not node.is_scalar:
        return _in_place_of_block(text, entry[0], node, written)
    return _in_place(text, node, written)


def _in_place(text: str, node: Node, written: str) -> Splice:
    """Put a value where another was. The comment of its line has to stand before a block begins, and after it ends."""
    end, comment = node.end, ""
    if node.style in BLOCK_STYLES:
        _, hash_sign, words = text[node.start : line_end(text, node.start)].partition(" #")
        comment = hash_sign + words
    elif "\n" in written:
        end = line_end(text, node.end)
        comment = text[node.end : end].rstrip()
    first, line_feed, rest = written.partition("\n")
    space = " " if first and node.start == node.end and text[node.start - 1] in ":-" else ""
    return Splice(node.start, end, space + first + comment + line_feed + rest)


def _in_place_of_block(text: str, key: Node, node: Node, written: str) -> Splice:
    """Put a value on its key's line, where a list or group stood below it. Comments between the two stay."""
    start = text.index(":", key.end) + 1
    first, line_feed, rest = written.partition("\n")
    comments = text[start : node.start].rstrip()
    return Splice(start, node.end, f" {first}".rstrip(" ") + comments + line_feed + rest)


def _inserted(document: Document, path: FieldPath, value: object, order: Order) -> Document:
    """Put an entry into the mapping around it, or make that mapping where nothing is there."""
    *outer, key = path
    around = document.top.at(tuple(outer))
    if not isinstance(key, str):
        raise CannotEdit(f"{document.path} has no {written_path(path)} yet; add an item with +=")
    if around is None or around.entries is None:
        if around is None or value_at(document.values, tuple(outer)) is not None:
            raise CannotEdit(f"{written_path(tuple(outer))} holds no fields in {document.path}")
        return set_field(document, tuple(outer), {key: value})
    if not around.entries:
        return set_field(document, tuple(outer), {key: value})
    text, before = document.yaml, _predecessor(around, key, order(tuple(outer)))
    if around.is_flow:
        written = write_flow({key: value})[1:-1]
        at = before[1].end if before else around.entries[0][0].start
        splice = Splice(at, at, f", {written}" if before else f"{written}, ")
    else:
        indent = column(text, around.start)
        written = write_entry(key, value, indent)
        margin = " " * indent
        commented = None if outer else _commented_out(text, around, key)
        at = commented or (line_end(text, before[1].end) if before else around.entries[0][0].start)
        splice = Splice(at, at, f"\n{margin}{written}" if before or commented else f"{written}\n{margin}")
    return document.spliced([splice], with_value(document.values, path, value))


def _commented_out(text: str, top: Node, key: str) -> int | None:
    """Where the lines end that hold a field as a comment, as a new record has it: there its explanation stands."""
    for match in re.finditer(rf"^#{re.escape(key)}:.*(?:\n#  .*)*", text, re.MULTILINE):
        if not any(name.start <= match.start() < value.end for name, value in top.entries or ()):
            return match.end()
    return None


def _predecessor(mapping: Node, key: str, order: Sequence[str]) -> tuple[Node, Node] | None:
    """The entry after which a new one belongs: where the fewest entries are on the wrong side of it.

    People write fields in an order of their own. The last entry where the order does not know the key.
    """
    entries = mapping.entries or ()
    place = {name: number for number, name in enumerate(order)}
    if key not in place:
        return entries[-1]
    sides = [place.get(entry[0].text, place[key]) - place[key] for entry in entries]
    wrong = [
        sum(side > 0 for side in sides[:at]) + sum(side < 0 for side in sides[at:]) for at in range(len(sides) + 1)
    ]
    best = wrong.index(min(wrong))
    return entries[best - 1] if best else None


def _block_cut(text: str, stretches: Sequence[tuple[int, int]], number: int) -> tuple[int, int]:
    """The lines of an entry; where its first line begins with something else, up to the next entry or its comment."""
    start, end = stretches[number]
    if is_first(text, start):
        return whole_lines(text, start, end)
    below, following = line_end(text, end), stretches[number + 1][0]
    comment = text.find("#", below, following)
    return start, comment if comment >= 0 else following


def _flow_cut(text: str, stretches: Sequence[tuple[int, int]], number: int) -> tuple[int, int]:
    """An entry with one of the commas beside it, and the comment that follows on its line: that is about it."""
    start, end = stretches[number]
    comma = _COMMA.match(text, end)
    cut = comma.end() if comma else end
    comment = _COMMENT_BESIDE.match(text, cut)
    if comment is None and number + 1 < len(stretches):
        following = stretches[number + 1][0]
        if "#" not in text[end:following]:
            return start, following
    if comment is not None:
        cut = comment.end()
    if number and number + 1 == len(stretches):
        before = stretches[number - 1][1]
        if "#" not in text[before:start]:
            return (text.index(",", before) + 1 if comma else before), cut
    if is_first(text, start) and cut == line_end(text, cut):
        return whole_lines(text, start, cut)
    return (len(text[:start].rstrip(" ")) if comment else start), cut
