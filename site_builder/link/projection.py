"""The projection of a handbook for an audience: what is not public is removed from the model, not hidden later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from site_builder.link.handbook import Handbook
from site_builder.link.references import FieldReference, references_of
from site_builder.model.common import RecordFields
from site_builder.model.kind import Kind
from site_builder.model.record import Record
from site_builder.model.reference import Handle, Reference

NOBODY = Handle("")
"""The owner of a record in a public handbook: nobody is named."""


@dataclass(frozen=True, slots=True)
class PublicPolicy:
    """What decides, beside the marks, whether a record is public.

    A change is under embargo until ``as_of`` reaches its ``publish_on``; one without a release is public only where
    ``show_unreleased`` is true.
    """

    as_of: date
    show_unreleased: bool = False


def project_public(handbook: Handbook, policy: PublicPolicy) -> Handbook:
    """Return the handbook that the public audience sees.

    Only records marked public, of kinds that may be, with only their public fields; references to anything else are
    taken out. Paths, source texts and positions, prose, responses and backlinks from internal records are not in it.
    """
    shown = {
        record.reference
        for kind in handbook.kinds.values()
        if kind.may_be_public
        for record in handbook.collections[kind.name]
        if _is_shown(record, policy)
    }
    kinds = {name: kind for name, kind in handbook.kinds.items() if kind.may_be_public}
    collections = {
        name: tuple(_project(record, kind, shown) for record in handbook.collections[name] if record.reference in shown)
        for name, kind in kinds.items()
    }
    bare = Handbook(kinds, collections, audience="public")
    references = {record.reference: _known(record, kinds, bare) for record in bare}
    backlinks: dict[Reference, list[FieldReference]] = {}
    for links in references.values():
        for link in links:
            if link.source != link.target:
                backlinks.setdefault(link.target, []).append(link)
    frozen = {target: tuple(links) for target, links in backlinks.items()}
    return Handbook(kinds, collections, references, frozen, audience="public")


def _is_shown(record: Record[Any], policy: PublicPolicy) -> bool:
    fields = record.fields
    if not fields.is_public:
        return False
    embargo = getattr(fields, "publish_on", None)
    if embargo is not None and embargo > policy.as_of:
        return False
    return not (record.kind == "change" and getattr(fields, "release", None) is None and not policy.show_unreleased)


def _project(record: Record[Any], kind: Kind[Any], shown: set[Reference]) -> Record[Any]:
    fields: RecordFields = record.fields
    values: dict[str, Any] = {name: _without_internal(getattr(fields, name), shown) for name in kind.public_fields}
    values |= {"owner": NOBODY, "visibility": "public"}
    given = {name for name in fields.model_fields_set if name in values}
    projected = kind.fields.model_construct(_fields_set=given, **values)
    return Record(record.kind, record.id, "", projected, {})


def _without_internal(value: Any, shown: set[Reference]) -> Any:
    if isinstance(value, Reference):
        return value if value in shown else None
    if isinstance(value, tuple):
        kept = (_without_internal(item, shown) for item in value)
        return tuple(item for item in kept if item is not None)
    return value


def _known(record: Record[Any], kinds: dict[str, Kind[Any]], handbook: Handbook) -> tuple[FieldReference, ...]:
    found = references_of(record, kinds[record.kind])
    return tuple(link for link in found if handbook.get(link.target) is not None)
