"""Who works by which practice, and whether the figure that it should move has moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from site_builder.kinds.metric import METRIC
from site_builder.kinds.practice import PRACTICE, Practice
from site_builder.model.metric import MetricResult
from site_builder.model.names import folded
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, Inline, Meter, NumberCell
from site_builder.views.parts import Column, Mark, Matrix, MatrixRow, Paragraph, Row, Subsection, Table
from site_builder.views.wording import digits_for, number_words

Practices = Sequence[Record[Practice]]

_COLUMNS = 20
_ROWS = 60
_CAUTION = (
    "Means of the observations within a year on either side of the decision, compared by Welch's t. Observations that "
    "follow one another are alike, and other things changed too: it shows a difference, not its cause."
)


def adoption_by_practice(context: ViewContext) -> Mapping[str, MetricResult]:
    """Return the adoption of each practice by its id."""
    results = context.measures.results("practice-adoption")
    return {each.dimensions["practice"]: each for each in results if "practice" in each.dimensions}


def adoption_meter(result: MetricResult | None) -> Inline:
    """Return the teams that adopted a practice, of those it is for; nothing where it does not say."""
    if result is None or not result.n:
        return None
    adopters = int(result.details["adopters"])
    return Meter(adopters, result.n, "positive" if adopters == result.n else "info")


def adoption_matrix(
    context: ViewContext, practices: Practices, results: Mapping[str, MetricResult]
) -> Iterator[Subsection]:
    """Yield practices in use by the teams they are for: who has adopted them, and who has not yet."""
    used = [each for each in practices if each.fields.status in ("accepted", "proposed") and each.fields.applies_to]
    teams: dict[str, str] = {}
    for practice in used:
        for team in (*practice.fields.applies_to, *practice.fields.adopted_by):
            teams.setdefault(folded(team), team)
    names = sorted(teams)[:_COLUMNS]
    if not used or not names:
        return
    rows = tuple(
        MatrixRow(context.link(practice), tuple(_marks(practice, results[practice.id], names)))
        for practice in used[:_ROWS]
    )
    note = "A dot: the team works this way. A dash: it is meant to, and does not yet."
    columns = tuple(teams[name] for name in names)
    caption = "Practices in use by team"
    matrix = Matrix("Practice", columns, rows, caption, "adoption-matrix", note)
    yield Subsection("Who works by them", (matrix,), anchor="adoption", count=len(used))


def _marks(practice: Record[Practice], result: MetricResult, teams: Iterable[str]) -> Iterator[Mark | None]:
    adopters = set(map(folded, practice.fields.adopted_by))
    missing = set(map(folded, result.details["missing"]))
    for team in teams:
        not_yet = Mark("not yet", "–", "attention") if team in missing else None
        yield Mark("adopted") if team in adopters else not_yet


def effects(
    context: ViewContext, results: Mapping[str, MetricResult], title: str = "What they changed"
) -> Iterator[Subsection]:
    """Yield what the figures of practices did before and after they were decided; nothing where no data allow it."""
    rows = tuple(
        _effect(context, name, result.details["before_after"])
        for name, result in results.items()
        if result.details["before_after"] is not None
    )
    if rows:
        columns = (
            Column("Practice", "link"),
            Column("KPI"),
            Column("Before", "number"),
            Column("After", "number"),
            Column("Difference", "number"),
            Column("95% interval", "number"),
            Column("Verdict", "status"),
            Column("n", "number"),
        )
        table = Table(columns, rows, "KPIs before and after the decision on a practice", "effects-table")
        yield Subsection(title, (table, Paragraph(_CAUTION)), anchor="effects", count=len(rows))


def _effect(context: ViewContext, name: str, found: Mapping[str, Any]) -> Row:
    practice = context.handbook.find(PRACTICE, name)
    kpi = context.handbook.find(METRIC, found["metric"])
    link: Inline = context.link(practice) if practice else name
    unit = (kpi.fields.unit if kpi else None) or ""
    low, high = found["low"], found["high"]
    digits = digits_for((high - low) / 2) if low is not None else 1
    return Row(
        (
            link,
            context.link(kpi) if kpi else found["metric"],
            NumberCell(found["before"], digits, unit),
            NumberCell(found["after"], digits, unit),
            NumberCell(found["difference"], digits, "points" if unit == "%" else unit, signed=True),
            f"{number_words(low, digits)} to {number_words(high, digits)}" if low is not None else None,
            _verdict(found, kpi.fields.direction if kpi else "none"),
            f"{found['n_before']} and {found['n_after']}",
        )
    )


def _verdict(found: Mapping[str, Any], direction: str) -> Badge | None:
    if found["low"] is None:
        return None
    if found["low"] <= 0 <= found["high"]:
        return Badge("no detectable change", "neutral", order=1)
    if direction == "none":
        return Badge("changed", "info", order=1)
    is_better = (found["difference"] > 0) == (direction == "up")
    return Badge("better", "positive", order=2) if is_better else Badge("worse", "danger", order=0)
