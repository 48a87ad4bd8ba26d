"""How much of a label there is room for in a chart.

Vega can cut labels itself, but measures each of them again and again while it looks for the place. That took most of
the time of a chart with many labels.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from site_builder.views.charts.theme import FONT_SIZE

_ELLIPSIS: Final = "…"
_OTHER: Final = 556
_WIDE: Final = 1000
_BOLD: Final = 1.08
"""How much wider bold words are, about."""
_WIDTHS: Final = {
    character: width
    for width, characters in {
        191: "'",
        222: "ijl‘’ł",
        260: "|",
        278: " !,./:;I[\\]ft\N{NO-BREAK SPACE}·",
        333: "-()`r“”",
        334: "{}",
        355: '"',
        389: "*",
        469: "^",
        500: "Jcksvxyz↑↓",
        549: "±",
        584: "+<=>~−×",
        611: "FTZßø",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%",
        944: "W",
        1000: "—…→←",
        1015: "@",
    }.items()
    for character in characters
}
"""Advance widths in thousandths of the size, as in the metrics of Helvetica, Arial and Liberation Sans."""


def fitting(text: str, room: float, *, is_bold: bool = False) -> str:
    """Return a text, or as much of it as there is room for and an ellipsis. ``room`` is in units of the drawing."""
    left = room * 1000 / (FONT_SIZE * _BOLD if is_bold else FONT_SIZE)
    if len(text) * _WIDE <= left or sum(map(_width, text)) <= left:
        return text
    left -= _width(_ELLIPSIS)
    for count, character in enumerate(text):
        left -= _width(character)
        if left < 0:
            return text[:count].rstrip() + _ELLIPSIS
    return text


def width_of(text: str) -> float:
    """Return how wide a text is, in units of the drawing."""
    return sum(map(_width, text)) * FONT_SIZE / 1000


def _width(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    if unicodedata.combining(character):
        return 0
    plain = unicodedata.normalize("NFD", character)[0]
    return _WIDTHS.get(plain, _OTHER)
