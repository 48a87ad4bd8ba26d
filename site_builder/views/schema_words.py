"""The type of a field in words, from its JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]


def type_words(schema: Schema) -> str:
    """Return the type of a field in words: ``one of a, b``, ``list of references to initiative``, ``date``."""
    if "enum" in schema:
        choices = [str(value) for value in schema["enum"] if value is not None]
        return choices[0] if len(choices) == 1 else f"one of {', '.join(choices)}"
    if "const" in schema:
        return str(schema["const"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            options = [type_words(option) for option in schema[several] if option.get("type") != "null"]
            return " or ".join(dict.fromkeys(options))
    if "$ref" in schema:
        return _group(schema["$ref"])
    return _plain(schema)


def _plain(schema: Schema) -> str:
    kind = schema.get("type")
    names = [name for name in (kind if isinstance(kind, list) else [kind]) if name and name != "null"]
    match names:
        case ["array"]:
            return f"list of {_plural(schema.get('items', {}))}"
        case ["object"]:
            inner = schema.get("additionalProperties")
            return f"mapping to {type_words(inner)}" if isinstance(inner, Mapping) else "mapping"
        case ["string"]:
            return _text(schema)
        case []:
            return "any value"
    return " or ".join({"integer": "whole number", "boolean": "true or false"}.get(name, name) for name in names)


def _text(schema: Schema) -> str:
    pattern = schema.get("pattern", "")
    if "x-refers" in schema:
        reference = f"reference to {schema['x-refers']}"
        return f"date, or {reference}" if "Q[1-4]" in pattern else reference
    words = {"date": "date", "date-time": "moment", "uri": "URL"}.get(schema.get("format", ""))
    if words:
        return words
    if "Q[1-4]" in pattern:
        return "planned date (day, month or quarter)" if r"\d{2})-" in pattern or "(0[1-9]" in pattern else "period"
    return "reference (kind:id)" if pattern.startswith("^[a-z]") and "]*:" in pattern else "text"


def _plural(schema: Schema) -> str:
    words = type_words(schema)
    if words.startswith("reference to "):
        return words.replace("reference to ", "references to ", 1)
    return {"text": "texts", "date": "dates", "URL": "URLs"}.get(words, words)


def _group(reference: str) -> str:
    return f"group {reference.rpartition('/')[2]}"
