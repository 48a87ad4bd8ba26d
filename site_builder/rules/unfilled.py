"""A record says what is true of it, not what it was begun with.

**What is demanded.** No owner and no text is the one that `opsbook new` writes to start from.

**Why.** A record that is begun and forgotten looks finished: it has an owner whom nobody knows, and a text that only
explains what should stand there. A public change would tell it to customers.

**How to mend it.** Write who answers for it and what is to be said, or remove the file.

**Example.** The finding points at the `owner`:

```yaml
title: Swap shifts in the app
owner: "@your-team"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext
from site_builder.validate.placeholders import OWNER
from site_builder.validate.scaffold import texts_to_replace


def _check(context: RuleContext) -> Iterator[Finding]:
    handbook = context.handbook
    for kind in handbook.kinds.values():
        texts = texts_to_replace(kind)
        for record in handbook.collections[kind.name]:
            if str(record.fields.owner) == OWNER:
                yield Finding(f"the owner is still {OWNER}", record.span("owner"), record)
            for name, text in texts.items():
                written = getattr(record.fields, name)
                if written is not None and written.startswith(text[:1]) and " ".join(written.split()) == text:
                    key = kind.field(name).alias or name
                    yield Finding(f"{key} is still the text that explains it", record.span(key), record)


RULE = Rule(
    code="unfilled",
    severity=Severity.INFO,
    summary="No owner and no text is the one that `opsbook new` writes to start from.",
    why="A record that is begun and forgotten looks finished.",
    hint="write what is true, or remove the file",
    check=_check,
)
