"""On time: how many released initiatives kept their first promise, by quarter, and which came the latest."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model.metric import MetricResult
from site_builder.views.cells import DayCell, NumberCell
from site_builder.views.charts.quarter_shares import FEW, QuarterShare, ShareWords, quarter_shares
from site_builder.views.facts import planned_cell
from site_builder.views.figures import interval_text
from site_builder.views.parts import Block, Column, Paragraph, Row, Subsection, Table
from site_builder.views.reliability_figures import Reliability
from site_builder.views.reliability_quarters import by_quarter, share_of, shown_quarters
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, sentence_case

_LATE = 10

_KEPT = ShareWords("Kept", "On time", "Released with a promise", "no promise")


def on_time_section(reliability: Reliability) -> Subsection:
    """Return how many released initiatives kept their first promise: in words, by quarter, and the latest ones."""
    result = reliability.result("on-time")
    if result.value is None:
        words = f"{sentence_case(result.reason)}.{_without(result)}"
        return Subsection("On time", (Paragraph(words),), anchor="on-time")
    quarters = tuple(_quarters(reliability))
    released = f"{'' if result.n < FEW else 'of '}released initiatives"
    chart = quarter_shares(
        "on-time-by-quarter",
        f"{reliability.share('on-time')} {released} kept their first promise",
        f"Share by quarter of release with its 95% interval, {shown_quarters(quarters)}, n {result.n:,}",
        quarters,
        _KEPT,
    )
    blocks: tuple[Block, ...] = (Paragraph(_words(result)), chart, *_latest(reliability))
    return Subsection("On time", blocks, anchor="on-time")


def _words(result: MetricResult) -> str:
    """Return how many kept the first promise, how late the others were, and how many never had one."""
    details = result.details
    released = count_words(result.n, "initiative")
    text = f"{details['on_time']:,} of {released} released with a promise kept the first one ({interval_text(result)})."
    if details["median_days_late"] is not None:
        late = result.n - details["on_time"]
        days = count_words(round(details["median_days_late"]), "day")
        text += f" The {late:,} late ones came a median of {days} after it." if late > 1 else f" One came {days} late."
    return text + _without(result)


def _without(result: MetricResult) -> str:
    count = result.details.get("without_promise", 0)
    return f" {count_words(count, 'released initiative')} never had a promise." if count else ""


def _quarters(reliability: Reliability) -> Iterator[QuarterShare]:
    """Yield the quarters from the first with a release to the one that runs, those without a release too."""
    found = by_quarter(reliability, "on-time")
    known = [period.text for period in reliability.quarters]
    earlier = sorted(name for name in found if name < known[0])
    first = 0 if earlier else next((number for number, name in enumerate(known) if name in found), len(known) - 1)
    for name in (*earlier, *known[first:]):
        result, is_running = found.get(name), name == known[-1]
        if result is None:
            yield QuarterShare(name, 0, 0, 0, running=is_running)
        else:
            value, low, high = share_of(result)
            kept, others = result.details["on_time"], result.details["without_promise"]
            yield QuarterShare(name, kept, result.n, others, value, low, high, is_running)


def _latest(reliability: Reliability) -> Iterator[Table]:
    """Yield the released initiatives that came the longest after their first promise."""
    late = reliability.result("on-time").details["latest"][:_LATE]
    if not late:
        return
    columns = (
        Column("Initiative", "link"),
        Column("First promise", "date"),
        Column("Released", "date"),
        Column("Late", "number", unit="days"),
        Column("Team"),
    )
    rows = tuple(
        Row(
            (
                reliability.link(name),
                planned_cell(reliability.roadmap.promises[name].made[0].target),
                DayCell(reliability.roadmap.released_on[name]),
                NumberCell(days),
                reliability.team(name),
            )
        )
        for name, days in late
    )
    yield compact(Table(columns, rows, "Released the longest after the first promise", "released-late"))
