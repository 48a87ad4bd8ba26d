"""What a change means, whole and in values; the formats of ``opsbook diff`` all say what stands here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from site_builder.history.comparison import HandbookChange
from site_builder.link.handbook import Handbook
from site_builder.link.projection import PublicPolicy, is_shown
from site_builder.model.diagnostic import Severity
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.report.findings_change import FindingsChange
from site_builder.report.metric_changes import MetricChange


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what it was called, and its commit; None for the work tree."""

    name: str
    commit: str | None


@dataclass(frozen=True, slots=True)
class Diff:
    """What lies between two states of a handbook, both looked at on the same day with the same configuration.

    ``slips`` says how often a target that now moves later had slipped before, by reference (``initiative:checkout``);
    it lacks those of which that is not known. ``policy`` decides what is public; without one nothing is under embargo.
    """

    base: Side
    head: Side
    as_of: date
    before: Handbook
    after: Handbook
    change: HandbookChange
    metrics: tuple[MetricChange, ...] = ()
    findings: FindingsChange = field(default_factory=FindingsChange)
    slips: Mapping[str, int] = field(default_factory=dict)
    policy: PublicPolicy = field(default_factory=lambda: PublicPolicy(date.max))

    @property
    def kinds(self) -> Mapping[str, Kind[Any]]:
        """The kinds of records."""
        return self.after.kinds

    def is_public(self, record: Record[Any]) -> bool:
        """Return whether the public sees a record of one of the sides."""
        return self.kinds[record.kind].may_be_public and is_shown(record, self.policy)

    @property
    def brings_errors(self) -> bool:
        """Whether the change introduces an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings.introduced)
