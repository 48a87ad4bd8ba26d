"""Dates that moved and what they break, statuses and health that moved: in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from site_builder.history.comparison import RecordChange
from site_builder.history.consequences import HealthMove, Overlap
from site_builder.history.field_changes import FieldChange
from site_builder.model.reference import Reference
from site_builder.report.diff import Diff
from site_builder.report.diff_parts import Entry, named
from site_builder.views.change_groups import inner_moves
from site_builder.views.change_pieces import Line, listed, quote, value, words
from site_builder.views.wording import count_words

_REVIEWS = frozenset({"reviewed_on", "review_by", "verified_on"})
_ENDS = ("target", "released_on")
_HEALTH = ("on_track", "at_risk", "off_track")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

Told = frozenset[tuple[Reference, str]]
"""Records and fields that a section has told; no other section repeats them."""


def dates(diff: Diff) -> tuple[tuple[Entry, ...], Told]:
    """Return the dates that moved, those that break something first, then the longest delays; and their fields."""
    broken: dict[Reference, list[Overlap]] = defaultdict(list)
    for overlap in diff.change.overlaps:
        broken[overlap.dependency].append(overlap)
    found: list[tuple[tuple[int, int], Entry]] = []
    told = set()
    for record in diff.change.records:
        if record.change in ("added", "removed"):
            continue
        for change in _date_changes(diff, record):
            breaks = broken.pop(record.reference, []) if change.field in _ENDS else []
            line = (*named(diff, record.reference), words(": "), *_moved(record.reference, change, diff.slips))
            found.append((_rank(change.days, change.new, breaks), Entry((*line, *_breaks(breaks)))))
            told.add((record.reference, change.field))
        found.extend(_inner(diff, record))
    for overlaps in broken.values():
        found.extend(((0, 0), Entry(_overlap(diff, overlap))) for overlap in overlaps)
    return tuple(entry for _, entry in sorted(found, key=lambda each: each[0])), frozenset(told)


def _date_changes(diff: Diff, record: RecordChange) -> Iterator[FieldChange]:
    told_by_status = _ships(diff, record) or _is_taken_back(diff, record)
    for change in record.fields:
        is_plan = change.field in diff.kinds[record.reference.kind].date_fields and change.field not in _REVIEWS
        if change.is_date and is_plan and not (change.field == "released_on" and told_by_status):
            yield change


def _moved(reference: Reference, change: FieldChange, slips: Mapping[str, int]) -> Line:
    field = value(change.field)
    if change.old is None:
        return (field, words(" set to "), value(change.new))
    if change.new is None:
        return (field, words(" "), value(change.old), words(" taken out"))
    slip = ""
    if change.field == "target" and change.days and change.days > 0 and str(reference) in slips:
        slip = f", the {_ordinal(slips[str(reference)] + 1)} slip"
    ways = words(f": {_days(change.days or 0)}{slip}")
    return (field, words(" moved from "), value(change.old), words(" to "), value(change.new), ways)


def _days(days: int) -> str:
    if days == 0:
        return "the same last day"
    return f"{count_words(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _ordinal(number: int) -> str:
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _breaks(overlaps: list[Overlap]) -> Line:
    """Return who now begins before the moved record ends: ``; 2 dependants now start before it ends: a, b``."""
    line: Line = ()
    for by, noun, verbs in (
        ("start", "dependant", ("starts", "start")),
        ("target", "dependant", ("is due", "are due")),
        ("launch", "launch", ("is dated", "are dated")),
    ):
        names = [overlap.dependant.id for overlap in overlaps if overlap.by == by]
        if names:
            who = count_words(len(names), noun, "launches" if noun == "launch" else "")
            line = (*line, words(f"; {who} now {verbs[len(names) > 1]} before it ends: "), *listed(names))
    return line


def _overlap(diff: Diff, overlap: Overlap) -> Line:
    verb = {"start": "now starts on", "target": "is now due on", "launch": "is now dated"}[overlap.by]
    return (
        *named(diff, overlap.dependant),
        words(f" {verb} "),
        value(overlap.begins),
        words(", before "),
        *named(diff, overlap.dependency),
        words(" ends on "),
        value(overlap.ends),
    )


def _inner(diff: Diff, record: RecordChange) -> Iterator[tuple[tuple[int, int], Entry]]:
    for change in record.fields:
        for move in inner_moves(change.old, change.new):
            where = (words(": "), value(move.field), words(" of "), quote(move.group))
            way = (
                words(" moved from "),
                value(move.old),
                words(" to "),
                value(move.new),
                words(f": {_days(move.days)}"),
            )
            yield _rank(move.days, move.new, []), Entry((*named(diff, record.reference), *where, *way))


def _rank(days: int | None, new: object, breaks: list[Overlap]) -> tuple[int, int]:
    if breaks:
        return 0, -len(breaks)
    if days is None:
        return (2, 0) if new is None else (4, 0)
    return (1, -days) if days > 0 else (3, days)


def moves(diff: Diff) -> tuple[tuple[Entry, ...], Told]:
    """Return what shipped, what was dropped or taken back, health that moved and other statuses; and their fields."""
    found: list[tuple[int, Entry]] = [_health(diff, move) for move in diff.change.health]
    told = {(move.update, "health") for move in diff.change.health}
    for record in diff.change.records:
        status = record.field(diff.kinds[record.reference.kind].status_field)
        if status is None or record.change in ("added", "removed") or record.reference.kind == "update":
            continue
        told.add((record.reference, status.field))
        if _ships(diff, record):
            told.add((record.reference, "released_on"))
            found.append((0, Entry((*named(diff, record.reference), words(": "), *_shipped(record, status)))))
            continue
        if status.new == "dropped":
            told.add((record.reference, "reason"))
        if _is_taken_back(diff, record):
            told.add((record.reference, "released_on"))
        line = (*named(diff, record.reference), words(": "), *_status(record, status))
        found.append((1 if status.new == "dropped" or status.old == "released" else 4, Entry(line)))
    return tuple(entry for _, entry in sorted(found, key=lambda each: each[0])), frozenset(told)


def _ships(diff: Diff, record: RecordChange) -> bool:
    status = record.field(diff.kinds[record.reference.kind].status_field)
    return status is not None and status.new == "released" and record.change in ("changed", "renamed")


def _is_taken_back(diff: Diff, record: RecordChange) -> bool:
    status = record.field(diff.kinds[record.reference.kind].status_field)
    return status is not None and status.old == "released" and record.change in ("changed", "renamed")


def _from_to(status: FieldChange) -> Line:
    if status.old is None:
        return (value(status.field), words(" set to "), value(status.new))
    return (value(status.field), words(" moved from "), value(status.old), words(" to "), value(status.new))


def _shipped(record: RecordChange, status: FieldChange) -> Line:
    line: Line = (words("shipped: "), *_from_to(status))
    released_on = getattr(record.after.fields, "released_on", None) if record.after else None
    if released_on is None:
        return line
    line = (*line, words(" on "), value(released_on))
    sides = [side.fields for side in (record.before, record.after) if side is not None]
    target = next((fields.target for fields in sides if fields.target is not None), None)
    if target is None:
        return line
    days = (released_on - target.last_day).days
    way = (
        f"{count_words(abs(days), 'day')} {'after' if days > 0 else 'before'} its target " if days else "on its target "
    )
    moved = record.field("target")
    now = (words(", which moved to "), value(moved.new)) if moved and moved.old and moved.new else ()
    return (*line, words(f", {way}"), value(target), *now)


def _status(record: RecordChange, status: FieldChange) -> Line:
    line = _from_to(status)
    released_on = record.field("released_on") if status.old == "released" else None
    if released_on is not None and released_on.new is None:
        line = (*line, words("; it was released on "), value(released_on.old))
    reason = getattr(record.after.fields, "reason", None) if record.after else None
    if status.new == "dropped" and reason:
        line = (*line, words("; reason: "), quote(reason))
    return line


def _health(diff: Diff, move: HealthMove) -> tuple[int, Entry]:
    is_worse = _HEALTH.index(move.new) > (_HEALTH.index(move.old) if move.old else 0)
    way = (words("moved from "), value(move.old), words(" to ")) if move.old else (words("is now "),)
    line = (words("health of "), *named(diff, move.subject), words(" "), *way, value(move.new))
    return 2 if is_worse else 3, Entry((*line, words(" (update "), value(move.update.id), words(")")))
