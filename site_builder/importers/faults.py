"""What is wrong with the records of an export: told at their places in it, each fault once however many have it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from site_builder.importers.base import BODY, Entry
from site_builder.importers.new_record import in_order
from site_builder.importers.plan import Changed
from site_builder.kinds import all_kinds
from site_builder.load.names import RecordFile
from site_builder.load.one_record import read_record
from site_builder.model.diagnostic import Diagnostic, Severity, Span, error
from site_builder.model.record import FieldPath, Position, RawRecord
from site_builder.model.settings import Settings
from site_builder.rules.personal_data import personal_data
from site_builder.validate.records import validate_record
from site_builder.views.wording import count_words

_ALL: Final = "give it to every record with --set {field}=VALUE"
_COLUMN: Final = ", or read it from a column with --map {field}=COLUMN"
_STANDS_FOR: Final = "or say what it stands for: --value '{field}:{theirs}=OURS'"
_WRITTEN: Final = "or say how days are written, as in --date-format %d/%m/%Y; --timezone gives moments a zone"
_IN_NUMBERS: Final = "in a spreadsheet a day may be shown as a number: format the column as a date, and export it again"
_ZONE: Final = (
    "say in which zone clocks ran: --timezone Europe/Berlin; an hour that is there twice, or not at all, as clocks are "
    "set back or forward, needs an offset of its own"
)
_CUSTOMER: Final = "customer"
_IS_NO_CHOICE: Final = "is not allowed"
_IS_NO_DAY: Final = re.compile(r"is not a (?:date|moment)")
_HAS_NO_ZONE: Final = "has no time zone"


def entry_faults(changed: Iterable[Changed], settings: Settings, *, from_table: bool) -> Iterator[Diagnostic]:
    """Yield the errors of the new records, at their places in the export, and of customers that are named.

    ``from_table`` says that columns and values can be mapped, so that hints may say so.
    """
    for change in changed:
        entry = change.entry
        if entry is not None and _CUSTOMER in change.fields:
            yield from _named_customer(entry)
        if entry is None or change.old is not None:
            continue
        kind = all_kinds()[entry.kind]
        values: dict[str, Any] = in_order(kind, entry.fields)
        if entry.body:
            values[BODY] = entry.body
        by_path: dict[FieldPath, Position] = {(key,): _position(entry.span_of(key)) for key in (*values, *entry.spans)}
        raw = RawRecord(entry.kind, entry.id, entry.span.path, values, by_path, "")
        for found in validate_record(raw, kind, settings).diagnostics:
            if found.severity is Severity.ERROR:
                at = replace(found, span=entry.span) if found.code == "missing-field" else found
                yield _with_hint(at, entry, by_path, from_table=from_table)


def _named_customer(entry: Entry) -> Iterator[Diagnostic]:
    """A customer is a pseudonym: an address or a number is none."""
    customer = entry.fields.get(_CUSTOMER)
    if isinstance(customer, str) and personal_data(customer):
        hint = "read a column with a pseudonym, such as the number of the account, or leave it out: --map customer="
        yield error("personal-data", "the customer is named by an address or a number", entry.span_of(_CUSTOMER), hint)


def _with_hint(
    found: Diagnostic, entry: Entry, places: Mapping[FieldPath, Position], *, from_table: bool
) -> Diagnostic:
    """Say with which option a field, a value or a day can be read that cannot be read as it stands."""
    if found.code == "missing-field":
        hint = _ALL + _COLUMN if from_table else _ALL
        return replace(found, hint=hint.format(field=found.message.partition(" ")[0]))
    if not from_table:
        return found
    here = (found.span.line, found.span.column)
    key = next((str(path[0]) for path, place in places.items() if (place.line, place.column) == here), "")
    theirs = entry.fields.get(key)
    if isinstance(theirs, str) and _IS_NO_CHOICE in found.message:
        return _adding(found, _STANDS_FOR.format(field=key, theirs=theirs))
    if _HAS_NO_ZONE in found.message:
        return _adding(found, _ZONE)
    if isinstance(theirs, str) and theirs.isdecimal() and _IS_NO_DAY.search(found.message):
        return _adding(found, _IN_NUMBERS)
    return _adding(found, _WRITTEN) if _IS_NO_DAY.search(found.message) else found


def _adding(found: Diagnostic, hint: str) -> Diagnostic:
    return replace(found, hint=f"{found.hint}; {hint}" if found.hint else hint)


def _position(span: Span) -> Position:
    return Position(span.line, span.column, span.line, span.column)


def at_the_export(diagnostics: Iterable[Diagnostic], changed: Sequence[Changed]) -> Iterator[Diagnostic]:
    """Yield diagnostics of files that are not written yet with the places that their fields have in the export."""
    made = {change.path: change for change in changed if change.entry is not None and change.old is None}
    for found in diagnostics:
        related = tuple(
            replace(each, span=_span_in_export(made[each.span.path], each.span)) if each.span.path in made else each
            for each in found.related
        )
        change = made.get(found.span.path)
        span = _span_in_export(change, found.span) if change else found.span
        if change is not None and found.code == "invalid-id":
            found = replace(found, hint="give it another name in the export, or leave it out")
        yield replace(found, span=span, related=related)


def _span_in_export(change: Changed, span: Span) -> Span:
    entry = change.entry
    if entry is None:
        return span
    raw = read_record(change.new, RecordFile(change.path, entry.kind, entry.id)).record
    positions = raw.positions if raw else {}
    above = [(place.key_line, path[0]) for path, place in positions.items() if place.key_line <= span.line]
    key = str(max(above)[1]) if above else ""
    return entry.span_of(key)


def folded(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return each fault once, at its first place, with the number of places where it is as well."""
    first: dict[tuple[str, str, str], Diagnostic] = {}
    counts: dict[tuple[str, str, str], int] = {}
    for found in diagnostics:
        key = (found.code, found.message, found.span.path)
        first.setdefault(key, found)
        counts[key] = counts.get(key, 0) + 1
    return [
        replace(found, message=f"{found.message} (and at {count_words(counts[key] - 1, 'other place')})")
        if counts[key] > 1
        else found
        for key, found in first.items()
    ]
