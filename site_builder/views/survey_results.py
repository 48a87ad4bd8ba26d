"""Results of surveys as views read them: the figures of each, their order in time, and whether they moved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from site_builder.kinds.segment import Segment
from site_builder.kinds.survey import SURVEY, Survey
from site_builder.measure.common.segments import DIMENSION as SEGMENT
from site_builder.measure.common.waves import closing_day
from site_builder.model.metric import MetricResult
from site_builder.model.names import folded
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Tone
from site_builder.views.figures import Dimensions, by_dimensions
from site_builder.views.parts import Change
from site_builder.views.wording import digits_for, month_words, number_words, quarter_words

SCORE_NAMES: Mapping[str, str] = {
    "nps": "Net Promoter Score",
    "csat": "Customer satisfaction",
    "ces": "Customer effort",
}
"""What the score of each type of survey is called; the type is also the name of its metric."""

_TONES: Mapping[str, Tone] = {"up": "positive", "down": "danger"}
_PERIODS = frozenset({"quarter", "month", "week", "day"})


@dataclass(frozen=True, slots=True)
class SurveyFigures:
    """The results of one survey: its score, its response rate, and what has moved, by what it is for.

    ``by_segment`` are those of segments: by their ``match``, or by a column of the survey that names them.
    """

    score: MetricResult | None = None
    rate: MetricResult | None = None
    results: tuple[MetricResult, ...] = ()
    changes: Mapping[Dimensions, MetricResult] = field(default_factory=dict)
    by_segment: tuple[MetricResult, ...] = ()

    def of_segment(self, segment: Record[Segment]) -> MetricResult | None:
        """Return the score of a segment; None where the survey cannot tell it apart."""
        names = {folded(segment.id), folded(segment.title)}
        found = (result for result in self.by_segment if folded(result.dimensions[SEGMENT]) in names)
        return next(found, None)

    def change_of(self, result: MetricResult) -> MetricResult | None:
        """Return how the group of a result has moved since the wave before; None where that is not known."""
        return self.changes.get(frozenset(result.dimensions.items()))

    @property
    def moved(self) -> MetricResult | None:
        """The change of the whole survey since the wave before."""
        return next((result for key, result in self.changes.items() if {name for name, _ in key} == {"survey"}), None)

    @property
    def moved_last_quarter(self) -> MetricResult | None:
        """The change of the whole survey between its last two quarters."""
        names = {"survey", "quarter"}
        return next((result for key, result in self.changes.items() if {name for name, _ in key} == names), None)

    @property
    def groups(self) -> Mapping[str, tuple[MetricResult, ...]]:
        """The results of the survey's dimensions: by dimension, one result a value, the largest group first."""
        found: dict[str, list[MetricResult]] = {}
        for result in self.results:
            names = set(result.dimensions) - {"survey"}
            if len(names) == 1 and not names & _PERIODS:
                found.setdefault(names.pop(), []).append(result)
        return {
            name: tuple(sorted(members, key=lambda result: (-result.n, result.dimensions[name])))
            for name, members in found.items()
        }

    @property
    def pairs(self) -> Mapping[tuple[str, str], Mapping[tuple[str, str], MetricResult]]:
        """The results of two dimensions together: by the pair, then by the values of both."""
        found: dict[tuple[str, str], dict[tuple[str, str], MetricResult]] = {}
        for result in self.results:
            names = tuple(name for name in result.dimensions if name != "survey")
            if len(names) == 2 and _PERIODS.isdisjoint(names):
                pair = (names[0], names[1])
                found.setdefault(pair, {})[result.dimensions[pair[0]], result.dimensions[pair[1]]] = result
        return found

    def by_period(self, name: str) -> tuple[MetricResult, ...]:
        """Return the results by quarter, month, week or day, in order."""
        found = (result for result in self.results if set(result.dimensions) == {"survey", name})
        return tuple(sorted(found, key=lambda result: result.dimensions[name]))


