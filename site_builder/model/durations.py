"""How spans of time are written for people, on pages and in what the rules say."""

from __future__ import annotations

from site_builder.model.numbers import MINUS, rounded


def duration_words(minutes: float) -> str:
    """Return a span of time in its two largest units: ``42 min``, ``3 h 20 min``, ``2 d 4 h``."""
    sign = MINUS if minutes < 0 else ""
    whole = int(rounded(abs(minutes)))
    if whole < 1:
        return "0 min" if minutes == 0 else "under 1 min"
    if whole < 60:
        return f"{sign}{whole} min"
    hours, rest = divmod(whole, 60)
    if hours < 48:
        return f"{sign}{hours} h {rest} min" if rest else f"{sign}{hours} h"
    days, hours = divmod(int(rounded(whole / 60)), 24)
    if days < 14 and hours:
        return f"{sign}{days} d {hours} h"
    return f"{sign}{days if days < 14 else int(rounded(whole / 1440)):,} d"
