"""Diagnostics as JSON, in the shape that contracts fix."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from site_builder.model.diagnostic import Diagnostic


def as_plain(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as plain data: code, severity, message, path, line, column, hint, related."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "path": diagnostic.span.path,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "hint": diagnostic.hint,
        "related": [
            {
                "path": related.span.path,
                "line": related.span.line,
                "column": related.span.column,
                "message": related.message,
            }
            for related in diagnostic.related
        ],
    }


def json_report(diagnostics: Iterable[Diagnostic]) -> str:
    """Return all diagnostics as a JSON list."""
    return json.dumps([as_plain(diagnostic) for diagnostic in diagnostics], indent=2, ensure_ascii=False)
