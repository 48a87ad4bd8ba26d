"""The values of a YAML document with where each begins and ends, for editing one of them and nothing else."""

from __future__ import annotations

from typing import Any, Final

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from site_builder.edit.lines import column, line_end
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath

BLOCK_STYLES: Final = ("|", ">")


@dataclass(frozen=True, slots=True)
class Node:
    """A value as it is written: from ``start`` up to ``end`` in the text, white space and comments after it left out.

    ``style`` is that of a scalar: empty (plain), a quote, ``|`` or ``>``. A mapping has ``entries``, a list has
    ``items``. ``is_flow`` marks those in braces or brackets.
    """

    start: int
    end: int
    style: str = ""
    is_flow: bool = False
    entries: tuple[tuple[Node, Node], ...] | None = None
    items: tuple[Node, ...] | None = None
    text: str = ""

    @property
    def is_scalar(self) -> bool:
        """Whether it is a single value."""
        return self.entries is None and self.items is None

    def entry(self, key: str) -> tuple[Node, Node] | None:
        """Return the key and the value of a mapping's entry, or None."""
        return next((entry for entry in self.entries or () if entry[0].text == key), None)

    def at(self, path: FieldPath) -> Node | None:
        """Return the value at a path below this one, or None."""
        found: Node | None = self
        for part in path:
            if found is None:
                return None
            if isinstance(part, int):
                found = found.items[part] if found.items is not None and part < len(found.items) else None
            else:
                entry = found.entry(part)
                found = entry[1] if entry else None
        return found


def hyphen(text: str, node: Node, number: int) -> int:
    """Return where the hyphen of an item of a block list is."""
    items = node.items or ()
    if number == 0:
        return node.start
    indent = column(text, node.start)
    position = items[number - 1].end
    while True:
        position = line_end(text, position) + 1
        if text[position : position + indent].isspace() is (indent > 0) and text[position + indent] == "-":
            return position + indent


@dataclass(slots=True)
class _Open:
    start: int
    is_mapping: bool
    is_flow: bool
    children: list[Node]


def read_nodes(text: str) -> Node | None:
    """Return the top of a document that the loader has accepted; None where it is empty.

    The loader has to come first: it is what holds the limits of size and depth.
    """
    parser = yaml.CBaseLoader(text)
    starts = _line_starts(text)
    stack: list[_Open] = []
    finished: Node | None = None
    for event in iter(parser.get_event, None):
        finished = _node(event, stack, starts, text)
        if finished is not None:
            if not stack:
                return finished
            stack[-1].children.append(finished)
    return None


def _node(event: Any, stack: list[_Open], starts: list[int], text: str) -> Node | None:
    """The node that ends with this event, if one does."""
    kind = type(event)
    if kind is MappingStartEvent or kind is SequenceStartEvent:
        is_flow = bool(event.flow_style)
        stack.append(_Open(_offset(event.start_mark, starts), kind is MappingStartEvent, is_flow, []))
    elif kind is MappingEndEvent or kind is SequenceEndEvent:
        return _closed(stack.pop(), _offset(event.end_mark, starts))
    elif kind is ScalarEvent:
        start, end = _offset(event.start_mark, starts), _offset(event.end_mark, starts)
        style = event.style or ""
        if style in BLOCK_STYLES:
            end = _end_of_block(text, start, end)
        return Node(start, end, style, text=event.value)
    return None


def _closed(collection: _Open, end: int) -> Node:
    children = collection.children
    if not collection.is_flow:
        end = children[-1].end
    if not collection.is_mapping:
        return Node(collection.start, end, is_flow=collection.is_flow, items=tuple(children))
    pairs = tuple(zip(children[::2], children[1::2], strict=True))
    return Node(collection.start, end, is_flow=collection.is_flow, entries=pairs)


def _end_of_block(text: str, start: int, end: int) -> int:
    """The end of a block scalar's last line that is not blank; of its first line where all are."""
    written = text[start:end].rstrip(" \n\t")
    return start + len(written)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    starts.extend(number + 1 for number, character in enumerate(text) if character == "\n")
    return starts


def _offset(mark: Any, starts: list[int]) -> int:
    line: int = min(mark.line, len(starts) - 1)
    return starts[line] + int(mark.column)
