"""JSON Schema of the kinds, for editors and other programs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema

from site_builder.model.fields import Fields
from site_builder.model.kind import Kind
from site_builder.model.settings import CustomType
from site_builder.validate.custom import custom_model
from site_builder.validate.examples import example_of
from site_builder.validate.shape import explanations_by_key, groups_of

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_NULL: Final = {"type": "null"}


class _Generator(GenerateJsonSchema):
    def encode_default(self, dft: Any) -> Any:
        # Most defaults are plain, and pydantic makes an adapter for each, which takes a third of the time of a schema.
        if type(dft) is tuple:
            return [self.encode_default(each) for each in dft]
        return dft if type(dft) in (NoneType, str, bool, int) else super().encode_default(dft)


def schema_of(kind: Kind[Any], custom: Mapping[str, CustomType] | None = None) -> Mapping[str, Any]:
    """Return the JSON Schema (2020-12) of a kind's records.

    It says what a single record says by itself: keys, types, choices. References that lead nowhere, and fields that
    contradict each other, are for ``opsbook check``. ``custom`` gives the types of the organisation's own fields;
    without it anything may stand there.
    """
    return _without_custom(kind) if custom is None else _schema(kind, custom)


@cache
def _without_custom(kind: Kind[Any]) -> Mapping[str, Any]:
    """Return what two outputs of each build ask for: the pages about the kinds, and the JSON interface."""
    return _schema(kind, None)


def _schema(kind: Kind[Any], custom: Mapping[str, CustomType] | None) -> dict[str, Any]:
    made = kind.fields.model_json_schema(by_alias=True, schema_generator=_Generator)
    groups = made.get("$defs", {})
    for model in groups_of(kind.fields):
        _tidy(made if model is kind.fields else groups[model.__name__], model)
    properties: dict[str, Any] = made["properties"]
    if not kind.may_be_public:
        properties["visibility"]["enum"] = ["internal", None]
    if custom is not None:
        properties["custom"] = _custom_schema(custom, properties["custom"])
    aliases = {name: field.alias or name for name, field in kind.fields.model_fields.items()}
    schema: dict[str, Any] = {
        "$schema": DIALECT,
        "$id": f"urn:opsbook:schema:{kind.name}",
        "title": kind.label,
        "description": kind.purpose,
        "type": "object",
        "additionalProperties": False,
        "required": [aliases[name] for name in kind.required if not (kind.title_from and name == "title")],
        "properties": {aliases[name]: properties[aliases[name]] for name in kind.reading_order},
    }
    if kind.title_from:
        schema["anyOf"] = [_filled("title"), _filled(kind.title_from)]
        _allow_null(properties, "title")
    if "$defs" in made:
        schema["$defs"] = made["$defs"]
    return schema


def _tidy(group: dict[str, Any], model: type[Fields]) -> None:
    """Explain the fields, take out what only repeats their keys, and let null stand for what is left out."""
    required = group.get("required", ())
    explained = explanations_by_key(model)
    for name, field in group.get("properties", {}).items():
        field.pop("title", None)
        if explained[name]:
            field["description"] = explained[name]
        _close(field)
        if field.get("default") in (None, [], {}):
            field.pop("default", None)
        if name not in required:
            _allow_null(group["properties"], name)
        _add_example(group["properties"][name], example_of(explained[name]))


def _add_example(field: dict[str, Any], example: str) -> None:
    if example and "string" in field.get("type", ()) and "enum" not in field:
        field["examples"] = [example.strip("'")]


def _close(schema: dict[str, Any]) -> None:
    """Allow no other keys in a mapping whose keys have a form."""
    if patterns := schema.get("patternProperties"):
        schema["additionalProperties"] = False
        for inner in patterns.values():
            _close(inner)
    for choice in schema.get("anyOf", ()):
        _close(choice)


def _allow_null(properties: dict[str, Any], name: str) -> None:
    field = properties[name]
    choices = [choice for choice in field.get("anyOf", ()) if choice != _NULL]
    if len(choices) == 1 and "$ref" not in choices[0]:
        del field["anyOf"]
        properties[name] = field = {**choices[0], **field}
    elif choices:
        field["anyOf"] = [*choices, _NULL]
        return
    if "enum" in field:
        field["enum"] = [*field["enum"], None]
    if isinstance(field.get("type"), str):
        field["type"] = [field["type"], "null"]
    elif "$ref" in field:
        properties[name] = {"anyOf": [{"$ref": field.pop("$ref")}, _NULL], **field}


def _custom_schema(types: Mapping[str, CustomType], described: Mapping[str, Any]) -> dict[str, Any]:
    _, group = groups_of(custom_model(tuple(types.items())))
    made = group.model_json_schema()
    _tidy(made, group)
    made["properties"] = made.get("properties", {})
    return {**made, "type": ["object", "null"], "description": described["description"]}


def _filled(name: str) -> dict[str, Any]:
    return {"required": [name], "properties": {name: {"type": "string"}}}
