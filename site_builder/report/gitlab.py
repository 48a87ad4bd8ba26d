"""Diagnostics as a GitLab Code Quality report, which GitLab shows in a merge request."""

from __future__ import annotations

import json
from collections.abc import Iterable

from site_builder.model.diagnostic import Diagnostic, Severity
from site_builder.report.fingerprints import fingerprints

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab_report(diagnostics: Iterable[Diagnostic]) -> str:
    """Return all diagnostics as a Code Quality report; GitLab tells new from old ones by their fingerprints."""
    issues = [
        {
            "description": finding.message + (f" ({finding.hint})" if finding.hint else ""),
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": finding.span.path, "lines": {"begin": finding.span.line}},
        }
        for fingerprint, finding in fingerprints(diagnostics)
    ]
    return json.dumps(issues, indent=2, ensure_ascii=False)
