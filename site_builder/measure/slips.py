"""How often and how far promised dates were moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from site_builder.history.promises import Move, Promises, milestone_promises
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import grouped, in_order
from site_builder.measure.common.roadmap import SOURCE, Roadmap, middle_of_days, roadmap_results
from site_builder.model.metric import MetricResult

Named = tuple[str, Promises]
"""An initiative's id, and the promises of it or of one of its milestones."""


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def results(roadmap: Roadmap) -> Iterator[MetricResult]:
        targets = list(roadmap.promises.items())
        yield _result(context, targets, {}, "no initiative was promised for a day")
        teams = grouped(
            ((name, made) for name, made in targets if name in roadmap.record_of),
            lambda named: roadmap.record_of[named[0]].fields.team or "",
        )
        for team in in_order(teams):
            yield _result(context, teams[team], {"team": team}, "the team promised no initiative for a day")
        milestones = [
            (timeline.reference.id, made) for timeline in roadmap.timelines for _, made in milestone_promises(timeline)
        ]
        if milestones:
            yield _result(context, milestones, {"of": "milestones"}, "no milestone was promised for a day")

    return roadmap_results(METRIC, context, results)


def _result(
    context: MeasureContext, targets: Iterable[Named], dimensions: Mapping[str, str], reason: str
) -> MetricResult:
    found = list(targets)
    promised = [(name, made) for name, made in found if made.made]
    slips = [(name, move) for name, made in promised for move in made.slips]
    days = sorted(move.days for _, move in slips)
    return METRIC.result(
        context,
        len(slips) if promised else None,
        len(promised),
        dimensions=dimensions,
        reason="" if promised else reason,
        details={
            "records": len({name for name, _ in slips}),
            "gross_days": sum(days),
            "net_days": sum(made.net_days for _, made in promised),
            "median_days": middle_of_days(days),
            "pull_ins": sum(len(made.pull_ins) for _, made in promised),
            "corrections": sum(made.corrections for _, made in found),
            "removed": sum(made.removed for _, made in found),
            "worst": _worst(slips),
        },
    )


def _worst(slips: Iterable[tuple[str, Move]]) -> dict[str, Any] | None:
    """Return the longest slip, of equals the first by id."""
    longest = max(slips, key=lambda slip: slip[1].days, default=None)
    if longest is None:
        return None
    name, move = longest
    return {
        "id": name,
        "days": move.days,
        "from": str(move.before.target),
        "to": str(move.after.target),
        "at": move.after.commit.at.isoformat(),
        "commit": move.after.commit.id,
    }


METRIC = Metric(
    name="slips",
    unit="count",
    definition=(
        "Moves of an initiative's promised target to a later day, committed while it was neither released nor dropped. "
        "A promise is a committed target that was not past on the day of its commit; other targets are corrections."
    ),
    method="a full count over the history; a target that was taken out and set again is compared with the last promise",
    source=SOURCE,
    compute=_compute,
    details={
        "records": "initiatives that slipped at least once; n is the number that were ever promised",
        "gross_days": "days of all slips together",
        "net_days": "days from first to last promise, pull-ins taken off",
        "median_days": "median days of a slip; null without slips",
        "pull_ins": "moves to an earlier day",
        "corrections": "committed targets that were already past",
        "removed": "how often a target was taken out",
        "worst": "the longest slip: id, days, from, to, at, commit; null without slips",
    },
)
