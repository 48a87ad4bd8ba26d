"""Promises by team: slips and kept promises side by side, with what a small count allows to say."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.views.cells import Inline, NumberCell
from site_builder.views.figures import range_text, value_cell
from site_builder.views.parts import Column, Paragraph, Row, Subsection, Table
from site_builder.views.reliability_figures import Reliability
from site_builder.views.tables import compact


def teams_section(reliability: Reliability) -> Iterator[Subsection]:
    """Yield slips and kept promises by team; nothing where no initiative names its team."""
    measures = reliability.context.measures
    slips = {result.dimensions["team"]: result for result in measures.results("slips") if "team" in result.dimensions}
    kept = {result.dimensions["team"]: result for result in measures.results("on-time") if "team" in result.dimensions}
    teams = [team for team in slips if team]
    if not teams:
        return
    columns = (
        Column("Team"),
        Column("Promised", "number"),
        Column("Slipped", "number"),
        Column("Slips", "number"),
        Column("Median slip", "number", unit="days"),
        Column("Released", "number", unit="with a promise"),
        Column("On time", "number"),
        Column("95% interval", "number"),
    )
    rows = []
    for team in [*teams, *([""] if "" in slips else [])]:
        moved, punctual = slips[team], kept.get(team)
        cells: tuple[Inline, ...] = (
            team or "no team",
            NumberCell(moved.n),
            NumberCell(moved.details["records"] if moved.n else None),
            value_cell(moved),
            NumberCell(moved.details["median_days"]),
            NumberCell(punctual.n if punctual else 0),
            value_cell(punctual),
            range_text(punctual) if punctual else "",
        )
        rows.append(Row(cells))
    words = Paragraph("Counts of single teams are small: where intervals overlap, chance may be all that parts them.")
    table = Table(columns, tuple(rows), "Promises by team", "promises-by-team")
    yield Subsection("By team", (words, compact(table)), anchor="teams")
