"""The collections of the JSON interface: a file for each record, one for all of a kind, and the schema of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from site_builder.export.json_text import json_bytes
from site_builder.history.changes import FileHistory
from site_builder.link.handbook import Handbook
from site_builder.link.references import FieldReference
from site_builder.measure.base import Measures
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.validate.schema import schema_of

ROOT = "api/v1"


@dataclass(frozen=True, slots=True)
class ApiInputs:
    """What the JSON interface is made of."""

    handbook: Handbook
    measures: Measures
    history: FileHistory
    as_of: date


@dataclass(frozen=True, slots=True)
class KeptRecords:
    """The interface that an earlier build wrote into a site, of which only these records have become others.

    Nothing else is known of a record here than of itself, of what it refers to and of what refers to it: a record that
    is not among ``others`` has the same file as before.
    """

    site: Path
    others: Set[Record[Any]]


def collections(
    inputs: ApiInputs, kept: KeptRecords | None = None
) -> Iterator[Callable[[], Iterator[tuple[str, bytes]]]]:
    """Yield what makes the files of the collections, in parts that do not depend on each other; the longest first.

    Each gives files: their paths in the site and their bytes. Of an interface that was ``kept`` only the files are made
    that have become others. The public is not given the schemas, which say how the organisation works inside.
    """
    handbook = inputs.handbook
    for kind in sorted(handbook.kinds.values(), key=lambda kind: -len(handbook.collections[kind.name])):
        if kept is None:
            yield partial(_collection, inputs, kind)
        elif others := [record for record in handbook.collections[kind.name] if record in kept.others]:
            yield partial(_mended, inputs, kind, kept.site, others)


def _collection(inputs: ApiInputs, kind: Kind[Any]) -> Iterator[tuple[str, bytes]]:
    handbook = inputs.handbook
    records = [(record, json_bytes(_record(inputs, record))) for record in handbook.collections[kind.name]]
    every = b",".join(text for _, text in records)
    yield _path(kind), b'{"kind":%b,"records":[%b]}\n' % (json_bytes(kind.name), every)
    for record, text in records:
        yield _path(kind, record), text + b"\n"
    if handbook.audience == "internal":
        yield f"{ROOT}/schema/{kind.name}.json", json_bytes(schema_of(kind)) + b"\n"


def _mended(inputs: ApiInputs, kind: Kind[Any], site: Path, others: list[Record[Any]]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of records that have become others, and that of all, in which they are replaced."""
    every = (site / _path(kind)).read_bytes()
    for record in others:
        path = _path(kind, record)
        text = json_bytes(_record(inputs, record))
        # A record begins with its kind and id: no other one, and no text within one, is written like that.
        every = every.replace((site / path).read_bytes().rstrip(b"\n"), text, 1)
        yield path, text + b"\n"
    yield _path(kind), every


def _path(kind: Kind[Any], record: Record[Any] | None = None) -> str:
    return f"{ROOT}/{kind.collection}.json" if record is None else f"{ROOT}/{kind.collection}/{record.id}.json"


def _record(inputs: ApiInputs, record: Record[Any]) -> dict[str, Any]:
    handbook = inputs.handbook
    plain: dict[str, Any] = {
        "kind": record.kind,
        "id": record.id,
        "title": record.title,
        "url": handbook.url_of(record),
        "fields": _fields(handbook, record),
        "references": [_link(handbook, link, outgoing=True) for link in handbook.references_of(record)],
        "backlinks": [_link(handbook, link, outgoing=False) for link in handbook.backlinks_of(record)],
    }
    if handbook.audience == "internal":
        change = inputs.history.of(record.path)
        plain["source"] = {"path": record.path, "line": 1}
        plain["commit"] = change.commit if change else None
    return plain


def _fields(handbook: Handbook, record: Record[Any]) -> dict[str, Any]:
    kind = handbook.kinds[record.kind]
    is_public = handbook.audience == "public"
    include = set(kind.public_fields) if is_public else None
    # Where a picture lies in the repository is nobody's business outside.
    exclude = {"image": {"path"}} if is_public else None
    dumped = record.fields.model_dump(mode="json", include=include, exclude=exclude, exclude_unset=True, by_alias=True)
    return {key: dumped[key] for key in kind.keys if dumped.get(key) is not None}


def _link(handbook: Handbook, link: FieldReference, *, outgoing: bool) -> dict[str, Any]:
    other = link.target if outgoing else link.source
    return {"field": link.field, "kind": other.kind, "id": other.id, "url": handbook.url(other)}
