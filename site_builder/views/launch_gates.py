"""Launches as the readiness metric sees them: their required gates, how many are passed, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from site_builder.kinds.launch import LAUNCH, Gate, Launch
from site_builder.model.metric import MetricResult
from site_builder.model.names import folded
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

_PASSED = ("done", "waived")


@dataclass(frozen=True, slots=True)
class GateState:
    """A gate of a launch. ``gate`` is None where the policy requires it and the record does not have it."""

    name: str
    gate: Gate | None
    is_required: bool

    @property
    def status(self) -> str:
        """The gate's status, or ``missing``."""
        return self.gate.status if self.gate else "missing"

    @property
    def is_passed(self) -> bool:
        """Whether it is done or waived."""
        return self.status in _PASSED

    @property
    def badge(self) -> Badge:
        """The badge of its status."""
        return status_badge(self.status) if self.gate else Badge("missing", "danger", "required, not in the record")

    def due_cell(self, as_of: date) -> Inline:
        """Return the day by which it must be passed, marked where that has gone by."""
        due = self.gate.due if self.gate else None
        if due is None:
            return None
        is_late = due < as_of and not self.is_passed
        return DayCell(due, tone="danger", note="overdue") if is_late else DayCell(due)


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
        LaunchState(record, results[record.id], _gates(context, record.fields, results[record.id]), record.id in ahead)
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


def _gates(context: ViewContext, launch: Launch, result: MetricResult) -> tuple[GateState, ...]:
    """Return the required gates in the order of the policy, then further ones of the record."""
    required: Sequence[str] = [gate.name for gate in launch.gates]
    if result.details["required_by"] == "policy":
        policy = context.settings.policies.launch_gates
        required = next((names for tier, names in policy.items() if tier == launch.tier), ())
    own = {folded(gate.name): gate for gate in reversed(launch.gates)}
    names = dict.fromkeys([*map(folded, required), *own])
    written = {folded(name): name for name in required}
    return tuple(
        GateState(own[name].name if name in own else written[name], own.get(name), name in written) for name in names
    )
