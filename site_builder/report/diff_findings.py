"""Findings that a change introduced or fixed, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from site_builder.model.diagnostic import Diagnostic
from site_builder.report.diff_parts import Entry
from site_builder.views.change_pieces import listed, text, value, words
from site_builder.views.wording import count_words


def finding_entry(finding: Diagnostic) -> Entry:
    """Return one finding: where, what, and how to mend it."""
    line = (value(finding.span), words(" "), value(finding.code), words(": "), text(finding.message))
    return Entry(line, ((words("hint: "), text(finding.hint)),) if finding.hint else ())


def grouped_findings(findings: Iterable[Diagnostic]) -> Iterator[Entry]:
    """Return findings, those that say the same of several places as one; the most frequent first, without hints."""
    groups: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    for finding in findings:
        groups[finding.code, finding.message].append(finding)
    for (code, message), group in sorted(groups.items(), key=lambda each: -len(each[1])):
        what = (value(code), words(": "), text(message))
        places = listed(finding.span for finding in group)
        if len(group) == 1:
            yield Entry((*places, words(" "), *what))
        else:
            yield Entry((*what, words(f", in {count_words(len(group), 'place')}: "), *places))
