"""Say/do: how much of what was promised for a quarter was released in it, and what of it was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from site_builder.model.metric import MetricResult
from site_builder.views.cells import DayCell, NumberCell
from site_builder.views.charts.quarter_shares import MOST, QuarterShare, ShareWords, quarter_shares
from site_builder.views.figures import range_text, value_cell
from site_builder.views.parts import Block, Column, Paragraph, Row, Subsection, Table
from site_builder.views.reliability_figures import Reliability
from site_builder.views.reliability_quarters import by_quarter, share_of, shown_quarters
from site_builder.views.tables import compact
from site_builder.views.wording import count_words

_DONE = ShareWords("Done", "Done of these", "Promised", "unplanned")


def say_do_section(reliability: Reliability) -> Subsection:
    """Return how much of what was promised for a quarter was released in it, and what of it was not."""
    found = by_quarter(reliability, "say-do")
    if not found:
        text = "No quarter has begun since the first commit: what was promised for one is known from its first day on."
        return Subsection("Say/do", (Paragraph(text),), anchor="say-do")
    quarters = [
        QuarterShare(
            quarter,
            each.details["done"],
            each.n,
            each.details["unplanned"],
            *share_of(each),
            running=not each.details["ended"],
        )
        for quarter, each in found.items()
    ]
    latest = _latest_promised(quarters)
    if latest is not None:
        promised = count_words(latest.n, "initiative")
        verb = "was" if latest.n == 1 else "were"
        title = f"{latest.done:,} of {promised} promised for {latest.quarter} {verb} released in it"
    else:
        title = "How much of what was promised for a quarter was released in it"
    n = sum(each.n for each in quarters[-MOST:])
    subtitle = (
        f"Share of initiatives promised at the quarter's start, 95% interval, {shown_quarters(quarters)}, n {n:,}"
    )
    blocks: list[Block] = [quarter_shares("say-do-by-quarter", title, subtitle, quarters, _DONE)]
    blocks += _years(reliability)
    blocks += [_outcome(reliability, each, found[each.quarter]) for each in _told(quarters, latest)]
    return Subsection("Say/do", tuple(blocks), anchor="say-do")


def _latest_promised(quarters: Sequence[QuarterShare]) -> QuarterShare | None:
    """Return the latest quarter that is over and for which something was promised."""
    return next((each for each in reversed(quarters) if not each.running and each.n), None)


def _told(quarters: Sequence[QuarterShare], latest: QuarterShare | None) -> Iterator[QuarterShare]:
    """Yield the quarter that runs, the one before it, and the latest for which something was promised, once each."""
    running = [each for each in quarters[-1:] if each.running]
    over = [each for each in quarters[-2:] if not each.running][-1:]
    yield from dict.fromkeys((*running, *over, *([latest] if latest else [])))


def _years(reliability: Reliability) -> Iterator[Table]:
    """Yield the figures of years, for those who promise by the year."""
    results = reliability.context.measures.results("say-do")
    years = [result for result in results if "Q" not in result.dimensions.get("period", "Q")]
    if not years:
        return
    columns = (
        Column("Year"),
        Column("Promised", "number"),
        Column("Done of these", "number"),
        Column("Done", "number"),
        Column("95% interval", "number"),
        Column("Unplanned", "number"),
    )
    rows = tuple(
        Row(
            (
                f"{result.dimensions['period']}{'' if result.details['ended'] else ' (running)'}",
                NumberCell(result.n),
                NumberCell(result.details["done"]),
                value_cell(result),
                range_text(result),
                NumberCell(result.details["unplanned"]),
            )
        )
        for result in reversed(years)
    )
    yield Table(columns, rows, "Say/do by year", "say-do-by-year", folded=True)


def _outcome(reliability: Reliability, quarter: QuarterShare, result: MetricResult) -> Subsection:
    """Return what was promised for a quarter and not released, and what was released without a promise."""
    name = quarter.quarter
    listed = (*_not_done(reliability, quarter, result), *_unplanned(reliability, name, result))
    blocks: tuple[Block, ...] = (Paragraph(_words(quarter)), *listed)
    title = f"{name}, running" if quarter.running else name
    return Subsection(title, blocks, anchor=f"say-do-{name.lower()}", level=3)


def _words(quarter: QuarterShare) -> str:
    unplanned = f"{quarter.beside:,} released unplanned" if quarter.beside else "nothing released unplanned"
    if not quarter.n:
        return f"Nothing was promised for it when it began; {unplanned}."
    promised = f"{quarter.done:,} of {count_words(quarter.n, 'promised initiative')}"
    return f"{promised} released {'so far' if quarter.running else 'in it'}; {unplanned}."


def _not_done(reliability: Reliability, quarter: QuarterShare, result: MetricResult) -> Iterator[Table]:
    names = result.details["not_done"]
    if not names:
        return
    columns = (
        Column("Initiative", "link"),
        Column("Status", "status"),
        Column("Target now", "date"),
        Column("Released", "date"),
        Column("Team"),
        Column("Owner"),
    )
    rows = tuple(_promised(reliability, name) for name in names)
    caption = f"Promised for {quarter.quarter} and not released {'yet' if quarter.running else 'in it'}"
    yield compact(Table(columns, rows, caption, f"not-done-{quarter.quarter.lower()}"))


def _unplanned(reliability: Reliability, quarter: str, result: MetricResult) -> Iterator[Table]:
    """Yield what was released without a promise, folded: nobody waits for it."""
    names = result.details["unplanned_items"]
    if not names:
        return
    columns = (Column("Initiative", "link"), Column("Released", "date"), Column("Team"), Column("Owner"))
    rows = tuple(
        Row(
            (
                reliability.link(name),
                DayCell(reliability.roadmap.released_on[name]),
                reliability.team(name),
                reliability.owner(name),
            )
        )
        for name in names
    )
    caption = f"Released unplanned in {quarter}"
    yield replace(compact(Table(columns, rows, caption, f"unplanned-{quarter.lower()}")), folded=True)


def _promised(reliability: Reliability, name: str) -> Row:
    released = reliability.roadmap.released_on.get(name)
    return Row(
        (
            reliability.link(name),
            reliability.status(name),
            reliability.target(name),
            DayCell(released) if released else None,
            reliability.team(name),
            reliability.owner(name),
        )
    )
