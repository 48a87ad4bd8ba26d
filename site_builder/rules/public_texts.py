"""What the public audience reads of a record, and which records it must not hear of. Shared by rules, no rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from site_builder.kinds.change import CHANGE
from site_builder.link.handbook import Handbook
from site_builder.model.fields import Fields
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Record
from site_builder.model.settings import Settings


@dataclass(frozen=True, slots=True)
class PublicText:
    """A text that the public audience reads, or will read when an embargo ends; ``path`` says where it is."""

    record: Record[Any]
    path: FieldPath
    text: str


@dataclass(frozen=True, slots=True)
class Publication:
    """Decides which records are hidden from the readers of which others, as of a day.

    A record is internal, or public from a day on (its embargo), or public once it is released. The text of a public
    record must not tell of a record that is hidden longer than itself.
    """

    as_of: date
    show_unreleased: bool

    @classmethod
    def of(cls, settings: Settings, as_of: date) -> Publication:
        """Return the publication that the settings ask for."""
        return cls(as_of, settings.policies.show_unreleased)

    def hides(self, record: Record[Any], reader: Record[Any]) -> str:
        """Return why ``record`` is hidden from the readers of the public record ``reader``; empty where it is not."""
        if not record.fields.is_public:
            return "internal"
        if self._embargo(record) > self._embargo(reader):
            return f"under embargo until {self._embargo(record)}"
        return "not released" if self._is_unreleased(record) and not self._is_unreleased(reader) else ""

    def is_hidden(self, record: Record[Any]) -> bool:
        """Return whether a record is hidden from the public audience today."""
        return not record.fields.is_public or self._embargo(record) > self.as_of or self._is_unreleased(record)

    def _embargo(self, record: Record[Any]) -> date:
        publish_on: date | None = record.fields.publish_on if record.kind == CHANGE.name else None
        return publish_on if publish_on is not None and publish_on > self.as_of else date.min

    def _is_unreleased(self, record: Record[Any]) -> bool:
        return record.kind == CHANGE.name and record.fields.release is None and not self.show_unreleased


def public_records(handbook: Handbook) -> Iterator[Record[Any]]:
    """Yield the records marked public, of kinds that may be, those under embargo included."""
    for kind in handbook.kinds.values():
        if kind.may_be_public:
            yield from (record for record in handbook.collections[kind.name] if record.fields.is_public)


def public_texts(record: Record[Any], kind: Kind[Any]) -> Iterator[PublicText]:
    """Yield the texts in the public fields of a record in reading order.

    A title that was taken from the body is left out: it stands there already.
    """
    for name in kind.reading_order:
        if name not in kind.public_fields or (name == "title" and ("title",) not in record.positions):
            continue
        for path, text in _texts(getattr(record.fields, name), (name,)):
            yield PublicText(record, path, text)


def _texts(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number))
    elif isinstance(value, Fields):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*path, name))
