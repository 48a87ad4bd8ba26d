"""Where a record that is there and an export differ, field by field, and the record with the export's side of it.

A field inside a group is a field of its own: what an export does not have of the group is not its business. Items that
have a key, such as the variants of an experiment, are the same item where the key is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from site_builder.edit.document import Document
from site_builder.edit.fields import remove_field
from site_builder.edit.source_text import Splice
from site_builder.edit.values import canonical, value_at
from site_builder.edit.whole_values import set_value
from site_builder.importers.base import BODY, Entry
from site_builder.importers.new_record import clean_body
from site_builder.load.front_matter import split_front_matter
from site_builder.model.dates import parse_moment
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, RawRecord
from site_builder.validate.messages import written_path

_KEY: Final = "key"

Leaf = FieldPath
"""The path of a field that is no group: keys, and the numbers of items."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a record that is there already, and what the export has instead of it; None for nothing."""

    path: str
    place: Leaf
    ours: Any
    theirs: Any

    @property
    def field(self) -> str:
        """The field as people write it: ``cause.category``."""
        return written_path(self.place)

    @property
    def names(self) -> Iterator[str]:
        """What an update may call it: itself, and the groups and the list that it is in."""
        keys = [part for part in self.place if isinstance(part, str)]
        return (".".join(keys[:length]) for length in range(1, len(keys) + 1))


def differences(entry: Entry, raw: RawRecord) -> Iterator[Difference]:
    """Yield the fields of an entry that the record of its name has otherwise."""
    for place, theirs in _leaves(entry.fields):
        ours = value_at(raw.values, place)
        if place[0] in entry.guessed:
            continue
        if _has_keys(ours) and _has_keys(theirs):
            yield from _items(raw.path, place, ours, theirs, entry.owned)
        elif not _alike(ours, theirs):
            yield Difference(raw.path, place, ours, theirs)
    if entry.body and clean_body(str(raw.values.get(BODY) or "")) != entry.body:
        yield Difference(raw.path, (BODY,), raw.values.get(BODY), entry.body)
    for place in entry.absent:
        if value_at(entry.fields, place) is None and (ours := value_at(raw.values, place)) is not None:
            yield Difference(raw.path, place, ours, None)


def _items(path: str, place: Leaf, ours: list[Any], theirs: list[Any], owned: frozenset[str]) -> Iterator[Difference]:
    """Yield what is different in items with a key; the whole list where there are others than before."""
    by_key = {item[_KEY]: item for item in theirs}
    if set(by_key) != {item[_KEY] for item in ours}:
        kept = {item[_KEY]: {key: value for key, value in item.items() if key not in owned} for item in ours}
        yield Difference(path, place, ours, [{**kept.get(item[_KEY], {}), **item} for item in theirs])
        return
    for number, item in enumerate(ours):
        other = by_key[item[_KEY]]
        for key in dict.fromkeys((*item, *other)):
            at = (*place, number, key)
            if key in other and not _alike(item.get(key), other[key]):
                yield Difference(path, at, item.get(key), other[key])
            elif key in owned and key not in other:
                yield Difference(path, at, item[key], None)


def with_theirs(document: Document, difference: Difference, kind: Kind[Any]) -> Document:
    """Return the document with the export's side of a difference. Raises CannotEdit."""

    def order(path: FieldPath) -> Sequence[str]:
        return () if path else kind.keys

    if difference.theirs is None:
        there = value_at(document.values, difference.place) is not None
        return remove_field(document, difference.place) if there else document
    if difference.place != (BODY,) or not document.path.endswith(".md"):
        value = f"{difference.theirs}\n" if "\n" in str(difference.theirs) else difference.theirs
        return set_value(document, difference.place, value, order)
    parts = split_front_matter(document.text)
    length = len(parts.body) if parts else 0
    apart = "" if length else "\n"
    splice = Splice(len(document.text) - length, len(document.text), f"{apart}{difference.theirs}\n")
    return Document.of(document.source.spliced([splice]).data, document.path)


def _leaves(fields: Mapping[str, Any], above: Leaf = ()) -> Iterator[tuple[Leaf, Any]]:
    for key, value in fields.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key), value


def _has_keys(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, Mapping) and isinstance(item.get(_KEY), str) for item in value)
    )


def _alike(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, str) and isinstance(theirs, str):
        return ours.strip() == theirs.strip() or _is_same_moment(ours, theirs)
    if isinstance(theirs, list) and isinstance(ours, str):
        ours = [ours]
    return canonical(ours) == canonical(theirs)


def _is_same_moment(one: str, other: str) -> bool:
    try:
        return parse_moment(one) == parse_moment(other)
    except ValueError:
        return False
