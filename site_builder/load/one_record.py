"""One record: from the bytes of its file to plain values with their places."""

from __future__ import annotations

from typing import Any

from site_builder.load.front_matter import FrontMatter, UnclosedFrontMatter, split_front_matter
from site_builder.load.names import RecordFile
from site_builder.load.text import decode
from site_builder.load.yaml import Composed, compose
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Position, RawRecord

_CLOSE = "close it with a line of three hyphens"


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record as it was read, None where it cannot be; and what is wrong with it."""

    record: RawRecord | None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_record(data: bytes, file: RecordFile) -> ReadRecord:
    """Return the record that a file holds. Depends on nothing but its arguments."""
    decoded = decode(data, file.path)
    if decoded.text is None:
        return ReadRecord(None, decoded.diagnostics)
    text = decoded.text
    if not file.path.endswith(".md"):
        return _finish(file, text, compose(text, file.path), None)
    try:
        parts = split_front_matter(text)
    except UnclosedFrontMatter:
        return _refuse("front-matter", "the front matter is never closed", file, _CLOSE)
    if parts is None:
        return _refuse("front-matter", "a record in Markdown begins with front matter", file, _begin(text))
    return _finish(file, text, compose(parts.yaml, file.path, first_line=parts.first_line), parts)


def _finish(file: RecordFile, text: str, composed: Composed, parts: FrontMatter | None) -> ReadRecord:
    if not composed.is_readable:
        return ReadRecord(None, composed.diagnostics)
    if composed.value is None:
        what = "the file is empty" if parts is None else "the front matter is empty"
        return _refuse("missing-field", f"{what}; a record has at least a title and an owner", file, "write its fields")
    if not isinstance(composed.value, dict):
        what = "a list" if isinstance(composed.value, list) else "a single value"
        return _refuse("invalid-value", f"this is {what}; a record is a mapping of fields", file, "write key: value")
    values, positions = composed.value, composed.positions
    if parts is None:
        return ReadRecord(RawRecord(file.kind, file.id, file.path, values, positions, text), composed.diagnostics)
    diagnostics = (*composed.diagnostics, *_add_body(file.path, values, positions, parts))
    return ReadRecord(RawRecord(file.kind, file.id, file.path, values, positions, text, parts.body_line), diagnostics)


def _add_body(
    path: str, values: dict[str, Any], positions: dict[FieldPath, Position], parts: FrontMatter
) -> tuple[Diagnostic, ...]:
    """Put the narrative among the values; a front matter that has one of its own would hide it."""
    diagnostics: tuple[Diagnostic, ...] = ()
    if "body" in values:
        position = positions[("body",)]
        message = "the front matter has a body, and in a Markdown file the body is what follows it"
        span = Span(path, position.key_line, position.key_column)
        diagnostics = (error("front-matter", message, span, "move the text below the front matter"),)
        del values["body"], positions[("body",)]
    if parts.body.strip():
        values["body"] = parts.body
        positions[("body",)] = Position(parts.body_line, 1, parts.body_line, 1)
    return diagnostics


def _begin(text: str) -> str:
    if text.lstrip().startswith("---"):
        return "remove what stands before the first line of three hyphens"
    return "begin with --- and the fields; name it README.md, or with _ at first, if it is prose"


def _refuse(code: str, message: str, file: RecordFile, hint: str) -> ReadRecord:
    return ReadRecord(None, (error(code, message, Span(file.path), hint),))
