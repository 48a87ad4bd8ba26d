"""The changelog: what changed in the handbook from version to version, by section, field by field in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from site_builder.history.changelog import VersionChange
from site_builder.history.comparison import Change, RecordChange
from site_builder.history.tags import Tag
from site_builder.model.kind import Kind
from site_builder.model.page import Page
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Badge, Inline, ItemList, Phrase, Title, Tone
from site_builder.views.change_fields import field_lines
from site_builder.views.change_pieces import Line, Piece
from site_builder.views.change_standing import standing_line
from site_builder.views.collection import section_page
from site_builder.views.history_notice import not_available
from site_builder.views.parts import Block, Column, DayCell, EmptyState, Paragraph, Row, Subsection, Table
from site_builder.views.wording import count_words, joined_words
from site_builder.views.words import label_of

SECTION = "changelog"
_TONES: dict[Change, Tone] = {"added": "positive", "removed": "danger", "changed": "info", "renamed": "neutral"}
_MOST_LINES = 8
_CHOICE = re.compile(r"[a-z]+(?:_[a-z]+)+")
_PURPOSE = "What changed in the handbook from version to version: a version is a git tag."
_NEEDS = "A version is a git tag, and what changed is read from the commits between two of them. No version is shown."
_WHY = "Tag the handbook when a version of it is done; what changed since is told here, record by record."


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the one page of the changelog."""
    log = context.changelog
    if log.first is None:
        blocks: tuple[Block, ...] = (
            (not_available(log.reason, _NEEDS),)
            if log.reason
            else (EmptyState("No version of this handbook yet.", _WHY, "git tag 2026.4"),)
        )
    else:
        told = (_version(context, change, number) for number, change in enumerate(log.changes))
        blocks = (*told, _first(log.first))
    yield section_page(context, SECTION, "Changelog", _lead(context), blocks, description=_PURPOSE)


def _lead(context: ViewContext) -> Inline:
    log = context.changelog
    if log.first is None:
        return None
    newest = log.changes[0] if log.changes else None
    if newest is None:
        return f"Nothing changed since {log.first.name}, the only version."
    since = newest.since.name
    if newest.version is None:
        return f"Since {since}, the last version: {_counted(newest)}."
    return (
        f"The last version is {newest.version.name}, with {_counted(newest)} since {since}; nothing changed after it."
    )


def _counted(change: VersionChange) -> str:
    """Return ``3 records added, 1 removed``, or that no record changed."""
    counts = Counter(record.change for record in change.change.records)
    parts = [f"{counts[way]:,} {way}" for way in _TONES if counts[way]]
    if not parts:
        return "no change of a record"
    number, _, way = parts[0].partition(" ")
    return joined_words([f"{number} {'record' if number == '1' else 'records'} {way}", *parts[1:]])


def _version(context: ViewContext, change: VersionChange, number: int) -> Subsection:
    title = f"Since {change.since.name}" if change.version is None else change.version.name
    anchor = "unreleased" if change.version is None else anchor_of(change.version)
    blocks: list[Block] = []
    if change.version is not None:
        when: tuple[Inline, ...] = (DayCell(change.version.day), f", since {change.since.name}: ")
        blocks.append(Paragraph(Phrase((*when, f"{_counted(change)}."))))
    if change.change.records:
        blocks.append(_table(context, change, f"changes-{number}", title))
    return Subsection(title, tuple(blocks), anchor=anchor, count=len(change.change.records))


def anchor_of(tag: Tag) -> str:
    """Return the anchor of a version on the page."""
    return "version-" + re.sub(r"[^a-z0-9.]+", "-", tag.name.lower()).strip("-")


def _first(tag: Tag) -> Subsection:
    told = Phrase((DayCell(tag.day), ": the first version that is told of here."))
    return Subsection(tag.name, (Paragraph(told),), anchor=anchor_of(tag))


def _table(context: ViewContext, change: VersionChange, identifier: str, title: str) -> Table:
    columns = (Column("Record", "link"), Column("Section"), Column("Change", "status"), Column("What", sortable=False))
    rows = tuple(_row(context, record) for record in change.change.records)
    return Table(columns, rows, title, identifier, filters=("Section", "Change"))


def _row(context: ViewContext, record: RecordChange) -> Row:
    kind = context.handbook.kinds[record.reference.kind]
    badge = Badge(record.change, _TONES[record.change])
    return Row((_name(context, record), kind.plural, badge, _told(kind, record)))


def _name(context: ViewContext, change: RecordChange) -> Inline:
    """Return the record as a link where there is one still, else under the title that it had."""
    now = context.handbook.get(change.reference)
    if now is not None:
        return context.link(now)
    then = change.after or change.before
    return Title(then.title) if then is not None else change.reference.id


def _told(kind: Kind[Any], change: RecordChange) -> Inline:
    """Return what changed in words, a line for each field; of a record that came or went, where it stood."""
    if change.change in ("added", "removed"):
        line = standing_line(kind, change.after or change.before)
        return _shown(line) if line else None
    lines: list[Inline] = []
    if change.change == "renamed":
        lines.append(f"Was called {change.formerly} before")
    if change.is_broken != change.was_broken:
        lines.append("Has errors, and is left out" if change.is_broken else "Had errors, and was left out")
    found = [
        line
        for field in change.fields
        if not field.follows_rename and not (change.change == "renamed" and field.field == "formerly")
        for line in field_lines(kind, field)
    ]
    most = _MOST_LINES if len(found) > _MOST_LINES + 1 else len(found)
    lines.extend(_shown(line, label=True) for line in found[:most])
    if most < len(found):
        lines.append(f"And {count_words(len(found) - most, 'more line')}")
    return (lines[0] if len(lines) == 1 else ItemList(tuple(lines))) if lines else None


def _shown(line: Line, *, label: bool = False) -> str:
    """Return a line as text; its first piece, where that is the name of a field, as a label."""
    texts = [_text(piece) for piece in line]
    if label and texts:
        texts[0] = label_of(line[0].text)
    return "".join(texts)


def _text(piece: Piece) -> str:
    if piece.role == "quote":
        return f"“{piece.text}”"
    return piece.text.replace("_", " ") if _CHOICE.fullmatch(piece.text) else piece.text


VIEW = View(SECTION, "Changelog", "Measures", 795, pages, internal=True)
"""It tells of every record, and is no page for the public."""
