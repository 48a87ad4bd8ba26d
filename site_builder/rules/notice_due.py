"""Notice to a vendor is given, or the contract renewed on purpose.

**What is demanded.** The last day for giving notice of a tool (`renewal_on` less `notice_days`) has not passed.

**Why.** Most contracts renew by themselves. When the day has passed unnoticed, another year of seats that nobody uses
is paid for.

**How to mend it.** Decide. Then write the next `renewal_on`, or set the status to `retire` and take the renewal out.

**Example.** On 1 October 2026 the finding points at `renewal_on`, as notice was possible until 17 September:

```yaml
renewal_on: 2026-11-16
notice_days: 60
```

The clock alone brings this finding, so it is an `info` unless `mkdocs.yml` raises it.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.tool import TOOL
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(TOOL):
        notice_by, renewal_on = record.fields.notice_by, record.fields.renewal_on
        if notice_by is None or notice_by >= context.as_of:
            continue
        renews = "renewed" if renewal_on is not None and renewal_on < context.as_of else "renews"
        message = f"the last day for giving notice was {notice_by}; the contract {renews} on {renewal_on}"
        yield Finding(message, record.span("renewal_on"), record)


RULE = Rule(
    code="notice-due",
    severity=Severity.INFO,
    summary="The last day for giving notice of a tool has not passed.",
    why="Contracts renew by themselves, and another year is paid for.",
    hint="decide, then write the next renewal_on, or retire the tool",
    check=_check,
    kinds=("tool",),
)
