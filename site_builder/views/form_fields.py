"""The fields of a form, from the JSON Schema of a kind: whatever validation asks for, the form asks for as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from site_builder.model.fields import MARKDOWN
from site_builder.model.kind import Kind, has_marker
from site_builder.views.cells import Markup
from site_builder.views.forms import FormField
from site_builder.views.words import label_of, words

Schema = Mapping[str, Any]

_NOT_ASKED = frozenset({"allow", "formerly"})
"""What is written into a record that is there already."""


def form_fields(kind: Kind[Any], schema: Schema) -> dict[str, FormField]:
    """Return the fields of a kind by their key, in reading order, as far as a form can ask for them.

    A mapping whose keys are free is left to those who write files, as is what no new record has.
    """
    long = {kind.field(name).alias or name for name in kind.reading_order if has_marker(kind.field(name), MARKDOWN)}
    found = {}
    for made in _fields(schema, schema.get("$defs", {})):
        if made.key == "visibility" and not kind.may_be_public:
            continue
        if made.key not in _NOT_ASKED:
            found[made.key] = replace(made, control="lines") if made.key in long and made.control == "text" else made
    if kind.narrative and "body" in found:
        found["body"] = replace(found["body"], value=kind.narrative)
    if kind.title_from:
        found[kind.title_from] = replace(found[kind.title_from], required=True)
    return found


def _fields(group: Schema, groups: Mapping[str, Schema]) -> Iterator[FormField]:
    required = group.get("required", ())
    for key, described in group.get("properties", {}).items():
        made = _field(key, described, groups)
        if made is not None:
            text = described.get("description", "")
            help_text = Markup(text, "", inline=True) if text else None
            example = next(iter(described.get("examples", ())), "")
            yield replace(made, help=help_text, required=key in required, example=str(example))


def _field(key: str, schema: Schema, groups: Mapping[str, Schema]) -> FormField | None:
    """Return how a value of this schema is asked for; None where a form cannot ask for it."""
    options = [option for several in ("anyOf", "oneOf") for option in schema.get(several, ()) if not _is_null(option)]
    if options:
        return _one_of(key, options, groups)
    if "$ref" in schema:
        fields = tuple(_fields(groups[schema["$ref"].rpartition("/")[2]], groups))
        return FormField(key, label_of(key), "group", fields=fields) if fields else None
    if "const" in schema:
        return _choice(key, [schema["const"]])
    if "enum" in schema:
        return _choice(key, [value for value in schema["enum"] if value is not None])
    match [name for name in _types(schema) if name != "null"]:
        case ["array"]:
            item = _field(key, schema.get("items", {}), groups)
            return replace(item, repeated=True) if item is not None and not item.repeated else None
        case ["object"] if "properties" in schema:
            fields = tuple(_fields(schema, groups))
            return FormField(key, label_of(key), "group", fields=fields) if fields else None
        case ["boolean"]:
            return FormField(key, label_of(key), "flag")
        case ["integer"] | ["number"] as number:
            return _number(key, schema, is_whole=number == ["integer"])
        case types if "string" in types:
            return _text(key, schema)
    return None


def _one_of(key: str, options: list[Schema], groups: Mapping[str, Schema]) -> FormField | None:
    """Return a field for several schemas: a list takes a single value in, and a text says the rest in its own words."""
    fields = [_field(key, option, groups) for option in options]
    several = next((each for each in fields if each is not None and each.repeated), None)
    if several is not None or len(fields) == 1:
        return several or fields[0]
    texts = [each for each in fields if each is not None and each.control in ("text", "reference")]
    if not texts:
        return None
    patterns = [text.pattern for text in texts]
    return FormField(key, label_of(key), "text", pattern="|".join(patterns) if all(patterns) else "")


def _choice(key: str, values: list[Any]) -> FormField:
    is_exact = not any(isinstance(value, str) for value in values)
    choices = tuple((_written(value), words(_written(value))) for value in values)
    return FormField(key, label_of(key), "choice", choices=choices, is_exact=is_exact)


def _number(key: str, schema: Schema, *, is_whole: bool) -> FormField:
    names = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    low, high, above, below = (_written(schema[name]) if name in schema else "" for name in names)
    return FormField(key, label_of(key), "number", low=low, high=high, above=above, below=below, is_whole=is_whole)


def _text(key: str, schema: Schema) -> FormField:
    field = FormField(key, label_of(key), "text", pattern=schema.get("pattern", ""))
    match schema.get("format"):
        case "date":
            return replace(field, control="date", pattern="")
        case "date-time":
            return replace(field, control="moment", pattern="")
    if "x-refers" in schema:
        return replace(field, control="reference", refers=schema["x-refers"])
    # The colon of ``kind:id`` is what only a reference to a record of any kind must have.
    is_reference = field.pattern.startswith("^[a-z][a-z-]*:")
    return replace(field, control="reference") if is_reference else field


def _types(schema: Schema) -> list[str]:
    named = schema.get("type")
    return named if isinstance(named, list) else [named] if named else []


def _is_null(schema: Schema) -> bool:
    return schema.get("type") == "null"


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
