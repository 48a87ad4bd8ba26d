"""The chart of decisions: how many were decided in each quarter, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from site_builder.kinds.decision import DECISION, Decision
from site_builder.model.dates import days_of_quarter, quarter_of
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.charts.stacked import StackedPeriod, stacked_timeline
from site_builder.views.charts.theme import ATTENTION, CATEGORIES, NEUTRAL, POSITIVE
from site_builder.views.days import shifted
from site_builder.views.parts import ChartFigure
from site_builder.views.wording import count_words, quarter_words
from site_builder.views.words import counted

_STATUSES = ("accepted", "proposed", "rejected", "superseded")
_COLOURS = (POSITIVE, ATTENTION, CATEGORIES[0], NEUTRAL)
"""Neither what was rejected nor what was superseded has a tone: the two are greys that can be told apart."""

_QUARTERS = 12
_FEWEST = 3


def decisions_chart(context: ViewContext, records: Sequence[Record[Decision]]) -> ChartFigure | None:
    """Return the decisions by quarter and status, at most of the last three years; None where few are dated."""
    start = context.settings.fiscal_year_start
    dated = [(record.fields.decided_on, record) for record in records if record.fields.decided_on]
    past = [(day, record) for day, record in dated if day <= context.as_of]
    if len(past) < _FEWEST:
        return None
    quarters = _quarters(min(day for day, _ in past), context.as_of, start)[-_QUARTERS:]
    counts = Counter[tuple[str, str]]((quarter_of(day, start), record.fields.status) for day, record in past)
    periods = [
        StackedPeriod(quarter, tuple(counts[quarter, status] for status in _STATUSES), tick=quarter_words(quarter))
        for quarter in quarters
    ]
    drawn = sum(sum(period.counts) for period in periods)
    span = count_words(len(quarters), "quarter")
    subtitle = f"Decisions by the quarter of their day and their status now, the last {span}, n {drawn:,}"
    totals = {status: sum(period.counts[number] for period in periods) for number, status in enumerate(_STATUSES)}
    if totals["rejected"]:
        subtitle += f", {totals['rejected']:,} of them rejected"
    title = _title(totals["accepted"], totals["accepted"] + totals["superseded"])
    return stacked_timeline(
        "decisions-by-quarter", title, subtitle, _STATUSES, periods, column="Quarter", colours=_COLOURS
    )


def _title(holding: int, taken: int) -> str:
    """Return how many of the decisions that were taken still hold: one that was rejected never did."""
    if not taken:
        return "No decision was taken"
    return f"{holding:,} of {counted(DECISION, taken)} still {'holds' if holding == 1 else 'hold'}"


def _quarters(first: date, last: date, fiscal_year_start: int) -> list[str]:
    found = [quarter_of(first, fiscal_year_start)]
    until = quarter_of(last, fiscal_year_start)
    while found[-1] != until:
        found.append(quarter_of(shifted(days_of_quarter(found[-1], fiscal_year_start)[1], 1), fiscal_year_start))
    return found
