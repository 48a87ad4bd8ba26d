"""Values for every field of every kind, made from the models: whatever can hold words holds a token."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args, get_origin
from urllib.parse import quote

from pydantic import ValidationError

from site_builder.model.data_source import DataSource
from site_builder.model.dates import Period, PlannedDate
from site_builder.model.fields import Fields, Refers
from site_builder.model.kind import Kind
from site_builder.model.reads import Reads
from site_builder.model.reference import Handle, Reference
from site_builder.validate.shape import as_group, fields_by_key, unwrapped

NO_WORDS = frozenset({"columns.date_format", "columns.timezone", "columns.encoding", "columns.skip_rows"})
"""Fields that no token can be written into, by their path."""

Word = Callable[[str], str]
"""Gives the word for a place."""


@dataclass(frozen=True)
class Maker:
    """Makes values. ``word`` gives words, ``name`` the id of a record of a kind."""

    word: Word
    name: Callable[[str], str]

    def record(self, kind: Kind[Any], place: str, chosen: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record of a kind with all its fields, those that are ``chosen`` as they are given."""
        model: type[Fields] = kind.fields
        values = {
            key: chosen[key] if key in chosen else self.value(field.annotation, field.metadata, f"{place}.{key}", key)
            for key, field in fields_by_key(model).items()
        }
        if kind.name == "experiment":
            # Results are those of its variants.
            [[metric, by_variant]] = values["results"].items()
            keys = [variant["key"] for variant in values["variants"]]
            values["results"] = {metric: dict(zip(keys, by_variant.values(), strict=True))}
        return {key: value for key, value in values.items() if value is not None}

    def group(self, model: type[Fields], place: str, path: str) -> dict[str, Any]:
        """Return a group of fields, without those that no words can be written into."""
        values = {
            key: self.value(field.annotation, field.metadata, f"{place}.{key}", f"{path}.{key}")
            for key, field in fields_by_key(model).items()
            if f"{path}.{key}" not in NO_WORDS
        }
        return {key: value for key, value in values.items() if value is not None}

    def value(self, annotation: Any, marks: list[Any], place: str, path: str) -> Any:
        """Return a value of a type."""
        written, marks = unwrapped(annotation, marks)
        group = as_group(written)
        if group is not None:
            return self.group(group, place, path)
        if get_origin(written) is tuple:
            return [self.value(get_args(written)[0], [], place, path)]
        if get_origin(written) is dict:
            return self._mapping(get_args(written), place, path)
        if get_origin(written) is Literal:
            return get_args(written)[-1]
        return _NUMBERS[path] if path in _NUMBERS else self._scalar(written, marks, place)

    def _mapping(self, types: tuple[Any, ...], place: str, path: str) -> Any:
        if types[1] is Any:
            return None
        return {self.value(types[0], [], f"{place} (key)", path): self.value(types[1], [], place, path)}

    def _scalar(self, written: Any, marks: list[Any], place: str) -> Any:
        members = get_args(written) or (written,)
        schema = next((mark.schema for mark in marks if isinstance(mark, Reads)), {})
        if Handle in members:
            return f"@{self.word(place)}"
        if Reference in members:
            kind = next(mark.kind for mark in marks if isinstance(mark, Refers))
            return self.name(kind) if kind else f"initiative:{self.name('initiative')}"
        if bool in members:
            return False
        if float in members or int in members:
            return schema["enum"][0] if "enum" in schema else 0.5 if "exclusiveMaximum" in schema else 1
        for made, value in _TIMES.items():
            if made in members:
                return value
        if DataSource in members:
            return f"data/{self.word(place)}.csv"
        if schema.get("format") == "uri":
            return f"https://example.org/{quote(self.word(place))}"
        return self.word(place)


_NUMBERS: Mapping[str, int] = {"scale.high": 5}
"""Numbers that have to fit others."""

_TIMES: Mapping[type, Any] = {
    PlannedDate: "2026-12-17",
    datetime: "2026-10-01T09:00:00Z",
    date: "2026-10-01",
    Period: "2026",
}
"""A moment is a day as well, so it comes first."""


def faults(kind: Kind[Any], values: Mapping[str, Any]) -> list[str]:
    """Return which fields of a record are not taken, and why."""
    try:
        kind.fields.model_validate(values)
    except ValidationError as invalid:
        return [f"{kind.name} {error['loc']}: {error['msg']}" for error in invalid.errors(include_url=False)]
    return []
