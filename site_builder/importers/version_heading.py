"""Headings of a changelog that name a version: the forms that people write."""

from __future__ import annotations

import re
from typing import Final

from site_builder.importers.base import Wish
from site_builder.importers.text_values import TextValues
from site_builder.kinds.release import RELEASE
from site_builder.model.dates import parse_planned
from site_builder.model.plain_markdown import plain_words
from site_builder.model.quick import dataclass

_LONGEST: Final = 300
_DAY: Final = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_VERSION: Final = re.compile(
    r"(?:(?:version|release)\s+)?[\[(]?\s*(v\.?\s?)?(\d+(?:\.\w+)*(?:[-+~][\w.+~-]*\w)?)(?![\w.-])\s*[\])]?:?",
    re.IGNORECASE,
)
_UNRELEASED: Final = re.compile(
    r"[\[(]?\s*(?:unreleased\b|(?:upcoming|next)(?: release| version)?\s*[\])]?\Z)", re.IGNORECASE
)
_NOT_YET: Final = re.compile(
    r"unreleased|upcoming|not released(?: yet)?|in (?:development|progress)|t\.?b\.?[ad]\.?|soon|wip|\?+|"
    r"[\dxy?]{4}[-/.][\dxm?]{2}[-/.][\dxd?]{2}",
    re.IGNORECASE,
)
_YANKED: Final = re.compile(r"[\[(*_]*\b(?:yanked|withdrawn)\b[^\[\]()]{0,200}[\])*_]*", re.IGNORECASE)
"""With or without the reason, before or behind the day."""
_AROUND: Final = " \t-–—:,;/|()[]"


@dataclass(frozen=True, slots=True)
class VersionHeading:
    """A version as it is written, and its day as a release has it.

    ``version`` is empty for what is not released, ``day`` where none is given. ``unread`` is what else stands there.
    """

    version: str
    day: str = ""
    unread: str = ""
    is_withdrawn: bool = False


class VersionHeadings:
    """Reads the headings of a changelog."""

    def __init__(self, wish: Wish) -> None:
        """Read days as the wish says."""
        self._days = TextValues(RELEASE, Wish(date_format=wish.date_format))
        self._has_format = bool(wish.date_format)

    def of(self, heading: str) -> VersionHeading | None:
        """Return the version that a heading names, None where it names none."""
        if len(heading) > _LONGEST:
            return None
        text = plain_words(heading).replace("`", "").strip()
        yanked = _YANKED.search(text)
        if yanked is not None:
            day = _DAY.search(yanked[0])
            text = f"{text[: yanked.start()]} {day[0] if day else ''} {text[yanked.end() :]}".strip()
        if _UNRELEASED.match(text):
            return VersionHeading("")
        found = _VERSION.match(text)
        if found is not None:
            return self._of_version(f"{(found[1] or '').strip()}{found[2]}", text[found.end() :], yanked is not None)
        day = _DAY.search(text)
        name = text[: day.start()].strip(_AROUND) if day else ""
        if day is None or not name or text[day.end() :].strip(_AROUND):
            return None
        return VersionHeading(name, self._day(day[0]), is_withdrawn=yanked is not None)

    def _of_version(self, version: str, rest: str, is_withdrawn: bool) -> VersionHeading:
        rest = rest.strip(_AROUND)
        if _NOT_YET.fullmatch(rest) and not _DAY.fullmatch(rest):
            return VersionHeading("")
        if not rest:
            return VersionHeading(version, self._day(version) if _DAY.fullmatch(version) else "", "", is_withdrawn)
        day = None if self._has_format else _DAY.search(rest)
        known = self._day(day[0] if day else rest)
        if day is None or not known:
            return VersionHeading(version, known, "" if known else rest, is_withdrawn)
        others = " ".join(filter(None, (rest[: day.start()].strip(_AROUND), rest[day.end() :].strip(_AROUND))))
        return VersionHeading(version, known, others, is_withdrawn)

    def _day(self, text: str) -> str:
        """Return a day as it is written here, empty where the text is none."""
        found = _DAY.fullmatch(text)
        if found is not None and not self._has_format:
            text = f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}"
        value = str(self._days.of(("date",), text) or "")
        try:
            parse_planned(value)
        except ValueError:
            return ""
        return value
