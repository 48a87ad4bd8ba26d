"""What the readable formats of a diff are made of: sections of entries, each a line of pieces."""

from __future__ import annotations

from typing import Any, Literal

from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.report.diff import Diff
from site_builder.views.change_pieces import Line, text, value, words


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A sentence that goes (``-``) or comes (``+``), and the field that it stands in."""

    sign: Literal["-", "+"]
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to know: a line, further lines below it, and sentences old and new."""

    line: Line
    notes: tuple[Line, ...] = ()
    texts: tuple[ChangedText, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of one sort, the most important first. A format shows sections in the order in which they come.

    ``count`` is how many things they tell: an entry may tell of several.
    """

    heading: str
    entries: tuple[Entry, ...]
    count: int


def named(diff: Diff, reference: Reference, *, standing: bool = True) -> Line:
    """Return a record's kind, id and title, with its ``standing``: that it is public where it is."""
    record = record_of(diff, reference)
    public = "public " if standing and record is not None and diff.is_public(record) else ""
    head = (words(f"{public}{reference.kind} "), value(reference.id))
    return (*head, words(" ("), text(record.title, 120), words(")")) if record else head


def record_of(diff: Diff, reference: Reference) -> Record[Any] | None:
    """Return a record as it is after, else as it was before."""
    return diff.after.get(reference) or diff.before.get(reference)
