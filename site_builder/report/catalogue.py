"""What is checked, for formats that explain each finding: the codes with their words."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.model.codes import READING_CODES
from site_builder.model.diagnostic import Severity
from site_builder.model.quick import dataclass
from site_builder.rules.base import all_rules
from site_builder.views.rule_documentation import documentation_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code demands, why, how to mend it, and the whole of it in Markdown."""

    summary: str
    why: str
    mend: str
    markdown: str
    severity: Severity


def catalogue() -> Mapping[str, Explanation]:
    """Return every code that can be reported, in the order of their names."""
    found = {
        code.name: Explanation(
            code.summary, code.why, code.mend, f"{code.summary}\n\n{code.why}\n\n{code.mend}", code.severity
        )
        for code in READING_CODES
    }
    found |= {
        code: Explanation(rule.summary, rule.why, rule.hint, documentation_of(rule), rule.severity)
        for code, rule in all_rules().items()
    }
    return dict(sorted(found.items()))
