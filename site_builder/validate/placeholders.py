"""Values to start from: what a new record holds until somebody writes what is true."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any, Final, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from site_builder.model.data_source import DataSource
from site_builder.model.dates import Period, PlannedDate, quarter_of
from site_builder.model.fields import Refers
from site_builder.model.quick import dataclass
from site_builder.model.reads import Reads
from site_builder.model.reference import Handle, Reference
from site_builder.validate.examples import example_of
from site_builder.validate.shape import unwrapped

_PLAIN: Final = re.compile(r"[A-Za-z](?:[^:#,\[\]{}`\n]|:(?=[^\s]))*")
_NOT_TEXT: Final = frozenset({"true", "false", "null"})
OWNER: Final = "@your-team"
"""Who answers for a new record until somebody is named."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """For which record values are made up: the default folder of its kind, its id, and the day."""

    folder: str
    record_id: str
    as_of: date


@dataclass(frozen=True, slots=True)
class _Asked:
    field: FieldInfo
    explanation: str


def placeholder(field: FieldInfo, explanation: str, occasion: Occasion) -> str:
    """Return a value for a field on one line of YAML: the example of its explanation, or one that fits its type."""
    return _value(field.annotation, field.metadata, _Asked(field, explanation), occasion)


def text_to_replace(explanation: str) -> str:
    """Return the text that stands for one nobody has written; nothing where an example stands for it."""
    return "" if example_of(explanation) else _first_sentence(explanation)


def quoted(text: str) -> str:
    """Return a text as a YAML scalar that is read as text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT and text == text.strip():
        return text
    return json.dumps(text, ensure_ascii=False)


def _value(annotation: Any, marks: list[Any], asked: _Asked, occasion: Occasion) -> str:
    written_type, marks = unwrapped(annotation, marks)
    example = example_of(asked.explanation)
    if get_origin(written_type) is tuple:
        return f"[{_value(get_args(written_type)[0], [], asked, occasion)}]"
    if get_origin(written_type) is dict:
        return example if example.startswith("{") else "{}"
    if get_origin(written_type) is Literal:
        return next(str(choice) for choice in get_args(written_type) if choice != asked.field.default)
    if written_type is bool:
        return "true"
    if written_type in (int, float):
        return example or _number(marks)
    if made := _day_or_reference(written_type, marks, occasion):
        return quoted(example.strip("'")) if example and _names_record(marks) else made
    if written_type is DataSource:
        return example or f"{occasion.folder}/{occasion.record_id}.csv"
    return quoted(example.strip("'") or _first_sentence(asked.explanation))


def _day_or_reference(written_type: Any, marks: list[Any], occasion: Occasion) -> str:
    """Return a day, a moment, a period or a name; nothing where the type is another."""
    members = get_args(written_type) or (written_type,)
    if PlannedDate in members:
        return _next_quarter(occasion.as_of)
    if date in members:
        return occasion.as_of.isoformat()
    if datetime in members:
        return f"{occasion.as_of.isoformat()}T09:00:00Z"
    if Period in members:
        return str(occasion.as_of.year)
    if Handle in members:
        return quoted(OWNER)
    if Reference in members and str not in members:
        kind = next(mark.kind for mark in marks if isinstance(mark, Refers))
        return f"some-{kind}" if kind else "initiative:some-initiative"
    return ""


def _names_record(marks: list[Any]) -> bool:
    return any(isinstance(mark, Refers) and mark.kind != "role" for mark in marks)


def _number(marks: list[Any]) -> str:
    choices = [mark.schema["enum"] for mark in marks if isinstance(mark, Reads) and "enum" in mark.schema]
    return str(choices[0][0]) if choices else "1"


def _first_sentence(explanation: str) -> str:
    return (explanation or "Text").split(". ")[0].rstrip(".").replace("`", "")


def _next_quarter(day: date) -> str:
    quarter = (day.month - 1) // 3 + 1
    return quarter_of(date(day.year + quarter // 4, quarter % 4 * 3 + 1, 1))
