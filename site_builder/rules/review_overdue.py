"""Records are reviewed by the day they say.

**What is demanded.** A record whose `review_by` has passed has a `reviewed_on` on that day or later. An accepted
decision whose `revisit_on` has passed likewise.

**Why.** A handbook is trusted as long as somebody looks at its pages again. A page past its review may still be
right, but nobody knows.

**How to mend it.** Read it, correct it, write today's date as `reviewed_on` and the next day as `review_by`.

**Example.** On 1 October 2026 the finding points at `review_by`:

```yaml
reviewed_on: 2026-01-15
review_by: 2026-07-15
```

The clock alone brings this finding, so it is an `info` unless `mkdocs.yml` raises it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from site_builder.kinds.decision import DECISION
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook:
        fields = record.fields
        if _is_overdue(fields.review_by, fields.reviewed_on, context.as_of):
            message = f"was to be reviewed by {fields.review_by}{_last(fields.reviewed_on)}"
            yield Finding(message, record.span("review_by"), record)
    for decision in context.handbook.records(DECISION):
        revisit_on, reviewed_on = decision.fields.revisit_on, decision.fields.reviewed_on
        if decision.fields.status == "accepted" and _is_overdue(revisit_on, reviewed_on, context.as_of):
            message = f"was to be looked at again on {revisit_on}{_last(reviewed_on)}"
            yield Finding(message, decision.span("revisit_on"), decision)


def _is_overdue(due: date | None, done: date | None, as_of: date) -> bool:
    return due is not None and due < as_of and (done is None or done < due)


def _last(reviewed_on: date | None) -> str:
    return ", and never was" if reviewed_on is None else f"; the last review was on {reviewed_on}"


RULE = Rule(
    code="review-overdue",
    severity=Severity.INFO,
    summary="A record is reviewed by the day that `review_by` says.",
    why="A page past its review may still be right, but nobody knows.",
    hint="read it, correct it, then set reviewed_on to today and review_by to the next day",
    check=_check,
)
