"""Units that a computed metric can be shown in: a share in per cent, a span of time in hours or days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from site_builder.model.names import folded

_SHARES: Final[Mapping[str, float]] = {
    **dict.fromkeys(("share", "ratio"), 1.0),
    **dict.fromkeys(("%", "percent", "per cent"), 100.0),
}
_TIMES: Final[Mapping[str, float]] = {
    **dict.fromkeys(("minutes", "minute", "min"), 1.0),
    **dict.fromkeys(("hours", "hour", "h"), 1 / 60),
    **dict.fromkeys(("days", "day", "d"), 1 / 1440),
    **dict.fromkeys(("weeks", "week"), 1 / 10_080),
}
_FAMILIES: Final = (_SHARES, _TIMES)


def factor_between(computed: str, shown: str | None) -> float | None:
    """Return what a value in one unit is multiplied by to be shown in another; None where it cannot be.

    A unit that is neither of shares nor of time says only what is counted, and changes no value: one may call a count
    ``initiatives`` and costs ``EUR``.
    """
    wanted = folded(shown or "")
    if not wanted or wanted == computed:
        return 1.0
    family = next((units for units in _FAMILIES if computed in units), None)
    if family is None:
        return None if any(wanted in units for units in _FAMILIES) else 1.0
    return family[wanted] / family[computed] if wanted in family else None


def units_for(computed: str) -> str:
    """Return the units that a value can be shown in, in words; empty where it has none of its own."""
    family = next((units for units in _FAMILIES if computed in units), None)
    if family is None:
        return ""
    return "share or %" if family is _SHARES else "minutes, hours, days or weeks"
