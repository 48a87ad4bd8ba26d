"""Charts drawn by copies of this process, while this one does other things.

The library alone takes half a second to start, so another copy begins only where there is much to draw.
"""

from __future__ import annotations

import os
import sys
import weakref
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from site_builder.load.sharing import Channel, Copy, can_share
from site_builder.render.charts import draw

_SMALLEST: Final = {"data": {"values": [{}]}, "mark": "point"}
"""Is drawn for nothing: with the first chart the library starts."""

_WORTH_ANOTHER: Final = 40
"""From so many charts for each of the copies on, another one is worth its start."""
_MOST_COPIES: Final = 4


class DrawingAhead:
    """Copies of this process that draw what is ordered, and give it when it is asked for."""

    def __init__(self) -> None:
        """Begin a copy."""
        self._copies = [Copy(_draw_what_is_ordered)]
        self._orders = [0]
        self._drawers: dict[str, Copy] = {}
        # A build that fails forgets it.
        self._stop = weakref.finalize(self, _stop_all, self._copies)

    @property
    def copies(self) -> int:
        """How many copies draw."""
        return len(self._copies)

    def order(self, specs: Mapping[str, Mapping[str, Any]]) -> None:
        """Let specifications be drawn, which are known by their keys, in their order."""
        lots: dict[int, dict[str, Mapping[str, Any]]] = {}
        for key, spec in specs.items():
            if key not in self._drawers:
                number = self._least_busy()
                self._orders[number] += 1
                self._drawers[key] = self._copies[number]
                lots.setdefault(number, {})[key] = spec
        for number, lot in lots.items():
            self._copies[number].send(lot)

    def is_ordered(self, key: str) -> bool:
        """Return whether what is known by a key has been ordered."""
        return key in self._drawers

    def drawing(self, key: str) -> str | None:
        """Return the drawing of what was ordered under a key; None where it was not, or could not be drawn."""
        if key not in self._drawers:
            return None
        self._drawers[key].send(key)
        found: str | None = self._drawers[key].receive()
        return found

    def end(self) -> None:
        """Stop the copies."""
        self._stop()

    def _least_busy(self) -> int:
        """Return the number of the copy that has the fewest orders; a new one where all have many."""
        fewest, count = min(self._orders), len(self._copies)
        if fewest < _WORTH_ANOTHER or count == _MOST_COPIES or not can_share() or count == len(os.sched_getaffinity(0)):
            return self._orders.index(fewest)
        self._copies.append(Copy(_draw_what_is_ordered))
        self._orders.append(0)
        return count


def _stop_all(copies: Sequence[Copy]) -> None:
    for copy in copies:
        copy.stop()


def draw_ahead() -> DrawingAhead | None:
    """Begin to draw ahead; None where this system or process cannot be copied.

    Where the library has been started already it has threads, which a copy would lack and wait for without end.
    """
    return DrawingAhead() if can_share() and "vl_convert" not in sys.modules else None


def _draw_what_is_ordered(channel: Channel) -> None:
    """Do the copy's part until nobody listens any more: draw, and look between two charts for what is asked."""
    _drawn(_SMALLEST)
    ordered: OrderedDict[str, Mapping[str, Any]] = OrderedDict()
    drawn: dict[str, str | None] = {}
    while True:
        if ordered and not channel.poll():
            key, spec = ordered.popitem(last=False)
            drawn[key] = _drawn(spec)
            continue
        asked = channel.recv()
        if isinstance(asked, str):
            if asked in ordered:
                drawn[asked] = _drawn(ordered.pop(asked))
            channel.send(drawn.get(asked))
        else:
            ordered.update(asked)


def _drawn(spec: Mapping[str, Any]) -> str | None:
    try:
        return draw(spec)
    except ValueError:
        # Who asked draws it again, and tells what is wrong.
        return None
