"""Texts of records rendered by a copy of this process, as far as nothing in them depends on the page they stand on."""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from typing import Final

from site_builder.load.sharing import Channel, Copy, Shelf, can_share
from site_builder.render.markdown import harmless_html

_WORTH_SHARING: Final = 1_000
"""From so many texts on, a copy of the process is worth its start."""


class TextsAhead:
    """What a copy makes of texts while this process does something else. It has to be taken to be of use."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Begin a copy."""
        self._texts = texts
        self._shelf = shelf = Shelf()
        self._copy = Copy(lambda channel: self._render(channel, shelf))
        # A build that fails forgets it.
        self._stop = weakref.finalize(self, _stop, self._copy, shelf)

    def take(self) -> Mapping[str, str]:
        """Return the HTML of texts, once; nothing of those that are left to who shows them."""
        done = self._copy.receive()
        self._copy.end()
        found = self._shelf.take() if done else ()
        self._stop()
        return {text: html for text, html in zip(self._texts, found, strict=False) if html is not None}

    def _render(self, channel: Channel, shelf: Shelf) -> None:
        shelf.lay([harmless_html(text) for text in self._texts])
        channel.send(True)


def _stop(copy: Copy, shelf: Shelf) -> None:
    copy.stop()
    shelf.close()


def render_ahead(texts: Sequence[str]) -> TextsAhead | None:
    """Begin to render texts; None where that is not worth it, or this system or process cannot be copied."""
    return TextsAhead(texts) if len(texts) >= _WORTH_SHARING and can_share() else None
