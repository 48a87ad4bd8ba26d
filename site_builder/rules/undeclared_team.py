"""A team that is named is one that a role belongs to.

**What is demanded.** Where at least one role says which `team` it belongs to, the `team` of an initiative and each team
under `adopted_by` of a practice is, to the letter, the `team` of some role.

**Why.** Figures are counted by team. A team that is misspelt is another team: its work is missing from the first one's,
and nobody answers for it.

**How to mend it.** Take the suggested name. If the team is a new one, give the role that leads it that `team`.

**Example.** Where roles belong to `scheduling` and `platform`, the finding points at `sheduling`:

```yaml
status: in_progress
team: sheduling
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.practice import PRACTICE
from site_builder.kinds.role import ROLE
from site_builder.link.handbook import Handbook
from site_builder.model.diagnostic import Severity, Span
from site_builder.model.record import Record
from site_builder.model.suggest import did_you_mean
from site_builder.rules.base import Finding, Rule, RuleContext

_SUGGESTIONS = 200
"""Teams that another name is suggested for; to look for one takes its time."""


def _check(context: RuleContext) -> Iterator[Finding]:
    declared = {role.fields.team for role in context.handbook.records(ROLE) if role.fields.team}
    hints: dict[str, str] = {}
    for record, team, span in _named(context.handbook) if declared else ():
        if team in declared:
            continue
        if team not in hints:
            hints[team] = did_you_mean(team, declared) if len(hints) < _SUGGESTIONS else ""
        yield Finding(f"no role belongs to the team {team!r}", span, record, hints[team])


def _named(handbook: Handbook) -> Iterator[tuple[Record[Any], str, Span]]:
    """Yield each team that a record names, and where."""
    for initiative in handbook.records(INITIATIVE):
        if initiative.fields.team:
            yield initiative, initiative.fields.team, initiative.span("team")
    for practice in handbook.records(PRACTICE):
        for number, team in enumerate(practice.fields.adopted_by):
            yield practice, team, practice.span("adopted_by", number)


RULE = Rule(
    code="undeclared-team",
    severity=Severity.WARNING,
    summary="Where roles declare teams, a team that is named is one of them.",
    why="A team that is misspelt is another team, whose work is missing from the first one's figures.",
    hint="name a team that a role belongs to, or give the role that leads it this team",
    check=_check,
    kinds=("initiative", "practice"),
)
