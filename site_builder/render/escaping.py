"""Text as HTML."""

from __future__ import annotations

import re

from markupsafe import escape

_SPECIAL = re.compile("[&<>\"']").search


def escaped(text: str) -> str:
    """Return a text as it stands in HTML, between tags or in quotes: a plain string, escaped once."""
    return text if _SPECIAL(text) is None else str(escape(text))
