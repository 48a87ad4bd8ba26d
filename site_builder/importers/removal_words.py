"""When something goes away, as the changelog that is exported from a handbook says it at the end of an entry."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from site_builder.model.dates import parse_planned
from site_builder.model.quick import dataclass
from site_builder.views.wording import planned_words

_REMOVAL: Final = re.compile(
    r"\bRemoval: (?:with (?P<release>[a-z0-9][a-z0-9.-]{0,63})|(?P<words>[\w-]{2,10}(?: \d{4})?))\.\Z", re.ASCII
)
_LONGEST: Final = 90


@dataclass(frozen=True, slots=True)
class Announced:
    """A text without what it says of a removal, and that as the field ``removal_on`` has it; empty where none is."""

    text: str
    removal_on: str = ""


def announced(text: str, releases: Container[str]) -> Announced:
    """Return what a text announces. A release that is none of those named stays in the text: it may be nowhere."""
    start = max(len(text) - _LONGEST, 0)
    found = _REMOVAL.search(text, start)
    if found is None or not (rest := text[: found.start()].rstrip()):
        return Announced(text)
    removal = found["release"] if found["release"] in releases else _planned(found["words"] or "")
    return Announced(rest, removal) if removal else Announced(text)


def _planned(words: str) -> str:
    """Return the planned date that is said in these words, empty for none."""
    name, _, year = words.partition(" ")
    forms = [f"{year}-{name}", *(f"{year}-{month:02}" for month in range(1, 13))] if year else [words]
    for form in forms:
        try:
            planned = parse_planned(form)
        except ValueError:
            continue
        if planned_words(planned) == words:
            return form
    return ""
