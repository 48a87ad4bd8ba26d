"""The groups of a survey by two dimensions at once: a table for each pair, with the score and the share of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.kinds.survey import Survey
from site_builder.measure.common.score_counts import PAIRED
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Inline, NumberCell, Phrase
from site_builder.views.figures import value_cell
from site_builder.views.parts import Block, Column, Paragraph, Row, Subsection, Table
from site_builder.views.survey_results import SurveyFigures, anchor_of
from site_builder.views.wording import sentence_case
from site_builder.views.words import words

_COLUMNS = 12

Pair = tuple[str, str]
Cells = Mapping[Pair, MetricResult]
"""The results of a pair of dimensions, by the values of both."""


def survey_pairs(context: ViewContext, survey: Record[Survey], figures: SurveyFigures) -> Iterator[Subsection]:
    """Yield the groups of each pair of dimensions; nothing where the survey has not two."""
    pairs = figures.pairs
    if not pairs or figures.score is None:
        return
    blocks: list[Block] = [Paragraph(_explanation(context, survey))]
    for pair, cells in pairs.items():
        blocks.extend(_pair(context, survey, figures, pair, cells))
    yield Subsection("By two dimensions", tuple(blocks), anchor="by-two", count=len(pairs))


def _explanation(context: ViewContext, survey: Record[Survey]) -> str:
    fewest = context.settings.policies.small_group
    others = ", nor those from which one of them could be worked out" if _hides_others(context) else ""
    first = f" These are the pairs of its first {PAIRED} dimensions." if len(survey.fields.dimensions) > PAIRED else ""
    return (
        f"Each cell has the score and, in brackets, the share of all who gave one. Groups of fewer than {fewest} "
        f"respondents are not shown{others}.{first}"
    )


def _hides_others(context: ViewContext) -> bool:
    return context.settings.policies.derivable_groups == "hidden"


def _pair(
    context: ViewContext, survey: Record[Survey], figures: SurveyFigures, pair: Pair, cells: Cells
) -> Iterator[Block]:
    down, across = (tuple(result.dimensions[name] for result in figures.groups[name]) for name in pair)
    named = f"{words(survey.fields.type)} by {_name(pair[0])} and {_name(pair[1])}"
    if all(result.suppressed for result in cells.values()):
        yield Paragraph(f"{named}: every group is too small to be shown.")
        return
    columns = (
        Column(sentence_case(pair[0])),
        *(Column(value or "not given", "number", sortable=False) for value in across[:_COLUMNS]),
    )
    rows = tuple(
        Row(
            (value or "not given", *(_cell(context, figures, cells.get((value, other))) for other in across[:_COLUMNS]))
        )
        for value in down
    )
    anchors = [anchor_of(name, number) for number, name in enumerate(figures.groups, start=1) if name in pair]
    yield Table(columns, rows, named, f"by-{'-and-'.join(anchors)}-table")
    if len(across) > _COLUMNS:
        yield Paragraph(f"The {_COLUMNS} largest of {len(across):,} groups by {_name(pair[1])} have a column.")


def _name(dimension: str) -> str:
    name = sentence_case(dimension)
    return f"{name[:1].lower()}{name[1:]}"


def _cell(context: ViewContext, figures: SurveyFigures, result: MetricResult | None) -> Inline:
    if result is None or figures.score is None:
        return None
    if result.suppressed:
        fewest = context.settings.policies.small_group
        return f"fewer than {fewest}" if result.n < fewest else "not shown"
    return Phrase((value_cell(result), " (", NumberCell(result.n / figures.score.n, 0, share=True), ")"))
