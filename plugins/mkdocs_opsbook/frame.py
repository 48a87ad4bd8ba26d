"""What the theme puts around a page's text, without the blank lines and the indentation that its templates leave.

They are a third of a page, on every page. The text itself stays as it is, and so does what a browser shows as written.
"""

from __future__ import annotations

import re

_AS_WRITTEN = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_LINES = re.compile(r"\s*\n\s*")


def framed_closely(page: str, content: str) -> str:
    """Return a page with its frame drawn close around its content; as it is where the content does not stand in it."""
    start = page.find(content)
    if start < 0:
        return page
    end = start + len(content)
    return f"{_close(page[:start])}{content}{_close(page[end:])}"


def _close(html: str) -> str:
    pieces = _AS_WRITTEN.split(html)
    # Every third piece lies between two such elements; behind it come the element and its name.
    pieces[::3] = [_LINES.sub("\n", piece) for piece in pieces[::3]]
    del pieces[2::3]
    return "".join(pieces)
