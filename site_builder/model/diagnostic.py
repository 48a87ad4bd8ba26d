"""Diagnostics: what is wrong with data, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from site_builder.model.quick import dataclass


class Severity(StrEnum):
    """How much a diagnostic matters; ``rank`` grows with gravity."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return ("info", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source file: POSIX path from the root, line and column from 1, in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a diagnostic."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. ``code`` is a stable slug, ``message`` says what is wrong, ``hint`` how to mend it."""

    code: str
    severity: Severity
    message: str
    span: Span
    hint: str = ""
    related: tuple[Related, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Orders by path, line, column, code; the message breaks ties so that output never depends on file order."""
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)


def error(code: str, message: str, span: Span, hint: str = "", related: tuple[Related, ...] = ()) -> Diagnostic:
    """Return a diagnostic of severity ``error``."""
    return Diagnostic(code, Severity.ERROR, message, span, hint, related)


def warning(code: str, message: str, span: Span, hint: str = "", related: tuple[Related, ...] = ()) -> Diagnostic:
    """Return a diagnostic of severity ``warning``."""
    return Diagnostic(code, Severity.WARNING, message, span, hint, related)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics sorted by path, line, column and code, each once."""
    return tuple(sorted(set(diagnostics), key=lambda diagnostic: diagnostic.sort_key))


def worst(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """Return the gravest severity, or None where there are no diagnostics."""
    return max((diagnostic.severity for diagnostic in diagnostics), key=lambda severity: severity.rank, default=None)
