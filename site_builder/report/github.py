"""Diagnostics as GitHub workflow commands, which become annotations on a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder.model.diagnostic import Diagnostic, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github_report(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Return one workflow command a diagnostic; record text can neither end a command nor start another."""
    for diagnostic in diagnostics:
        span = diagnostic.span
        properties = ",".join(
            f"{name}={_property(str(value))}"
            for name, value in (
                ("file", span.path),
                ("line", span.line),
                ("col", span.column),
                ("title", f"opsbook {diagnostic.code}"),
            )
        )
        message = diagnostic.message + (f"\n{diagnostic.hint}" if diagnostic.hint else "")
        yield f"::{_COMMANDS[diagnostic.severity]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
