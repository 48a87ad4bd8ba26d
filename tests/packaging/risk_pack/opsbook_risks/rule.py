"""A grave risk has an answer.

**What is demanded.** An open risk whose likelihood times impact is 15 or more says in `mitigation` what is done about
it.

**Why.** A risk that is only written down comforts nobody on the day it happens.

**How to mend it.** Write `mitigation`, or set the status to `accepted` and say in the narrative who decided that.
"""

from __future__ import annotations

from collections.abc import Iterator

from opsbook_risks.kind import RISK
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext

GRAVE = 15
"""From this product of likelihood and impact on a risk needs an answer."""


def _check(context: RuleContext) -> Iterator[Finding]:
    for risk in context.handbook.records(RISK):
        fields = risk.fields
        if fields.status == "open" and fields.score >= GRAVE and fields.mitigation is None:
            message = f"{risk.title!r} scores {fields.score} of 25 and nothing is done about it"
            yield Finding(message, risk.span("impact"), risk)


RULE = Rule(
    code="risk-unanswered",
    severity=Severity.WARNING,
    summary="A grave risk says what is done about it.",
    why="A risk that is only written down comforts nobody on the day it happens.",
    hint="write mitigation, or set the status to accepted",
    check=_check,
    kinds=("risk",),
)
