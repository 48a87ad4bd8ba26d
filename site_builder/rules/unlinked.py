"""Records are linked where others are expected to name them.

**What is demanded.** A record of a kind that lives from its links has at least one backlink from a kind that should
name it: a release from a change, an objective from an initiative.

**Why.** A release without changes tells customers nothing, and an objective that no initiative works on is a wish.

**How to mend it.** Add the reference where the work is: `release: "2026.2"` in the change, `objectives: [retention]`
in the initiative. If the record is not needed, remove it.

**Example.** The finding is on the record's first line. `releases/2026.2.md` is linked as soon as one change has:

```yaml
release: "2026.2"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model.diagnostic import Severity
from site_builder.model.suggest import one_of
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for kind in context.handbook.kinds.values():
        if not kind.expects_backlinks_from:
            continue
        for record in context.handbook.collections[kind.name]:
            if not any(
                link.source.kind in kind.expects_backlinks_from for link in context.handbook.backlinks_of(record)
            ):
                message = f"no {one_of(kind.expects_backlinks_from)} refers to this {kind.name}"
                hint = f"name {record.id!r} in the {one_of(kind.expects_backlinks_from)} it belongs with"
                yield Finding(message, record.span(), record, hint)


RULE = Rule(
    code="unlinked",
    severity=Severity.WARNING,
    summary="A record has a backlink where its kind expects one.",
    why="A release without changes tells customers nothing; an objective that no initiative works on is a wish.",
    hint="name it in the record it belongs with",
    check=_check,
)
