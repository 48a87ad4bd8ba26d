"""Releases that a page does not show in full: how many changes each brings, and the way to its notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.release import Release
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.facts import planned_cell
from site_builder.views.figures import value_cell
from site_builder.views.parts import Column, Row, Subsection, Table
from site_builder.views.tables import compact
from site_builder.views.wording import joined_words
from site_builder.views.words import status_badge, words

EARLIER = "earlier"
"""The anchor of the releases that stand below those in full: the finder hides them while it shows what it found."""

MOST_CHANGES = 150
"""So many changes are shown in full on a page, which stays light however many releases there are."""


def figures_by_release(context: ViewContext) -> Mapping[str, MetricResult]:
    """Return how many changes each release brings, by its id; the blank one stands for what is not released."""
    results = context.measures.results("changes-per-release")
    return {result.dimensions["release"]: result for result in results if "release" in result.dimensions}


def in_full(
    releases: Sequence[Record[Release]], changes: Mapping[str, int], *, most: int, most_changes: int = MOST_CHANGES
) -> list[Record[Release]]:
    """Return the first releases, ``most`` of them at most and with ``most_changes`` in all; the first one always.

    ``changes`` counts those of each release by its id.
    """
    found: list[Record[Release]] = []
    count = 0
    for release in releases[:most]:
        count += changes[release.id]
        if found and count > most_changes:
            break
        found.append(release)
    return found


def earlier_releases(
    context: ViewContext, releases: Sequence[Record[Release]], figures: Mapping[str, MetricResult]
) -> Iterator[Subsection]:
    """Yield the table of these releases, nothing where there are none."""
    if releases:
        index = _index(context, releases, figures)
        yield Subsection("Earlier releases", (index,), anchor=EARLIER, count=len(releases))


def _index(context: ViewContext, releases: Sequence[Record[Release]], figures: Mapping[str, MetricResult]) -> Table:
    columns = (
        Column("Release", "link"),
        Column("Date", "date"),
        Column("Status", "status"),
        Column("Changes", "number"),
        Column("By type"),
    )
    rows = tuple(
        Row(
            (
                context.link(release),
                planned_cell(release.fields.date),
                status_badge(release.fields.status) if release.fields.status != "released" else None,
                value_cell(figures[release.id]),
                by_type(figures[release.id]),
            )
        )
        for release in releases
    )
    return compact(Table(columns, rows, "Earlier releases", "earlier-releases"))


def by_type(figure: MetricResult) -> str:
    """Return in words how many changes of each type there are."""
    counts: Mapping[str, int] = figure.details["by_type"]
    return joined_words([f"{count:,} {words(name)}" for name, count in counts.items()])
