"""Assets are verified again in time.

**What is demanded.** The `verified_on` of an asset is not longer ago than its window: `verify_every` of the record,
else `policies.verify_every` of `mkdocs.yml` for its type, else what is usual for the type (90 days for a battlecard,
a year for a training).

**Why.** Sales and support show these to customers. What was right a year ago may be a promise that is no longer kept.

**How to mend it.** Check the asset against the product, correct it, and write today's date as `verified_on`.

**Example.** On 1 October 2026 the finding points at `verified_on`:

```yaml
type: battlecard
verified_on: 2026-03-02
```

The clock alone brings this finding, so it is an `info` unless `mkdocs.yml` raises it.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.asset import ASSET
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    windows = context.settings.policies.verify_every
    for record in context.handbook.records(ASSET):
        fields = record.fields
        days = fields.verify_every or windows.get(fields.type, fields.verification_days)
        if (context.as_of - fields.verified_on).days > days:
            message = f"was verified on {fields.verified_on}; a {fields.type} is to be verified every {days} days"
            yield Finding(message, record.span("verified_on"), record)


RULE = Rule(
    code="verification-overdue",
    severity=Severity.INFO,
    summary="An asset is verified again within its window.",
    why="Sales and support show it to customers, and what was right a year ago may no longer be.",
    hint="check it against the product, then set verified_on to today",
    check=_check,
    kinds=("asset",),
)
