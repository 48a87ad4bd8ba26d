"""Fields that an export does not give: what was given for every new record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from site_builder.edit.values import value_at, with_value
from site_builder.importers.base import BODY, Entry, Wish, WrongWish
from site_builder.importers.text_values import Path, TextValues, field_named
from site_builder.kinds import all_kinds


class Completing:
    """Gives records the fields that they do not have of their own."""

    def __init__(self, wish: Wish, kinds: Iterable[str]) -> None:
        """Read the fields that were given for records of these kinds. Raises WrongWish where one is a field of none.

        A field that only some of the kinds have is given to those.
        """
        names = sorted(kinds)
        self._given: dict[str, dict[Path, Any]] = {name: {} for name in names}
        for field, text in wish.fixed.items():
            refused: list[WrongWish] = []
            for name in names:
                try:
                    path = field_named(all_kinds()[name], wish, field)
                except WrongWish as wrong:
                    refused.append(wrong)
                    continue
                texts = TextValues(all_kinds()[name], replace(wish, values={}, roles=None))
                value = texts.of(path, text)
                if problem := texts.problem(path, value) if value is not None else "":
                    raise WrongWish(f"--set {field}={text}: {problem}")
                if value is not None:
                    self._given[name][path] = value
            if refused and len(refused) == len(names):
                raise refused[0]

    def completed(self, entry: Entry) -> Entry:
        """Return a record with the fields that it lacks."""
        fields: Any = entry.fields
        body = entry.body
        for path, value in self._given[entry.kind].items():
            if path == (BODY,):
                body = body or str(value)
            elif value_at(fields, path) is None:
                fields = with_value(fields, path, value)
        return replace(entry, fields=fields, body=body)
