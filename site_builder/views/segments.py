"""Segments: which customers are content and which are not, what they ask for, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.segment import SEGMENT
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Inline, Markup, NumberCell
from site_builder.views.charts.intervals import IntervalRow, interval_chart
from site_builder.views.collection import empty_page, section_page
from site_builder.views.figures import range_text, value_cell
from site_builder.views.parts import (
    Block,
    Card,
    CardGrid,
    ChartFigure,
    Column,
    Fact,
    Paragraph,
    Row,
    Subsection,
    Table,
)
from site_builder.views.plain import plain_text
from site_builder.views.segment_figures import (
    SegmentFigures,
    moved_cell,
    segment_figures,
    tone_of_verdict,
    verdict_cell,
)
from site_builder.views.segment_page import segment_page
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, digits_for
from site_builder.views.words import counted

SECTION = SEGMENT.url
_METHOD = (
    "Differences and changes are in points; a word stands beside those that are detectable (z test, Holm-adjusted "
    "over the segments). A dash: the survey has not all the dimensions that tell the segment apart. Weight counts each "
    "customer once, with the latest importance."
)

Found = Sequence[SegmentFigures]


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each segment."""
    found = segment_figures(context)
    if not found:
        yield empty_page(context, SEGMENT)
        return
    chart = _chart(context, found)
    blocks: tuple[Block, ...] = (
        *(() if chart is None else (chart,)),
        _comparison(context, found),
        _profiles(context, found),
    )
    sentence, purpose = _sentence(found), SEGMENT.purpose
    yield section_page(context, SECTION, "Segments", sentence, blocks, description=purpose, hides=("toc",))
    for figures in found:
        yield segment_page(context, figures)


def _scored(found: Found) -> list[SegmentFigures]:
    """Return the segments that have a score in the newest wave, the highest first."""
    scored = [each for each in found if each.newest is not None and each.newest.result.value is not None]
    return sorted(scored, key=lambda each: -(each.newest.result.value or 0.0) if each.newest else 0.0)


def _sentence(found: Found) -> str:
    """Return how many there are, from which score to which, and how many differ from the others."""
    scored = _scored(found)
    total = counted(SEGMENT, len(found))
    if not scored:
        return f"{total}; no survey tells them apart yet."
    best, worst = scored[0], scored[-1]
    if best.newest is None or worst.newest is None:
        return f"{total}."
    survey = best.newest.survey.title
    if len(scored) == 1:
        score = plain_text(value_cell(best.newest.result))
        return f"{total}; NPS {score} of {best.record.title} in {survey} (n {best.newest.result.n:,})."
    span = (
        f"NPS from {plain_text(value_cell(worst.newest.result))} ({worst.record.title}, n {worst.newest.result.n:,}) "
        "to "
        f"{plain_text(value_cell(best.newest.result))} ({best.record.title}, n {best.newest.result.n:,}) in "
        f"{survey}"
    )
    compared = [each.newest.against for each in scored if each.newest is not None and each.newest.against]
    differ = sum(tone_of_verdict(against) is not None for against in compared)
    if not compared:
        return f"{total}: {span}."
    verdict = "none differs" if not differ else f"{differ:,} {'differs' if differ == 1 else 'differ'}"
    return f"{total}: {span}; {verdict} detectably from all other respondents."


