"""Which findings a change brought, and which it took away: two lists of diagnostics compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from site_builder.model.diagnostic import Diagnostic, in_order
from site_builder.model.quick import dataclass
from site_builder.model.reference import Reference

Identity = tuple[str, str, str]
"""What makes two findings the same: the code, the path and the message; not the line, which moves with every edit."""


@dataclass(frozen=True, slots=True)
class FindingsChange:
    """What came and what went, each in the order of places; ``older`` was there before and still is."""

    introduced: tuple[Diagnostic, ...] = ()
    fixed: tuple[Diagnostic, ...] = ()
    older: tuple[Diagnostic, ...] = field(default=(), repr=False)


def compare_findings(
    before: Iterable[Diagnostic],
    after: Iterable[Diagnostic],
    renamed: Mapping[str, str] | None = None,
    names: Mapping[Reference, Reference] | None = None,
) -> FindingsChange:
    """Return which findings are only after, and which only before.

    ``renamed`` gives the new path of each file that was renamed, ``names`` the new name of each record: a finding that
    says the old one stays the same. Equal findings are counted: of three where two were, one is introduced. Which one
    is a guess; those that did not move are taken as the older ones, then the upper ones.
    """
    moved = renamed or {}
    found: dict[Identity, list[Diagnostic]] = defaultdict(list)
    for finding in in_order(after):
        found[finding.code, finding.span.path, finding.message].append(finding)
    known: dict[Identity, list[Diagnostic]] = defaultdict(list)
    said_anew = _renaming(names or {})
    for finding in in_order(before):
        path = moved.get(finding.span.path, finding.span.path)
        as_it_was = (finding.code, path, finding.message)
        # A quoted id may be that of another kind, which has kept its name.
        known[as_it_was if as_it_was in found else (finding.code, path, said_anew(finding.message))].append(finding)
    introduced: list[Diagnostic] = []
    older: list[Diagnostic] = []
    fixed: list[Diagnostic] = []
    for identity in known.keys() | found.keys():
        stayed, come = _parted(found[identity], known[identity])
        introduced.extend(come)
        older.extend(stayed)
        fixed.extend(_parted(known[identity], found[identity])[1])
    return FindingsChange(in_order(introduced), in_order(fixed), in_order(older))


def _renaming(names: Mapping[Reference, Reference]) -> Callable[[str], str]:
    """Return what puts new names of records for old ones in a message, whole (``kind:id``) and quoted (``'id'``)."""
    if not names:
        return str
    new = {form(old): form(now) for old, now in names.items() for form in (str, _quoted)}
    either = re.compile(rf"(?<![\w.:-])(?:{'|'.join(map(re.escape, new))})(?![\w-])")
    return lambda message: either.sub(lambda name: new[name[0]], message)


def _quoted(name: Reference) -> str:
    return repr(name.id)


def _parted(findings: list[Diagnostic], others: list[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Part equal findings into as many as there are on the other side, and the rest."""
    places = {(other.span.line, other.span.column) for other in others}
    ranked = sorted(findings, key=lambda finding: (finding.span.line, finding.span.column) not in places)
    return ranked[: len(others)], ranked[len(others) :]
