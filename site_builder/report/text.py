"""Diagnostics as text for people: the place, the message, the source line with a caret, the hint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from unicodedata import east_asian_width

from site_builder.model.diagnostic import Diagnostic, Severity, Span

Style = Callable[[str, str], str]
"""Colours a text by its role: ``error``, ``warning``, ``info``, ``place``, ``source``, ``caret``, ``hint``."""

ReadLine = Callable[[str, int], str | None]
"""Returns the line of a file, without its end; None where it cannot be read."""

_WIDTH = 160


def plain(role: str, text: str) -> str:
    """Return the text without colours."""
    return text


def text_report(diagnostics: Iterable[Diagnostic], read_line: ReadLine, style: Style = plain) -> Iterator[str]:
    """Return the lines of a report; findings are separated by a blank line."""
    for diagnostic in diagnostics:
        span = diagnostic.span
        severity = style(diagnostic.severity.value, f"{diagnostic.severity.value}[{diagnostic.code}]")
        yield f"{style('place', _place(span))}: {severity} {diagnostic.message}"
        line = read_line(span.path, span.line)
        if line is not None and line.strip():
            yield from _excerpt(line, span.line, span.column, style)
        for related in diagnostic.related:
            yield f"  {style('place', _place(related.span))}: {related.message}"
        if diagnostic.hint:
            yield f"  {style('hint', 'hint:')} {diagnostic.hint}"
        yield ""


def summary(diagnostics: Iterable[Diagnostic], records: int) -> str:
    """Return one line that counts: ``2 errors, 1 warning in 120 records`` or ``no findings in 120 records``."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    parts = [
        f"{counts[severity]:,} {severity.value}{'s' if counts[severity] != 1 and severity is not Severity.INFO else ''}"
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if counts[severity]
    ]
    noun = "record" if records == 1 else "records"
    return f"{', '.join(parts) or 'no findings'} in {records:,} {noun}"


def _place(span: Span) -> str:
    """Return a place on one line: names of files may hold anything."""
    place = str(span)
    return place if place.isprintable() else "".join(map(_visible, place))


def _excerpt(line: str, number: int, column: int, style: Style) -> Iterator[str]:
    start = max(0, column - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = line[start : start + _WIDTH]
    if not shown.isprintable():
        shown = "".join(map(_visible, shown))
    before = shown[: column - 1 - start]
    width = len(before) + (0 if before.isascii() else sum(map(_is_wide, before)))
    gutter = f"{number:>5} │ "
    yield style("source", gutter + shown)
    yield style("source", " " * 5 + " │ ") + " " * width + style("caret", "^")


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"
