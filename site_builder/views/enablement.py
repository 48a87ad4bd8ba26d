"""Enablement: what sales, support and customers learn from, whether it is still right, and which launches have some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.asset import ASSET
from site_builder.kinds.launch import LAUNCH, Launch
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.asset_page import asset_page
from site_builder.views.asset_standing import HORIZONS, AssetStanding, asset_standings
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Badge, DayCell, Inline, ItemList, Link, NumberCell, Tone
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.collection import empty_page, section_page
from site_builder.views.facts import owner_cell, planned_cell, record_link
from site_builder.views.figures import figure_card, value_cell
from site_builder.views.parts import Block, ChartFigure, Column, KpiCard, KpiGrid, Row, Subsection, Table
from site_builder.views.tables import compact
from site_builder.views.wording import count_words
from site_builder.views.words import counted, slug_words

SECTION = ASSET.url
_LAUNCHES = 25
_ASSETS_OF_A_LAUNCH = 5

Standings = Sequence[AssetStanding]


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each asset."""
    standings = asset_standings(context)
    if not standings:
        yield empty_page(context, ASSET)
        return
    fresh, coverage = context.measures.one("assets-fresh"), context.measures.one("launch-coverage")
    blocks: tuple[Block, ...] = (
        KpiGrid(tuple(_cards(fresh, coverage))),
        *_expiry(standings, fresh),
        *_to_verify(context, standings),
        *_audiences(context, standings),
        *_launches(context, standings),
        _all(context, standings),
    )
    sentence = _sentence(len(standings), fresh, coverage)
    yield section_page(context, SECTION, "Enablement", sentence, blocks, description=ASSET.purpose, hides=("toc",))
    for standing in sorted(standings, key=lambda each: each.asset.id):
        yield asset_page(context, standing)


def _sentence(count: int, fresh: MetricResult | None, coverage: MetricResult | None) -> str:
    if fresh is None or not fresh.n:
        return f"{counted(ASSET, count)}."
    details = fresh.details
    stale, soon = len(details["stale"]), len(details["expiring_30"])
    if stale:
        text = f"{details['fresh']:,} of {counted(ASSET, fresh.n)} verified in time, {stale:,} past"
    else:
        text = "The only asset is verified in time" if fresh.n == 1 else f"All {fresh.n:,} assets are verified in time"
    if soon:
        text += f"; {soon:,} more to verify within 30 days" if stale else f"; {soon:,} to verify within 30 days"
    if coverage is not None and coverage.n:
        text += f". {coverage.details['covered']:,} of {count_words(coverage.n, 'launch', 'launches')} have an asset"
    return f"{text}."


def _cards(fresh: MetricResult | None, coverage: MetricResult | None) -> Iterator[KpiCard]:
    yield figure_card("Verified in time", fresh, url="#to-verify" if fresh and _is_due(fresh) else "")
    if fresh is not None and fresh.n:
        for days in (HORIZONS[0], HORIZONS[-1]):
            value = NumberCell(len(fresh.details[f"expiring_{days}"]))
            yield KpiCard(f"To verify within {days} days", value, n=fresh.n, method=_HORIZON_METHOD)
    if coverage is not None and coverage.n:
        yield figure_card("Launches with an asset", coverage, url="#launches")


_HORIZON_METHOD = "Assets that are verified in time today and whose window ends before then; those past are not in it."


def _is_due(fresh: MetricResult) -> bool:
    return bool(fresh.details.get("stale") or fresh.details.get("expiring_90"))


def _expiry(standings: Standings, fresh: MetricResult | None) -> Iterator[ChartFigure]:
    """Yield the assets by when their window ends."""
    if fresh is None:
        return
    groups: tuple[tuple[str, int | None, Tone], ...] = (
        ("Past", 0, "danger"),
        ("Within 30 days", 30, "attention"),
        ("In 31 to 60 days", 60, "info"),
        ("In 61 to 90 days", 90, "info"),
        ("Later", None, "positive"),
    )
    counts = [sum(standing.horizon == horizon for standing in standings) for _, horizon, _ in groups]
    past, soon = counts[0], counts[1]
    if past:
        title = (
            f"{counted(ASSET, past)} past {'its' if past == 1 else 'their'} verification, {soon:,} due within 30 days"
        )
    else:
        title = f"No asset is past its verification, {soon:,} due within 30 days"
    bars = [Bar(label, count, tone=tone) for (label, _, tone), count in zip(groups, counts, strict=True)]
    subtitle = f"Assets by the end of their verification window, as of {fresh.as_of.isoformat()}, n {fresh.n:,}"
    yield ranked_bars("expiry", title, subtitle, bars, column="Window ends", measure="Assets", keep_order=True)


