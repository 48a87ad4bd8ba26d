"""Columns of an exported table by their names, and the rows that were asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from site_builder.importers.base import WrongWish
from site_builder.load.table import TextTable
from site_builder.model.suggest import did_you_mean, one_of

_MOST_SHOWN: Final = 12
_NO_LETTER: Final = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """Return a name without differences of case, blanks and signs."""
    return _NO_LETTER.sub("_", name.casefold()).strip("_")


def place_of(table: TextTable, name: str) -> int:
    """Return the first column of a name. Raises WrongWish for none."""
    places = places_of(table, name) or places_alike(table, name)
    if places:
        return places[0]
    if not table.header:
        return 0
    hint = did_you_mean(name, table.header) or f"its columns are {', '.join(dict.fromkeys(table.header))}"
    raise WrongWish(f"{table.path} has no column {name!r}; {hint}")


def only_place_of(table: TextTable, name: str) -> int:
    """Return the one column of a name. Raises WrongWish for none, and for several."""
    place = place_of(table, name)
    if table.header and len(places_of(table, table.header[place])) > 1:
        raise WrongWish(f"{table.path} has several columns {table.header[place]!r}; rename them in the export")
    return place


def places_of(table: TextTable, name: str) -> tuple[int, ...]:
    """Return the columns of exactly this name."""
    return tuple(place for place, other in enumerate(table.header) if other == name)


def places_alike(table: TextTable, name: str) -> tuple[int, ...]:
    """Return the columns whose name differs in case, blanks and signs at most, all of one spelling."""
    wanted = folded(name)
    for other in table.header:
        if wanted and folded(other) == wanted:
            return places_of(table, other)
    return ()


def wanted_rows(table: TextTable, where: Iterable[tuple[str, str]]) -> Iterator[int]:
    """Yield the numbers of the rows in which something stands, and what is asked for.

    Raises WrongWish where a column is not there, or where what is asked for stands in no row of it.
    """
    conditions = [(place_of(table, name), text.casefold()) for name, text in where]
    for place, text in conditions if table.header else ():
        found = dict.fromkeys(row[place].strip() for row in table.rows)
        if text not in {other.casefold() for other in found}:
            shown = ", ".join([*filter(None, found)][:_MOST_SHOWN]) or "nothing"
            raise WrongWish(f"{text!r} stands in no row of {table.header[place]}; there is {shown}")
    for number, row in enumerate(table.rows):
        if any(map(str.strip, row)) and all(row[place].strip().casefold() == text for place, text in conditions):
            yield number


def refuse_unknown(option: str, given: Iterable[str], known: Iterable[str], what: str) -> None:
    """Raise WrongWish where an option names something else than what is known; ``what`` the option is of."""
    names = sorted(known)
    for name in given:
        if name not in names:
            hint = did_you_mean(name, names) or f"{option} takes {one_of(names)}"
            raise WrongWish(f"{option} {name!r} is nothing of {what}; {hint}")
