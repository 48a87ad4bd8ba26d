"""Which records a record refers to, and where it says so."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple

from pydantic.fields import FieldInfo

from site_builder.link.mentions import find_mentions
from site_builder.model.annotations import may_hold
from site_builder.model.fields import MARKDOWN, Fields
from site_builder.model.kind import Kind, has_marker
from site_builder.model.record import FieldPath, Record
from site_builder.model.reference import Reference

_Path = tuple[str, *tuple[str | int, ...]]
"""A path of a field: its name, and the steps into its value."""

_SEQUENCES: Final = (tuple, list)


class FieldReference(NamedTuple):
    """One reference: from a record, by a field, to another record. ``in_text`` where it stands in Markdown.

    ``path`` leads to the reference, or to the text that mentions the record as the mention of that ``number``, from 0.
    """

    source: Reference
    field: str
    target: Reference
    path: FieldPath
    in_text: bool = False
    number: int = 0


def references_of(record: Record[Any], kind: Kind[Any]) -> tuple[FieldReference, ...]:
    """Return the references of a record in reading order, those in its Markdown texts included."""
    found: list[FieldReference] = []
    fields = record.fields
    for name, may_refer, may_mention in _where_to_look(kind):
        value = getattr(fields, name)
        if not value:
            continue
        if may_refer:
            _add_references(value, record.reference, (name,), found)
        if may_mention:
            _add_mentions(value, record.reference, (name,), type(fields), found)
    return tuple(found)


@cache
def _where_to_look(kind: Kind[Any]) -> tuple[tuple[str, bool, bool], ...]:
    """The fields that may hold a reference, or Markdown that mentions records, in reading order."""
    fields: type[Fields] = kind.fields
    marked = _markdown_fields(fields)
    looked_at = (
        (name, may_hold(kind.field(name).annotation, Reference), name in marked or _has_group(kind.field(name)))
        for name in kind.reading_order
    )
    return tuple(where for where in looked_at if where[1] or where[2])


def _has_group(field: FieldInfo) -> bool:
    return may_hold(field.annotation, Fields)


# These add to a list instead of yielding: one generator inside another would take longer than all the rest.
def _add_references(value: object, source: Reference, path: _Path, found: list[FieldReference]) -> None:
    if isinstance(value, Reference):
        found.append(FieldReference(source, path[0], value, path))
    elif isinstance(value, _SEQUENCES):
        for index, item in enumerate(value):
            _add_references(item, source, (*path, index), found)
    elif isinstance(value, Fields):
        for name in type(value).model_fields:
            _add_references(getattr(value, name), source, (*path, name), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(key, Reference):
                found.append(FieldReference(source, path[0], key, (*path, key.id)))
            _add_references(item, source, (*path, str(key)), found)


def _add_mentions(
    value: object, source: Reference, path: _Path, owner: type[Fields], found: list[FieldReference]
) -> None:
    """Add the mentions in the Markdown texts of a value; ``owner`` has the field that the path leads to last."""
    if isinstance(value, str):
        if "[[" in value and _last_name(path) in _markdown_fields(owner):
            for number, mention in enumerate(find_mentions(value)):
                target = Reference(mention.kind, mention.id)
                found.append(FieldReference(source, path[0], target, path, in_text=True, number=number))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _add_mentions(item, source, (*path, index), owner, found)
    elif isinstance(value, Fields):
        for name in type(value).model_fields:
            _add_mentions(getattr(value, name), source, (*path, name), type(value), found)


def _last_name(path: _Path) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


@cache
def _markdown_fields(fields: type[Fields]) -> frozenset[str]:
    return frozenset(name for name, info in fields.model_fields.items() if has_marker(info, MARKDOWN))
