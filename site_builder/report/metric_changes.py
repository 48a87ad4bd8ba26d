"""Metric results before and after a change, with a verdict that claims no more than the figures bear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from site_builder.measure.statistics.change import DOWN, NO_CHANGE, UP, change_between, holm
from site_builder.measure.statistics.score import ScoreCounts
from site_builder.model.metric import Interval, MetricResult
from site_builder.model.quick import dataclass

NEW = "new"
GONE = "gone"
SAME = "same value"
TOO_FEW = "no trend from fewer than 30"

NO_VALUE = "no value"

_Key = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class MetricChange:
    """A metric whose result is not the same on both sides, None where it has none.

    The verdict is ``up``, ``down``, ``no detectable change``, ``same value`` (only n or the interval differ), ``new``,
    ``gone``, ``no value`` on either side, or says that there are too few records for a claim.
    """

    name: str
    dimensions: Mapping[str, str]
    before: MetricResult | None
    after: MetricResult | None
    verdict: str


def compare_results(before: Iterable[MetricResult], after: Iterable[MetricResult]) -> tuple[MetricChange, ...]:
    """Return the metrics whose value, n, interval or suppression differ, in the order of the results."""
    old = {_key(result): result for result in before}
    new = {_key(result): result for result in after}
    adjusted = _adjusted(old, new)
    changes = []
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key), new.get(key)
        if was is None or now is None or _figures(was) != _figures(now):
            changes.append(MetricChange(key[0], dict(key[1]), was, now, verdict(was, now, adjusted.get(key))))
    return tuple(changes)


def _adjusted(old: Mapping[_Key, MetricResult], new: Mapping[_Key, MetricResult]) -> dict[_Key, float]:
    """Return the p of each NPS that both sides have; Holm-adjusted over the groups that are looked at together.

    Those are the results of one survey for the same dimensions, such as its regions.
    """
    families: dict[tuple[str, ...], dict[_Key, float]] = {}
    for key, now in new.items():
        was = old.get(key)
        if was is not None and _has_histogram(was) and _has_histogram(now):
            family = (now.dimensions.get("survey", ""), *sorted(now.dimensions))
            families.setdefault(family, {})[key] = change_between(_counts(was), _counts(now)).p
    return {key: p for family in families.values() for key, p in zip(family, holm(list(family.values())), strict=True)}


def verdict(before: MetricResult | None, after: MetricResult | None, p: float | None = None) -> str:
    """Return what can be said of a change.

    An NPS is judged by its own test (Rocks 2016; as the responses of both sides overlap, it is a cautious one), by an
    adjusted ``p`` where several are looked at; another estimate moves only where its intervals lie apart. Durations say
    themselves whether there are enough of them for a claim. All else is a count of what the files say, and simply is
    more or less.
    """
    if before is None or before.value is None:
        return NEW if after is not None and after.value is not None else NO_VALUE
    if after is None or after.value is None:
        return GONE
    if before.value == after.value:
        return SAME
    if _has_histogram(before) and _has_histogram(after):
        return change_between(_counts(before), _counts(after)).verdict(p)
    if not all(result.details.get("enough_for_trend", True) for result in (before, after)):
        return TOO_FEW
    if before.interval and after.interval and _meet(before.interval, after.interval):
        return NO_CHANGE
    return UP if after.value > before.value else DOWN


def _meet(one: Interval, other: Interval) -> bool:
    return one.low <= other.high and other.low <= one.high


def _has_histogram(result: MetricResult) -> bool:
    return result.name == "nps" and result.value is not None and "histogram" in result.details


def _counts(result: MetricResult) -> ScoreCounts:
    return ScoreCounts(tuple(result.details["histogram"]))


def _key(result: MetricResult) -> _Key:
    return result.name, tuple(sorted(result.dimensions.items()))


def _figures(result: MetricResult) -> tuple[object, ...]:
    return result.value, result.n, result.interval, result.suppressed
