"""Texts that were written elsewhere: what would mean something here that nobody meant, and whom they name."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Final

from site_builder.importers.base import BODY, Entry
from site_builder.importers.new_record import clean_body
from site_builder.link.mentions import MENTION, without_code
from site_builder.model.diagnostic import Span
from site_builder.model.quick import dataclass
from site_builder.rules.personal_data import personal_data

_LOOKED_AT_BY_A_RULE: Final = frozenset({"quote", "customer"})
_SINGLE: Final = "`"


def without_mentions(markdown: str) -> str:
    """Return a text in which ``[[wiki:page]]`` is code: two brackets mention a record only where one is meant."""
    pieces: list[str] = []
    position = 0
    prose = without_code(markdown) if "[[" in markdown else ""
    for mention in MENTION.finditer(prose):
        marks = "``" if _SINGLE in mention[0] else _SINGLE
        blank = " " if len(marks) > 1 else ""
        pieces += (markdown[position : mention.start()], f"{marks}{blank}{mention[0]}{blank}{marks}")
        position = mention.end()
    return "".join([*pieces, markdown[position:]])


def in_our_words(entry: Entry) -> Entry:
    """Return a record whose texts mention nothing of this handbook by chance."""
    fields = {key: without_mentions(value) if isinstance(value, str) else value for key, value in entry.fields.items()}
    return replace(entry, fields=fields, body=without_mentions(clean_body(entry.body)))


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A place at which a text holds an address or a number of a person, and what it is."""

    span: Span
    what: str


def named_persons(entry: Entry, keys: Container[str]) -> Iterator[NamedPerson]:
    """Yield the texts of a record, among these fields, that hold personal data.

    Quotes, comments and customers are looked at by rules of their own, which refuse them.
    """
    for key, text in (*entry.fields.items(), (BODY, entry.body)):
        if key in keys and key not in _LOOKED_AT_BY_A_RULE and isinstance(text, str):
            found = personal_data(text)
            if found:
                yield NamedPerson(entry.span_of(key), " and ".join(dict.fromkeys(kind for _, kind in found)))
