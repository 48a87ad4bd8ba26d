"""Where a figure stands against its target: how far it is attained, and whether its pace is enough."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from site_builder.kinds.metric import Metric
from site_builder.measure.common.series import Point
from site_builder.model.quick import dataclass

Standing = Literal["reached", "on pace", "behind", "missed", "under way", "no target", "no data"]
"""How a figure stands against its target.

``reached``: it is attained. ``missed``: its day has passed and it is not. ``on pace`` and ``behind``: whether the
change of the last year, continued to that day, attains it. ``under way``: there is no day, or no value of a year ago.
"""


@dataclass(frozen=True, slots=True)
class Attainment:
    """How far a target is attained.

    ``attainment`` is a quotient of positive numbers, ``progress`` the share of the way from the baseline, ``expected``
    the value on the target's day at the pace of the last year. Each is None where it cannot be said.
    """

    standing: Standing
    attainment: float | None = None
    attained: bool | None = None
    progress: float | None = None
    expected: float | None = None

    def details(self) -> Mapping[str, Any]:
        """Return the figures as details of a result."""
        return {
            "standing": self.standing,
            "attainment": self.attainment,
            "attained": self.attained,
            "progress": self.progress,
            "expected": self.expected,
        }


def attainment_of(metric: Metric, latest: Point | None, year_ago: Point | None, as_of: date) -> Attainment:
    """Return how the latest value stands against the metric's target, by its direction."""
    if latest is None:
        return Attainment("no data")
    target = metric.target
    if target is None or metric.direction == "none":
        return Attainment("no target")
    up, goal, value = metric.direction == "up", target.value, latest.value

    def reaches(figure: float) -> bool:
        return figure >= goal if up else figure <= goal

    quotient = None
    if value > 0 and goal > 0:
        quotient = value / goal if up else goal / value
    progress = None
    if metric.baseline is not None and metric.baseline != goal:
        progress = (value - metric.baseline) / (goal - metric.baseline) + 0.0
    by = target.by.last_day if target.by else None
    expected = _expected(latest, year_ago, by) if by is not None and by >= as_of else None
    standing: Standing = "under way"
    if reaches(value):
        standing = "reached"
    elif by is not None and by < as_of:
        standing = "missed"
    elif expected is not None:
        standing = "on pace" if reaches(expected) else "behind"
    return Attainment(standing, quotient, reaches(value), progress, expected)


def _expected(latest: Point, year_ago: Point | None, by: date) -> float | None:
    """Return the value on a day if the change of the last year goes on: a year, so that the season falls out."""
    if year_ago is None:
        return None
    pace = (latest.value - year_ago.value) / (latest.day - year_ago.day).days
    return latest.value + pace * (by - latest.day).days
