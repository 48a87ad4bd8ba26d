"""The version that comes next: by Semantic Versioning or by the calendar, whichever the releases so far follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from packaging.version import Version

from site_builder.kinds.change import Change
from site_builder.model.quick import dataclass
from site_builder.views.versions import version_key

_NUMBERED: Final = re.compile(r"(v?)(\d+(?:\.\d+){0,3})(.*)")
_RECENT: Final = 12
"""So many of the newest releases say which scheme is in use; older ones may have followed another."""
_FIRST: Final = "0.1.0"


@dataclass(frozen=True, slots=True)
class PastRelease:
    """A release that customers have: its version and its day."""

    version: str
    day: date


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A version and why it comes next; both empty where the names of the releases count nothing."""

    version: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A version in its parts: ``v``, its numbers as written, and what follows them, such as ``-rc.1``."""

    prefix: str
    numbers: tuple[str, ...]
    rest: str
    day: date

    def with_numbers(self, *numbers: int | str) -> str:
        return self.prefix + ".".join(map(str, numbers))


def next_version(releases: Iterable[PastRelease], changes: Sequence[Change], as_of: date) -> Suggestion:
    """Return the version for a release of these changes on a day.

    Semantic Versioning 2.0.0: the major number where a change is breaking or removes something, the minor one where
    something is added, changed or deprecated, else the patch number; below 1.0.0 the minor number stands for the major
    one. By calendar (2026.3, 2026.04, 24.10, 2026.4.1): the next one of the form in use.
    """
    in_order = sorted(releases, key=lambda release: version_key(release.version))
    if not in_order:
        return Suggestion(_FIRST, "the first release")
    recent = [found for found in map(_numbered, in_order[-_RECENT:]) if found is not None]
    latest = _numbered(in_order[-1])
    if latest is None:
        return Suggestion()
    if latest.rest and Version(in_order[-1].version).is_prerelease:
        return Suggestion(latest.with_numbers(*latest.numbers), f"what {in_order[-1].version} leads to")
    if all(_has_year(found) for found in recent):
        return _by_calendar(recent, latest, changes, as_of)
    return _semantic(latest, changes)


def _numbered(release: PastRelease) -> _Numbered | None:
    match = _NUMBERED.fullmatch(release.version)
    if match is None or not version_key(release.version)[0]:
        return None
    return _Numbered(match[1], tuple(match[2].split(".")), match[3], release.day)


def _has_year(found: _Numbered) -> bool:
    """Whether the first number is a year; one of two digits only where a month follows it, as in 24.04."""
    first = found.numbers[0]
    if len(first) == 4:
        return 1990 <= int(first) <= 2199
    return len(first) == 2 and int(first) == found.day.year % 100 and _has_month(found)


def _has_month(found: _Numbered) -> bool:
    return len(found.numbers) > 1 and int(found.numbers[1]) == found.day.month


def _by_calendar(recent: Sequence[_Numbered], latest: _Numbered, changes: Sequence[Change], as_of: date) -> Suggestion:
    first = latest.numbers[0]
    year = f"{as_of.year % 10 ** len(first):0{len(first)}d}"
    has_months = all(_has_month(found) for found in recent)
    # The first release of a year may be called 1 because it is the first, or because it is January.
    if has_months and (len(recent) > 1 or int(latest.numbers[1]) > 1):
        version = _by_month(recent, latest, year, as_of)
        reason = "the month of the release, as before"
    elif first != year:
        version = latest.with_numbers(year, *_begin(recent, latest))
        reason = f"the first of {as_of.year}"
    else:
        return _counted(latest, changes, "the next one of the year")
    if version_key(version) <= version_key(latest.with_numbers(*latest.numbers)):
        return _counted(latest, changes, f"what follows {latest.with_numbers(*latest.numbers)}")
    return Suggestion(version, reason)


def _by_month(recent: Sequence[_Numbered], latest: _Numbered, year: str, as_of: date) -> str:
    is_padded = any(found.numbers[1].startswith("0") for found in recent)
    month = f"{as_of.month:02d}" if is_padded else str(as_of.month)
    is_same = (latest.numbers[0], int(latest.numbers[1])) == (year, as_of.month)
    third = [found.numbers[2] for found in recent if len(found.numbers) > 2]
    if is_same:
        return latest.with_numbers(year, month, int(latest.numbers[2]) + 1 if len(latest.numbers) > 2 else 1)
    if len(third) == len(recent):
        return latest.with_numbers(year, month, min(map(int, third)))
    return latest.with_numbers(year, month)


def _begin(recent: Sequence[_Numbered], latest: _Numbered) -> tuple[int, ...]:
    """The numbers of a year's first release: from 0 where years began so, else from 1."""
    if len(latest.numbers) == 1:
        return ()
    begins_at = 0 if any(int(found.numbers[1]) == 0 for found in recent if len(found.numbers) > 1) else 1
    return (begins_at, *[0] * (len(latest.numbers) - 2))


def _counted(latest: _Numbered, changes: Sequence[Change], reason: str) -> Suggestion:
    """Count up: the last number where all is mended, else the one after the year."""
    numbers = [int(number) for number in latest.numbers[1:]]
    if not numbers:
        return Suggestion(latest.with_numbers(latest.numbers[0], 1), reason)
    if len(numbers) > 1 and _only_mends(changes):
        return Suggestion(latest.with_numbers(latest.numbers[0], *numbers[:-1], numbers[-1] + 1), "only fixes")
    rest = [0] * (len(numbers) - 1)
    return Suggestion(latest.with_numbers(latest.numbers[0], numbers[0] + 1, *rest), reason)


def _semantic(latest: _Numbered, changes: Sequence[Change]) -> Suggestion:
    major, minor, patch = (*map(int, latest.numbers[:3]), 0, 0)[:3]
    width = len(latest.numbers)
    reason = "only fixes"
    if any(change.breaking or change.type == "removed" for change in changes):
        is_breaking = any(change.breaking for change in changes)
        reason = "something is breaking" if is_breaking else "something is removed"
        new = (major + 1, 0, 0) if major else (0, minor + 1, 0)
    elif not _only_mends(changes):
        reason = "something is added or changed"
        new = (major, minor + 1, 0)
    else:
        new = (major, minor, patch + 1)
    length = max(width, 3 if new[2] else 2 if new[1] else 1)
    return Suggestion(latest.with_numbers(*(*new, 0)[:length]), reason)


def _only_mends(changes: Sequence[Change]) -> bool:
    return all(change.type in ("fixed", "security") and not change.breaking for change in changes)
