"""What is wrong with a value, in words for people. Nothing of pydantic's own words gets through."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from site_builder.model.fields import Fields, not_text
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath
from site_builder.model.suggest import did_you_mean, one_of
from site_builder.validate.shape import (
    as_group,
    choices_at,
    explanations_by_key,
    field_at,
    fields_by_key,
    group_at,
    type_at,
)

_KEY = "[key]"
_LONGEST_QUOTE = 60
_HAS_SIGN = re.compile(r"[.\[\]]")
_OR_LEAVE_OUT = ", or leave the key out"
_VERBS = ("is ", "must ", "needs ", "has ")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a record: its code, its words, and the path it points at.

    ``at_key`` says that it points at the key of the path; else at the value, or what encloses it.
    """

    code: str
    message: str
    hint: str
    path: FieldPath
    at_key: bool = False


def problem_of(detail: ErrorDetails, model: type[Fields], values: Mapping[str, Any]) -> Problem:
    """Return what an error of pydantic says of a record with these values."""
    path = _path(detail["loc"], values)
    if detail["type"] == "missing":
        return _missing(path, model)
    if detail["type"] == "extra_forbidden":
        return _unknown_key(path, detail["input"], fields_by_key(group_at(model, path[:-1]) or model))
    if detail["loc"] and detail["loc"][-1] == _KEY:
        said, hint = _said(detail, path[:-1], model)
        return Problem("invalid-value", _about(f"the key {written_path(path)}", said), hint, path, at_key=True)
    said, hint = _said(detail, path, model)
    code = "outside-repository" if detail["type"] == "outside_repository" else "invalid-value"
    return Problem(code, _about(written_path(path), said), hint, path)


def written_path(path: Sequence[str | int]) -> str:
    """Return a path as people write it: ``actions[2].due``, ``results.conv["a.1"]``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _HAS_SIGN.search(part):
            text += f'["{part}"]'
        else:
            text += f".{part}" if text else part
    return text


def _unknown_key(path: FieldPath, value: object, known: Mapping[str, object]) -> Problem:
    group = written_path(path[:-1])
    where = f" in {group}" if group else ""
    hint = did_you_mean(str(path[-1]), known)
    if value is None and " " in str(path[-1]):
        hint = "text with a comma in it needs quotes between { and }"
    if not hint and group:
        hint = f"its keys are {one_of(known)}" if known else ""
    if not hint:
        hint = "an organisation's own fields go under custom and are declared in mkdocs.yml"
    return Problem("unknown-key", f"unknown key {_quoted(str(path[-1]))}{where}", hint, path, at_key=True)


def _missing(path: FieldPath, model: type[Fields]) -> Problem:
    name = written_path(path)
    explanation = explanations_by_key(group_at(model, path[:-1]) or model).get(str(path[-1]))
    hint = f"add '{path[-1]}': {explanation}" if explanation else f"add '{path[-1]}'"
    return Problem("missing-field", f"{name} is missing", hint, path)


def _said(detail: ErrorDetails, path: FieldPath, model: type[Fields]) -> tuple[str, str]:
    value = detail["input"]
    if value is None or (isinstance(value, str) and not value.strip()):
        return "is empty", _choose(path, model, "") or _fill(path, model)
    match detail["type"]:
        case "literal_error":
            written = _quoted(value)
            return (f"{written} is not allowed" if written else "must be a word"), _choose(path, model, value)
        case "string_type":
            said, _, hint = not_text(value).partition("; ")
            return said, hint
        case "string_pattern_mismatch":
            return "must be a single line", "put the rest into summary or the narrative"
        case "outside_repository":
            return detail["msg"], "write a path from the root of the repository"
        case "value_error":
            said, _, hint = _own_words(detail).partition("; ")
            return said, hint if _may_be_left_out(path, model) else hint.partition(_OR_LEAVE_OUT)[0]
        case "tuple_type":
            written = _quoted(value)
            return "must be a list", f"write [{value}]" if written else "write one item a line, each after '- '"
        case "model_type" | "dict_type" | "model_attributes_type":
            return _needs_group(path, model, value)
    return "cannot be read", ""


def _fill(path: FieldPath, model: type[Fields]) -> str:
    return f"write a value{_OR_LEAVE_OUT}" if _may_be_left_out(path, model) else "write a value"


def _may_be_left_out(path: FieldPath, model: type[Fields]) -> bool:
    field = field_at(model, path)
    return field is not None and not field.is_required()


def _own_words(detail: ErrorDetails) -> str:
    raised = detail.get("ctx", {}).get("error")
    return str(raised) if raised is not None else detail["msg"]


def _needs_group(path: FieldPath, model: type[Fields], value: object) -> tuple[str, str]:
    group = as_group(type_at(model, path))
    fields = fields_by_key(group) if group else {}
    if not fields:
        return "must be a mapping", "write 'name: value' below it, indented"
    required = [key for key, field in fields.items() if field.is_required()] or list(fields)[:1]
    others = [key for key in fields if key not in required]
    several = f"{', '.join(required[:-1])} and {required[-1]}"
    written = several if required[1:] else f"'{required[0]}: {_example(value)}'"
    hint = f"write {written} {'after the hyphen' if isinstance(path[-1], int) else 'below it, indented'}"
    return "must be a group of fields", f"{hint}; {one_of(others)} may follow" if others else hint


def _example(value: object) -> str:
    """What was written, as the value of a field; dots where it is no short line."""
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return text if text and len(text) <= _LONGEST_QUOTE and "\n" not in text else "…"


def _choose(path: FieldPath, model: type[Fields], value: object) -> str:
    choices = choices_at(model, path)
    if not choices:
        return ""
    suggestion = did_you_mean(value, choices) if isinstance(value, str) and value else ""
    choose = f"choose {one_of(choices)}"
    return f"{suggestion} {choose[0].upper()}{choose[1:]}" if suggestion else choose


def _about(name: str, said: str) -> str:
    return f"{name} {said}" if said.startswith(_VERBS) else f"{name}: {said}"


def _path(location: Sequence[str | int], values: Mapping[str, Any]) -> FieldPath:
    """Leave out what is not in the record: the mark of a key, and the position in a list written as its only item."""
    path = [part for part in location if part != _KEY]
    found: Any = values
    for index, part in enumerate(path):
        if isinstance(part, int) and not isinstance(found, list | tuple):
            del path[index]
            break
        found = found.get(part) if isinstance(found, Mapping) else found[part] if isinstance(part, int) else None
    return tuple(path)


def _quoted(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        return ""
    text = repr(value)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 4]}...{text[-1]}"
