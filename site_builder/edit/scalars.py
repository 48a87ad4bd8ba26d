"""Values written as YAML: in the style of what stood there before, where it can hold the new value."""

from __future__ import annotations

import json
import re
from typing import Final

from site_builder.load.yaml import compose

WIDTH: Final = 100
"""A list or mapping that fits into so many columns stands on one line."""

_INDENT: Final = 2
_SURPRISING: Final = frozenset({"yes", "no", "on", "off", "y", "n"})
"""Text for YAML 1.2, truth values for older readers: quoted, so that all read the same."""
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def write_scalar(value: object, style: str = "", *, in_flow: bool = False, indent: int = 0) -> str:
    """Return a value as a YAML scalar; text of several lines as a block indented by ``indent`` spaces.

    ``style`` is that of the value it takes the place of. It is kept for text that it can hold.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if not isinstance(value, str):
        return repr(value)
    if "\n" in value and not in_flow and _fits_a_block(value):
        return _block(value, indent)
    if "\n" in value or _UNSEEN.search(value):
        return _double_quoted(value)
    if style == '"':
        return _double_quoted(value)
    if style != "'" and _is_plain(value, in_flow):
        return value
    return "'" + value.replace("'", "''") + "'"


def write_flow(value: object) -> str:
    """Return a value on one line: lists in brackets, mappings in braces."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(write_flow(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{write_flow(key)}: {write_flow(item)}" for key, item in value.items()) + "}"
    return write_scalar(value, in_flow=True)


def write_entry(key: str, value: object, indent: int) -> str:
    """Return the lines of a mapping's entry, without the indentation of the first and without the last line's end."""
    name = write_scalar(key, in_flow=True)
    if isinstance(value, list | dict) and value:
        on_one_line = f"{name}: {write_flow(value)}"
        if isinstance(value, list) and not _is_nested(value) and len(on_one_line) + indent <= WIDTH:
            return on_one_line
        return f"{name}:\n{write_block(value, indent + _INDENT)}"
    written = write_flow(value) if isinstance(value, list | dict) else write_scalar(value, indent=indent + _INDENT)
    return f"{name}: {written}"


def write_block(value: object, indent: int) -> str:
    """Return a list or mapping that is not empty, one item a line, each line indented by ``indent`` spaces."""
    margin = " " * indent
    if isinstance(value, dict):
        return "\n".join(margin + write_entry(key, item, indent) for key, item in value.items())
    if isinstance(value, list):
        return "\n".join(f"{margin}- {write_item(item, indent)}" for item in value)
    return margin + write_scalar(value, indent=indent)


def write_item(item: object, indent: int) -> str:
    """Return an item of a block list whose hyphen stands in column ``indent``, without the hyphen."""
    if isinstance(item, dict) and item:
        return write_block(item, indent + _INDENT).lstrip(" ")
    return write_flow(item) if isinstance(item, list | dict) else write_scalar(item, indent=indent + _INDENT)


def _is_nested(value: list[object]) -> bool:
    return any(isinstance(item, list | dict) or (isinstance(item, str) and "\n" in item) for item in value)


def _is_plain(text: str, in_flow: bool) -> bool:
    """Whether a text can stand there without quotes: the loader itself is asked."""
    if text.lower() in _SURPRISING:
        return False
    written, expected = (f"k: [{text}, x]", [text, "x"]) if in_flow else (f"k: {text}", text)
    return compose(written, "").mapping == {"k": expected}


def _fits_a_block(text: str) -> bool:
    """Whether a text can be a block whatever blank lines follow it: it ends with one line end at most."""
    if not text.strip() or text.startswith(("\n", " ", "\t")) or text.endswith("\n\n"):
        return False
    return not _UNSEEN.search(text.replace("\n", "").replace("\t", ""))


def _block(text: str, indent: int) -> str:
    chomping = "" if text.endswith("\n") else "-"
    lines = (" " * indent + line if line else "" for line in text.removesuffix("\n").split("\n"))
    return f"|{chomping}\n" + "\n".join(lines)


def _double_quoted(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
