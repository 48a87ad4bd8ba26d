"""Diagnostics as a Markdown table: the summary of a workflow run, which has no limit of ten annotations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.model.diagnostic import Diagnostic

_MARKS = re.compile(r"[!-/:-@\[-`{-~]")
_SAFE = frozenset(",-/;'")
_LONGEST = 500


def markdown_summary(diagnostics: Sequence[Diagnostic], headline: str, room: int) -> str:
    """Return a section of Markdown with a heading and a table of the findings, at most ``room`` bytes of UTF-8.

    The gravest come first; rows that do not fit are left out and counted. Text of records cannot become markup.
    """
    head = f"## opsbook check\n\n{escaped(headline)}\n\n"
    if not diagnostics:
        return _fitting(head, room)
    head += "| | Place | Finding | Code |\n| --- | --- | --- | --- |\n"
    note = "\n{} more findings do not fit here; the log of this step has them all.\n\n"
    left = room - _size(head) - _size(note) - len(str(len(diagnostics)))
    rows: list[str] = []
    for finding in sorted(diagnostics, key=lambda finding: -finding.severity.rank):
        row = _row(finding)
        left -= _size(row)
        if left < 0:
            break
        rows.append(row)
    missing = len(diagnostics) - len(rows)
    return _fitting(head + "".join(rows) + (note.format(f"{missing:,}") if missing else "\n"), room)


def escaped(text: str) -> str:
    """Return text in which no character is Markdown or HTML; a line of it stays a line."""
    shortened = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    one_line = "".join(character if character.isprintable() else " " for character in shortened)
    return _MARKS.sub(_entity, one_line)


def _entity(match: re.Match[str]) -> str:
    mark = match.group()
    return mark if mark in _SAFE else f"&#{ord(mark)};"


def _row(finding: Diagnostic) -> str:
    span = finding.span
    place = f"{escaped(span.path)}&#58;{span.line}&#58;{span.column}"
    hint = f"<br>{escaped(finding.hint)}" if finding.hint else ""
    return f"| {finding.severity.value} | {place} | {escaped(finding.message)}{hint} | {escaped(finding.code)} |\n"


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


def _fitting(text: str, room: int) -> str:
    return text if _size(text) <= room else ""
