"""Texts that were written elsewhere: what would mean something here that nobody meant, and whom they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from site_builder.importers.base import Entry
from site_builder.link.mentions import find_mentions
from site_builder.model.diagnostic import Span
from site_builder.model.quick import dataclass
from site_builder.rules.personal_data import personal_data

_TEXTS: Final = ("title", "summary", "reason")
BODY: Final = "body"


def without_mentions(markdown: str) -> str:
    """Return a text in which ``[[wiki:page]]`` is text: two brackets mention a record only where one is meant."""
    pieces: list[str] = []
    position = 0
    for mention in find_mentions(markdown):
        pieces += (markdown[position : mention.offset], "[\\[")
        position = mention.offset + 2
    return "".join([*pieces, markdown[position:]])


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A place at which a text holds an address or a number of a person, and what it is."""

    span: Span
    what: str


def named_persons(entries: Iterable[Entry]) -> Iterator[NamedPerson]:
    """Yield the texts of records that hold personal data; quotes and comments are looked at by a rule of their own."""
    for entry in entries:
        texts = [(key, entry.fields.get(key)) for key in _TEXTS]
        for key, text in (*texts, (BODY, entry.body)):
            found = personal_data(text) if isinstance(text, str) else []
            if found:
                yield NamedPerson(entry.span_of(key), " and ".join(dict.fromkeys(kind for _, kind in found)))
