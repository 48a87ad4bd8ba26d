"""Launches as the readiness metric sees them: their required gates, how many are passed, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from site_builder.kinds.launch import LAUNCH, Launch
from site_builder.measure.common.gates import GateState, gates_of
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DayCell, Inline, Meter, Tone
from site_builder.views.wording import count_words
from site_builder.views.words import status_badge, tone_of, words

TIERS: Mapping[int, str] = {
    1: "the whole market hears of it",
    2: "all customers hear of it",
    3: "those who use the part hear of it",
}
"""What a tier means, as the kind says it."""


@dataclass(frozen=True, slots=True, eq=False)
class LaunchState:
    """A launch with its readiness."""

    record: Record[Launch]
    result: MetricResult
    gates: tuple[GateState, ...]
    is_ahead: bool

    @property
    def fields(self) -> Launch:
        """The fields of the record."""
        return self.record.fields

    @property
    def days_left(self) -> int:
        """Days from today to the launch; negative once it is past."""
        return int(self.result.details["days_left"])

    @property
    def passed(self) -> int:
        """Required gates that are done or waived."""
        return int(self.result.details["done"] + self.result.details["waived"])

    @property
    def decision(self) -> Badge | None:
        """Go or no-go as a badge; None before the decision."""
        given = self.result.details["decision"]
        return Badge(words(given).replace(" ", "-"), tone_of(given)) if given else None

    @property
    def meter(self) -> Inline:
        """How many of the required gates are passed, as a small bar."""
        if not self.result.n:
            return None
        tone: Tone = "positive" if self.passed == self.result.n else "info"
        if self.is_ahead and (self.result.details["blocked"] or self.result.details["overdue"]):
            tone = "danger"
        return Meter(self.passed, self.result.n, tone)

    @property
    def standing(self) -> Badge:
        """Where the launch stands, in one word or two."""
        details = self.result.details
        if not self.is_ahead:
            return self._past()
        if self.decision is not None:
            return self.decision
        if details["blocked"]:
            return Badge("blocked", "danger")
        if details["overdue"]:
            return Badge("gate overdue", "attention")
        if self.result.n and self.passed == self.result.n:
            return Badge("ready", "positive")
        return Badge("in preparation", "info")

    def _past(self) -> Badge:
        if self.result.details["decision"] == "go":
            return Badge("launched", "positive")
        return self.decision or Badge("day passed", "attention", "the day has passed without a go or no-go")


def launch_states(context: ViewContext) -> tuple[LaunchState, ...]:
    """Return the launches: those ahead first, the next one first; then those that are past, the newest first."""
    results = {result.dimensions.get("launch"): result for result in context.measures.results("launch-readiness")}
    ahead = set(results[None].details["launches"])
    states = [
        LaunchState(record, results[record.id], gates_of(record.fields, context.settings.policies), record.id in ahead)
        for record in context.handbook.records(LAUNCH)
    ]
    return tuple(sorted(states, key=lambda state: (not state.is_ahead, abs(state.days_left), state.record.id)))


def blockers_cell(state: LaunchState) -> Inline:
    """Return the required gates that are not passed; None where none is, or the launch is past."""
    blockers: Sequence[str] = state.result.details["blockers"]
    return ", ".join(blockers) or None


def days_words(state: LaunchState) -> str:
    """Return how far the launch is from today: ``27 days left``, ``today``, ``18 days ago``."""
    days = state.days_left
    if days == 0:
        return "today"
    return f"{count_words(days, 'day')} left" if days > 0 else f"{count_words(-days, 'day')} ago"


def gate_badge(state: GateState) -> Badge:
    """Return the badge of a gate's status."""
    return status_badge(state.status) if state.gate else Badge("missing", "danger", "required, not in the record")


def due_cell(state: GateState, as_of: date) -> Inline:
    """Return the day by which a gate must be passed, marked where that has gone by."""
    due = state.gate.due if state.gate else None
    if due is None:
        return None
    return DayCell(due, tone="danger", note="overdue") if state.is_overdue(as_of) else DayCell(due)
