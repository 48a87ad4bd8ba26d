"""A change is not rewritten after its release.

**What is demanded.** Once a commit has put a change into a release, no commit after the day of that release edits it.
The commit that puts it there is the release itself, on whatever day it is made.

**Why.** Customers read the release notes on the day of the release, and programs took them from the feed. What is
changed afterwards reaches nobody, and two versions of the same notes go around.

**How to mend it.** Tell what is new in a change of the next release. If only a word was mended, say so: `allow:
{edited-after-release: "spelling"}`.

**Example.** Release `2026.1` has the date 2026-03-17. The finding is at `release` when the change got it on 17 March,
and another commit of the change is of 20 March:

```yaml
title: Employees can swap shifts
release: "2026.1"
```

Commits after the date of the build do not count. Without git, and in a shallow clone, nothing is known about commits,
and nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from site_builder.history.changes import Said
from site_builder.kinds.change import CHANGE, Change
from site_builder.kinds.release import RELEASE, Release
from site_builder.model.diagnostic import Related, Severity
from site_builder.model.record import Record
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    released = {record.path: (record, release) for record, release in _released(context)}
    said = context.history.read_values(released, "release") if released else {}
    for path, (record, release) in released.items():
        edited_on = _edited_on(said.get(path, ()), release, context.as_of)
        if edited_on is not None and edited_on > release.fields.date.last_day:
            message = f"was edited on {edited_on}, after its release {release.id} of {release.fields.date}"
            related = (Related(release.span("date"), f"{release.id} was released on {release.fields.date}"),)
            yield Finding(message, record.span("release"), record, related=related)


def _released(context: RuleContext) -> Iterator[tuple[Record[Change], Record[Release]]]:
    """Yield each change that was committed again after the day of its release, with that release."""
    for record in context.handbook.records(CHANGE):
        reference = record.fields.release
        release = context.handbook.find(RELEASE, reference.id) if reference else None
        history = context.history.of(record.path)
        if release is None or history is None or history.commits < 2 or release.fields.status == "planned":
            continue
        if history.changed_on > release.fields.date.last_day:
            yield record, release


def _edited_on(said: Sequence[Said], release: Record[Release], as_of: date) -> date | None:
    """Return the day of the last version, where the one before was in the release already.

    The version that puts a change into a release is no edit, and None is returned.
    """
    names = (release.id, str(release.reference))
    last = [(day, value in names) for day, value in said if day <= as_of][-2:]
    return last[1][0] if len(last) == 2 and all(is_in for _, is_in in last) else None


RULE = Rule(
    code="edited-after-release",
    severity=Severity.WARNING,
    summary="A change is not edited after the day of its release.",
    why="Customers read the notes on the day of the release; what is changed afterwards reaches nobody.",
    hint="tell what is new in a change of the next release, or allow it if only a word was mended",
    check=_check,
    kinds=("change",),
)
