"""Who carries how much: open records by team and by owner, and how much of it is past due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.role import ROLE
from site_builder.model.metric import MetricResult
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, Inline, NumberCell
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.parts import Block, ChartFigure, Column, Row, Subsection, Table
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, joined_words, number_words, share_words
from site_builder.views.words import counted

_FEWEST = 2
_BARS = 12
_NO_TEAM = "no team"

Results = Sequence[MetricResult]


def workload_section(context: ViewContext) -> Iterator[Subsection]:
    """Yield the open work by team and owner; nothing where nothing is open."""
    whole = context.measures.one("workload")
    if whole is None or not whole.value:
        return
    teams, owners = _by(context, "team"), _by(context, "owner")
    blocks: list[Block] = []
    if len(teams) >= _FEWEST:
        blocks += [_chart(context, teams, whole, "team"), _teams(teams)]
    elif len(owners) >= _FEWEST:
        blocks.append(_chart(context, owners, whole, "owner"))
    blocks.append(_owners(context, owners))
    yield Subsection("Workload", tuple(blocks), anchor="workload", count=whole.n)


def _by(context: ViewContext, dimension: str) -> Results:
    """Return the loads by a dimension, the largest first."""
    found = [result for result in context.measures.results("workload") if set(result.dimensions) == {dimension}]
    return sorted(found, key=lambda result: (-result.n, not result.dimensions[dimension], result.dimensions[dimension]))


def _chart(context: ViewContext, loads: Results, whole: MetricResult, dimension: str) -> ChartFigure:
    bars = [
        Bar(
            _name(context, load, dimension),
            load.n,
            _url(context, load, dimension),
            note=f"{load.details['past_due']:,} past due" if load.details["past_due"] else "",
        )
        for load in loads[:_BARS]
    ]
    title = f"{number_words(loads[0].n)} of {count_words(whole.n, 'open record')} are with {bars[0].label}"
    if loads[0].n == loads[1].n:
        title = f"No {dimension} has more than {number_words(loads[0].n)} of {count_words(whole.n, 'open record')}"
    cut = f", the {len(bars)} with most of {len(loads):,}" if len(bars) < len(loads) else ""
    subtitle = f"Open records by {dimension}, as of {context.as_of.isoformat()}, n {whole.n:,}{cut}"
    return ranked_bars("workload-chart", title, subtitle, bars, column=dimension.capitalize(), measure="Open")


def _name(context: ViewContext, load: MetricResult, dimension: str) -> str:
    value = load.dimensions[dimension]
    role = context.handbook.find(ROLE, value) if dimension == "owner" else None
    return role.title if role is not None else value or _NO_TEAM.capitalize()


def _url(context: ViewContext, load: MetricResult, dimension: str) -> str | None:
    role = context.handbook.find(ROLE, load.dimensions[dimension]) if dimension == "owner" else None
    return context.handbook.url_of(role) if role is not None else None


def _teams(loads: Results) -> Table:
    columns = (
        Column("Team"),
        Column("Owners", "number"),
        Column("Open", "number", "records"),
        Column("Past due", "number", "records"),
        Column("Past due, share", "number"),
    )
    rows = tuple(
        Row(
            (
                load.dimensions["team"] or _NO_TEAM,
                NumberCell(load.details["owners"]),
                NumberCell(load.n),
                NumberCell(load.details["past_due"]),
                _share(load),
            )
        )
        for load in loads
    )
    return Table(columns, rows, "Open records by team, most first", "team-workload")


def _owners(context: ViewContext, loads: Results) -> Table:
    columns = (
        Column("Owner", "link"),
        Column("Team"),
        Column("Open", "number", "records"),
        Column("Past due", "number", "records"),
        Column("Past due, share", "number"),
        Column("What"),
    )
    rows = tuple(_owner_row(context, load) for load in loads)
    table = Table(columns, rows, "Open records by owner, most first", "owner-workload", filters=("Team",))
    return compact(table)


def _owner_row(context: ViewContext, load: MetricResult) -> Row:
    handbook, name = context.handbook, load.dimensions["owner"]
    role = handbook.find(ROLE, name)
    owner: Inline = name if role is None else context.link(role)
    kinds = joined_words([counted(handbook.kinds[kind], count) for kind, count in load.details["by_kind"].items()])
    late = load.details["past_due"]
    return Row((owner, role.fields.team if role else None, NumberCell(load.n), NumberCell(late), _share(load), kinds))


def _share(load: MetricResult) -> Inline:
    late: int = load.details["past_due"]
    if not late:
        return NumberCell(0, share=True)
    share = late / load.n
    return Badge(share_words(share), "danger" if share >= 0.5 else "attention", order=share, number=share)
