"""Fields that an export does not give: what was given for every new record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from site_builder.edit.values import value_at, with_value
from site_builder.importers.base import Entry, Wish
from site_builder.importers.text_values import Path, TextValues, field_named
from site_builder.kinds import all_kinds


class Completing:
    """Gives records the fields that they do not have of their own."""

    def __init__(self, wish: Wish, kinds: Iterable[str]) -> None:
        """Read the fields that were given for records of these kinds. Raises WrongWish where one is no field."""
        self._given = {name: dict(_given(wish, name)) for name in kinds}

    def completed(self, entry: Entry) -> Entry:
        """Return a record with the fields that it lacks."""
        fields: Any = entry.fields
        for path, value in self._given[entry.kind].items():
            if value_at(fields, path) is None:
                fields = with_value(fields, path, value)
        return replace(entry, fields=fields)


def _given(wish: Wish, name: str) -> Iterable[tuple[Path, Any]]:
    kind = all_kinds()[name]
    texts = TextValues(kind, replace(wish, values={}))
    for field, text in wish.fixed.items():
        path = field_named(kind, wish, field)
        value = texts.of(path, text)
        if value is not None:
            yield path, value
