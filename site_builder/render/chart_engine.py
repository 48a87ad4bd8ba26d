"""Vega-Lite drawn by vl-convert, which measures texts by the letters that it brings: no font of the machine takes part.

So a drawing is the same on every machine. And it costs half: the library would open the file of an installed font anew
for each letter that it measures, while its own letters are in memory.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

_VEGA_LITE: Final = "5.20"
_FONTS: Final = "FONTCONFIG_FILE"
"""Names the file that says where fonts are; systems without fontconfig do not look at it."""
_NO_FONTS: Final = Path(__file__).with_name("no_fonts.conf")
_WORD: Final = {"data": {"values": [{}]}, "mark": {"type": "text", "text": "a"}}
"""With the first text that it measures the library reads the fonts, once for its process."""


def vega_lite_svg(spec: Mapping[str, Any]) -> str:
    """Return the SVG of a specification, as the library writes it. No network is touched.

    Raises ValueError where the specification is not valid Vega-Lite.
    """
    _start()
    return _svg(spec)


@functools.cache
def _start() -> None:
    """Let the library read its fonts while it is told that there are no others; what builds beside us keeps its own."""
    before = os.environ.get(_FONTS)
    os.environ[_FONTS] = str(_NO_FONTS)
    try:
        _svg(_WORD)
    finally:
        if before is None:
            del os.environ[_FONTS]
        else:
            os.environ[_FONTS] = before


def _svg(spec: Mapping[str, Any]) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(dict(spec), vl_version=_VEGA_LITE, allowed_base_urls=[], show_warnings=False)
    return svg
