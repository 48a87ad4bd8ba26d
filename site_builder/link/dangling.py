"""References to records that do not exist: what is said of one, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from site_builder.link.handbook import Handbook
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.reference import Reference
from site_builder.model.suggest import did_you_mean

MOST_SUGGESTIONS: Final = 200
"""How many of the findings of one run are worth a suggestion."""


def dangling_reference(
    target: Reference, span: Span, handbook: Handbook, former: Mapping[Reference, Reference], *, suggest: bool = True
) -> Diagnostic:
    """Return the error that the handbook has no such record. To ``suggest`` another is work for each record."""
    if target.kind not in handbook.kinds:
        hint = did_you_mean(target.kind, handbook.kinds) or f"kinds are {', '.join(handbook.kinds)}"
        return error("dangling-reference", f"there is no kind {target.kind!r} (in {target})", span, hint)
    renamed = former.get(target)
    if renamed is not None:
        message = f"there is no {target.kind} {target.id!r} any more: it is now {renamed.id!r}"
        return error("dangling-reference", message, span, f"write {renamed.id!r}")
    hint = did_you_mean(target.id, (record.id for record in handbook.collections[target.kind])) if suggest else ""
    create = f"create it with: opsbook new {target.kind} {target.id}"
    message = f"there is no {target.kind} {target.id!r}"
    return error("dangling-reference", message, span, f"{hint} or {create}" if hint else create)
