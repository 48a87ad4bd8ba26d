"""Names of versions and aliases: each is one folder of the published tree, on every system that may serve it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_builder.load.text import UNWRITABLE

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9_+-])?")
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))))
_RESERVED = frozenset(("versions.json", "index.html", "404.html", "robots.txt", "sitemap.xml", "cname", "favicon.ico"))


class UnfitName(ValueError):
    """What was given cannot be, or is not, the name of a version or alias. The message is for people."""


def check_name(name: str) -> str:
    """Return the name of a version or alias. Raises UnfitName where no folder of a site should be called so."""
    if not _NAME.fullmatch(name):
        raise UnfitName(
            f"{name!r} is no name of a version: letters, digits, '.', '_', '+' and '-' in one piece, at most 64 of "
            "them, a letter or digit first and no dot last"
        )
    if name.casefold() in _RESERVED:
        raise UnfitName(f"{name!r} is no name of a version: the published tree has a file of that name")
    if name.casefold().split(".", 1)[0] in _DEVICES:
        raise UnfitName(f"{name!r} is no name of a version: Windows takes it for a device")
    return name


def check_title(title: str) -> str:
    """Return what a version is called. Raises UnfitName where that is no line of text."""
    if not title.strip() or "\t" in title or len(title.splitlines()) != 1 or UNWRITABLE.search(title):
        raise UnfitName(f"{title!r} is no title: one line of text, in UTF-8 and without control characters")
    return title


def check_distinct(name: str, others: Iterable[str]) -> None:
    """Raise UnfitName where another name differs in the case of letters only: some systems take both for one."""
    for other in others:
        if other != name and other.casefold() == name.casefold():
            raise UnfitName(f"{name!r} and {other!r}, which is there, differ in the case of letters only")
