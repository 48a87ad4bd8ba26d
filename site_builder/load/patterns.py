"""Patterns of paths: ``*``, ``?`` and ``[…]`` stay within a folder, ``**`` spans any number of them."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable
from functools import lru_cache

_WILD = re.compile(r"[*?\[]")


def is_pattern(path: str) -> bool:
    """Return whether the path has a wildcard."""
    return _WILD.search(path) is not None


def fixed_folder(pattern: str) -> str:
    """Return the folder before the first wildcard, empty for the root."""
    parts = []
    for part in pattern.split("/")[:-1]:
        if is_pattern(part):
            break
        parts.append(part)
    return "/".join(parts)


def matching(pattern: str, paths: Iterable[str]) -> list[str]:
    """Return the paths that the pattern names. Names that begin with a dot are matched only by such a pattern."""
    parts = tuple(pattern.split("/"))
    return [path for path in paths if _matches(tuple(path.split("/")), parts)]


def _matches(names: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Greedy with one point of return, as there is for text: quick however many ``**`` a pattern has."""
    name = part = 0
    back_name = back_part = -1
    while name < len(names):
        if part < len(parts) and parts[part] == "**":
            back_name, back_part = name, part
            part += 1
        elif part < len(parts) and _name_matches(names[name], parts[part]):
            name += 1
            part += 1
        elif back_part >= 0 and not names[back_name].startswith("."):
            back_name += 1
            name, part = back_name, back_part + 1
        else:
            return False
    return all(rest == "**" for rest in parts[part:])


def _name_matches(name: str, part: str) -> bool:
    if name.startswith(".") and not part.startswith("."):
        return False
    return _compiled(part).fullmatch(name) is not None


@lru_cache(maxsize=256)
def _compiled(part: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(part))