def _chart(context: ViewContext, found: Found) -> ChartFigure | None:
    """Return the difference of each segment to all who are not in it; None where fewer than two can be compared."""
    rows = []
    margins = []
    for each in _scored(found):
        against = each.newest.against if each.newest else None
        if each.newest is None or against is None:
            continue
        difference, margin = against["difference"], against["margin"]
        margins.append(margin)
        verdict = str(against["verdict"])
        rows.append(
            IntervalRow(
                each.record.title,
                difference,
                difference - margin,
                difference + margin,
                verdict if tone_of_verdict(against) else "not detectable",
                tone_of_verdict(against),
                context.handbook.url_of(each.record),
                each.newest.result.n,
            )
        )
    if len(rows) < 2:
        return None
    rows.sort(key=lambda row: -row.value)
    differ = sum(row.tone is not None for row in rows)
    title = (
        f"{differ:,} of {count_words(len(rows), 'segment')} {'differs' if differ == 1 else 'differ'} from the others"
    )
    if not differ:
        title = f"No segment of {len(rows)} differs detectably from the others"
    newest = next(each.newest for each in _scored(found) if each.newest)
    return interval_chart(
        "segments-compared",
        title,
        f"NPS of the segment less that of all other respondents in points, 95% interval, {newest.survey.title}",
        rows,
        column="Segment",
        measure="Difference in points",
        digits=min(map(digits_for, margins)),
        note=f"Verdicts by a z test, Holm-adjusted over {len(rows)} segments. Segments may overlap.",
    )


def _comparison(context: ViewContext, found: Found) -> Subsection:
    columns = (
        Column("Segment", "link"),
        Column("NPS", "number"),
        Column("95% interval", "number"),
        Column("n", "number"),
        Column("Against others", "number"),
        Column("Since last wave", "number"),
        Column("CSAT", "number"),
        Column("CES", "number"),
        Column("Requests", "number"),
        Column("Weight", "number"),
    )
    ordered = [*_scored(found)]
    ordered += [each for each in found if each not in ordered]
    rows = tuple(_row(context, each) for each in ordered)
    table = compact(Table(columns, rows, "Segments compared", "segments-table"))
    blocks: list[Block] = [table, *([Paragraph(_METHOD)] if _scored(found) else [])]
    hidden = [each for each in found if each.newest is not None and each.newest.result.suppressed]
    if hidden:
        fewest = context.settings.policies.small_group
        are = "is" if len(hidden) == 1 else "are"
        text = (
            f"The score of {count_words(len(hidden), 'segment')} with fewer than {fewest} respondents {are} not shown."
        )
        blocks.append(Paragraph(text))
    unmatched = [each for each in found if not each.record.fields.match]
    if unmatched:
        text = (
            f"{counted(SEGMENT, len(unmatched))} without a match: add the dimensions and values that tell its "
            "responses apart, such as {plan: [Growth]}."
        )
        blocks.append(Paragraph(text))
    return Subsection("Compared", tuple(blocks), anchor="compared", count=len(rows))


def _row(context: ViewContext, each: SegmentFigures) -> Row:
    newest, weight = each.newest, each.weight
    scores: dict[str, MetricResult] = {score.survey.fields.type: score.result for score in each.others}
    shown = newest is not None and newest.result.value is not None
    return Row(
        (
            context.link(each.record),
            value_cell(newest.result) if newest else NumberCell(None, note="no survey tells it apart"),
            range_text(newest.result) if newest else None,
            NumberCell(newest.result.n if newest and shown else None),
            verdict_cell(newest),
            moved_cell(newest),
            _score(scores, "csat"),
            _score(scores, "ces"),
            NumberCell(len(each.requests)),
            NumberCell(weight.value if weight else 0),
        )
    )


def _score(scores: Mapping[str, MetricResult], name: str) -> Inline:
    result = scores.get(name)
    return value_cell(result) if result is not None else NumberCell(None)


def _profiles(context: ViewContext, found: Found) -> Subsection:
    cards = tuple(
        Card(
            context.link(each.record),
            facts=tuple(_profile_facts(each)),
            text=Markup(each.record.fields.summary, each.record.path, inline=True)
            if each.record.fields.summary
            else "",
        )
        for each in found
    )
    return Subsection("Profiles", (CardGrid(cards),), anchor="profiles", count=len(cards))


def _profile_facts(each: SegmentFigures) -> Iterator[Fact]:
    fields = each.record.fields
    yield Fact("Size", fields.size)
    yield Fact("Plans", ", ".join(fields.plans))
    yield Fact("Regions", ", ".join(fields.regions))
    yield Fact("First job", fields.jobs[0] if fields.jobs else None)


VIEW = View(SECTION, "Segments", "Feedback", 430, pages, ("segment",))
