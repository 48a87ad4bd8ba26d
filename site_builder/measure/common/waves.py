"""Waves: surveys that put the same question to the same population, one after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from site_builder.kinds.survey import Survey
from site_builder.link.handbook import Handbook
from site_builder.measure.common.surveys import responses_of
from site_builder.model.names import folded
from site_builder.model.quick import dataclass
from site_builder.model.record import Record


@dataclass(frozen=True, slots=True)
class Wave:
    """A survey and the day it stands for in a series."""

    survey: Record[Survey]
    day: date


def waves_of(handbook: Handbook, surveys: Iterable[Record[Survey]], as_of: date) -> tuple[tuple[Wave, ...], ...]:
    """Return the surveys that are waves of one another, from the first to the last; of these, the newest comes last.

    A survey that says neither what it asks nor whom is a wave of its own; one of which no day is known is left out.
    """
    found: defaultdict[tuple[str, ...], list[Wave]] = defaultdict(list)
    for survey in surveys:
        day = closing_day(handbook, survey, as_of)
        if day is not None:
            found[_asked(survey)].append(Wave(survey, day))
    in_order = (tuple(sorted(waves, key=_place)) for waves in found.values())
    return tuple(sorted(in_order, key=lambda waves: _place(waves[-1])))


def closing_day(handbook: Handbook, survey: Record[Survey], as_of: date) -> date | None:
    """Return the day a survey closed, else that of its last response, none after ``as_of``; None where none is known.

    Responses without a day bear that on which the survey closes: where that is still ahead, it tells nothing of them.
    """
    closed_on = survey.fields.closed_on
    if closed_on is not None and closed_on <= as_of:
        return closed_on
    days = set(responses_of(handbook, survey).days) - {None, closed_on}
    # What an engine has counted by month bears the last day of that month with a response.
    return max((min(day, as_of) for day in days if day is not None), default=None)


def _asked(survey: Record[Survey]) -> tuple[str, ...]:
    """Return what the waves of a survey have in common."""
    fields = survey.fields
    question, population = folded(fields.question or ""), folded(fields.population or "")
    return (fields.type, question, population) if question or population else (survey.id,)


def _place(wave: Wave) -> tuple[date, str]:
    return wave.day, wave.survey.id
