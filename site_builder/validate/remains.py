"""What is left of a record that has an error: enough to see whether its references lead anywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from site_builder.model.common import RecordFields
from site_builder.model.kind import Kind
from site_builder.model.record import RawRecord, Record

F = TypeVar("F", bound=RecordFields)


def remains_of(raw: RawRecord, kind: Kind[F], wrong: Collection[object]) -> Record[F]:
    """Return the record without its ``wrong`` fields, None in the place of those that it needs.

    It is no record to show or to count: it is there so that one mistake does not hide another.
    """
    model = kind.fields
    values: dict[str, Any] = {name: None for name, field in model.model_fields.items() if field.is_required()}
    values.update(_read(raw.values, model, wrong))
    remains: Any = model.model_construct(None, **values)
    return Record(kind.name, raw.id, raw.path, remains, raw.positions, raw.text, raw.body_line)


def _read(values: Mapping[str, Any], model: type[RecordFields], wrong: Collection[object]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if name in model.model_fields and name not in wrong and value is not None:
            try:
                yield name, _reader(model, name).validate_python(value)
            except ValidationError:
                # Another field has to say how this one is to be read.
                continue


@cache
def _reader(model: type[RecordFields], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    annotation: Any = field.annotation
    return TypeAdapter(Annotated[(annotation, *field.metadata)] if field.metadata else annotation)
