"""A released change says more than its title.

**What is demanded.** A public change that belongs to a release has a `summary` or a narrative (`body`).

**Why.** A title says what was built. Customers want to know what is different for them and whether they have to do
something; support answers that question once for each of them if the release notes do not.

**How to mend it.** Two sentences: what is different, for whom, and what to do.

**Example.** The finding points at the title:

```yaml
title: Swap requests expire
type: changed
visibility: public
release: "2026.1"
```

It is right with `body: A request that nobody answers in three days is closed, and both employees are told.`
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.change import CHANGE, Change
from site_builder.model.diagnostic import Severity
from site_builder.model.plain_markdown import plain_words
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(CHANGE):
        fields = record.fields
        if not fields.is_public or fields.release is None:
            continue
        if says_only_its_title(fields):
            yield Finding("is released, and its public text is only its title", record.span("title"), record)


def says_only_its_title(fields: Change) -> bool:
    """Return whether a change has neither a summary nor a narrative that says more than its title."""
    return _says_no_more(fields.summary, fields.title) and _says_no_more(fields.body, fields.title)


def _says_no_more(text: str | None, title: str) -> bool:
    return text is None or _words(title) in (_words(text), _words(plain_words(text)))


def _words(text: str) -> list[str]:
    return text.casefold().strip(" .!\n").split()


RULE = Rule(
    code="change-without-text",
    severity=Severity.WARNING,
    summary="A released change says more in public than its title.",
    why="A title says what was built; customers want to know what is different for them.",
    hint="add two sentences: what is different, for whom, and what to do",
    check=_check,
    kinds=("change",),
)
