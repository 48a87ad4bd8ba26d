"""Figures of metrics as they are read: value, change with its direction, target, standing, course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from site_builder.kinds.metric import METRIC, Metric
from site_builder.measure.common.segments import DIMENSION as SEGMENT
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DayCell, Inline, Meter, NumberCell, Phrase, Sparkline, Tone
from site_builder.views.facts import planned_cell
from site_builder.views.figures import reading_digits
from site_builder.views.wording import number_words, planned_words, share_words, written_digits

STANDINGS: Mapping[str, tuple[str, Tone, str]] = {
    "missed": ("Target missed", "danger", "the day of the target has passed and it is not reached"),
    "behind": ("Behind target", "attention", "the change of the last year, continued, does not reach the target"),
    "on pace": ("On pace", "info", "the change of the last year, continued, reaches the target in time"),
    "reached": ("Target reached", "positive", "the latest value reaches the target"),
    "under way": ("Under way", "neutral", "the target has no day, or there is no value of a year ago"),
    "no target": ("Without a target", "neutral", "no target, or no direction to it"),
    "no data": ("No data", "attention", "no observation can be read"),
}
"""How a metric stands against its target, the most urgent first: its words, its tone, what it means."""

_COURSE = 25


@dataclass(frozen=True, slots=True)
class MetricFigures:
    """The results of one metric's record: over everything, by the values of each dimension, by segment."""

    record: Record[Metric]
    overall: MetricResult
    groups: Mapping[str, tuple[MetricResult, ...]] = field(default_factory=dict)
    segments: Mapping[str, MetricResult] = field(default_factory=dict)
    digits: int = 0

    @property
    def details(self) -> Mapping[str, Any]:
        """The further figures of the result over everything."""
        return self.overall.details

    @property
    def standing(self) -> str:
        """How it stands against its target: a key of ``STANDINGS``."""
        return str(self.details["standing"])

    @property
    def is_stale(self) -> bool:
        """Whether two periods have passed without an observation."""
        return bool(self.details.get("stale"))

    @property
    def is_computed(self) -> bool:
        """Whether it is another metric of this handbook."""
        source = self.record.fields.source
        return source is not None and bool(source.computed)

    @property
    def adds_up(self) -> bool:
        """Whether the figures of its groups add up to the whole, whose target is then not theirs."""
        parts = (result.details.get("combined") for results in self.groups.values() for result in results)
        return self.details.get("combined") == "sum" or "sum" in parts

    @property
    def unit(self) -> str:
        """What it is measured in; empty where its record does not say."""
        return self.record.fields.unit or ("" if self.overall.unit == "value" else self.overall.unit)

    def number(self, value: float | None, *, with_unit: bool = True, note: str = "") -> NumberCell:
        """Return a value of this metric, rounded as its observations are written."""
        return NumberCell(value, self.digits, self.unit if with_unit else "", note=note)

    def words(self, value: float) -> str:
        """Return a value of this metric in words, with its unit."""
        return with_unit(number_words(value, self.digits), self.unit)

    @property
    def change_unit(self) -> str:
        """What a change is measured in: points where the figure is in per cent."""
        return "points" if self.unit == "%" else self.unit


def with_unit(text: str, unit: str) -> str:
    """Return a number with its unit behind it; per cent without a space."""
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}".strip()


def metric_figures(context: ViewContext) -> Mapping[str, MetricFigures]:
    """Return the figures of every metric's record by its id, in the order of ids."""
    by_metric: dict[str, list[MetricResult]] = {}
    for result in context.measures.results("kpi"):
        by_metric.setdefault(result.dimensions["metric"], []).append(result)
    found = {}
    for record in context.handbook.records(METRIC):
        results = by_metric.get(record.id, [])
        overall = next((result for result in results if len(result.dimensions) == 1), None)
        if overall is not None:
            found[record.id] = _figures(context, record, overall, results)
    return found


def _figures(
    context: ViewContext, record: Record[Metric], overall: MetricResult, results: Sequence[MetricResult]
) -> MetricFigures:
    observations = context.handbook.observations.get(record.id)
    columns = set(observations.dimensions) if observations else set()
    groups: dict[str, list[MetricResult]] = {}
    segments: dict[str, MetricResult] = {}
    for result in results:
        for name in result.dimensions.keys() - {"metric"}:
            if name == SEGMENT and SEGMENT not in columns:
                segments[result.dimensions[name]] = result
            else:
                groups.setdefault(name, []).append(result)
    digits = figure_digits(context, record, overall)
    named = {name: tuple(found) for name, found in groups.items() if any(each.dimensions[name] for each in found)}
    return MetricFigures(record, overall, named, segments, digits)


