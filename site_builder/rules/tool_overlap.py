"""Where one tool is enough, there is one.

**What is demanded.** In a category that `policies.single_tool_categories` of `mkdocs.yml` names, at most one tool has
the status `adopt`.

**Why.** Two tools for the same thing are paid twice, looked after twice, and what is in one is missing in the other.
Nobody knows where to look.

**How to mend it.** Decide for one. The other gets `hold` while people move, then `retire`; the one that stays names it
under `replaces`. If both are needed, they do different things: give them categories that say so.

**Example.** With this policy and another adopted tool of the category, the finding points at `issue tracking` in both:

```yaml
# mkdocs.yml: policies: {single_tool_categories: [issue tracking]}
category: issue tracking
status: adopt
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from site_builder.kinds.tool import TOOL, Tool
from site_builder.model.diagnostic import Related, Severity
from site_builder.model.names import folded
from site_builder.model.record import Record
from site_builder.rules.base import Finding, Rule, RuleContext

_MOST_RELATED = 5


def _check(context: RuleContext) -> Iterator[Finding]:
    single = set(map(folded, context.settings.policies.single_tool_categories))
    adopted: defaultdict[str, list[Record[Tool]]] = defaultdict(list)
    for record in context.handbook.records(TOOL) if single else ():
        category = folded(record.fields.category)
        if record.fields.status == "adopt" and category in single:
            adopted[category].append(record)
    for tools in adopted.values():
        if len(tools) > 1:
            yield from (_finding(record, tools) for record in tools)


def _finding(record: Record[Tool], tools: list[Record[Tool]]) -> Finding:
    others = [tool for tool in tools[: _MOST_RELATED + 1] if tool is not record][:_MOST_RELATED]
    names = [tool.title for tool in others]
    if len(tools) - 1 > len(others):
        names.append(f"{len(tools) - 1 - len(others)} more")
    listed = f"{', '.join(names[:-1])} and {names[-1]} are" if len(names) > 1 else f"{names[0]} is"
    message = f"{listed} adopted in the same category, which is to have one tool"
    related = tuple(Related(tool.span("category"), tool.title) for tool in others)
    return Finding(message, record.span("category"), record, related=related)


RULE = Rule(
    code="tool-overlap",
    severity=Severity.WARNING,
    summary="In a category declared single, one tool is adopted.",
    why="Two tools for the same thing are paid twice, and what is in one is missing in the other.",
    hint="decide for one and set the others to hold or retire, or give them categories that differ",
    check=_check,
    kinds=("tool",),
)
