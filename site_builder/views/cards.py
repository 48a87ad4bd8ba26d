"""What pages say of another record: worked out once for each, as many pages name it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from site_builder.link.handbook import Handbook
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.cells import Badge, Link
from site_builder.views.days import day_of, telling_date
from site_builder.views.words import status_badge


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A record in a line: the link to it, its status, the day of that, and how that day is written where it is planned.

    ``status`` is the badge of what the record's kind names (status, health, lifecycle, severity), None where it has
    none.
    """

    link: Link
    status: Badge | None
    day: date | None
    day_text: str


def card_of(handbook: Handbook, record: Record[Any]) -> RecordCard:
    """Return what is said of a record of the handbook."""
    cards = _cards(handbook)
    card = cards.get(record)
    if card is None:
        card = cards[record] = _card(handbook, record)
    return card


@lru_cache(maxsize=1)
def _cards(_: Handbook) -> dict[Record[Any], RecordCard]:
    return {}


def _card(handbook: Handbook, record: Record[Any]) -> RecordCard:
    kind = handbook.kinds[record.kind]
    when = telling_date(kind, record)
    status = vars(record.fields).get(kind.status_field)
    return RecordCard(
        Link(record.title, handbook.url_of(record)),
        status_badge(str(status)) if status is not None else None,
        day_of(when),
        getattr(when, "text", ""),
    )
