"""Plain values with one of them set or taken away: what an edit of a document intends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from site_builder.model.record import FieldPath


def value_at(values: Any, path: FieldPath) -> Any:
    """Return the value at a path; None where there is none."""
    for part in path:
        if isinstance(part, int):
            values = values[part] if isinstance(values, list) and part < len(values) else None
        else:
            values = values.get(part) if isinstance(values, Mapping) else None
    return values


def with_value(values: Any, path: FieldPath, value: object) -> Any:
    """Return a copy of the values in which the one at the path is another; mappings on the way are made."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        items = list(values)
        items[first] = with_value(items[first], rest, value)
        return items
    inside = values if isinstance(values, Mapping) else {}
    return {**inside, first: with_value(inside.get(first), rest, value)}


def without_value(values: Any, path: FieldPath) -> Any:
    """Return a copy of the values without the one at the path."""
    first, rest = path[0], path[1:]
    if rest:
        return with_value(values, (first,), without_value(values[first], rest))
    if isinstance(first, int):
        return [item for number, item in enumerate(values) if number != first]
    return {key: item for key, item in values.items() if key != first}


def canonical(value: object) -> str:
    """Return a text by which values are the same or not: it tells 1 from 1.0 and true, which are equal in Python."""
    return json.dumps(value, sort_keys=True)
