"""What changed inside lists and groups of a record: milestones, gates, actions, members of a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from site_builder.model.dates import parse_planned
from site_builder.model.quick import dataclass
from site_builder.views.change_pieces import Line, listed, plain_words, value, words

_NAMES = ("name", "title", "key", "metric")
"""Fields that a group of a list goes by."""


@dataclass(frozen=True, slots=True)
class InnerMove:
    """A date inside a list of groups that moved: of which group, which field, from what to what, how many days."""

    group: str
    field: str
    old: str
    new: str
    days: int


def inner_moves(old: Any, new: Any) -> tuple[InnerMove, ...]:
    """Return the dates that moved inside groups which are there on both sides, such as targets of milestones."""
    moves = []
    for name, was, now in _pairs(old, new):
        for field in now:
            first, last = _day(was.get(field)), _day(now.get(field))
            if first and last and was[field] != now[field]:
                moves.append(InnerMove(name, field, was[field], now[field], (last - first).days))
    return tuple(moves)


def inner_lines(old: Any, new: Any) -> tuple[Line, ...]:
    """Return what else changed inside a list or group: members that came and went, fields of those that stayed."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return tuple(_fields(old, new))
    before, after = _members(old), _members(new)
    if before is None or after is None:
        return ((words("from "), value(old), words(" to "), value(new)),)
    lines: list[Line] = []
    added = [name for name in after if name not in before]
    removed = [name for name in before if name not in after]
    if added or removed:
        came = (words("added "), *listed(added)) if added else ()
        went = (words("; removed " if added else "removed "), *listed(removed)) if removed else ()
        lines.append((*came, *went))
    moved = {(move.group, move.field) for move in inner_moves(old, new)}
    for name, was, now in _pairs(old, new):
        skipped = {field for group, field in moved if group == name}
        lines.extend((value(name), words(": "), *line) for line in _fields(was, now, skipped))
    if not lines and not moved:
        lines.append((words("in another order"),))
    return tuple(lines)


def _fields(
    old: Mapping[str, Any], new: Mapping[str, Any], skipped: set[str] | frozenset[str] = frozenset()
) -> Iterator[Line]:
    for field in dict.fromkeys((*new, *old)):
        was, now = old.get(field), new.get(field)
        if was != now and field not in skipped:
            yield (value(field), words(" "), *moved(was, now))


def moved(old: Any, new: Any) -> Line:
    """Return ``from … to …``, ``set to …`` or ``… taken out``."""
    if old is None:
        return (words("set to "), value(new))
    if new is None:
        return (value(old), words(" taken out"))
    return (words("from "), value(old), words(" to "), value(new))


def _pairs(old: Any, new: Any) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    before, after = _members(old) or {}, _members(new) or {}
    for name, now in after.items():
        was = before.get(name)
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            yield name, was, now


def _members(items: Any) -> dict[str, Any] | None:
    """Return the members of a list by what they go by; None where it is no list or two go by the same name."""
    if items is None:
        return {}
    if not isinstance(items, Sequence) or isinstance(items, str):
        return None
    members = {_name(item): item for item in items}
    return members if len(members) == len(items) else None


def _name(item: Any) -> str:
    if isinstance(item, Mapping):
        named = next((item[field] for field in _NAMES if field in item), None)
        return plain_words(item if named is None else named)
    return plain_words(item)


def _day(written: Any) -> date | None:
    try:
        return parse_planned(written).last_day if isinstance(written, str) else None
    except ValueError:
        return None
