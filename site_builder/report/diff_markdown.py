"""A diff as Markdown for a comment on a pull request: folded, never too long, and harmless whatever records say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.report.diff import Diff
from site_builder.report.diff_outcomes import outcomes
from site_builder.report.diff_parts import Entry, Section
from site_builder.report.diff_sections import sections_of, sides, summary
from site_builder.report.markdown_text import code, prose, visible
from site_builder.views.change_pieces import Line, Piece

MARKER = "<!-- opsbook-diff -->"
"""The first line of the comment, by which a workflow finds it again to write it anew."""

LIMIT = 60_000
"""Characters that a comment may have at most; sites of pull requests allow 65,536."""

_SHOWN = 5
_FOLDED = (2000, 1000, 600, 400, 300, 200, 150, 100, 60, 40, 25, 15)
"""Entries of a section that are tried, from all to a few, until everything fits."""
_ROOM_FOR_NOTICE = 1_000


def diff_markdown(diff: Diff, *, verbose: bool = False) -> str:
    """Return the comment: at most ``LIMIT`` characters, with a sentence on what was left out.

    Of a long section the first entries stand open and the others are folded; ``verbose`` folds nothing. Where all of it
    is too long, long sections are cut first, then the least important ones left out.
    """
    head = [MARKER, "### What this change means", "", f"{_line(sides(diff))}: {summary(diff)}."]
    head.extend(line for sentence in outcomes(diff) for line in ("", sentence))
    sections = sections_of(diff, verbose=verbose)
    if not sections:
        head.extend(["", "No record says anything else than before."])
    room = LIMIT - _ROOM_FOR_NOTICE - len("\n".join(head))
    return "\n".join([*head, *fitted(sections, room, verbose=verbose)]) + "\n"


def fitted(sections: Sequence[Section], room: int, *, verbose: bool = False) -> list[str]:
    """Return the lines of as much as fits: all, else cut sections, else the most important of the cut ones.

    ``room`` is in characters, for everything but the sentences that say what was left out; those are short.
    """
    texts: list[list[str]] = []
    for most in _FOLDED:
        texts = [list(_section(section, most, verbose)) for section in sections]
        if _length(texts) <= room:
            cut = [section for section in sections if len(section.entries) > most]
            return [*_joined(texts), *(_notice(f"Only the first {most:,} entries are shown of", cut) if cut else ())]
    kept = len(sections)
    while kept > 1 and _length(texts[:kept]) > room:
        kept -= 1
    most = _FOLDED[-1]
    while most > 0 and _length(texts[:kept]) > room:
        most -= 1
        texts[0] = list(_section(sections[0], most, verbose))
    cut = [section for section in sections[:kept] if len(section.entries) > most]
    notices = _notice(f"Only the first {most:,} entries are shown of", cut) if cut else []
    left_out = sections[kept:]
    if left_out:
        notices = [*notices, *_notice("Left out, because a comment cannot be longer:", left_out)]
    return [*_joined(texts[:kept]), *notices]


def _length(texts: Sequence[Sequence[str]]) -> int:
    return sum(len(line) + 1 for text in texts for line in text)


def _joined(texts: Sequence[Sequence[str]]) -> list[str]:
    return [line for text in texts for line in text]


def _notice(begin: str, sections: Sequence[Section]) -> list[str]:
    names = ", ".join(f"{section.heading.lower()} ({section.count:,})" for section in sections)
    return ["", f"_{begin} {names}. `opsbook diff --verbose` shows everything._"]


def _section(section: Section, most: int, verbose: bool) -> Iterator[str]:
    yield from ("", f"#### {section.heading} ({section.count:,})", "")
    entries = section.entries[:most]
    shown = len(entries) if verbose else _SHOWN
    for entry in entries[:shown]:
        yield from _entry(entry)
    folded = entries[shown:]
    if folded:
        yield from ("", f"<details><summary>{len(folded):,} more</summary>", "")
        for entry in folded:
            yield from _entry(entry)
        yield from ("", "</details>")


def _entry(entry: Entry) -> Iterator[str]:
    yield f"- {_line(entry.line)}"
    for note in entry.notes:
        yield f"  - {_line(note)}"
    if entry.texts:
        # Each line of the block begins with a sign, so none can be the line that closes it.
        yield from ("", "  ```diff")
        yield from (f"  {text.sign} {text.field}: {visible(text.text)}" for text in entry.texts)
        yield "  ```"


def _line(line: Line) -> str:
    return "".join(map(_piece, line))


def _piece(piece: Piece) -> str:
    if piece.role == "words":
        return piece.text
    if piece.role == "value":
        return code(piece.text)
    shown = prose(piece.text)
    return f"“{shown}”" if piece.role == "quote" and not shown.startswith("`") else shown
