"""Fields that may be written in more than one way."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from site_builder.model.dates import PlannedDate, parse_planned
from site_builder.model.fields import Refers
from site_builder.model.quick import dataclass
from site_builder.model.reference import ID_PATTERN, Reference, is_id

_LIKE_A_DATE = re.compile(r"\d{4}-(\d{1,2}(-\d{1,2})?|[Qq]\d)", re.ASCII)


def _date_or_release(value: object) -> PlannedDate | Reference:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise ValueError(f"{value} is a number; put a version in quotes so that it stays as written")
    if not isinstance(value, str):
        raise ValueError("must be a date or the id of a release; write 2027-03-31, 2027-Q1 or a version in quotes")
    text = value.strip()
    if _LIKE_A_DATE.fullmatch(text):
        return parse_planned(text)
    release = text.removeprefix("release:")
    if not is_id(release):
        raise ValueError(f"{text!r} is neither a date nor a release; write 2027-03-31, 2027-Q1 or the id of a release")
    return Reference("release", release)


def _written(value: PlannedDate | Reference) -> str:
    return value.id if isinstance(value, Reference) else value.text


_SCHEMA = {"type": "string", "pattern": rf"^(\d{{4}}-Q[1-4]|(release:)?{ID_PATTERN})$", "x-refers": "release"}

DateOrRelease = Annotated[PlannedDate | Reference, Refers(_date_or_release, _SCHEMA, _written, "release")]
"""A day, a month or a quarter (a planned date), or a release (a reference)."""


@dataclass(frozen=True, slots=True)
class OneOrMany:
    """Marks a list that may be written as its only item: ``Annotated[tuple[Text, ...], OneOrMany()]``."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return how pydantic reads such a list."""
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON Schema of such a list."""
        array = handler(schema)
        return {"anyOf": [array["items"], array]}


def _listed(value: object) -> object:
    return value if value is None or isinstance(value, list | tuple) else [value]
