"""Field changes that no other section tells, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_builder.history.comparison import RecordChange
from site_builder.history.field_changes import FieldChange
from site_builder.model.fields import MARKDOWN
from site_builder.model.kind import Kind, has_marker
from site_builder.report.diff import Diff
from site_builder.report.diff_groups import inner_lines, moved
from site_builder.report.diff_moves import Told
from site_builder.report.diff_parts import Entry, Line, named, quote, value, words
from site_builder.report.diff_public import changed_sentences
from site_builder.views.wording import count_words

_SHORT = 120
_MOST_NOTES = 12


def other_fields(diff: Diff, told: Told) -> Iterator[Entry]:
    """Return each record with the field changes that are not told elsewhere, one note a field."""
    for record in diff.change.records:
        if record.change in ("added", "removed"):
            continue
        kind = diff.kinds[record.reference.kind]
        notes = [
            line
            for change in record.fields
            if (record.reference, change.field) not in told and not _follows(record, change)
            for line in _lines(kind, change)
        ]
        if len(notes) > _MOST_NOTES:
            notes[_MOST_NOTES - 1 :] = [(words(f"and {len(notes) - _MOST_NOTES + 1:,} more"),)]
        if notes:
            yield Entry(named(diff, record.reference), tuple(notes))


def _follows(record: RecordChange, change: FieldChange) -> bool:
    """Whether a change only follows from a rename: of the record itself, or of what it refers to."""
    return change.follows_rename or (record.change == "renamed" and change.field == "formerly")


def _lines(kind: Kind[Any], change: FieldChange) -> Iterator[Line]:
    field, old, new = value(change.field), change.old, change.new
    if isinstance(new, list) or (isinstance(old, dict) and isinstance(new, dict)):
        yield from ((field, words(": "), *line) for line in inner_lines(old, new))
    elif _is_prose(kind, change.field) and all(side is None or isinstance(side, str) for side in (old, new)):
        yield (field, words(": "), *_prose(old, new))
    elif change.field == "title" and old and new:
        yield (field, words(" from "), quote(old), words(" to "), quote(new))
    else:
        yield (field, words(" "), *moved(old, new))


def _is_prose(kind: Kind[Any], name: str) -> bool:
    field = kind.fields.model_fields.get(name)
    return field is not None and has_marker(field, MARKDOWN)


def _prose(old: str | None, new: str | None) -> Line:
    if old is None or new is None:
        text, way = (new or "", "written") if old is None else (old, "taken out")
        return (words(f"{way}: "), quote(text))
    gone, come = changed_sentences(old, new)
    if not gone and not come:
        return (words("only blank space changed"),)
    if len(gone) == len(come) == 1 and len(gone[0]) <= _SHORT and len(come[0]) <= _SHORT:
        return (words("from "), quote(gone[0]), words(" to "), quote(come[0]))
    counts = [f"{count_words(len(part), 'sentence')} {way}" for part, way in ((gone, "gone"), (come, "new")) if part]
    return (words(" and ".join(counts)),)