def anchor_of(dimension: str, number: int) -> str:
    """Return what stands for a dimension in addresses: its name, or its number where that has no Latin letter."""
    return re.sub(r"[^a-z0-9]+", "-", dimension.lower()).strip("-") or str(number)


def survey_figures(context: ViewContext) -> Mapping[str, SurveyFigures]:
    """Return the figures of every survey by its id; empty ones where nothing is measured."""
    surveys = context.handbook.records(SURVEY)
    scores = {name: _by_survey(context, name) for name in {survey.fields.type for survey in surveys}}
    changes, rates = _by_survey(context, "nps-change"), _by_survey(context, "response-rate")
    found = {}
    for survey in surveys:
        results = tuple(scores[survey.fields.type].get(survey.id, ()))
        overall = next((result for result in results if len(result.dimensions) == 1), None)
        rate = next(iter(rates.get(survey.id, ())), None)
        segments = tuple(result for result in results if result.dimensions.keys() == {"survey", SEGMENT})
        if SEGMENT not in survey.fields.dimensions:
            # Segments overlap: they are no groups that share the survey among them.
            results = tuple(result for result in results if SEGMENT not in result.dimensions)
        moved = by_dimensions(changes.get(survey.id, ()))
        found[survey.id] = SurveyFigures(overall, rate, results, moved, segments)
    return found


def _by_survey(context: ViewContext, name: str) -> Mapping[str, Sequence[MetricResult]]:
    found: dict[str, list[MetricResult]] = {}
    for result in context.measures.results(name):
        found.setdefault(result.dimensions["survey"], []).append(result)
    return found


@dataclass(frozen=True, slots=True)
class ScoredSurvey:
    """A survey that has a score, with its figures."""

    survey: Record[Survey]
    figures: SurveyFigures
    result: MetricResult


def scored_surveys(context: ViewContext) -> tuple[ScoredSurvey, ...]:
    """Return the surveys that have a score, from the first to the last."""
    figures = context.once(survey_figures)
    found = []
    for survey in surveys_in_order(context):
        score = figures[survey.id].score
        if score is not None and score.value is not None:
            found.append(ScoredSurvey(survey, figures[survey.id], score))
    return tuple(found)


def surveys_in_order(context: ViewContext) -> tuple[Record[Survey], ...]:
    """Return the surveys from the first to the last, by the day they closed, else that of their last response.

    One without a response stands by the day on which it is to close.
    """
    return tuple(sorted(context.handbook.records(SURVEY), key=lambda survey: (_place(context, survey), survey.id)))


def _place(context: ViewContext, survey: Record[Survey]) -> date:
    return closing_day(context.handbook, survey, context.as_of) or survey.fields.closed_on or date.min


def change_of(context: ViewContext, result: MetricResult | None) -> Change | None:
    """Return what changed since the wave or quarter before, with its verdict; None where nothing can be compared."""
    if result is None or result.value is None:
        return None
    verdict = str(result.details["verdict"])
    text = f"{difference_of(result)} since {earlier_words(context, result)}"
    if verdict not in _TONES:
        return Change("none", text)
    return Change("up" if verdict == "up" else "down", text, _TONES[verdict])


def difference_of(result: MetricResult) -> str:
    """Return a difference with its sign, rounded by its interval: ``+4.2``, ``−16``."""
    interval = result.interval
    margin = (interval.high - interval.low) / 2 if interval else 0.0
    return number_words(result.value or 0.0, digits_for(margin), signed=True)


def earlier_words(context: ViewContext, result: MetricResult) -> str:
    """Return what a change is measured from: the month in which that wave closed, or the quarter."""
    earlier = str(result.details["from"])
    survey = context.handbook.find(SURVEY, earlier)
    if survey is None:
        return quarter_words(earlier)
    closed = closing_day(context.handbook, survey, context.as_of)
    return month_words(closed) if closed is not None else survey.title
