"""Examples of values: those that the explanation of a field itself gives."""

from __future__ import annotations

import re

_EXAMPLE = re.compile(r"such as `([^`]+)`")


def example_of(explanation: str) -> str:
    """Return the value that follows "such as" in a field's explanation, as it is written in a record; else nothing."""
    match = _EXAMPLE.search(explanation)
    return match[1] if match else ""
