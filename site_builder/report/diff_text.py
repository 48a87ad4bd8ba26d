"""A diff as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.report.diff import Diff
from site_builder.report.diff_outcomes import outcomes
from site_builder.report.diff_parts import Entry
from site_builder.report.diff_sections import sections_of, sides, summary
from site_builder.views.change_pieces import Line, Piece

_SHOWN = 10
"""Entries of a section that are shown unless all are asked for."""


def diff_text(diff: Diff, *, verbose: bool = False) -> Iterator[str]:
    """Return the lines of a diff in words; of a long section the first entries, unless ``verbose``."""
    yield _text(sides(diff))
    yield summary(diff)
    yield from outcomes(diff)
    for section in sections_of(diff, verbose=verbose):
        yield ""
        yield f"{section.heading} ({section.count:,})"
        shown = section.entries if verbose else section.entries[:_SHOWN]
        for entry in shown:
            yield from _entry(entry)
        if len(shown) < len(section.entries):
            yield f"  … and {len(section.entries) - len(shown):,} more (--verbose shows all)"


def _entry(entry: Entry) -> Iterator[str]:
    yield f"  {_text(entry.line)}"
    for changed in entry.texts:
        yield f"    {changed.sign} {changed.field}: {_visible(changed.text)}"
    for note in entry.notes:
        yield f"      {_text(note)}"


def _text(line: Line) -> str:
    return "".join(map(_shown, line))


def _shown(piece: Piece) -> str:
    return f"“{_visible(piece.text)}”" if piece.role == "quote" else _visible(piece.text)


def _visible(text: str) -> str:
    """Replace what a terminal would take for a command, or what turns the direction of writing."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
