"""The one date of a build, handed to MkDocs so that no other gets in."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time

_VARIABLE = "SOURCE_DATE_EPOCH"
_FIRST, _LAST = date(1970, 1, 1), date(2106, 2, 7)
"""The days that can be written into a compressed sitemap: its head has room for so many seconds."""


class BuildDate:
    """Makes MkDocs take a date as that of the build, until it is taken back."""

    def __init__(self) -> None:
        self._before: str | None = None
        self._is_set = False

    def hand_over(self, as_of: date) -> None:
        """Set the date that MkDocs reads, the nearest that it can write; not where it is this one already."""
        if not self._is_set:
            self._before = os.environ.get(_VARIABLE)
            self._is_set = True
        moment = datetime.combine(min(max(as_of, _FIRST), _LAST), time(), UTC)
        os.environ[_VARIABLE] = str(int(moment.timestamp()))

    def take_back(self) -> None:
        """Restore what was set before, so that a later build finds what the user set."""
        if not self._is_set:
            return
        self._is_set = False
        if self._before is None:
            os.environ.pop(_VARIABLE, None)
        else:
            os.environ[_VARIABLE] = self._before
