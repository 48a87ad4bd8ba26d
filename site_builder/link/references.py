"""Which records a record refers to, and where it says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic.fields import FieldInfo

from site_builder.link.mentions import find_mentions
from site_builder.model.annotations import may_hold
from site_builder.model.diagnostic import Span
from site_builder.model.fields import MARKDOWN, Fields
from site_builder.model.kind import Kind, has_marker
from site_builder.model.record import FieldPath, Record
from site_builder.model.reference import Reference


@dataclass(frozen=True, slots=True)
class FieldReference:
    """One reference: from a record, by a field, to another record. ``in_text`` where it stands in Markdown."""

    source: Reference
    field: str
    target: Reference
    span: Span
    in_text: bool = False


def references_of(record: Record[Any], kind: Kind[Any]) -> tuple[FieldReference, ...]:
    """Return the references of a record in reading order, those in its Markdown texts included."""
    found: list[FieldReference] = []
    fields = record.fields
    for name, may_refer, may_mention in _where_to_look(kind):
        value = getattr(fields, name)
        if not value:
            continue
        if may_refer:
            for path, target in _references(value, (name,)):
                found.append(FieldReference(record.reference, name, target, record.span(*path)))
        if may_mention:
            for path, text in _markdown(value, (name,), type(fields), name):
                found.extend(_mentions(record, path, text))
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


def _references(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, Reference]]:
    if isinstance(value, Reference):
        yield path, value
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _references(item, (*path, index))
    elif isinstance(value, Fields):
        for name in type(value).model_fields:
            yield from _references(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(key, Reference):
                yield (*path, key.id), key
            yield from _references(item, (*path, str(key)))


def _markdown(value: object, path: FieldPath, owner: type[Fields], name: str) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        if "[[" in value and name in _markdown_fields(owner):
            yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _markdown(item, (*path, index), owner, name)
    elif isinstance(value, Fields):
        for inner in type(value).model_fields:
            yield from _markdown(getattr(value, inner), (*path, inner), type(value), inner)


@cache
def _markdown_fields(fields: type[Fields]) -> frozenset[str]:
    return frozenset(name for name, info in fields.model_fields.items() if has_marker(info, MARKDOWN))


def _mentions(record: Record[Any], path: FieldPath, text: str) -> Iterator[FieldReference]:
    mentions = find_mentions(text)
    spans = record.spans_of_texts((f"[[{mention.kind}:{mention.id}" for mention in mentions), *path)
    for mention, span in zip(mentions, spans, strict=True):
        target = Reference(mention.kind, mention.id)
        yield FieldReference(record.reference, str(path[0]), target, span, in_text=True)
