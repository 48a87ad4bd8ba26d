"""The gates of launches: which the policy requires of each, and which are passed."""

from __future__ import annotations

from datetime import date
from typing import Final

from site_builder.kinds.launch import Gate, Launch
from site_builder.model.names import folded
from site_builder.model.quick import dataclass
from site_builder.model.settings import Policies

_PASSED: Final = ("done", "waived")


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

    def is_overdue(self, as_of: date) -> bool:
        """Return whether the day by which it must be passed has gone by."""
        return not self.is_passed and self.gate is not None and self.gate.due is not None and self.gate.due < as_of


def gates_of(launch: Launch, policies: Policies) -> tuple[GateState, ...]:
    """Return the required gates in the order of the policy, then further ones of the record.

    Where the tier has no policy, those that the record has are required. Of several of one name the first counts.
    """
    gates = {folded(gate.name): gate for gate in reversed(launch.gates)}
    own = tuple(gate.name for gate in launch.gates)
    policy = policy_of(launch, policies)
    required = own if policy is None else policy
    is_required = set(map(folded, required))
    names: dict[str, str] = {}
    for name in (*required, *own):
        names.setdefault(folded(name), name)
    return tuple(GateState(name, gates.get(key), key in is_required) for key, name in names.items())


def policy_of(launch: Launch, policies: Policies) -> tuple[str, ...] | None:
    """Return the names of the gates that the policy requires of a launch; None where its tier has no policy."""
    return next((names for tier, names in policies.launch_gates.items() if tier == launch.tier), None)
