"""An initiative that is released says when, or in which release.

**What is demanded.** An initiative with the status `released` has `released_on` or `release`.

**Why.** Without a day, nothing can be said about promises kept, cycle time or what shipped in a quarter, and a reader
cannot tell whether customers have it.

**How to mend it.** Write the day on which customers got it, or the release that brought it. If neither is known, it
is probably not released: set the status back to `in_progress`.

**Example.** The finding points at `released`:

```yaml
title: Shift swaps
owner: scheduling
status: released
```

With `released_on: 2026-03-31` or `release: "2026.1"` it is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.initiative import INITIATIVE
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(INITIATIVE):
        fields = record.fields
        if fields.status == "released" and fields.released_on is None and fields.release is None:
            message = "is released, but has neither released_on nor a release"
            yield Finding(message, record.span("status"), record)


RULE = Rule(
    code="released-without-evidence",
    severity=Severity.ERROR,
    summary="A released initiative has `released_on` or `release`.",
    why="Without a day, promises kept, cycle time and what shipped cannot be told.",
    hint="add released_on: YYYY-MM-DD, or release: the id of the release that brought it",
    check=_check,
    kinds=("initiative",),
)
