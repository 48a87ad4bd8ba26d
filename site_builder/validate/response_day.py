"""Days of responses as they stand in files."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

from site_builder.model.dates import parse_day, parse_moment
from site_builder.validate.response_fault import Fault, quoted

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)? ?([Zz]|[+-]\d{2}:?\d{2})?", re.ASCII
)
_YEAR = re.compile(r"(?:^|[^%])(?:%%)*%[YyGcx]")
_SWAPPED = str.maketrans("dm", "md")

DayReader = Callable[[str], date | Fault | None]


def day_reader(date_format: str | None, zone: tzinfo | None) -> DayReader:
    """Return what reads the day of a response; None where the text is blank.

    With a format it is that of strptime, else a day or a moment of RFC 3339, whose zone and seconds may be left out.
    A moment with a zone counts for the day it was in ``zone`` (UTC where there is none), any other for the day that is
    written.
    """
    return _formatted(date_format, zone) if date_format else _standard(zone)


def format_fault(date_format: str | None) -> str:
    """Return what is wrong with a strptime format, in words; an empty text where it can be used, or there is none."""
    if date_format is None:
        return ""
    try:
        datetime.strptime("", date_format).astimezone(UTC)
    except (ValueError, re.error, KeyError, IndexError) as fault:
        if "does not match" not in str(fault):
            return f"{quoted(date_format)} is no date format of strptime"
    if not _YEAR.search(date_format):
        return f"{quoted(date_format)} has no year, so that no day can be told"
    return ""


def _formatted(date_format: str, zone: tzinfo | None) -> DayReader:
    swapped = re.sub(r"%([dm])", lambda match: match[0].translate(_SWAPPED), date_format)

    def read(text: str) -> date | Fault | None:
        text = text.strip()
        if not text:
            return None
        try:
            return _day_of(datetime.strptime(text, date_format), zone)  # noqa: DTZ007  a zone is part of some formats
        except (ValueError, OverflowError):
            hint = "mend the date, or columns.date_format of the survey"
            if swapped != date_format and _fits(text, swapped):
                hint = f"it reads as {swapped!r}: day and month seem to have changed places"
            return Fault(f"{quoted(text)} is no date of the form {date_format!r}", hint)

    return read


def _fits(text: str, date_format: str) -> bool:
    try:
        datetime.strptime(text, date_format)  # noqa: DTZ007
    except ValueError:
        return False
    return True


def _standard(zone: tzinfo | None) -> DayReader:
    def read(text: str) -> date | Fault | None:
        text = text.strip()
        if not text:
            return None
        moment = _MOMENT.fullmatch(text)
        try:
            if moment is None:
                return parse_day(text)
            day, clock, seconds, offset = moment.groups()
            if offset is None:
                return parse_moment(f"{day}T{clock}{seconds or ':00'}Z").date()
            if len(offset) == 5:
                offset = f"{offset[:3]}:{offset[3:]}"
            return _day_of(parse_moment(f"{day}T{clock}{seconds or ':00'}{offset}"), zone)
        except (ValueError, OverflowError) as fault:
            hint = "write 2026-03-31 or 2026-03-31T14:30:00Z, or give columns.date_format in the survey"
            return Fault(str(fault) or f"{quoted(text)} is no date", hint)

    return read


def _day_of(moment: datetime, zone: tzinfo | None) -> date:
    return moment.date() if moment.tzinfo is None else moment.astimezone(zone or UTC).date()
