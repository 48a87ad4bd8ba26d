"""The shape of a model: which field, which choices, which group of fields stands at a path of a record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from site_builder.model.explanations import explanations
from site_builder.model.fields import Fields

Path = Sequence[str | int]


@cache
def fields_by_key(model: type[Fields]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the key that a record writes."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


@cache
def explanations_by_key(model: type[Fields]) -> dict[str, str]:
    """Return what the fields of a model are for, by the key that a record writes; empty where nothing is said."""
    said = explanations(model)
    return {field.alias or name: said.get(name, "") for name, field in model.model_fields.items()}


def field_at(model: type[Fields], path: Path) -> FieldInfo | None:
    """Return the field at a path; None where the path leads to an item of a list or mapping, or nowhere."""
    if not path or not isinstance(path[-1], str):
        return None
    group = group_at(model, path[:-1])
    return fields_by_key(group).get(path[-1]) if group else None


def group_at(model: type[Fields], path: Path) -> type[Fields] | None:
    """Return the model of the group of fields at a path, or None where something else is there."""
    return as_group(type_at(model, path))


def groups_of(model: type[Fields]) -> tuple[type[Fields], ...]:
    """Return a model and the models of all groups inside it, each once."""
    found: dict[type[Fields], None] = {model: None}
    open_types: list[Any] = [field.annotation for field in model.model_fields.values()]
    while open_types:
        annotation = open_types.pop()
        group = as_group(annotation)
        if group is None:
            open_types.extend(get_args(annotation))
        elif group not in found:
            found[group] = None
            open_types.extend(field.annotation for field in group.model_fields.values())
    return tuple(found)


def choices_at(model: type[Fields], path: Path) -> tuple[str, ...]:
    """Return the values to choose from at a path; none where it is not a matter of choice."""
    kind_of_value = type_at(model, path)
    return get_args(kind_of_value) if get_origin(kind_of_value) is Literal else ()


def type_at(model: type[Fields], path: Path) -> Any:
    """Return the type of the value at a path without its marks, or None where the model has no such place."""
    found: Any = model
    for part in path:
        found = _step(found, part)
        if found is None:
            return None
    return found


def is_list_at(model: type[Fields], path: Path) -> bool:
    """Return whether a list stands at a path."""
    return get_origin(type_at(model, path)) is tuple


def bare(annotation: Any) -> Any:
    """Return an annotation without its marks, and without the None of a field that may be left out."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            members = [member for member in get_args(annotation) if member is not type(None)]
            if len(members) != 1:
                return annotation
            annotation = members[0]
        else:
            return annotation


def unwrapped(annotation: Any, marks: list[Any]) -> tuple[Any, list[Any]]:
    """Return a type without its marks and the None of an optional field, and all of its marks."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *found = get_args(annotation)
            marks = [*marks, *found]
        elif get_origin(annotation) in (Union, UnionType) and type(None) in get_args(annotation):
            members = [member for member in get_args(annotation) if member is not type(None)]
            if len(members) > 1:
                return Union[tuple(members)], marks  # noqa: UP007 - the members are known only at run time
            annotation = members[0]
        else:
            return annotation, marks


def as_group(annotation: Any) -> type[Fields] | None:
    """Return the annotation where it is a group of fields."""
    return annotation if isinstance(annotation, type) and issubclass(annotation, Fields) else None


def _step(found: Any, part: str | int) -> Any:
    if group := as_group(found):
        field = fields_by_key(group).get(part) if isinstance(part, str) else None
        return bare(field.annotation) if field else None
    arguments = get_args(found)
    if isinstance(part, int):
        return bare(arguments[0]) if get_origin(found) is tuple else None
    return bare(arguments[1]) if get_origin(found) is dict else None
