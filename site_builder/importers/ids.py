"""Ids of imported records: the same for the same export, each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from site_builder.importers.base import Entry
from site_builder.model.diagnostic import Diagnostic, Related, error
from site_builder.model.quick import dataclass

_LONGEST: Final = 64
_WITHOUT_PARTS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t"}
)
"""Letters that are no other one with an accent."""
_WORD: Final = re.compile(r"[a-z0-9.]+")


def id_from(text: str, longest: int = _LONGEST) -> str:
    """Return an id like a text, cut between words; empty where nothing in it can be part of one."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_WITHOUT_PARTS))
    words = [word.strip(".") for word in _WORD.findall("".join(filter(_is_no_accent, letters)))]
    made = ""
    for word in filter(None, words):
        longer = f"{made}-{word}" if made else word[:longest]
        if len(longer) > longest:
            break
        made = longer
    return made.rstrip(".")


def _is_no_accent(letter: str) -> bool:
    return not unicodedata.combining(letter)


@dataclass(frozen=True, slots=True)
class Unique:
    """Entries of which each has an id of its own, and what is wrong with the others."""

    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]


def each_once(entries: Iterable[Entry], hint: str) -> Unique:
    """Return the entries; of two with the same id the second is an error, whose hint this is."""
    first: dict[tuple[str, str], Entry] = {}
    diagnostics: list[Diagnostic] = []
    for entry in entries:
        known = first.setdefault((entry.kind, entry.id), entry)
        if known is not entry:
            message = f"another {entry.kind} of this export would have the id {entry.id} as well"
            related = (Related(known.span, "the first one"),)
            diagnostics.append(error("duplicate-id", message, entry.span, hint, related))
    return Unique(tuple(first.values()), tuple(diagnostics))
