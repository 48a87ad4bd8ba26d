"""What is wrong with one YAML document, and how much of it is read."""

from __future__ import annotations

from site_builder.model.diagnostic import Diagnostic, Related, Severity, Span
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a document is read: levels of nesting, nodes, and diagnostics that are worth showing."""

    depth: int = 32
    nodes: int = 50_000
    diagnostics: int = 100


class StopReading(Exception):
    """Nothing more is to be read of this document."""


class Report:
    """Gathers the diagnostics of one document, at most ``limit``, one of a code at a place."""

    __slots__ = ("_said", "diagnostics", "is_readable", "limit", "path")

    def __init__(self, path: str, limit: int) -> None:
        self.path = path
        self.limit = limit
        self.diagnostics: list[Diagnostic] = []
        self.is_readable = True
        self._said: set[str] = set()

    def forbid(self, message: str, line: int, column: int, hint: str) -> None:
        """Report what is not allowed: the document can no longer be used, the rest of it is read for its problems."""
        self.fail("yaml-forbidden", message, line, column, hint)

    def forbid_once(self, message: str, line: int, column: int, hint: str) -> None:
        """Report what is not allowed unless the same was said of an earlier place."""
        if message not in self._said:
            self._said.add(message)
            self.forbid(message, line, column, hint)

    def fail(self, code: str, message: str, line: int, column: int, hint: str) -> None:
        """Report what makes the document unreadable."""
        self.is_readable = False
        self.say(code, message, line, column, hint)

    def say(
        self,
        code: str,
        message: str,
        line: int,
        column: int,
        hint: str,
        severity: Severity = Severity.ERROR,
        related: tuple[Related, ...] = (),
    ) -> None:
        """Report a problem that the document can be read in spite of."""
        span = Span(self.path, line, column)
        if self.diagnostics and (self.diagnostics[-1].code, self.diagnostics[-1].span) == (code, span):
            return
        if len(self.diagnostics) < self.limit:
            self.diagnostics.append(Diagnostic(code, severity, message, span, hint, related))
