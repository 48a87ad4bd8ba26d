"""Where findings are for programs that know the repository: paths from its top, not from the root of the handbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from site_builder.model.diagnostic import Diagnostic, Span


def from_the_top(diagnostics: Iterable[Diagnostic], prefix: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics with ``prefix`` (``handbook/``, or nothing) before each path."""
    if not prefix:
        return tuple(diagnostics)
    return tuple(
        replace(
            finding,
            span=_moved(finding.span, prefix),
            related=tuple(replace(related, span=_moved(related.span, prefix)) for related in finding.related),
        )
        for finding in diagnostics
    )


def _moved(span: Span, prefix: str) -> Span:
    return replace(span, path=prefix + span.path)
