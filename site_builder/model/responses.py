"""Responses to a survey: rows that could be read, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from site_builder.model.diagnostic import Span


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
