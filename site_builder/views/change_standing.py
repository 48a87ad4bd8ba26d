"""Where a record stands, in a few words."""

from __future__ import annotations

from typing import Any

from site_builder.model.kind import Kind
from site_builder.model.record import Record
from site_builder.views.change_pieces import Line, value, words
from site_builder.views.days import telling_fields


def standing_line(kind: Kind[Any], record: Record[Any] | None) -> Line:
    """Return the status and the most telling date of a record: ``planned, target 2026-Q4``."""
    if record is None:
        return ()
    fields = record.fields
    status = getattr(fields, kind.status_field, None) if kind.status_field else None
    line: Line = (value(status),) if status else ()
    for name in telling_fields(kind, str(status)):
        day = getattr(fields, name, None)
        if day is not None:
            return (*line, words(", " if line else ""), value(name), words(" "), value(day))
    return line
