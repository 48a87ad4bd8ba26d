"""How numbers and days are written for people."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from site_builder.model.dates import PlannedDate
from site_builder.model.numbers import MINUS, rounded

DASH = "\N{EN DASH}"

P_DIGITS = 3
SMALLEST_P = 0.001
"""A probability below it is only said to be below it."""

_MOST_DIGITS = 4

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def number_words(value: float, digits: int = 0, *, signed: bool = False, floored: bool = False) -> str:
    """Return a number with grouped thousands and a true minus: ``1,234.5``, ``−3``; ``+3`` where ``signed``.

    ``floored`` is cut and not rounded: of what is to be reached.
    """
    shown = (_cut(value, digits) if floored else rounded(value, digits)) + 0.0
    text = f"{abs(shown):,.{digits}f}"
    if shown < 0:
        return MINUS + text
    return "+" + text if signed and shown > 0 else text


def share_words(value: float, digits: int = 0, *, signed: bool = False, floored: bool = False) -> str:
    """Return a share from 0 to 1 as per cent: ``42%``; ``under 1%`` and ``over 99%`` of what is close to none or all.

    ``signed`` is for differences, of which none are all. ``floored`` is cut and not rounded: of what is to be reached.
    """
    number = _cut(value * 100, digits) if floored else rounded(value * 100, digits)
    if not signed and 0 < value < 1 and number in (0, 100):
        least = 10**-digits
        return f"over {number_words(100 - least, digits)}%" if number else f"under {number_words(least, digits)}%"
    return number_words(number, digits, signed=signed) + "%"


def _cut(value: float, digits: int) -> float:
    # A hair more, so that 0.29 · 100 is cut to 29.
    scale = float(10**digits)
    return math.trunc(value * scale + math.copysign(1e-9, value)) / scale


def digits_for(margin: float) -> int:
    """Return how many decimals leave two significant digits of an interval's half width, at most 6."""
    if margin <= 0 or not math.isfinite(margin):
        return 0
    return min(6, max(0, 1 - math.floor(math.log10(margin))))


def written_digits(values: Iterable[float]) -> int:
    """Return the most decimals that numbers are written with, at most 4 unless two significant digits need more."""
    numbers = tuple(values)
    most = max(_MOST_DIGITS, digits_for(max(map(abs, numbers), default=0)))
    texts = {f"{value:.{most}f}".rstrip("0") for value in numbers}
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def p_words(p: float) -> str:
    """Return a probability in a sentence: ``p = 0.021``, ``p < 0.001``."""
    return f"p = {p:.{P_DIGITS}f}" if p >= SMALLEST_P else f"p < {SMALLEST_P}"


def interval_words(low: float, high: float, digits: int = 0, unit: str = "", level: float = 0.95) -> str:
    """Return an interval in words: ``95% interval 12.1 to 25.3``."""
    behind = f" {unit}" if unit and unit != "%" else unit
    return f"{level:.0%} interval {number_words(low, digits)} to {number_words(high, digits)}{behind}"


def day_words(day: date) -> str:
    """Return a day in words: ``22 November 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day_words(day: date) -> str:
    """Return a day of a year that is known in words: ``22 Nov``."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def month_words(day: date, *, short: bool = False) -> str:
    """Return a month in words: ``November 2026``, or ``Nov 2026``."""
    name = _MONTHS[day.month - 1]
    return f"{name[:3] if short else name} {day.year}"


def moment_words(moment: datetime) -> str:
    """Return a moment to the minute: ``2026-11-22 14:30 UTC``. The moment is in UTC, as model.dates parses it."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def planned_words(planned: PlannedDate) -> str:
    """Return a planned date as people say it: the day as it is, ``Q3 2026``, ``March 2026``."""
    if planned.is_exact:
        return planned.text
    if "Q" in planned.text:
        return quarter_words(planned.text)
    return month_words(planned.last_day)


def spelled_words(planned: PlannedDate) -> str:
    """Return a planned date in words throughout: ``22 November 2026``, ``Q3 2026``, ``March 2026``."""
    return day_words(planned.last_day) if planned.is_exact else planned_words(planned)


def quarter_words(quarter: str) -> str:
    """Return a quarter of the calendar or of a fiscal year as people say it: ``Q3 2026``, ``Q3 FY2027``."""
    year, _, number = quarter.partition("-")
    return f"{number} {year}"


@lru_cache(maxsize=4096)
def relative_words(day: date, as_of: date) -> str:
    """Return how far a day is from ``as_of``: ``today``, ``in 3 days``, ``2 months ago``."""
    days = (day - as_of).days
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days > 0 else "yesterday"
    distance = abs(days)
    if distance < 60:
        words = f"{distance} days"
    elif distance < 730:
        words = f"{round(distance / 30.44)} months"
    else:
        words = f"{round(distance / 365.25)} years"
    return f"in {words}" if days > 0 else f"{words} ago"


def count_words(count: int, singular: str, plural: str = "") -> str:
    """Return a count with its noun: ``1 escalation``, ``7 escalations``."""
    return f"{number_words(count)} {singular if count == 1 else plural or singular + 's'}"


def joined_words(words: Sequence[str]) -> str:
    """Return words as an enumeration: ``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def sentence_case(word: str) -> str:
    """Return a choice of a record (``in_progress``) as people read it: ``In progress``."""
    text = word.replace("_", " ").replace("-", " ").strip()
    return text[:1].upper() + text[1:]
