"""Slips of milestones: which steps on the way were promised for later than at first."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.history.promises import milestone_promises
from site_builder.views.cells import NumberCell
from site_builder.views.facts import planned_cell
from site_builder.views.parts import Block, Column, Paragraph, Row, Table
from site_builder.views.reliability_figures import Reliability
from site_builder.views.wording import count_words


def milestone_slips(reliability: Reliability) -> Iterator[Block]:
    """Yield what became of the milestones that were promised; nothing where none was."""
    found = reliability.context.measures.one("slips", of="milestones")
    if found is None or found.value is None:
        return
    promised = count_words(found.n, "promised milestone")
    if not found.value:
        yield Paragraph(f"{promised[:1].upper()}{promised[1:]}, no slip.")
        return
    slipped = [
        (timeline.reference.id, milestone, made)
        for timeline in reliability.roadmap.timelines
        for milestone, made in milestone_promises(timeline)
        if made.slips
    ]
    yield Paragraph(
        f"{len(slipped):,} of {promised} slipped: {count_words(round(found.value), 'slip')}, "
        f"{count_words(found.details['gross_days'], 'day')} in all."
    )
    columns = (
        Column("Initiative", "link"),
        Column("Milestone"),
        Column("Slips", "number"),
        Column("First promise", "date"),
        Column("Latest promise", "date"),
        Column("Moved", "number", unit="days net"),
    )
    rows = tuple(
        Row(
            (
                reliability.link(name),
                milestone,
                NumberCell(len(made.slips)),
                planned_cell(made.made[0].target),
                planned_cell(made.made[-1].target),
                NumberCell(made.net_days, signed=True),
            )
        )
        for name, milestone, made in sorted(slipped, key=lambda each: (-each[2].net_days, each[0], each[1]))
    )
    yield Table(columns, rows, "Milestones that slipped, worst first", "slipped-milestones")
