"""A released initiative has a change that tells customers.

**What is demanded.** At least one change names a released initiative (in its `initiative` field, or by a link).

Two sorts are left alone, as a finding would say nothing: initiatives released in a year before the first release that
has changes, and all of them where the handbook has twenty changes or more of which none names an initiative (they
come from elsewhere and are not tied to the roadmap).

**Why.** What shipped without a note did not ship for those who never heard of it: customers, support and sales.

**How to mend it.** Write a change with `initiative:` and the release that brought it. If customers cannot notice it,
say so: `allow: {released-without-change: "nothing that customers see"}`.

**Example.** The finding points at `released` in `shift-swaps.yml`. It goes away with `changes/swap-shifts.yml`:

```yaml
title: Employees can swap shifts
owner: scheduling
type: added
initiative: shift-swaps
release: "2026.1"
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from site_builder.kinds.change import CHANGE
from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.kinds.release import RELEASE
from site_builder.link.handbook import Handbook
from site_builder.model.diagnostic import Severity
from site_builder.model.record import Record
from site_builder.rules.base import Finding, Rule, RuleContext

_ENOUGH_TO_JUDGE = 20


def _check(context: RuleContext) -> Iterator[Finding]:
    handbook = context.handbook
    changes = handbook.records(CHANGE)
    if len(changes) >= _ENOUGH_TO_JUDGE and not any(change.fields.initiative for change in changes):
        return
    first_year = _first_year(handbook)
    for record in handbook.records(INITIATIVE):
        if record.fields.status != "released" or handbook.referring(record, CHANGE):
            continue
        day = _released(record, handbook)
        if day is None or day.year >= first_year:
            yield Finding("is released, but no change tells of it", record.span("status"), record)


def _first_year(handbook: Handbook) -> int:
    """Return the year of the first release that has changes, 0 where there is none."""
    releases = {change.fields.release for change in handbook.records(CHANGE)}
    years = [
        release.fields.date.last_day.year for release in handbook.records(RELEASE) if release.reference in releases
    ]
    return min(years, default=0)


def _released(record: Record[Initiative], handbook: Handbook) -> date | None:
    if record.fields.released_on is not None or record.fields.release is None:
        return record.fields.released_on
    release = handbook.find(RELEASE, record.fields.release.id)
    return None if release is None else release.fields.date.last_day


RULE = Rule(
    code="released-without-change",
    severity=Severity.WARNING,
    summary="A released initiative is named by a change.",
    why="What shipped without a note did not ship for those who never heard of it.",
    hint="add a change with initiative: and release:, or allow it if customers cannot notice",
    check=_check,
    kinds=("initiative",),
)
