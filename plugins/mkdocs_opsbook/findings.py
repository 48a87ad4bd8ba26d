"""Findings as messages of MkDocs, so that a strict build stops at them."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from site_builder.model.diagnostic import Diagnostic, Severity, in_order

# The logger itself: a line starts with the path, as editors and build servers expect it.
log = get_plugin_logger("opsbook").logger


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Log each finding on a line of its own: infos as such, everything graver as a warning."""
    for diagnostic in in_order(diagnostics):
        write = log.info if diagnostic.severity is Severity.INFO else log.warning
        write("%s", line_of(diagnostic))


def stop_at_errors(diagnostics: Iterable[Diagnostic]) -> None:
    """Stop the build where there are errors. Raises PluginError, which MkDocs shows without a traceback."""
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    if errors:
        raise PluginError(f"The handbook has {errors} {'error' if errors == 1 else 'errors'}; nothing was built.")


def line_of(diagnostic: Diagnostic) -> str:
    """Return the finding as ``path:line:column: severity[code] message``."""
    message = " ".join(diagnostic.message.split())
    return f"{diagnostic.span}: {diagnostic.severity}[{diagnostic.code}] {message}"
