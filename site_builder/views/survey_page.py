"""The page of a survey: its score with the full distribution, its quarters, its groups and whether they moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.survey import SURVEY, Survey
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Inline, Link, NumberCell
from site_builder.views.figures import figure_card, range_text, value_cell
from site_builder.views.nps_charts import histogram_of
from site_builder.views.parts import Block, Column, Fact, KpiGrid, Notice, Paragraph, Row, Subsection, Table
from site_builder.views.record import record_page
from site_builder.views.survey_charts import scores_chart
from site_builder.views.survey_pairs import survey_pairs
from site_builder.views.survey_periods import period_chart
from site_builder.views.survey_results import (
    SCORE_NAMES,
    SurveyFigures,
    anchor_of,
    change_of,
    difference_of,
    earlier_words,
)
from site_builder.views.survey_segments import survey_segments
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, sentence_case
from site_builder.views.words import words


def survey_page(context: ViewContext, survey: Record[Survey], figures: SurveyFigures) -> Page:
    """Return the page of a survey."""
    score = figures.score
    sections: tuple[Subsection, ...] = ()
    notices: tuple[Notice, ...] = ()
    if score is not None and score.value is None:
        notices = (_no_score(score),)
    elif score is not None:
        groups = _groups(context, survey, figures)
        pairs, segments = survey_pairs(context, survey, figures), survey_segments(context, survey, figures)
        sections = (_score(context, survey, figures, score), *groups, *pairs, *segments)
    return record_page(
        context,
        survey,
        sections=sections,
        notices=notices,
        facts=tuple(_facts(context, survey)),
        leave_out=frozenset({"type", "columns"}),
    )


def _no_score(score: MetricResult) -> Notice:
    reason = score.reason or "there are too few responses"
    return Notice("attention", "No score is shown", f"{reason[:1].upper()}{reason[1:]}.")


def _facts(context: ViewContext, survey: Record[Survey]) -> Iterator[Fact]:
    yield Fact("Type", words(survey.fields.type))
    yield Fact("Compare with", Link("every survey", f"{SURVEY.url}/"))
    responses = context.handbook.responses.get(survey.id)
    if responses is not None:
        yield Fact("Rows", NumberCell(responses.rows))
        yield Fact("Without a score", NumberCell(responses.blank_scores))
        if responses.unreadable:
            yield Fact("Unreadable", NumberCell(responses.unreadable))


def _score(context: ViewContext, survey: Record[Survey], figures: SurveyFigures, score: MetricResult) -> Subsection:
    cards = [figure_card(SCORE_NAMES[survey.fields.type], score, change=change_of(context, figures.moved))]
    if figures.rate is not None and figures.rate.value is not None:
        cards.append(figure_card("Response rate", figures.rate))
    blocks: list[Block] = [KpiGrid(tuple(cards))]
    blocks.append(histogram_of(survey, score) if survey.fields.type == "nps" else scores_chart(survey, score))
    trend = period_chart(context, survey, figures)
    if trend is not None:
        blocks.append(trend)
    return Subsection("Score", tuple(blocks), anchor="score")


@dataclass(frozen=True, slots=True)
class _Groups:
    """The groups of a survey by one dimension, and the id that they have on the page."""

    dimension: str
    results: tuple[MetricResult, ...]
    identifier: str

    @property
    def shown(self) -> tuple[MetricResult, ...]:
        return tuple(result for result in self.results if not result.suppressed)

    @property
    def title(self) -> str:
        name = sentence_case(self.dimension)
        return f"by {name[:1].lower()}{name[1:]}"


def _groups(context: ViewContext, survey: Record[Survey], figures: SurveyFigures) -> Iterator[Subsection]:
    for number, (dimension, results) in enumerate(figures.groups.items(), start=1):
        groups = _Groups(dimension, results, f"by-{anchor_of(dimension, number)}")
        blocks: list[Block] = [_group_table(context, survey, figures, groups)] if groups.shown else []
        hidden = [result for result in results if result.suppressed]
        if hidden:
            blocks.append(Paragraph(_suppressed_words(context, hidden)))
        title = groups.title[:1].upper() + groups.title[1:]
        yield Subsection(title, tuple(blocks), anchor=groups.identifier, count=len(groups.shown))


def _suppressed_words(context: ViewContext, hidden: Sequence[MetricResult]) -> str:
    fewest = context.settings.policies.small_group
    small = sum(result.n < fewest for result in hidden)
    are = "is" if small == 1 else "are"
    text = f"{count_words(small, 'group')} of fewer than {fewest} respondents {are} not shown"
    others = len(hidden) - small
    if not others:
        return f"{text}."
    which = "another, from which it" if others == 1 else f"{others:,} others, from which they"
    return f"{text}, nor {'is' if others == 1 else 'are'} {which} could be worked out."


def _group_table(context: ViewContext, survey: Record[Survey], figures: SurveyFigures, groups: _Groups) -> Table:
    total = sum(result.n for result in groups.results)
    moved = [figures.changes.get(frozenset(result.dimensions.items())) for result in groups.shown]
    since = next((earlier_words(context, change) for change in moved if change is not None), "before")
    columns = (
        Column(sentence_case(groups.dimension)),
        Column("Score", "number"),
        Column("95% interval", "number"),
        Column("n", "number"),
        Column("Share", "number"),
        Column(f"Since {since}"),
    )
    rows = tuple(
        Row(
            (
                result.dimensions[groups.dimension] or "not given",
                value_cell(result),
                range_text(result),
                NumberCell(result.n),
                NumberCell(result.n / total, 0, share=True),
                _moved_words(change),
            )
        )
        for result, change in zip(groups.shown, moved, strict=True)
    )
    caption = f"{words(survey.fields.type)} {groups.title}"
    return compact(Table(columns, rows, caption, f"{groups.identifier}-table"))


def _moved_words(change: MetricResult | None) -> Inline:
    """Return a group's change with its verdict: ``up 18``, or ``no detectable change (+2)``."""
    if change is None or change.value is None:
        return None
    verdict, difference = change.details["verdict"], difference_of(change)
    return f"{verdict} {difference[1:]}" if verdict in ("up", "down") else f"{verdict} ({difference})"
