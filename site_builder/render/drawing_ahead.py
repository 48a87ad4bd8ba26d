"""Charts drawn by a copy of this process, while this one does other things: the library alone takes half a second."""

from __future__ import annotations

import sys
import weakref
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from site_builder.load.sharing import Channel, Copy, can_share
from site_builder.render.charts import draw

_SMALLEST: Final = {"data": {"values": [{}]}, "mark": "point"}
"""Is drawn for nothing: with the first chart the library starts."""


class DrawingAhead:
    """A copy of this process that draws what is ordered, and gives it when it is asked for."""

    def __init__(self) -> None:
        """Begin the copy."""
        self._ordered: set[str] = set()
        self._copy = Copy(_draw_what_is_ordered)
        # A build that fails forgets it.
        self._stop = weakref.finalize(self, self._copy.stop)

    def order(self, specs: Mapping[str, Mapping[str, Any]]) -> None:
        """Let specifications be drawn, which are known by their keys, in their order."""
        self._ordered.update(specs)
        self._copy.send(dict(specs))

    def is_ordered(self, key: str) -> bool:
        """Return whether what is known by a key has been ordered."""
        return key in self._ordered

    def drawing(self, key: str) -> str | None:
        """Return the drawing of what was ordered under a key; None where it was not, or could not be drawn."""
        if key not in self._ordered:
            return None
        self._copy.send(key)
        found: str | None = self._copy.receive()
        return found

    def end(self) -> None:
        """Stop the copy."""
        self._stop()


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