def _to_verify(context: ViewContext, standings: Standings) -> Iterator[Subsection]:
    due = [standing for standing in standings if standing.horizon is not None]
    if due:
        table = _table(context, due, "Assets to verify, the most urgent first", "to-verify-table", ("State",))
        yield Subsection("To verify", (table,), anchor="to-verify", count=len(due))


def _audiences(context: ViewContext, standings: Standings) -> Iterator[Subsection]:
    """Yield who has what: assets by audience and stage, with how many of them are fresh."""
    audiences = [
        result for result in context.measures.results("assets-fresh") if set(result.dimensions) == {"audience"}
    ]
    stages = sorted({standing.asset.fields.stage for standing in standings if standing.asset.fields.stage})
    if len(audiences) < 2:
        return
    rows = []
    for result in sorted(audiences, key=lambda each: (-each.n, each.dimensions["audience"])):
        name = result.dimensions["audience"]
        own = [each.asset.fields.stage for each in standings if each.asset.fields.audience == name]
        counts = tuple(NumberCell(own.count(stage)) if stage in own else None for stage in stages)
        rows.append(Row((name, NumberCell(result.n), value_cell(result), *counts)))
    columns = (
        Column("Audience"),
        Column("Assets", "number"),
        Column("In time", "number"),
        *(Column(stage[:1].upper() + stage[1:], "number") for stage in stages),
    )
    table = Table(columns, tuple(rows), "Assets by audience and stage", "audiences-table")
    yield Subsection("Who has what", (compact(table),), anchor="audiences", count=len(rows))


def _launches(context: ViewContext, standings: Standings) -> Iterator[Subsection]:
    """Yield the launches with their assets, the newest first."""
    launches = sorted(
        context.handbook.records(LAUNCH), key=lambda launch: (launch.fields.date.last_day, launch.id), reverse=True
    )
    if not launches:
        return
    columns = (
        Column("Launch", "link"),
        Column("Tier", "number"),
        Column("Date", "date"),
        Column("Assets", sortable=False),
        Column("Owner"),
    )
    rows = tuple(_launch_row(context, launch, standings) for launch in launches[:_LAUNCHES])
    is_cut = len(rows) < len(launches)
    table = Table(
        columns,
        rows,
        "Launches and their assets, newest first",
        "launches-table",
        total=len(launches) if is_cut else None,
        more=Link(f"all {len(launches):,} launches", f"{LAUNCH.url}/") if is_cut else None,
    )
    yield Subsection("Launches", (table,), anchor="launches", count=len(launches))


def _launch_row(context: ViewContext, launch: Record[Launch], standings: Standings) -> Row:
    handbook = context.handbook
    own = [standing.asset for standing in standings if standing.asset.fields.launch == launch.reference]
    links: list[Inline] = [context.link(asset) for asset in own[:_ASSETS_OF_A_LAUNCH]]
    if len(own) > len(links):
        links.append(Link(f"{len(own) - len(links):,} more", f"{handbook.url_of(launch)}#backlinks"))
    is_ahead = launch.fields.date.last_day >= context.as_of
    missing = Badge("no asset", "attention" if is_ahead else "neutral")
    return Row(
        (
            context.link(launch),
            str(launch.fields.tier),
            planned_cell(launch.fields.date),
            ItemList(tuple(links)) if links else missing,
            owner_cell(handbook, launch.fields.owner),
        )
    )


def _all(context: ViewContext, standings: Standings) -> Subsection:
    ordered = sorted(standings, key=lambda standing: (standing.asset.title.casefold(), standing.asset.id))
    filters = ("Type", "Stage", "State", "Audience")
    table = _table(context, ordered, "All assets by title", "assets", filters)
    return Subsection("All assets", (table,), anchor="all", count=len(ordered))


def _table(
    context: ViewContext, standings: Standings, caption: str, identifier: str, filters: tuple[str, ...]
) -> Table:
    columns = (
        Column("Asset", "link"),
        Column("State", "status"),
        Column("Verified until", "date"),
        Column("Type"),
        Column("Audience"),
        Column("Stage"),
        Column("Explains"),
        Column("Owner"),
    )
    rows = tuple(_row(context, standing) for standing in standings)
    return compact(Table(columns, rows, caption, identifier, filters=filters))


def _row(context: ViewContext, standing: AssetStanding) -> Row:
    handbook, asset = context.handbook, standing.asset
    fields = asset.fields
    return Row(
        (
            context.link(asset),
            standing.badge,
            # That it is past, the state says already.
            DayCell(standing.until),
            slug_words(fields.type.replace("_", "-")),
            fields.audience,
            fields.stage,
            record_link(handbook, fields.feature) if fields.feature else None,
            owner_cell(handbook, fields.owner),
        )
    )


VIEW = View(SECTION, "Enablement", "Practice", 650, pages, ("asset",))
