"""For whom a built site is: what is for colleagues never comes to stand where customers read, nor beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from site_builder.model.settings import Audience
from site_builder.publish.names import UnfitName

INDEX: Final = "api/v1/index.json"
"""The file of a site that says for whom it is."""
_MOST_BYTES: Final = 1024 * 1024


def index_of(site: Path) -> bytes:
    """Return the index of a built site; empty where it has none."""
    try:
        with (site / INDEX).open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError:
        return b""


def check_audience(site: Path, wanted: Audience | None) -> Audience:
    """Return for whom a built site is: internal where it does not say that it is public.

    Raises UnfitName where that is not who it ought to be for. None: nobody has said who.
    """
    found = _said(index_of(site)) or "internal"
    if wanted is not None and found != wanted:
        raise UnfitName(f"{site} is the {found} site, and the {wanted} one is to be published")
    return found


def check_beside(audience: Audience, versions: Iterable[tuple[str, bytes]]) -> None:
    """Raise UnfitName where one of the versions that are there is for another audience.

    Of each its name and its index are given. One that does not say for whom it is stands in nobody's way.
    """
    for name, index in versions:
        there = _said(index)
        if there is not None and there != audience:
            raise UnfitName(
                f"version {name!r} is of the {there} site, which never stands beside the {audience} one; "
                "publish to another place"
            )


def _said(index: bytes) -> Audience | None:
    """Return what an index says; None where it says nothing, as something else has built the site."""
    try:
        found = json.loads(index)
    except (ValueError, RecursionError):
        return None
    said = found.get("audience") if isinstance(found, dict) else None
    return "internal" if said == "internal" else "public" if said == "public" else None
