"""What is known of each segment: its score in every wave, its other scores, its requests, its metrics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from site_builder.kinds.segment import SEGMENT, Segment
from site_builder.kinds.survey import Survey
from site_builder.measure.common.segments import DIMENSION
from site_builder.model.metric import MetricResult
from site_builder.model.names import folded
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, Inline, NumberCell, Tone
from site_builder.views.metric_figures import MetricFigures, metric_figures
from site_builder.views.nps_results import newest_waves
from site_builder.views.request_figures import RequestFigures, requests_asked
from site_builder.views.survey_results import ScoredSurvey, difference_of, scored_surveys
from site_builder.views.wording import digits_for, number_words

_TONES: Mapping[str, Tone] = {"above": "positive", "below": "danger"}


@dataclass(frozen=True, slots=True)
class SegmentScore:
    """The result of a segment in one survey, and how it moved since the wave before."""

    survey: Record[Survey]
    result: MetricResult
    moved: MetricResult | None = None

    @property
    def against(self) -> Mapping[str, Any] | None:
        """How it differs from all respondents who are not in the segment; None where that may not be shown."""
        found: Mapping[str, Any] | None = self.result.details.get("against_others")
        return found


@dataclass(frozen=True, slots=True)
class WiderGroup:
    """The figure of a metric for a group that the segment is part of: one value of one dimension of its match."""

    metric: MetricFigures
    group: str
    result: MetricResult


@dataclass(frozen=True, slots=True)
class SegmentFigures:
    """The figures of one segment. ``waves`` are those of the newest NPS survey, ``others`` newest csat and ces."""

    record: Record[Segment]
    waves: tuple[SegmentScore, ...] = ()
    others: tuple[SegmentScore, ...] = ()
    requests: tuple[RequestFigures, ...] = ()
    weight: MetricResult | None = None
    metrics: tuple[tuple[MetricFigures, MetricResult], ...] = ()
    wider: tuple[WiderGroup, ...] = ()

    @property
    def newest(self) -> SegmentScore | None:
        """Its score in the newest wave, where that can tell it apart."""
        return self.waves[-1] if self.waves else None


def segment_figures(context: ViewContext) -> tuple[SegmentFigures, ...]:
    """Return the figures of every segment, by title."""
    handbook = context.handbook
    records = sorted(handbook.records(SEGMENT), key=lambda record: (record.title.casefold(), record.id))
    waves = context.once(newest_waves)
    newest = {found.survey.fields.type: found for found in context.once(scored_surveys)}
    others = tuple(newest[name] for name in ("csat", "ces") if name in newest)
    requests: dict[str, list[RequestFigures]] = {}
    for request in requests_asked(context):
        for name in request.segments:
            requests.setdefault(name, []).append(request)
    metrics = context.once(metric_figures)
    return tuple(
        SegmentFigures(
            record,
            _scores(waves, record),
            _scores(others, record),
            tuple(requests.get(record.id, ())),
            context.measures.one("request-weight", segment=record.id),
            tuple(_metrics(metrics, record)),
            tuple(_wider(metrics, record)),
        )
        for record in records
    )


def _scores(surveys: Sequence[ScoredSurvey], record: Record[Segment]) -> tuple[SegmentScore, ...]:
    found = []
    for each in surveys:
        result = each.figures.of_segment(record)
        if result is not None:
            found.append(SegmentScore(each.survey, result, each.figures.change_of(result)))
    return tuple(found)


def _metrics(
    metrics: Mapping[str, MetricFigures], record: Record[Segment]
) -> Sequence[tuple[MetricFigures, MetricResult]]:
    """Return the metrics that have a figure for the segment: by its ``match``, or by a column that names it."""
    found = []
    names = {folded(record.id), folded(record.title)}
    for figures in metrics.values():
        result = figures.segments.get(record.id)
        for group in figures.groups.get(DIMENSION, ()):
            if folded(group.dimensions[DIMENSION]) in names:
                result = group
        if result is not None:
            found.append((figures, result))
    return found


def _wider(metrics: Mapping[str, MetricFigures], record: Record[Segment]) -> Iterator[WiderGroup]:
    """Yield the figures of wider groups, of the metrics that have none of the segment itself."""
    own = {figures.record.id for figures, _ in _metrics(metrics, record)}
    for figures in metrics.values():
        if figures.record.id in own:
            continue
        for name, wanted in record.fields.match.items():
            values = set(map(folded, wanted))
            for result in figures.groups.get(name, ()):
                if folded(result.dimensions[name]) in values:
                    yield WiderGroup(figures, f"{name} {result.dimensions[name]}", result)


def verdict_cell(score: SegmentScore | None) -> Inline:
    """Return the difference of a segment to all others, with a word where it is detectable; None without one."""
    against = score.against if score else None
    if against is None:
        return None
    verdict, digits = str(against["verdict"]), digits_for(against["margin"])
    if verdict not in _TONES:
        return NumberCell(against["difference"], digits, signed=True)
    return Badge(f"{difference_words(against)} {verdict}", _TONES[verdict], order=against["difference"])


def difference_words(against: Mapping[str, Any]) -> str:
    """Return a difference with its sign, rounded by its margin."""
    return number_words(against["difference"], digits_for(against["margin"]), signed=True)


def moved_cell(score: SegmentScore | None) -> Inline:
    """Return the change since the wave before, with a word where it is detectable; None without one."""
    moved = score.moved if score else None
    if moved is None or moved.value is None:
        return None
    verdict, difference = str(moved.details["verdict"]), difference_of(moved)
    if verdict not in ("up", "down"):
        return NumberCell(moved.value, 0, signed=True)
    return Badge(f"{difference} {verdict}", "positive" if verdict == "up" else "danger", order=moved.value)


def tone_of_verdict(against: Mapping[str, Any]) -> Tone | None:
    """Return the colour of a difference; None where it is not detectable."""
    return _TONES.get(str(against["verdict"]))
