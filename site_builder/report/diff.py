"""What a change means, whole and in values; the formats of ``opsbook diff`` all say what stands here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from site_builder.history.comparison import HandbookChange
from site_builder.link.handbook import Handbook
from site_builder.model.diagnostic import Severity
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
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
    it lacks those of which that is not known.
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

    @property
    def kinds(self) -> Mapping[str, Kind[Any]]:
        """The kinds of records."""
        return self.after.kinds

    @property
    def brings_errors(self) -> bool:
        """Whether the change introduces an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings.introduced)
