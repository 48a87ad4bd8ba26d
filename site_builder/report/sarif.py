"""Diagnostics as SARIF 2.1.0, the format that code scanning services and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from site_builder import __version__
from site_builder.model.diagnostic import Diagnostic, Severity, Span
from site_builder.report.catalogue import Explanation
from site_builder.report.fingerprints import fingerprints

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"


def sarif_report(
    diagnostics: Iterable[Diagnostic], explanations: Mapping[str, Explanation], rules_url: str = ""
) -> str:
    """Return all diagnostics as a SARIF log of one run.

    Paths become URIs relative to the top of the repository, columns count Unicode code points. ``explanations`` become
    the rules of the tool; ``rules_url`` is the page that has a heading for each code, empty where none was published.
    """
    found = tuple(diagnostics)
    codes = [*explanations, *sorted({finding.code for finding in found} - explanations.keys())]
    numbers = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "opsbook",
        "semanticVersion": __version__,
        "rules": [_rule(code, explanations.get(code), rules_url) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository."}}},
        "results": list(_results(found, numbers)),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(code: str, explanation: Explanation | None, rules_url: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    if explanation is None:
        return rule
    rule["shortDescription"] = {"text": explanation.summary}
    rule["fullDescription"] = {"text": explanation.why}
    rule["help"] = {"text": f"{explanation.why}\n\n{explanation.mend}", "markdown": explanation.markdown}
    rule["defaultConfiguration"] = {"level": _LEVELS[explanation.severity]}
    if rules_url:
        rule["helpUri"] = f"{rules_url}#{code}"
    return rule


def _results(diagnostics: Iterable[Diagnostic], numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for fingerprint, finding in fingerprints(diagnostics):
        message = finding.message + (f"\n{finding.hint}" if finding.hint else "")
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": numbers[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": _plain(message)},
            "locations": [_location(finding.span)],
            "partialFingerprints": {"opsbookFinding/v1": fingerprint},
        }
        if finding.related:
            result["relatedLocations"] = [
                {"id": number, **_location(related.span), "message": {"text": _plain(related.message)}}
                for number, related in enumerate(finding.related, start=1)
            ]
        yield result


def _location(span: Span) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(span.path, safe="/", errors="surrogateescape"), "uriBaseId": _ROOT},
            "region": {"startLine": span.line, "startColumn": span.column},
        }
    }


def _plain(text: str) -> str:
    """A message in which nothing reads as a link: the text of records is data."""
    return text.replace("](", "] (")