def figure_digits(context: ViewContext, record: Record[Metric], overall: MetricResult) -> int:
    """Return the decimals of a metric's figures: as its observations, its target and its baseline are written.

    A computed value, and the mean of several observations, is read with two significant digits.
    """
    fields, observations = record.fields, context.handbook.observations.get(record.id)
    goals = (fields.baseline, fields.target.value if fields.target else None)
    written = written_digits(
        (*(goal for goal in goals if goal is not None), *(observations.values if observations else ()))
    )
    is_read = observations is None or overall.details.get("combined") == "mean"
    return max(written, reading_digits(overall)) if is_read else written


def standing_badge(standing: str) -> Badge:
    """Return how a metric stands against its target as a badge."""
    title, tone, meaning = STANDINGS[standing]
    return Badge(title.lower(), tone, meaning, float(list(STANDINGS).index(standing)))


def previous_cell(figures: MetricFigures, result: MetricResult) -> Inline:
    """Return the change on the observation before."""
    details = result.details
    return _change(details.get("change"), details.get("better"), details.get("detectable"), figures.digits)


def year_cell(figures: MetricFigures, result: MetricResult) -> Inline:
    """Return the change on the observation of a year ago."""
    details = result.details
    better, detectable = details.get("better_on_year"), details.get("detectable_on_year")
    return _change(details.get("change_on_year"), better, detectable, figures.digits)


def _change(change: float | None, better: bool | None, detectable: bool | None, digits: int) -> Inline:
    """Return a change with the word for its direction; the number alone where it is not detectable."""
    if change is None:
        return NumberCell(None)
    if not detectable or better is None or round(change, digits) == 0:
        return NumberCell(change, digits, signed=True)
    text = number_words(change, digits, signed=True)
    words = f"{text} {'better' if better else 'worse'}"
    return Badge(words, "positive" if better else "danger", order=change, number=change)


def goal_cell(figures: MetricFigures) -> NumberCell:
    """Return the value to reach, without its unit."""
    target = figures.record.fields.target
    return figures.number(target.value if target else None, with_unit=False)


def by_cell(figures: MetricFigures) -> Inline:
    """Return the day of the target; nothing where it has none."""
    target = figures.record.fields.target
    return planned_cell(target.by) if target else None


def target_cell(figures: MetricFigures) -> Inline:
    """Return the value to reach and by when."""
    target = figures.record.fields.target
    if target is None:
        return None
    value = figures.words(target.value)
    return f"{value} by {planned_words(target.by)}" if target.by else value


def attainment_meter(result: MetricResult) -> Inline:
    """Return how far the target is attained, as a bar with its per cent; None where that is no share."""
    share = result.details.get("attainment")
    if share is None:
        return None
    tone: Tone = "positive" if result.details.get("attained") else "neutral"
    return Meter(min(100, int(share * 100)), 100, tone, share_words(share, floored=True), share)


def attained_cell(result: MetricResult) -> NumberCell:
    """Return how far the target is attained in per cent; a decimal where it would read as attained and is not."""
    share = result.details.get("attainment")
    nearly = share is not None and not result.details.get("attained") and share > 0.99
    return NumberCell(share, 1 if nearly else 0, share=True, floored=True)


def observed_cell(result: MetricResult) -> Inline:
    """Return the day of the latest observation, marked where it is stale."""
    day = latest_day(result)
    if day is None:
        return None
    return DayCell(day, tone="attention", note="stale") if result.details.get("stale") else DayCell(day)


def latest_day(result: MetricResult) -> date | None:
    """Return the day of the latest observation; None without one."""
    day = result.details.get("day")
    return date.fromisoformat(day) if day else None


def course_cell(result: MetricResult, name: str) -> Inline:
    """Return the last two years in miniature; nothing where there are not two values."""
    points = result.details.get("points", ())[-_COURSE:]
    if len(points) < 2:
        return None
    bands = (result.details.get("bands") or [None] * len(points))[-_COURSE:]
    low = tuple(band[0] if band else None for band in bands)
    high = tuple(band[1] if band else None for band in bands)
    label = f"{name} from {points[0][0]} to {points[-1][0]}"
    has_band = any(end is not None for end in low)
    return Sparkline(
        tuple(float(value) for _, value in points), label, low if has_band else (), high if has_band else ()
    )


def what_to_do(figures: MetricFigures) -> Inline:
    """Return what a metric without a value needs."""
    source = figures.record.fields.source
    if source is None:
        return Phrase(("write a CSV (date, value", *_dimension_words(figures), ") and name it as its source"))
    if source.computed:
        return "give what it is computed from, or name another metric"
    return Phrase(("add observations to ", str(source)))


def _dimension_words(figures: MetricFigures) -> tuple[str, ...]:
    return tuple(f", {name}" for name in figures.record.fields.dimensions)
