"""JSON with comments and trailing commas, as settings of editors are written: read with places, and added to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from site_builder.edit.lines import line_end, line_start
from site_builder.edit.source_text import Splice
from site_builder.model.quick import dataclass

_SPACE: Final = re.compile(r"(?:[ \t\r\n]|//[^\n]*|/\*.*?\*/)*+", re.DOTALL)
_REST_OF_LINE: Final = re.compile(r"(?:[ \t]|/\*[^\n]*?\*/)*(?://[^\n]*)?")
_TEXT: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_ATOM: Final = re.compile(r"[-+.0-9A-Za-z]+")
_DEEPEST: Final = 64
_USUAL_INDENT: Final = "    "


class NotJson(ValueError):
    """A text that is not JSON with comments, or holds a key twice. The message is for people."""


@dataclass(frozen=True, slots=True)
class JsonNode:
    """A value with where it begins and ends; of an object its entries, and whether a comma follows the last one."""

    value: Any
    start: int
    end: int
    entries: Mapping[str, JsonNode] | None = None
    comma: int = -1


def read_jsonc(text: str) -> JsonNode:
    """Return the one value of a text. Raises NotJson."""
    node = _value(text, _skip(text, 0), 0)
    if _skip(text, node.end) != len(text):
        raise _wrong(text, node.end)
    return node


def with_entry(text: str, around: JsonNode, key: str, value: object) -> list[Splice]:
    """Return what puts an entry at the end of an object, or another value where the key is there already.

    It is indented as the text is: by as many blanks or tabs as its first key.
    """
    entries, unit = around.entries or {}, _unit(text)
    present = entries.get(key)
    if present is not None:
        if present.value == value:
            return []
        return [Splice(present.start, present.end, _written(value, _indentation(text, present), unit))]
    name = json.dumps(key, ensure_ascii=False)
    if not entries:
        outer = _indentation(text, around)
        indent = outer + unit
        entry = f"\n{indent}{name}: {_written(value, indent, unit)}\n{outer}"
        return [Splice(around.end - 1, around.end - 1, entry)]
    last = list(entries.values())[-1]
    indent = _indentation(text, last)
    entry = f"{name}: {_written(value, indent, unit)}"
    end = last.end if around.comma < 0 else around.comma + 1
    splices = [] if around.comma >= 0 else [Splice(last.end, last.end, ",")]
    rest = _REST_OF_LINE.match(text, end)
    if rest is not None and rest.end() == line_end(text, end):
        closing = "," if around.comma >= 0 else ""
        return [*splices, Splice(rest.end(), rest.end(), f"\n{indent}{entry}{closing}")]
    return [Splice(end, end, f"{' ' if around.comma >= 0 else ', '}{entry}")]


def _indentation(text: str, node: JsonNode) -> str:
    """The blanks and tabs at the start of the line that a value begins on."""
    line = text[line_start(text, node.start) : node.start]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _unit(text: str) -> str:
    """By what a level is indented, as the first key of the text shows it."""
    first = next(iter((read_jsonc(text).entries or {}).values()), None)
    return (_indentation(text, first) if first else "") or _USUAL_INDENT


def _written(value: object, indent: str, unit: str) -> str:
    lines = json.dumps(value, ensure_ascii=False, indent=unit).split("\n")
    return "\n".join((lines[0], *(indent + line for line in lines[1:])))


def _value(text: str, start: int, depth: int) -> JsonNode:
    if depth > _DEEPEST:
        raise _wrong(text, start)
    if text.startswith("{", start):
        return _object(text, start, depth)
    if text.startswith("[", start):
        return _array(text, start, depth)
    match = _TEXT.match(text, start) or _ATOM.match(text, start)
    if match is None:
        raise _wrong(text, start)
    return JsonNode(_plain(text, match), start, match.end())


def _plain(text: str, match: re.Match[str]) -> Any:
    try:
        return json.loads(match[0])
    except ValueError as fault:
        raise _wrong(text, match.start()) from fault


def _object(text: str, start: int, depth: int) -> JsonNode:
    entries: dict[str, JsonNode] = {}
    position, comma = _skip(text, start + 1), -1
    while not text.startswith("}", position):
        key = _TEXT.match(text, position)
        if key is None or (entries and comma < 0):
            raise _wrong(text, position)
        colon = _skip(text, key.end())
        name = _plain(text, key)
        if not text.startswith(":", colon) or name in entries:
            raise _wrong(text, position)
        entries[name] = node = _value(text, _skip(text, colon + 1), depth + 1)
        position, comma = _after(text, node.end)
    return JsonNode({name: node.value for name, node in entries.items()}, start, position + 1, entries, comma)


def _array(text: str, start: int, depth: int) -> JsonNode:
    items: list[Any] = []
    position, comma = _skip(text, start + 1), -1
    while not text.startswith("]", position):
        if items and comma < 0:
            raise _wrong(text, position)
        node = _value(text, position, depth + 1)
        items.append(node.value)
        position, comma = _after(text, node.end)
    return JsonNode(items, start, position + 1)


def _after(text: str, end: int) -> tuple[int, int]:
    """Where the next thing begins, and the comma before it; -1 where there is none."""
    position = _skip(text, end)
    if text.startswith(",", position):
        return _skip(text, position + 1), position
    return position, -1


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _wrong(text: str, offset: int) -> NotJson:
    return NotJson(f"line {text.count(chr(10), 0, offset) + 1} is not JSON, or repeats a key")
