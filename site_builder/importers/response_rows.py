"""The responses of an export: their days, and what is wrong with a score, a day, or a text that names a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, TypeVar

from site_builder.load.table import TextTable
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.quick import dataclass
from site_builder.rules.personal_data import personal_data
from site_builder.validate.response_day import DayReader
from site_builder.validate.response_fault import Fault, tell
from site_builder.validate.response_score import ScoreReader

_PERSONAL: Final = "personal-data"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """The places of the columns that get into the handbook; None for those that the export does not have."""

    score: int
    day: int | None
    comment: int | None
    dimensions: tuple[int, ...]

    @property
    def places(self) -> frozenset[int]:
        """All of them."""
        single = (self.score, self.day, self.comment)
        return frozenset({place for place in single if place is not None} | {*self.dimensions})


@dataclass(frozen=True, slots=True)
class Responses:
    """The days of the responses that have a score, each once and in order; and what is wrong with the export."""

    days: tuple[date, ...]
    diagnostics: tuple[Diagnostic, ...]


def kept_rows(
    table: TextTable, rows: Sequence[int], kept: Kept, read_score: ScoreReader, read_day: DayReader
) -> Responses:
    """Return what the rows hold. A handbook would say the same of the new file, whose places nobody can look up."""
    scores = _read(table, rows, kept.score, read_score)
    faults = [(row, kept.score, score) for row, score in zip(rows, scores, strict=True) if isinstance(score, Fault)]
    days: set[date] = set()
    if kept.day is not None:
        for row, score, day in zip(rows, scores, _read(table, rows, kept.day, read_day), strict=True):
            if isinstance(day, Fault):
                faults.append((row, kept.day, _with_option(day)))
            elif day is not None and score is not None:
                days.add(day)
    faults += _named_persons(table, rows, kept)
    return Responses(tuple(sorted(days)), tell(table, sorted(faults, key=lambda fault: fault[:2]), len(faults)))


def _read(table: TextTable, rows: Sequence[int], place: int, read: Callable[[str], T]) -> list[T]:
    """Each text is read once, however often it stands in the column."""
    column = [table.rows[number][place] for number in rows]
    known = {text: read(text) for text in set(column)}
    return [known[text] for text in column]


def _with_option(fault: Fault) -> Fault:
    return Fault(fault.message, "say how days are written, as in --date-format '%d/%m/%Y %H:%M'")


def _named_persons(table: TextTable, rows: Sequence[int], kept: Kept) -> Iterator[tuple[int, int, Fault]]:
    """Yield the comments that hold personal data, and the columns to compare groups by that do: these are no groups."""
    columns = ((kept.comment, "the comment"), *((place, "the dimension") for place in kept.dimensions))
    for place, what in columns:
        if place is None:
            continue
        for row, found in zip(rows, _read(table, rows, place, personal_data), strict=True):
            if found:
                named = " and ".join(dict.fromkeys(kind for _, kind in found))
                hint = "replace it in the export, as by [mail] or [phone], or do not ask for the column"
                yield row, place, Fault(f"{what} holds {named}", hint, _PERSONAL)
