"""How deeply HTML nests: a tree of hostile depth takes minutes to build and no browser shows it."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED_THEMSELVES = """
    area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot option rp rt
    colgroup caption
"""
DEEPEST_NESTING = 100


def is_too_deep(html: str) -> bool:
    """Return whether elements nest so deeply that building their tree would take more than linear time."""
    if html.count("<") <= DEEPEST_NESTING:
        return False
    closed = frozenset(_CLOSED_THEMSELVES.split())
    depth = 0
    for match in _TAG.finditer(html):
        if match[2].lower() in closed:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > DEEPEST_NESTING:
            return True
    return False
