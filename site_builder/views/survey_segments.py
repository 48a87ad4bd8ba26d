"""The segments in a survey: the score of each, how it differs from all others, and whether it moved."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.segment import SEGMENT
from site_builder.kinds.survey import Survey
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import NumberCell
from site_builder.views.figures import range_text, value_cell
from site_builder.views.parts import Column, Paragraph, Row, Subsection, Table
from site_builder.views.segment_figures import SegmentScore, moved_cell, verdict_cell
from site_builder.views.survey_results import SurveyFigures
from site_builder.views.tables import compact

_METHOD = (
    "Segments may overlap. A word stands beside what is detectable: z tests of each segment against all who are not in "
    "it, and against the wave before, Holm-adjusted over the segments."
)


def survey_segments(context: ViewContext, survey: Record[Survey], figures: SurveyFigures) -> Iterator[Subsection]:
    """Yield the segments that the survey tells apart by what they match and that are large enough to be shown."""
    if "segment" in survey.fields.dimensions:
        return
    rows = []
    for segment in context.handbook.records(SEGMENT):
        result = figures.of_segment(segment)
        if result is None or result.value is None:
            continue
        score = SegmentScore(survey, result, figures.change_of(result))
        rows.append(
            Row(
                (
                    context.link(segment),
                    value_cell(result),
                    range_text(result),
                    NumberCell(result.n),
                    verdict_cell(score),
                    moved_cell(score),
                )
            )
        )
    if not rows:
        return
    columns = (
        Column("Segment", "link"),
        Column("Score", "number"),
        Column("95% interval", "number"),
        Column("n", "number"),
        Column("Against others", "number"),
        Column("Since last wave", "number"),
    )
    table = compact(Table(columns, tuple(rows), "By segment", "by-segment-table"))
    notes = (Paragraph(_METHOD),) if survey.fields.type == "nps" else (Paragraph("Segments may overlap."),)
    yield Subsection("By segment", (table, *notes), anchor="segments", count=len(rows))
