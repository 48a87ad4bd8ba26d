"""A change is not rewritten after its release.

**What is demanded.** The file of a change that an earlier commit held has no commit after the day of its release.

**Why.** Customers read the release notes on the day of the release, and programs took them from the feed. What is
changed afterwards reaches nobody, and two versions of the same notes go around.

**How to mend it.** Tell what is new in a change of the next release. If only a word was mended, say so: `allow:
{edited-after-release: "spelling"}`.

**Example.** Release `2026.1` has the date 2026-03-17. The finding is at `release` when the second commit of the
change is of 20 March:

```yaml
title: Employees can swap shifts
release: "2026.1"
```

Without git, and in a shallow clone, nothing is known about commits, and nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.change import CHANGE
from site_builder.kinds.release import RELEASE
from site_builder.model.diagnostic import Related, Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    if not context.history.files:
        return
    for record in context.handbook.records(CHANGE):
        reference = record.fields.release
        release = context.handbook.find(RELEASE, reference.id) if reference else None
        history = context.history.of(record.path)
        if release is None or history is None or history.commits < 2 or release.fields.status == "planned":
            continue
        if history.changed_on > release.fields.date.last_day:
            message = f"was edited on {history.changed_on}, after its release {release.id} of {release.fields.date}"
            related = (Related(release.span("date"), f"{release.id} was released on {release.fields.date}"),)
            yield Finding(message, record.span("release"), record, related=related)


RULE = Rule(
    code="edited-after-release",
    severity=Severity.WARNING,
    summary="A change is not edited after the day of its release.",
    why="Customers read the notes on the day of the release; what is changed afterwards reaches nobody.",
    hint="tell what is new in a change of the next release, or allow it if only a word was mended",
    check=_check,
    kinds=("change",),
)
