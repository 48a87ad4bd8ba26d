"""Codes that mkdocs.yml and records name: those that nothing has, and those that nobody can change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.link.handbook import Handbook
from site_builder.model.codes import READING_CODES
from site_builder.model.diagnostic import Diagnostic, Span, error, warning
from site_builder.model.suggest import did_you_mean
from site_builder.rules.base import Rule


def misnamed_codes(handbook: Handbook, set_at: Mapping[str, Span], rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the codes that are named; ``set_at`` is where mkdocs.yml sets the severity of each.

    A code that nothing has does nothing, and whoever wrote it believes that it does.
    """
    others = {code.name for code in READING_CODES}
    known = {*rules, *others}
    for code, span in set_at.items():
        if code not in known:
            yield _unknown(f"rules: there is no rule {code[:80]!r}", code, span, rules)
        elif code in others or not rules[code].may_be_suppressed:
            hint = "leave it out: what it reports stays as grave as it is"
            yield warning("invalid-value", f"rules: the severity of {code} cannot be changed", span, hint)
    for record in handbook:
        for code in record.fields.allow:
            if code not in known:
                span = record.key_span("allow", code)
                yield _unknown(f"allow: there is no rule {code[:80]!r}", code, span, rules)
            elif code in others or not rules[code].may_be_suppressed:
                hint = "take it out, and mend what is reported"
                yield warning("invalid-value", f"allow: {code} cannot be allowed", record.key_span("allow", code), hint)


def _unknown(message: str, code: str, span: Span, rules: Mapping[str, Rule]) -> Diagnostic:
    return error("unknown-key", message, span, did_you_mean(code, rules) or "/reference/ of the site lists all rules")
