"""The JSON interface below ``/api/v1/``: the index, collections, records, metric results and schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from site_builder.export.json_text import json_bytes
from site_builder.export.metric_results import as_plain
from site_builder.history.changes import FileHistory
from site_builder.link.handbook import Handbook
from site_builder.link.references import FieldReference
from site_builder.measure.base import Measures, all_metrics
from site_builder.model.kind import Kind
from site_builder.model.record import Record
from site_builder.validate.schema import schema_of

ROOT = "api/v1"
VERSION = 1


@dataclass(frozen=True, slots=True)
class ApiInputs:
    """What the JSON interface is made of."""

    handbook: Handbook
    measures: Measures
    history: FileHistory
    as_of: date


def api_parts(inputs: ApiInputs) -> Iterator[Callable[[], Iterator[tuple[str, bytes]]]]:
    """Yield what makes the files of the interface, in parts that do not depend on each other; the longest first.

    Each gives files: their paths in the site and their bytes. The public is given the records alone: figures and
    schemas say how the organisation works inside.
    """
    handbook = inputs.handbook
    for kind in sorted(handbook.kinds.values(), key=lambda kind: -len(handbook.collections[kind.name])):
        yield partial(_collection, inputs, kind)
    yield partial(_overview, inputs)


def _overview(inputs: ApiInputs) -> Iterator[tuple[str, bytes]]:
    yield f"{ROOT}/index.json", _json(_index(inputs.handbook, inputs.as_of))
    if inputs.handbook.audience == "internal":
        results = [as_plain(result) for name in all_metrics() for result in inputs.measures.results(name)]
        yield f"{ROOT}/metric-results.json", _json(results)


def _collection(inputs: ApiInputs, kind: Kind[Any]) -> Iterator[tuple[str, bytes]]:
    handbook = inputs.handbook
    records = [(record.id, json_bytes(_record(inputs, record))) for record in handbook.collections[kind.name]]
    every = b",".join(text for _, text in records)
    yield f"{ROOT}/{kind.collection}.json", b'{"kind":%b,"records":[%b]}\n' % (json_bytes(kind.name), every)
    for record_id, text in records:
        yield f"{ROOT}/{kind.collection}/{record_id}.json", text + b"\n"
    if handbook.audience == "internal":
        yield f"{ROOT}/schema/{kind.name}.json", _json(schema_of(kind))


def _index(handbook: Handbook, as_of: date) -> Mapping[str, Any]:
    return {
        "version": VERSION,
        "as_of": as_of.isoformat(),
        "audience": handbook.audience,
        "collections": [
            {
                "kind": name,
                "name": kind.collection,
                "count": len(handbook.collections[name]),
                "url": f"{ROOT}/{kind.collection}.json",
            }
            for name, kind in handbook.kinds.items()
        ],
    }


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


def _json(value: Any) -> bytes:
    return json_bytes(value) + b"\n"
