"""Where a record, as it was read, refers to others: by the model of its kind, whether or not it is valid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from site_builder.model.fields import MARKDOWN, Fields, Refers
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath
from site_builder.model.reference import Reference
from site_builder.validate.shape import as_group, fields_by_key, type_at, unwrapped


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A text that names a record, or a path of the repository; ``is_key`` where it is the last key of the path."""

    path: FieldPath
    text: str
    target: Reference | str
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class MarkdownPlace:
    """A text in Markdown."""

    path: FieldPath
    text: str


def places(values: Mapping[str, Any], kind: Kind[Any]) -> Iterator[NamedPlace | MarkdownPlace]:
    """Yield every place of a record that names another one, and every Markdown text, in the order of the model."""
    return _of_group(kind.fields, values, ())


def kind_of_items(model: type[Fields], path: FieldPath) -> str:
    """Return the kind of which a bare id in the list at a path is; empty where the list is of something else."""
    list_type = type_at(model, path)
    refers = _refers(unwrapped(get_args(list_type)[0], [])[1]) if get_origin(list_type) is tuple else None
    return refers.kind if refers else ""


def _of_group(group: type[Fields], values: Mapping[Any, Any], path: FieldPath) -> Iterator[NamedPlace | MarkdownPlace]:
    for key, field in fields_by_key(group).items():
        if key in values:
            yield from _of_value(field.annotation, field.metadata, values[key], (*path, key))


def _of_value(
    annotation: Any, marks: list[Any], value: object, path: FieldPath
) -> Iterator[NamedPlace | MarkdownPlace]:
    written_type, marks = unwrapped(annotation, marks)
    refers = _refers(marks)
    if isinstance(value, str) and refers is not None:
        yield from _named(refers, value, path)
    elif isinstance(value, str) and MARKDOWN in marks:
        yield MarkdownPlace(path, value)
    elif get_origin(written_type) is tuple:
        items = list(enumerate(value)) if isinstance(value, list) else None
        for number, item in items if items is not None else [(None, value)]:
            at = path if number is None else (*path, number)
            yield from _of_value(get_args(written_type)[0], [], item, at)
    elif isinstance(value, Mapping):
        group = as_group(written_type)
        if group is not None:
            yield from _of_group(group, value, path)
        elif get_origin(written_type) is dict:
            yield from _of_mapping(written_type, value, path)


def _of_mapping(written_type: Any, value: Mapping[Any, Any], path: FieldPath) -> Iterator[NamedPlace | MarkdownPlace]:
    key_type, value_type = get_args(written_type)
    refers = _refers(unwrapped(key_type, [])[1])
    for key, item in value.items():
        if refers is not None and isinstance(key, str):
            yield from _named(refers, key, (*path, key), is_key=True)
        yield from _of_value(value_type, [], item, (*path, key))


def _named(refers: Refers, text: str, path: FieldPath, *, is_key: bool = False) -> Iterator[NamedPlace]:
    try:
        target = refers.read(text)
    except ValueError:
        return
    if isinstance(target, Reference | str):
        yield NamedPlace(path, text, target, is_key)


def _refers(marks: list[Any]) -> Refers | None:
    return next((mark for mark in marks if isinstance(mark, Refers)), None)
