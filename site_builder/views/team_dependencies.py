"""Dependencies between teams: which of them have no agreed date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, Link
from site_builder.views.facts import due_cell
from site_builder.views.parts import Column, Row, Table
from site_builder.views.tables import compact

_DONE = ("released", "dropped")


@dataclass(frozen=True, slots=True, eq=False)
class TeamDependency:
    """An open initiative that waits for one of another team. ``problem`` says why no date is agreed; None: one is."""

    waiting: Record[Initiative]
    awaited: Record[Initiative]
    problem: Badge | None


_DROPPED = Badge("dropped", "danger", "what is awaited was dropped")
_NO_DATE = Badge("no date", "danger", "what is awaited has no target")
_LATER = Badge("later", "attention", "what is awaited has a later target than what waits for it")
_AGREED = Badge("agreed", "positive")


def _problem(awaited: Initiative, waiting: Initiative) -> Badge | None:
    if awaited.status == "dropped":
        return _DROPPED
    if awaited.target is None:
        return _NO_DATE
    is_later = waiting.target is not None and awaited.target.last_day > waiting.target.last_day
    return _LATER if is_later else None


def team_dependencies(context: ViewContext) -> tuple[TeamDependency, ...]:
    """Return what open initiatives wait for at other teams and do not have yet; by day, those without a date last."""
    found = list(_between_teams(context))
    return tuple(sorted(found, key=lambda each: (_day(each.waiting), each.waiting.id, each.awaited.id)))


def dependencies_table(context: ViewContext, found: Sequence[TeamDependency]) -> Table:
    """Return dependencies with both teams and both dates."""
    columns = (
        Column("Waits", "link"),
        Column("Team"),
        Column("Its target", "date"),
        Column("For", "link"),
        Column("Of team"),
        Column("Target of that", "date"),
        Column("Agreed", "status"),
    )
    rows = tuple(_row(context, each) for each in found)
    caption = "Open initiatives that wait for another team"
    return compact(Table(columns, rows, caption, "team-dependencies", filters=("Team", "Of team", "Agreed")))


def _between_teams(context: ViewContext) -> Iterator[TeamDependency]:
    for waiting in context.handbook.records(INITIATIVE):
        if waiting.fields.status in _DONE or not waiting.fields.team:
            continue
        for reference in waiting.fields.depends_on:
            awaited = context.handbook.find(INITIATIVE, reference.id)
            if awaited is None or awaited.fields.status == "released" or not awaited.fields.team:
                continue
            if awaited.fields.team != waiting.fields.team:
                yield TeamDependency(waiting, awaited, _problem(awaited.fields, waiting.fields))


def _day(record: Record[Initiative]) -> str:
    target = record.fields.target
    return target.last_day.isoformat() if target else "9999-12-31"


def _row(context: ViewContext, each: TeamDependency) -> Row:
    url_of = context.handbook.url_of
    waiting, awaited = each.waiting, each.awaited
    return Row(
        (
            Link(waiting.title, url_of(waiting)),
            waiting.fields.team,
            due_cell(waiting.fields.target, context.as_of),
            Link(awaited.title, url_of(awaited)),
            awaited.fields.team,
            due_cell(awaited.fields.target, context.as_of),
            each.problem or _AGREED,
        )
    )
