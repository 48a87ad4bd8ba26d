"""Slips: which promises were moved, how often and how far, and what moved last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from site_builder.history.promises import Move, Promises
from site_builder.views.cells import Code, DayCell, Link, NumberCell
from site_builder.views.charts.strips import StripMark, StripRow, StripSort, strips
from site_builder.views.charts.theme import ATTENTION, SERIES, SURFACE
from site_builder.views.facts import planned_cell
from site_builder.views.milestone_slips import milestone_slips
from site_builder.views.parts import Block, ChartFigure, Column, Paragraph, Row, Subsection, Table
from site_builder.views.reliability_figures import SECTION, Reliability
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, joined_words, number_words

_RECENT = 12
_DRAWN = 12
_WORST = 20
"""So many slipped promises stand on the page; all of them have a page of their own where there are more."""

ALL_SLIPS = f"{SECTION}/slips"

_FIRST, _MOVED = "first promise", "moved to"
_SORTS = (
    StripSort(_FIRST, "circle", SERIES, SURFACE),
    StripSort(_MOVED, "circle", ATTENTION, ATTENTION),
)


def slips_section(reliability: Reliability) -> Subsection:
    """Return the section about slips: words, picture, the worst, the latest moves, and those of milestones."""
    worst = _worst_first(reliability.roadmap.promises)
    result = reliability.result("slips")
    if result.value is None:
        blocks: tuple[Block, ...] = (Paragraph(f"{result.reason[:1].upper()}{result.reason[1:]}."),)
        return Subsection("Slips", (*blocks, *milestone_slips(reliability)), anchor="slips")
    blocks = (
        Paragraph(_words(result.value, result.n, result.details)),
        *_picture(reliability, worst),
        *_worst(reliability, worst),
        *_recent(reliability),
        *milestone_slips(reliability),
    )
    return Subsection("Slips", blocks, anchor="slips", count=round(result.value))


def _worst_first(promises: Mapping[str, Promises]) -> list[tuple[str, Promises]]:
    """Return what slipped: by days between first and latest promise, then by days of all slips."""
    slipped = [(name, made) for name, made in promises.items() if made.slips]
    return sorted(slipped, key=lambda each: (-each[1].net_days, -each[1].gross_days, each[0]))


def _words(value: float, n: int, details: Mapping[str, Any]) -> str:
    """Return slips, pull-ins, corrections and removed targets in words."""
    promised = count_words(n, "promised initiative")
    if not value:
        first = f"None of {promised} slipped." if n > 1 else "The one promised initiative did not slip."
    else:
        first = f"{number_words(details['records'])} of {promised} slipped: {count_words(round(value), 'slip')}, "
        first += f"{count_words(details['gross_days'], 'day')} in all"
        first += f", the median slip {count_words(round(details['median_days']), 'day')}" if value > 1 else ""
        first += f"; {count_words(details['net_days'], 'day')} with pull-ins taken off" if details["pull_ins"] else ""
        first += "."
    others = [
        words
        for count, words in (
            (details["pull_ins"], count_words(details["pull_ins"], "pull-in")),
            (details["removed"], f"{count_words(details['removed'], 'target')} taken out"),
            (details["corrections"], f"{count_words(details['corrections'], 'correction')} (dates already past)"),
        )
        if count
    ]
    return f"{first} Not counted as slips: {joined_words(others)}." if others else first


def _picture(reliability: Reliability, worst: list[tuple[str, Promises]]) -> Iterator[ChartFigure]:
    """Yield the promises of the open initiatives that moved the furthest, from the first to the latest."""
    still_open = [each for each in worst if _is_open(reliability, each[0])][:_DRAWN]
    if not still_open:
        return
    rows = tuple(_strip(reliability, name, made) for name, made in still_open)
    days = [mark.day for row in rows for mark in row.marks]
    count = sum(_is_open(reliability, name) for name, _ in worst)
    shown = f"the {len(rows)} furthest of {count:,}" if count > len(rows) else f"n {len(rows)}"
    yield strips(
        "moved-promises",
        f"{count_words(count, 'open initiative')} {'has' if count == 1 else 'have'} slipped",
        f"What they were promised for, from the first promise to the latest, {shown}; the rule is today",
        rows,
        _SORTS,
        (min(*days, reliability.as_of), max(*days, reliability.as_of), reliability.as_of),
        column="Initiative",
        sort_column="Promise",
    )


def _is_open(reliability: Reliability, name: str) -> bool:
    record = reliability.record(name)
    return record is not None and record.fields.status not in ("released", "dropped")


def _strip(reliability: Reliability, name: str, made: Promises) -> StripRow:
    first, *later = (promise.target.last_day for promise in made.made)
    marks = (
        StripMark(first, _FIRST, until=max(first, *later)),
        *(StripMark(day, _MOVED) for day in dict.fromkeys(later)),
    )
    return StripRow(reliability.label(name), marks, reliability.url(name), f"{_signed(made.net_days)} d")


def _signed(days: int) -> str:
    return number_words(days, signed=True)


def _worst(reliability: Reliability, worst: list[tuple[str, Promises]]) -> Iterator[Table]:
    """Yield the table of the worst slips, with a link to all of them where there are more."""
    if len(worst) > _WORST:
        more = Link(f"all {len(worst):,} that slipped", f"{ALL_SLIPS}/")
        table = _table(reliability, worst[:_WORST])
        yield replace(table, filters=(), total=len(worst), more=more)
    elif worst:
        yield _table(reliability, worst)


def all_slips(reliability: Reliability) -> Table | None:
    """Return the table of everything that slipped; None where the section has it all."""
    worst = _worst_first(reliability.roadmap.promises)
    return _table(reliability, worst) if len(worst) > _WORST else None


def _table(reliability: Reliability, worst: list[tuple[str, Promises]]) -> Table:
    columns = (
        Column("Initiative", "link"),
        Column("Slips", "number"),
        Column("First promise", "date"),
        Column("Latest promise", "date"),
        Column("Moved", "number", unit="days net"),
        Column("Status", "status"),
        Column("Team"),
        Column("Owner"),
    )
    rows = tuple(_slipped(reliability, name, made) for name, made in worst)
    return compact(Table(columns, rows, "What slipped, worst first", "slipped", filters=("Status", "Team")))


def _slipped(reliability: Reliability, name: str, made: Promises) -> Row:
    return Row(
        (
            reliability.link(name),
            NumberCell(len(made.slips)),
            planned_cell(made.made[0].target),
            planned_cell(made.made[-1].target),
            NumberCell(made.net_days, signed=True),
            reliability.status(name),
            reliability.team(name),
            reliability.owner(name),
        )
    )


def _recent(reliability: Reliability) -> Iterator[Table]:
    """Yield the latest moves, in either direction."""
    moves = [(move, name) for name, made in reliability.roadmap.promises.items() for move in made.moves]
    if not moves:
        return
    newest = sorted(moves, key=lambda each: (-each[0].after.commit.seconds, each[1]))[:_RECENT]
    columns = (
        Column("Initiative", "link"),
        Column("Moved on", "date"),
        Column("From", "date"),
        Column("To", "date"),
        Column("Moved", "number", unit="days"),
        Column("Status now", "status"),
        Column("Commit"),
    )
    rows = tuple(_moved(reliability, name, move) for move, name in newest)
    yield Table(columns, rows, "What moved last", "moved-last")


def _moved(reliability: Reliability, name: str, move: Move) -> Row:
    return Row(
        (
            reliability.link(name),
            DayCell(move.after.commit.day),
            planned_cell(move.before.target),
            planned_cell(move.after.target),
            NumberCell(move.days, signed=True),
            reliability.status(name),
            Code(move.after.commit.id[:7]),
        )
    )
