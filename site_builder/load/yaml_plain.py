"""Plain documents in one tight loop: what nearly every record is, and nothing that there is something to say about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from site_builder.load.scalars import STARTS, NumberTooLongError, resolve
from site_builder.load.yaml_report import Limits
from site_builder.model.record import FieldPath, Position

_Frame = tuple[Any, FieldPath, bool, Any, int, int, int, int]
"""A collection around the present one: itself, its path, whether it is a mapping, its open key and that key's place,
and the line and column where the present one begins."""


def compose_plain(text: str, first_line: int, limits: Limits) -> tuple[object, dict[FieldPath, Position]] | None:
    """Return the value of a document and the place of each key and value; None where it has to be read thoroughly.

    That is where anything is wrong or decorated: faults of syntax, limits passed, anchors, aliases, tags, merge keys,
    keys that are no text or are there twice. ``Composer`` says of all these what there is to say; of every other
    document it would return the same.
    """
    try:
        return _compose(text, first_line, limits)
    except (YAMLError, NumberTooLongError):
        return None


def _compose(  # noqa: C901, PLR0915 - one loop without calls is what makes it quick
    text: str, first_line: int, limits: Limits
) -> tuple[object, dict[FieldPath, Position]] | None:
    get_event: Callable[[], Any] = CParser(text).get_event
    most_nodes, depth = limits.nodes, limits.depth
    positions: dict[FieldPath, Position] = {}
    stack: list[_Frame] = []
    root: object = None
    container: Any = None
    path: FieldPath = ()
    is_mapping = has_document = False
    key: Any = None
    key_line = key_column = nodes = 0
    while (event := get_event()) is not None:
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                return None
            mark, value = event.start_mark, event.value
            line, column = mark.line + first_line, mark.column + 1
            if not event.style and (not value or value[0] in STARTS):
                value = resolve(value)
            if is_mapping and key is None:
                if value.__class__ is not str or value in container or (value == "<<" and not event.style):
                    return None
                key, key_line, key_column = value, line, column
                nodes += 1
                continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None or (is_mapping and key is None):
                return None
            mark = event.start_mark
            stack.append(
                (container, path, is_mapping, key, key_line, key_column, mark.line + first_line, mark.column + 1)
            )
            if len(stack) > depth:
                return None
            if container is not None:
                path = (*path, key if is_mapping else len(container))
            is_mapping = kind is MappingStartEvent
            container, key = {} if is_mapping else [], None
            nodes += 1
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value = container
            container, path, is_mapping, key, key_line, key_column, line, column = stack.pop()
            nodes -= 1
        elif kind is AliasEvent or (kind is DocumentStartEvent and has_document):
            return None
        else:
            has_document = has_document or kind is DocumentStartEvent
            continue
        nodes += 1
        if nodes > most_nodes:
            return None
        if container is None:
            root = value
        elif is_mapping:
            positions[(*path, key)] = _position(Position, (key_line, key_column, line, column))
            container[key] = value
            key = None
        else:
            positions[(*path, len(container))] = _position(Position, (line, column, line, column))
            container.append(value)
    return root, positions


_position: Final[Any] = tuple.__new__
"""Makes a Position without the call of a Python function."""
