"""Names as people write them."""

from __future__ import annotations


def folded(name: str) -> str:
    """Return what two names have in common that are the same apart from case and spaces."""
    return " ".join(name.casefold().split())
