"""One file of responses: its columns, its scores, its days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from itertools import compress
from typing import TypeVar, cast

from site_builder.load.table import TextTable
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.quick import dataclass
from site_builder.model.responses import Comment
from site_builder.validate.response_comments import comments_of
from site_builder.validate.response_day import DayReader
from site_builder.validate.response_fault import Fault, tell
from site_builder.validate.response_score import ScoreReader

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ColumnPlaces:
    """Positions of the columns in one file; None for those it does not have."""

    score: int
    day: int | None = None
    comment: int | None = None
    id: int | None = None
    dimensions: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileRows:
    """The responses of one file, column by column: those that have a score.

    ``ids`` and ``positions`` have the id and the position in the table for each of them, blank ids included; they are
    empty where there is no such column.
    """

    table: TextTable
    rows: int = 0
    blank_scores: int = 0
    unreadable: int = 0
    scores: Sequence[float] = ()
    days: Sequence[date | None] = ()
    dimensions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    ids: Sequence[str] = ()
    positions: Sequence[int] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def rows_of(
    table: TextTable, places: ColumnPlaces, read_score: ScoreReader, read_day: DayReader, default: date | None
) -> FileRows:
    """Return the responses of a table. A row without a day has the default one.

    Every text is read once, however often it stands in the file.
    """
    scores = _read_column(table, places.score, read_score)
    days = _read_column(table, places.day, read_day) if places.day is not None else [None] * len(table.rows)
    faults = _score_faults(scores, places.score) + _day_faults(scores, days, places.day)
    usable = [isinstance(score, float) and not isinstance(day, Fault) for score, day in zip(scores, days, strict=True)]
    return FileRows(
        table=table,
        rows=len(table.rows) + len(table.diagnostics),
        blank_scores=scores.count(None),
        unreadable=len(table.rows) - sum(usable) - scores.count(None) + len(table.diagnostics),
        scores=cast("list[float]", list(compress(scores, usable))),
        days=[default if day is None else day for day in cast("list[date | None]", list(compress(days, usable)))],
        dimensions={name: _texts(table, index, usable) for name, index in places.dimensions.items()},
        comments=_comments(table, places, scores),
        ids=_texts(table, places.id, usable) if places.id is not None else (),
        positions=list(compress(range(len(usable)), usable)) if places.id is not None else (),
        diagnostics=tell(table, sorted(faults, key=lambda fault: fault[:2]), len(faults)),
    )


def _read_column(table: TextTable, index: int, read: Callable[[str], T]) -> list[T]:
    column = table.column(index)
    known = {text: read(text) for text in set(column)}
    return [known[text] for text in column]


def _score_faults(scores: Sequence[object], column: int) -> list[tuple[int, int, Fault]]:
    return [(row, column, score) for row, score in enumerate(scores) if isinstance(score, Fault)]


def _day_faults(scores: Sequence[object], days: Sequence[object], column: int | None) -> list[tuple[int, int, Fault]]:
    """Only of rows with a score: the others are not counted anyway."""
    if column is None:
        return []
    return [(row, column, day) for row, day in enumerate(days) if isinstance(day, Fault) and scores[row] is not None]


def _texts(table: TextTable, index: int, usable: Sequence[bool]) -> list[str]:
    """The values of a dimension, without blanks around them, each distinct text kept once in memory."""
    column = list(compress(table.column(index), usable))
    stripped = {text: text.strip() for text in set(column)}
    return [stripped[text] for text in column]


def _comments(table: TextTable, places: ColumnPlaces, scores: Sequence[object]) -> tuple[Comment, ...]:
    if places.comment is None:
        return ()
    return comments_of(table, places.comment, [score if isinstance(score, float) else None for score in scores])
