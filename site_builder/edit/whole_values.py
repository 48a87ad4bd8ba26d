"""A list or group is set as a whole: what it has in common with the old one stays as written, comments and all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from site_builder.edit.comments import comments_lost
from site_builder.edit.document import CannotEdit, Document
from site_builder.edit.fields import Order, append_item, no_order, remove_field, set_field
from site_builder.edit.lines import column, is_first, line_end, line_start
from site_builder.edit.nodes import Node, hyphen
from site_builder.edit.scalars import write_block, write_flow
from site_builder.edit.source_text import Splice
from site_builder.edit.values import canonical, value_at, with_value
from site_builder.model.record import FieldPath
from site_builder.validate.messages import written_path


def set_value(document: Document, path: FieldPath, value: object, order: Order = no_order) -> Document:
    """Return the document with another value at a path. Raises CannotEdit, also where a comment would be lost.

    Of a list the items that stay, and of a group the fields, keep their writing and their comments.
    """
    changed = _set(document, path, value, order)
    lost = comments_lost(document, changed)
    if lost:
        raise CannotEdit(
            f"{document.path}: the comment {lost[0]!r} belongs to what {written_path(path)} would lose; "
            "take that out by itself first, and its comment with it, or change the file by hand"
        )
    return changed


def set_list(document: Document, path: FieldPath, items: list[Any], order: Order = no_order) -> Document:
    """Return the document with these items at a path. Items that stay are moved with the comments beside and above."""
    node = document.top.at(path)
    if node is None or not node.items or not items:
        return set_field(document, path, items, order)
    if node.is_flow:
        return _in_flow(document, path, node, items)
    if not is_first(document.yaml, node.start):
        return set_field(document, path, items, order)
    splices = list(_in_block(document.yaml, node, value_at(document.values, path), items))
    return document.spliced(splices, with_value(document.values, path, items))


def _set(document: Document, path: FieldPath, value: object, order: Order) -> Document:
    if isinstance(value, list):
        return set_list(document, path, value, order)
    node = document.top.at(path)
    if isinstance(value, dict) and value and node is not None and node.entries:
        return _set_group(document, path, value, order)
    return set_field(document, path, value, order)


def _set_group(document: Document, path: FieldPath, group: dict[str, Any], order: Order) -> Document:
    old = value_at(document.values, path)
    for key, value in group.items():
        if key not in old or canonical(old[key]) != canonical(value):
            document = _set(document, (*path, key), value, order)
    for key in old:
        if key not in group:
            document = remove_field(document, (*path, key))
    return document


def _in_block(text: str, node: Node, old: list[Any], new: list[Any]) -> Iterator[Splice]:
    """An item reaches from the end of the one before it: comments above it are its own, and move with it.

    Of an item that goes they stay.
    """
    ends = [line_end(text, item.end) for item in node.items or ()]
    hyphens = [hyphen(text, node, number) for number in range(len(ends))]
    starts = [_end_above_comments(text, hyphens[0]), *ends[:-1]]
    names, wanted = [canonical(item) for item in old], [canonical(item) for item in new]
    steps = SequenceMatcher(None, names, wanted, autojunk=False).get_opcodes()
    leaving: dict[str, list[int]] = defaultdict(list)
    for tag, first, last, _, _ in steps:
        if tag != "equal":
            for number in range(first, last):
                leaving[names[number]].append(number)
    for tag, _, last, new_first, new_last in steps:
        if tag == "equal":
            continue
        place = ends[last - 1] if last else starts[0]
        for at in range(new_first, new_last):
            if leaving[wanted[at]]:
                number = leaving[wanted[at]].pop(0)
                yield Splice(starts[number], ends[number], "")
                yield Splice(place, place, text[starts[number] : ends[number]])
            else:
                yield Splice(place, place, "\n" + write_block([new[at]], column(text, node.start)))
    for number in (number for numbers in leaving.values() for number in numbers):
        yield Splice(line_start(text, hyphens[number]) - 1, ends[number], "")


def _end_above_comments(text: str, offset: int) -> int:
    """The end of the last line above that is neither blank nor a comment."""
    end = line_start(text, offset) - 1
    while (line := text[line_start(text, end) : end].strip()).startswith("#") or not line:
        end = line_start(text, end) - 1
    return end


def _in_flow(document: Document, path: FieldPath, node: Node, items: list[Any]) -> Document:
    """In brackets items are taken out and added; where they move, all stand on one line."""
    text, old = document.yaml, value_at(document.values, path)
    names, wanted = [canonical(item) for item in old], [canonical(item) for item in items]
    kept: list[int] = []
    for number, name in enumerate(names):
        if len(kept) < len(wanted) and wanted[len(kept)] == name:
            kept.append(number)
    if kept and not set(wanted[len(kept) :]) & set(names):
        for number in reversed(range(len(old))):
            if number not in kept:
                document = remove_field(document, (*path, number))
        for item in items[len(kept) :]:
            document = append_item(document, path, item)
        return document
    written = dict(zip(names, (text[item.start : item.end] for item in node.items or ()), strict=True))
    listed = ", ".join(written.get(name) or write_flow(item) for name, item in zip(wanted, items, strict=True))
    return document.spliced([Splice(node.start, node.end, f"[{listed}]")], with_value(document.values, path, items))
