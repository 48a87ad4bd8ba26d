"""Python's search for circles of garbage, made rarer while a handbook is built: its records live until the end."""

from __future__ import annotations

import gc

_THRESHOLDS = (200_000, 50, 1000)
"""Looking again and again among millions of objects that stay would cost a third of the time."""


class Collector:
    """The collector as it was before the build, to be put back after it."""

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None

    def slow_down(self) -> None:
        """Let the collector look less often, unless it does so already."""
        before = gc.get_threshold()
        if 0 < before[0] < _THRESHOLDS[0]:
            self._before = before
            gc.set_threshold(*_THRESHOLDS)

    def put_back(self) -> None:
        """Let the collector look as often as before."""
        if self._before is not None:
            gc.set_threshold(*self._before)
            self._before = None
