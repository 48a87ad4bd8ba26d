"""Where a site, or a tree of versions, may be written: never over a handbook, nor over files that nobody has built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

_OF_A_SITE: Final = ("index.html", "404.html", "sitemap.xml")
"""Every site has one of these at its top, whoever built it and in whatever theme."""


class UnfitPlace(Exception):
    """Writing there would cost somebody their files. The message is for people."""


def check_site_place(target: Path, root: Path, read: Iterable[Path]) -> None:
    """Raise UnfitPlace where a site must not take the place of a folder.

    Fit is a folder that is new, empty or of an earlier build. ``root`` is the folder of the handbook, ``read`` are
    those that it is read from, or that are needed for it.
    """
    check_apart(target, root, read)
    if target.is_dir():
        _check_content(target)
    elif target.exists() or target.is_symlink():
        raise UnfitPlace(f"{target} is no folder")


def check_apart(target: Path, root: Path, read: Iterable[Path]) -> None:
    """Raise UnfitPlace where a folder holds a handbook, or is among the folders that the handbook is read from."""
    place = target.resolve()
    if root.resolve().is_relative_to(place):
        raise UnfitPlace(f"{target} holds the handbook itself")
    for folder in read:
        needed = folder.resolve()
        if place.is_relative_to(needed) or needed.is_relative_to(place):
            raise UnfitPlace(f"{target} is where the handbook's {folder.name} is")


def _check_content(target: Path) -> None:
    if (target / ".git").exists():
        raise UnfitPlace(f"{target} is a work tree of git")
    if any(target.iterdir()) and not any((target / name).is_file() for name in _OF_A_SITE):
        raise UnfitPlace(f"{target} is not empty, and no site that was built earlier")
