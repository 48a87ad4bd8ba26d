"""Field changes that no other section tells, in words."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.history.comparison import RecordChange
from site_builder.history.field_changes import FieldChange
from site_builder.report.diff import Diff
from site_builder.report.diff_moves import Told
from site_builder.report.diff_parts import Entry, named
from site_builder.views.change_fields import field_lines
from site_builder.views.change_pieces import words

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
            for line in field_lines(kind, change)
        ]
        if len(notes) > _MOST_NOTES:
            notes[_MOST_NOTES - 1 :] = [(words(f"and {len(notes) - _MOST_NOTES + 1:,} more"),)]
        if notes:
            yield Entry(named(diff, record.reference), tuple(notes))


def _follows(record: RecordChange, change: FieldChange) -> bool:
    """Whether a change only follows from a rename: of the record itself, or of what it refers to."""
    return change.follows_rename or (record.change == "renamed" and change.field == "formerly")
