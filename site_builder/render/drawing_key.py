"""A key of what a drawing depends on beside its specification: it is another one after any change of that."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import site_builder.render
import site_builder.views.charts
from site_builder.load.code_key import code_key

_FONTS: Final = {
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": (r"C:\Windows\Fonts", r"~\AppData\Local\Microsoft\Windows\Fonts"),
}


def drawing_key() -> str:
    """Return a key of the code that draws, of vl-convert, which is not imported, of the fonts and of the time zone.

    Fonts are part of it on those systems alone whose fonts the library cannot be told to leave alone.
    """
    zone = (os.environ.get("TZ", ""), *time.tzname, time.timezone)
    parts = (code_key((site_builder.render, site_builder.views.charts)), _library(), zone, *_fonts())
    return blake2b("\n".join(map(repr, parts)).encode(), digest_size=16).hexdigest()


def _library() -> str:
    try:
        return version("vl-convert-python")
    except PackageNotFoundError:
        return ""


def _fonts() -> Iterator[tuple[str, int]]:
    """Yield the name and the size of each font that is installed where fonts are looked for."""
    for named in _FONTS.get(sys.platform, ()):
        folder = Path(os.path.expanduser(named))  # noqa: PTH111 - the other one raises where there is no home
        for file in sorted(folder.rglob("*.[oOtT][tT][cCfF]")):
            with suppress(OSError):
                yield file.name, file.stat().st_size
