"""Which findings a change brought, and which it took away: two lists of diagnostics compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field

from site_builder.model.diagnostic import Diagnostic, in_order
from site_builder.model.quick import dataclass

Identity = tuple[str, str, str]
"""What makes two findings the same: the code, the path and the message; not the line, which moves with every edit."""


@dataclass(frozen=True, slots=True)
class FindingsChange:
    """What came and what went, each in the order of places; ``older`` was there before and still is."""

    introduced: tuple[Diagnostic, ...] = ()
    fixed: tuple[Diagnostic, ...] = ()
    older: tuple[Diagnostic, ...] = field(default=(), repr=False)


def compare_findings(
    before: Iterable[Diagnostic], after: Iterable[Diagnostic], renamed: Mapping[str, str] | None = None
) -> FindingsChange:
    """Return which findings are only after, and which only before.

    ``renamed`` gives the new path of each file that was renamed. Equal findings are counted: of three where two were,
    one is introduced. Which one is a guess; those that did not move are taken as the older ones, then the upper ones.
    """
    moved = renamed or {}
    known: dict[Identity, list[Diagnostic]] = defaultdict(list)
    for finding in in_order(before):
        known[_identity(finding, moved.get(finding.span.path, finding.span.path))].append(finding)
    found: dict[Identity, list[Diagnostic]] = defaultdict(list)
    for finding in in_order(after):
        found[_identity(finding, finding.span.path)].append(finding)
    introduced: list[Diagnostic] = []
    older: list[Diagnostic] = []
    fixed: list[Diagnostic] = []
    for identity in known.keys() | found.keys():
        stayed, come = _parted(found[identity], known[identity])
        introduced.extend(come)
        older.extend(stayed)
        fixed.extend(_parted(known[identity], found[identity])[1])
    return FindingsChange(in_order(introduced), in_order(fixed), in_order(older))


def _identity(finding: Diagnostic, path: str) -> Identity:
    return finding.code, path, finding.message


def _parted(findings: list[Diagnostic], others: list[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Part equal findings into as many as there are on the other side, and the rest."""
    places = {(other.span.line, other.span.column) for other in others}
    ranked = sorted(findings, key=lambda finding: (finding.span.line, finding.span.column) not in places)
    return ranked[: len(others)], ranked[len(others) :]
