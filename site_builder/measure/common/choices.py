"""The values of a field in the order in which its kind names them, and the records that have each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar, get_args

from site_builder.model.kind import Kind
from site_builder.model.record import F

T = TypeVar("T")


def choices(kind: Kind[F], field: str) -> tuple[str, ...]:
    """Return the values that a field may have, in the order of the kind's model; none where it is free."""
    return tuple(str(choice) for choice in get_args(kind.field(field).annotation))


def in_order(found: Iterable[str], known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return each value once: the known ones in their order, then the others sorted, the blank group last."""
    values = set(found)
    first = [value for value in known if value in values]
    return (*first, *sorted(values.difference(first), key=lambda value: (not value, value)))


def grouped(things: Iterable[T], value_of: Callable[[T], str]) -> Mapping[str, Sequence[T]]:
    """Return things by their value, in the order in which they come."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for thing in things:
        groups[value_of(thing)].append(thing)
    return groups
