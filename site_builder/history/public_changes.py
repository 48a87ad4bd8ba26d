"""What the public reads otherwise, by the same projection that its site is built from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from site_builder.history.sides import State
from site_builder.link.handbook import Handbook
from site_builder.link.projection import PublicPolicy, project_public
from site_builder.model.quick import dataclass
from site_builder.model.reference import Reference

Standing = Literal["appears", "changes", "vanishes"]


@dataclass(frozen=True, slots=True)
class PublicChange:
    """A field that the public sees differently: what it shows before and after, None where it shows nothing.

    ``standing`` says whether the whole record ``appears``, ``vanishes`` or only ``changes``. A record that was renamed
    goes by its new name.
    """

    record: Reference
    field: str
    old: Any
    new: Any
    standing: Standing = "changes"


def public_changes(
    before: State, after: State, policy: PublicPolicy, renamed: Mapping[Reference, Reference]
) -> tuple[PublicChange, ...]:
    """Return what changes for the public, for each record that it sees before or after, in the order of the records."""
    old, new = project_public(before.handbook, policy), project_public(after.handbook, policy)
    former = {after_name: before_name for before_name, after_name in renamed.items()}
    found: list[PublicChange] = []
    for record in new:
        earlier = former.get(record.reference, record.reference)
        found.extend(_of_record(record.reference, _shown(old, earlier), _shown(new, record.reference)))
    for record in old:
        name = renamed.get(record.reference, record.reference)
        if new.get(name) is None:
            found.extend(_of_record(name, _shown(old, record.reference), {}))
    order = {name: number for number, name in enumerate(before.handbook.kinds)}
    return tuple(sorted(found, key=lambda change: (order[change.record.kind], change.record.id)))


def _of_record(name: Reference, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[PublicChange]:
    standing: Standing = "changes" if old and new else "appears" if new else "vanishes"
    for field in dict.fromkeys((*new, *old)):
        if old.get(field) != new.get(field):
            yield PublicChange(name, field, old.get(field), new.get(field), standing)


def _shown(public: Handbook, name: Reference) -> dict[str, Any]:
    """Return the fields that the public sees of a record, with what they say; empty where it sees no such record."""
    record = public.get(name)
    if record is None:
        return {}
    kind = public.kinds[record.kind]
    dumped = record.fields.model_dump(mode="json", include=set(kind.public_fields), exclude_unset=True, by_alias=True)
    return {key: dumped[key] for key in kind.keys if dumped.get(key) not in (None, [])}
