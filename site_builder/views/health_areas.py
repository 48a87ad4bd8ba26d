"""How far each area of product operations is covered, and how far its records can be relied on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.asset import ASSET
from site_builder.kinds.channel import CHANNEL
from site_builder.kinds.escalation import ESCALATION
from site_builder.kinds.experiment import EXPERIMENT
from site_builder.kinds.feature import FEATURE
from site_builder.kinds.launch import LAUNCH
from site_builder.kinds.metric import METRIC
from site_builder.kinds.practice import PRACTICE
from site_builder.kinds.release import RELEASE
from site_builder.kinds.tool import TOOL
from site_builder.kinds.workflow import WORKFLOW
from site_builder.model.metric import MetricResult
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, Inline, Link, NumberCell, Tone
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.parts import ChartFigure, Column, Row, Subsection, Table
from site_builder.views.wording import count_words, joined_words, number_words, sentence_case, share_words
from site_builder.views.words import slug_words

_SECTIONS: Mapping[str, str] = {
    "tools": TOOL.url,
    "escalations": ESCALATION.url,
    "feedback": "feedback",
    "communication": CHANNEL.url,
    "experimentation": EXPERIMENT.url,
    "enablement": ASSET.url,
    "workflows": WORKFLOW.url,
    "best-practices": PRACTICE.url,
    "analytics": METRIC.url,
    "tech-stack": TOOL.url,
    "roadmap": "roadmap",
    "launches": LAUNCH.url,
    "releases": RELEASE.url,
    "documentation": FEATURE.url,
}
"""Where the records of an area are shown."""

_WEAK, _POOR = 80, 60
"""Below so many points an area asks for attention, or is in danger."""

_SHARES = ("owned", "fresh", "on_time", "linked")


def area_results(context: ViewContext) -> Sequence[MetricResult]:
    """Return the health of each area, the weakest first."""
    found = [result for result in context.measures.results("handbook-health") if "area" in result.dimensions]
    return sorted(found, key=lambda result: (result.value or 0.0, result.dimensions["area"]))


def area_words(area: str) -> str:
    """Return an area as people read it: ``best-practices`` → ``best practices``."""
    return slug_words(area)


def areas_section(context: ViewContext) -> Subsection:
    """Return the areas: how they stand beside each other, and what each lacks."""
    results = area_results(context)
    return Subsection("Areas", (_chart(results), _table(results)), anchor="areas", count=len(results))


def _chart(results: Sequence[MetricResult]) -> ChartFigure:
    bars = [
        Bar(
            sentence_case(result.dimensions["area"]),
            result.value or 0.0,
            f"{_SECTIONS[result.dimensions['area']]}/",
            _tone(result.value or 0.0),
            count_words(result.n, "record"),
        )
        for result in results
    ]
    subtitle = (
        "Points of 100, the weakest area first: the mean of seven parts that the table shows, "
        f"n {count_words(sum(result.n for result in results), 'record')}, some of which count in two areas"
    )
    return ranked_bars(
        "area-health", _finding(results), subtitle, bars, column="Area", measure="Points", keep_order=True, floored=True
    )


def _finding(results: Sequence[MetricResult]) -> str:
    empty = [area_words(result.dimensions["area"]) for result in results if not result.n]
    if empty:
        named = f": {joined_words(empty)}" if len(empty) <= 3 else ""
        return f"{len(empty)} of {len(results)} areas {'has' if len(empty) == 1 else 'have'} no record{named}"
    first = results[0]
    points = number_words(first.value or 0.0, floored=True)
    if points == number_words(results[-1].value or 0.0, floored=True):
        return f"All {len(results)} areas stand at {points} of 100"
    return f"{sentence_case(first.dimensions['area'])} is the weakest of {len(results)} areas, at {points} of 100"


def _tone(points: float) -> Tone | None:
    return "danger" if points < _POOR else "attention" if points < _WEAK else None


def _table(results: Sequence[MetricResult]) -> Table:
    columns = (
        Column("Area", "link"),
        Column("Points", "number"),
        Column("Records", "number"),
        Column("Guidance"),
        Column("Role"),
        Column("Owned", "number"),
        Column("Fresh", "number"),
        Column("On time", "number"),
        Column("Linked", "number"),
    )
    rows = tuple(Row(tuple(_cells(result))) for result in results)
    caption = "Parts of each area's health: guidance is an active playbook or an accepted practice"
    return Table(columns, rows, caption, "areas-table")


def _cells(result: MetricResult) -> Iterator[Inline]:
    area, parts = result.dimensions["area"], result.details["parts"]
    yield Link(sentence_case(area), f"{_SECTIONS[area]}/")
    yield NumberCell(result.value, floored=True)
    yield NumberCell(result.n)
    yield "yes" if parts["has_guidance"] else Badge("none", "danger")
    yield "yes" if parts["has_role"] else Badge("none", "danger")
    for name in _SHARES:
        yield _share(parts[name]) if result.n else NumberCell(None, note="no record")


def _share(share: float) -> Inline:
    if share >= 1:
        return NumberCell(1, share=True)
    tone: Tone = "danger" if share < _POOR / 100 else "attention"
    # Nearly all is not all: 99.7 per cent must not read as 100.
    return Badge(share_words(min(share, 0.99)), tone, order=share, number=share)
