"""Responses to a survey: rows that could be read, column by column."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from itertools import compress
from typing import Any

from site_builder.model.diagnostic import Span
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Comment:
    """What a respondent wrote, and where its first character stands (not the quotation mark before it)."""

    text: str
    score: float | None
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """The responses of one survey.

    ``rows`` counts every row of the files, ``blank_scores`` those without a score. ``scores``, ``days`` and each of
    ``dimensions`` are columns of equal length: the rows that have a score. A day is None where neither the row nor the
    survey has one; a blank dimension is an empty text.

    Where an engine has counted them, an entry of the columns stands for as many responses as ``counts`` says: those of
    one month with the same score and dimensions, with the last of their days. Then there are no comments: an engine is
    not asked for them.
    """

    survey: str
    rows: int = 0
    blank_scores: int = 0
    unreadable: int = 0
    scores: tuple[float, ...] = ()
    days: tuple[date | None, ...] = ()
    dimensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    paths: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()

    @property
    def n(self) -> int:
        """How many responses have a score."""
        return sum(self.counts) if self.counts else len(self.scores)

    def until(self, day: date, closed_on: date | None = None) -> Responses:
        """Return the responses up to a day, those without a day included; comments have no day and stay.

        A row without a day bears that of ``closed_on``, on which the survey is planned to close: it is there all the
        same. What an engine has counted is cut after the month of the day.
        """
        last = day if not self.counts else day.replace(day=monthrange(day.year, day.month)[1])
        kept = [own is None or own <= last or own == closed_on for own in self.days]
        if all(kept):
            return self
        found = replace(
            self,
            scores=tuple(compress(self.scores, kept)),
            days=tuple(compress(self.days, kept)),
            dimensions={name: tuple(compress(values, kept)) for name, values in self.dimensions.items()},
            counts=tuple(compress(self.counts, kept)),
        )
        return replace(found, rows=self.rows - self.n + found.n)

    def tally(self, *columns: Sequence[Any]) -> Mapping[tuple[Any, ...], int]:
        """Return how many responses have the same values in columns that are as long as ``scores``."""
        if not self.counts:
            return Counter(zip(*columns, strict=True))
        found: Counter[tuple[Any, ...]] = Counter()
        for *values, count in zip(*columns, self.counts, strict=True):
            found[tuple(values)] += count
        return found
