"""Feedback: the newest Net Promoter Score with its interval, all surveys, requests, and a page for each survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from site_builder.kinds.request import REQUEST
from site_builder.kinds.segment import SEGMENT
from site_builder.kinds.survey import SURVEY, Survey
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import DayCell, Link, NumberCell, Phrase
from site_builder.views.collection import collection_sentence, empty_page, section_page
from site_builder.views.figures import figure_card, interval_text, range_text, value_cell
from site_builder.views.nps_charts import newest_card, trend_chart
from site_builder.views.nps_results import newest_waves
from site_builder.views.parts import Block, Column, KpiCard, KpiGrid, Paragraph, Row, Subsection, Table
from site_builder.views.plain import plain_text
from site_builder.views.request_figures import requests_asked
from site_builder.views.request_tables import requests_table
from site_builder.views.survey_page import survey_page
from site_builder.views.survey_results import (
    SCORE_NAMES,
    ScoredSurvey,
    SurveyFigures,
    difference_of,
    earlier_words,
    scored_surveys,
    survey_figures,
    surveys_in_order,
)
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, joined_words
from site_builder.views.words import counted, words

SECTION = "feedback"
_REQUESTS = 10


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the feedback section, the list of surveys and a page for each survey."""
    surveys = tuple(reversed(surveys_in_order(context)))
    figures = context.once(survey_figures)
    yield _feedback(context, surveys, figures)
    if not surveys:
        yield empty_page(context, SURVEY)
        return
    sentence = f"{counted(SURVEY, len(surveys))}: {_by_type(surveys)}."
    table = _table(context, surveys, figures)
    yield section_page(context, SURVEY.url, "Surveys", sentence, (table,), description=SURVEY.purpose)
    for survey in surveys:
        yield survey_page(context, survey, figures[survey.id])


def _by_type(surveys: Sequence[Record[Survey]]) -> str:
    types = [survey.fields.type for survey in surveys]
    counts = ((name, types.count(name)) for name in ("nps", "csat", "ces"))
    return joined_words([f"{count:,} {words(name)}" for name, count in counts if count])


def _feedback(context: ViewContext, surveys: Sequence[Record[Survey]], figures: Mapping[str, SurveyFigures]) -> Page:
    requests = tuple(_requests(context))
    if not surveys and not requests:
        return empty_page(context, SURVEY, SECTION, "Feedback")
    blocks: list[Block] = []
    leading = _leading(context)
    cards = tuple(_cards(context, leading))
    if cards:
        blocks.append(KpiGrid(cards))
    chart = trend_chart(context)
    if chart is not None:
        blocks.append(chart)
    if surveys:
        table = _table(context, surveys, figures)
        blocks.append(Subsection("Surveys", (table,), anchor="surveys", count=len(surveys)))
    blocks.extend(_segments(context))
    blocks.extend(requests)
    sentence = _sentence(context, leading[0]) if leading else _without_score(context, surveys)
    purpose = SURVEY.purpose
    return section_page(context, SECTION, "Feedback", sentence, tuple(blocks), description=purpose, hides=("toc",))


def _leading(context: ViewContext) -> tuple[ScoredSurvey, ...]:
    """Return the newest survey of each type that has a score, the Net Promoter Score first."""
    newest = {found.survey.fields.type: found for found in context.once(scored_surveys)}
    return (*context.once(newest_waves)[-1:], *(newest[name] for name in ("csat", "ces") if name in newest))


def _without_score(context: ViewContext, surveys: Sequence[Record[Survey]]) -> str:
    if not surveys:
        return f"{collection_sentence(context, REQUEST)[:-1]}; no survey yet."
    return f"{counted(SURVEY, len(surveys))}, and no score yet."


