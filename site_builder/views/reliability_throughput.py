"""Throughput of the roadmap: initiatives released in a week or, where these are few, in a quarter, with limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from site_builder.measure.common.roadmap_flow import released_in
from site_builder.measure.statistics.xmr import Limits, limits
from site_builder.model.dates import Period
from site_builder.model.quick import dataclass
from site_builder.views.cells import NumberCell
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.charts.process import ProcessLimits, ProcessPoint, process_chart
from site_builder.views.charts.quarter_shares import MOST
from site_builder.views.parts import Block, ChartFigure, Column, Paragraph, Row, Subsection, Table
from site_builder.views.reliability_figures import Reliability
from site_builder.views.wording import count_words, sentence_case

_FEWEST = 6
"""Limits of fewer periods would move too much with the next one."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A period to count by: its word, what it is, how the column of its first days is headed."""

    word: str
    meaning: str
    column: str


_WEEK = _Unit("week", "week (Monday to Sunday, UTC)", "Week of")
_QUARTER = _Unit("quarter", "quarter", "Quarter from")


def throughput_section(reliability: Reliability) -> Subsection:
    """Return the initiatives released in each period with the natural limits of the process.

    Where fewer than one is released in a week, weeks are nearly all zeros and ones, for which such limits do not hold
    (Wheeler, "Understanding Variation"): then quarters are counted.
    """
    result = reliability.result("throughput")
    details = result.details
    if result.value is None:
        return _section(Paragraph(f"{sentence_case(result.reason)}."))
    if not result.n:
        return _section(Paragraph(f"Nothing was released in {count_words(len(details['weeks']), 'full week')}."))
    if result.value >= 1:
        days = [date.fromisoformat(week) for week in details["weeks"]]
        return _section(_chart(_WEEK, days, details["counts"]))
    every = [
        quarter
        for quarter in reliability.quarters
        if reliability.began < quarter.first_day and quarter.last_day <= reliability.as_of
    ]
    quarters = every[-MOST:]
    if not quarters:
        released = count_words(result.n, "initiative")
        return _section(Paragraph(f"{released} released in {count_words(len(details['weeks']), 'full week')}."))
    counts = released_in(reliability.roadmap, quarters)
    if len(quarters) < _FEWEST:
        return _section(_bars([quarter.text for quarter in quarters], counts))
    chart = _chart(_QUARTER, [quarter.first_day for quarter in quarters], counts)
    return _section(chart, *_every_quarter(reliability, every))


def _section(*blocks: Block) -> Subsection:
    return Subsection("Throughput", blocks, anchor="throughput")


def _every_quarter(reliability: Reliability, quarters: Sequence[Period]) -> Iterator[Table]:
    """Yield the counts of all quarters where more are known than are drawn."""
    if len(quarters) > MOST:
        counts = released_in(reliability.roadmap, quarters)
        rows = tuple(Row((each.text, NumberCell(count))) for each, count in zip(quarters, counts, strict=True))
        columns = (Column("Quarter"), Column("Released", "number"))
        caption = f"Initiatives released in all {len(rows):,} full quarters"
        yield Table(columns, rows, caption, "released-by-quarter", folded=True)


def _bars(quarters: Sequence[str], counts: Sequence[int]) -> ChartFigure:
    """Return the few quarters that there are, without limits."""
    return ranked_bars(
        "released-over-time",
        _title(_QUARTER, counts, None),
        f"Initiatives released in a quarter, n {sum(counts):,}; limits need {_FEWEST} quarters",
        [Bar(quarter, count) for quarter, count in zip(quarters, counts, strict=True)],
        column="Quarter",
        measure="Released",
        keep_order=True,
    )


def _chart(unit: _Unit, days: Sequence[date], counts: Sequence[int]) -> ChartFigure:
    found = limits(counts, floor=0) if len(counts) >= _FEWEST else None
    signals = frozenset(found.signals if found else ())
    points = [
        ProcessPoint(day, count, number in signals)
        for number, (day, count) in enumerate(zip(days, counts, strict=True))
    ]
    span = count_words(len(counts), f"full {unit.word}")
    note = (
        f"The limits are those of an XmR chart: a {unit.word} outside them is news, one inside the usual up and down."
        if found
        else f"Limits need {_FEWEST} {unit.word}s at least."
    )
    return process_chart(
        "released-over-time",
        _title(unit, counts, found),
        f"Initiatives released in a {unit.meaning}, the last {span}, n {sum(counts):,}",
        points,
        ProcessLimits(found.mean, found.lower, found.upper) if found else None,
        measure="Released",
        column=unit.column,
        note=note,
    )


def _title(unit: _Unit, counts: Sequence[int], found: Limits | None) -> str:
    if found is None:
        return f"{count_words(sum(counts), 'initiative')} released in {count_words(len(counts), f'full {unit.word}')}"
    outside = len(found.signals)
    if not outside:
        return f"No {unit.word} was out of the ordinary"
    return (
        f"{outside:,} of {count_words(len(counts), unit.word)} {'was' if outside == 1 else 'were'} out of the ordinary"
    )
