"""How pydantic reads a value by a function of ours, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from site_builder.model.quick import dataclass

TEXT_SCHEMA: Final = {"type": "string", "pattern": r"\S"}
"""Text that is not blank."""


@dataclass(frozen=True, slots=True, eq=False)
class Reads:
    """Marks a field whose value ``read`` makes of what was written; ``write`` makes what JSON holds of the value.

    ``read`` raises ValueError with words for people: what is wrong, then ``; ``, then how to mend it. ``schema`` is the
    JSON Schema of what may be written. Unlike pydantic's own PlainValidator this never looks at the annotated type,
    which would cost most of the time that importing the kinds takes.
    """

    read: Callable[[object], Any]
    schema: JsonSchemaValue
    write: Callable[[Any], Any] | None = None

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return how pydantic reads and writes the value."""
        written = self.write and core_schema.plain_serializer_function_ser_schema(self.write)
        return core_schema.no_info_plain_validator_function(self.read, serialization=written or None)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON Schema of what may be written."""
        return dict(self.schema)


@dataclass(frozen=True, slots=True, eq=False)
class ReadsText:
    """Marks a text that pydantic's core reads itself, which is several times quicker than a function of ours.

    The text must not be blank. ``strip`` takes the space around it away, ``single_line`` allows no other line.
    """

    strip: bool = True
    single_line: bool = False

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return how pydantic reads the text."""
        if self.single_line:
            return core_schema.str_schema(strip_whitespace=True, min_length=1, pattern=r"^[^\n]*$")
        if self.strip:
            return core_schema.str_schema(strip_whitespace=True, min_length=1)
        return core_schema.str_schema(pattern=r"\S")

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON Schema of a text that is not blank."""
        return {"type": "string", "pattern": r"^\s*\S[^\n]*\s*$"} if self.single_line else dict(TEXT_SCHEMA)