def _sentence(context: ViewContext, leading: ScoredSurvey) -> str:
    survey, result, moved = leading.survey, leading.result, leading.figures.moved
    name = SCORE_NAMES[survey.fields.type]
    text = f"{name} {plain_text(value_cell(result))} in {survey.title} ({interval_text(result)}, n {result.n:,})"
    if moved is None or moved.value is None:
        return f"{text}."
    difference, earlier = difference_of(moved), earlier_words(context, moved)
    verdict = moved.details["verdict"]
    if verdict in ("up", "down"):
        return f"{text}; {verdict} {difference[1:]} points since {earlier}."
    return f"{text}; no detectable change since {earlier} ({difference})."


def _cards(context: ViewContext, leading: Sequence[ScoredSurvey]) -> Iterator[KpiCard]:
    for number, found in enumerate(leading):
        survey, rate, url = found.survey, found.figures.rate, context.handbook.url_of(found.survey)
        card = newest_card(context) if survey.fields.type == "nps" else None
        yield card or figure_card(f"{words(survey.fields.type)}, {survey.title}", found.result, url=url)
        if number == 0 and rate is not None and rate.value is not None:
            yield figure_card("Response rate", rate, url=url)
    answered = context.measures.one("closed-loop")
    if answered is not None and answered.n:
        yield figure_card("Requests answered by a release", answered, url=f"{REQUEST.url}/#loop")


def _requests(context: ViewContext) -> Iterator[Subsection]:
    """Yield the open requests that weigh most; all of them, and what came of them, are one link away."""
    figures = requests_asked(context)
    if not figures:
        return
    waiting = tuple(each for each in figures if each.is_open)
    more = Link(f"all {count_words(len(figures), 'request')}", f"{REQUEST.url}/")
    text = Phrase(
        (
            f"{collection_sentence(context, REQUEST)} See ",
            Link("what is asked for most", f"{REQUEST.url}/"),
            ", ",
            Link("what waits longest", f"{REQUEST.url}/#{'waiting' if waiting else 'all'}"),
            " and ",
            Link("the closed loop", f"{REQUEST.url}/#loop"),
            ".",
        )
    )
    blocks: list[Block] = [Paragraph(text)]
    if waiting:
        table = requests_table(
            context,
            waiting,
            identifier="requests-table",
            caption="Open requests by weight",
            leave_out=("Answer", "Released with", "Segment", "Component", "Source", "Owner"),
            most=_REQUESTS,
        )
        # Requests that are not shown here are not only the open ones: the link is there however few these are.
        blocks.append(replace(table, more=more))
    yield Subsection("Requests", tuple(blocks), anchor="requests", count=len(figures))


def _segments(context: ViewContext) -> Iterator[Paragraph]:
    count = len(context.handbook.records(SEGMENT))
    if count:
        link = Link(f"{count_words(count, 'segment')} compared", f"{SEGMENT.url}/")
        yield Paragraph(Phrase(("Who is content and who is not: ", link, ".")))


def _table(context: ViewContext, surveys: Sequence[Record[Survey]], figures: Mapping[str, SurveyFigures]) -> Table:
    columns = (
        Column("Survey", "link"),
        Column("Type"),
        Column("Closed", "date"),
        Column("Score", "number"),
        Column("95% interval", "number"),
        Column("n", "number"),
        Column("Response rate", "number"),
    )
    rows = tuple(_row(context, survey, figures[survey.id]) for survey in surveys)
    return compact(Table(columns, rows, "Surveys, newest first", "surveys-table", filters=("Type",)))


def _row(context: ViewContext, survey: Record[Survey], figures: SurveyFigures) -> Row:
    responses = context.handbook.responses.get(survey.id)
    score = figures.score
    return Row(
        (
            context.link(survey),
            words(survey.fields.type),
            DayCell(survey.fields.closed_on) if survey.fields.closed_on else None,
            value_cell(score) if score else NumberCell(None),
            range_text(score) if score else None,
            NumberCell(responses.n if responses else 0),
            value_cell(figures.rate),
        )
    )


VIEW = View(SECTION, "Feedback", "Feedback", 400, pages, ("survey",))
