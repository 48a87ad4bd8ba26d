"""The earlier ids of records: whose each is, and what is wrong where that is not plain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.link.handbook import Handbook
from site_builder.model.diagnostic import Diagnostic, Related, Span, warning
from site_builder.model.record import Record
from site_builder.model.reference import Reference


def former_ids(handbook: Handbook) -> Mapping[Reference, Reference]:
    """Return who had each earlier id: of several the first in the handbook's order, as with their addresses."""
    found: dict[Reference, Reference] = {}
    for record in handbook:
        for earlier in record.fields.formerly:
            found.setdefault(Reference(record.kind, earlier), record.reference)
    return found


def disputed_ids(handbook: Handbook) -> Iterator[Diagnostic]:
    """Yield a warning at each earlier id that another record has or claims as well, or that is the record's own."""
    claims: dict[Reference, Span] = {}
    for record in handbook:
        for number, earlier in enumerate(record.fields.formerly):
            name = Reference(record.kind, earlier)
            span = record.span("formerly", number)
            if (told := _dispute(record, name, handbook.get(name), claims.get(name))) is not None:
                message, hint, related = told
                yield warning("duplicate-id", message, span, hint, related)
            claims.setdefault(name, span)


def _dispute(
    record: Record[Any], name: Reference, present: Record[Any] | None, claimed: Span | None
) -> tuple[str, str, tuple[Related, ...]] | None:
    if record.reference == name:
        return f"{name.id!r} is the id that the {name.kind} has now", "take it out: nothing was renamed", ()
    if present is not None:
        hint = f"take it out: links to {name.id!r} lead to that {name.kind}"
        return f"there is another {name.kind} {name.id!r}", hint, (Related(present.span(), "it is here"),)
    if claimed is not None:
        hint = "take it out of one of them: links can lead to one alone"
        message = f"two records say that they were the {name.kind} {name.id!r}"
        return message, hint, (Related(claimed, "the other, to which its address leads"),)
    return None
