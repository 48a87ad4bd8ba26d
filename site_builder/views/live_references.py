"""What live blocks ask for by name: a ``where`` that names a record which is not there would show nothing, silently."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from site_builder.link.dangling import MOST_SUGGESTIONS, dangling_reference
from site_builder.link.former_ids import former_ids
from site_builder.link.handbook import Handbook
from site_builder.model.diagnostic import Diagnostic, error
from site_builder.model.fields import Fields, Refers
from site_builder.model.kind import Kind
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath
from site_builder.model.reference import Reference, is_id
from site_builder.validate.shape import unwrapped
from site_builder.views.live_blocks import LiveBlock, find_blocks

_OF_DATA = {"survey": ("survey",), "metric": ("metric", "objective", "experiment")}
"""Beside such a dimension others may be columns of its data: these alone are known to name records."""


@dataclass(frozen=True, slots=True)
class NamedInBlock:
    """A text of a block that names a record; the kind is empty where the text is an id that any kind may have."""

    path: FieldPath
    text: str
    target: Reference


def named_in_block(block: LiveBlock, kinds: Mapping[str, Kind[Any]]) -> Iterator[NamedInBlock]:
    """Yield every place of a block's ``where`` that names a record."""
    for field, wanted in block.where.items():
        for path, text in _texts(wanted, ("where", field), numbers=block.metric is not None):
            if block.table is not None:
                target = _in_field(kinds[block.table].fields, field, text)
            else:
                target = _in_dimension(block.where, field, text, kinds)
            if target is not None:
                yield NamedInBlock(path, text, target)


def reference_diagnostics(
    prose: Iterable[Prose], handbook: Handbook, invalid: Collection[Reference] = ()
) -> Iterator[Diagnostic]:
    """Yield an error for each record that a live block of these pages names and the handbook does not have.

    What is ``invalid`` is there: its own errors are reported.
    """
    missing = [
        (named.target, found.places.value(*named.path))
        for page in prose
        for found in find_blocks(page, handbook.kinds)
        for named in (named_in_block(found.block, handbook.kinds) if found.block else ())
        if not _is_there(named.target, handbook, invalid)
    ]
    former = former_ids(handbook) if missing else {}
    for number, (target, span) in enumerate(missing):
        if target.kind:
            yield dangling_reference(target, span, handbook, former, suggest=number < MOST_SUGGESTIONS)
        else:
            message = f"no record has the id {target.id!r}"
            yield error("dangling-reference", message, span, "write kind:id, such as initiative:checkout")


def _texts(wanted: Any, path: FieldPath, *, numbers: bool) -> Iterator[tuple[FieldPath, str]]:
    """The texts that are asked for; with ``numbers`` those as well, as they are written."""
    values = list(enumerate(wanted)) if isinstance(wanted, list) else [(None, wanted)]
    for number, value in values:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if value and (isinstance(value, str) or (numbers and is_number)):
            yield path if number is None else (*path, number), str(value)


def _in_field(fields: type[Fields], name: str, text: str) -> Reference | None:
    refers = _refers(fields, name)
    if refers is None:
        return None
    try:
        target = refers.read(text)
    except ValueError:
        return Reference("", text) if not refers.kind and is_id(text) else None
    return target if isinstance(target, Reference) else None


def _in_dimension(where: Mapping[str, Any], name: str, text: str, kinds: Mapping[str, Kind[Any]]) -> Reference | None:
    known: Collection[str] = next((names for key, names in _OF_DATA.items() if key in where), kinds)
    return Reference(name, text) if name in known and name in kinds else None


@cache
def _refers(fields: type[Fields], name: str) -> Refers | None:
    """The mark of a field, or of the items of its list, that makes it a reference."""
    info = fields.model_fields[name]
    written_type, marks = unwrapped(info.annotation, info.metadata)
    if get_origin(written_type) is tuple:
        _, marks = unwrapped(get_args(written_type)[0], [])
    return next((mark for mark in marks if isinstance(mark, Refers)), None)


def _is_there(target: Reference, handbook: Handbook, invalid: Collection[Reference]) -> bool:
    kinds = (target.kind,) if target.kind else tuple(handbook.kinds)
    names = [Reference(kind, target.id) for kind in kinds]
    return any(handbook.get(name) is not None or name in invalid for name in names)
