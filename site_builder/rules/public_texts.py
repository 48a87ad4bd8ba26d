"""What the public audience reads of a record, and which records it must not hear of. Shared by rules, no rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from site_builder.kinds.change import CHANGE
from site_builder.link.handbook import Handbook
from site_builder.load.front_matter import split_front_matter
from site_builder.load.yaml import compose
from site_builder.model.diagnostic import Span
from site_builder.model.fields import Fields
from site_builder.model.kind import Kind
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Record, spans_of_texts
from site_builder.model.settings import Settings

_OF_A_PAGE: Final = ("title", "description", "tags")
"""What is shown of the front matter of a hand-written page: on it, in its head, and wherever pages are listed or
searched."""


@dataclass(frozen=True, slots=True)
class PublicText:
    """A text that the public audience reads, or will read when an embargo ends; ``path`` says where it is."""

    record: Record[Any]
    path: FieldPath
    text: str
    page: None = None

    def span(self, start: int, written: str) -> Span:
        """Return where in the file ``written`` is, which begins at the character ``start`` of the text."""
        return self.record.span_of_text(written, *self.path, nth=self.text.count(written, 0, start))


@dataclass(frozen=True, slots=True)
class PageText:
    """A text of a public hand-written page: its body, or a value of its front matter, which ``path`` names."""

    page: Prose
    path: FieldPath
    text: str
    record: None = None

    def span(self, start: int, written: str) -> Span:
        """Return where in the file ``written`` is, which begins at the character ``start`` of the text."""
        if not self.path:
            return self.page.span_at(start)
        needles = [written] * (self.text.count(written, 0, start) + 1)
        *_, span = spans_of_texts(needles, self.page.text, _place(self.page, self.path))
        return span


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

    def hides(self, record: Record[Any], reader: Record[Any] | None) -> str:
        """Return why ``record`` is hidden from the readers of the public record ``reader``; empty where it is not.

        None is for a hand-written page, which is read from today on.
        """
        if not record.fields.is_public:
            return "internal"
        if self._embargo(record) > self._embargo(reader):
            return f"under embargo until {self._embargo(record)}"
        return "not released" if self._is_unreleased(record) and not self._is_unreleased(reader) else ""

    def is_hidden(self, record: Record[Any]) -> bool:
        """Return whether a record is hidden from the public audience today."""
        return not record.fields.is_public or self._embargo(record) > self.as_of or self._is_unreleased(record)

    def _embargo(self, record: Record[Any] | None) -> date:
        publish_on: date | None = record.fields.publish_on if record and record.kind == CHANGE.name else None
        return publish_on if publish_on is not None and publish_on > self.as_of else date.min

    def _is_unreleased(self, record: Record[Any] | None) -> bool:
        if record is None or record.kind != CHANGE.name:
            return False
        return record.fields.release is None and not self.show_unreleased


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


def public_pages(handbook: Handbook) -> tuple[Prose, ...]:
    """Return the hand-written pages that are marked public."""
    return tuple(page for page in handbook.prose if page.is_public)


def page_texts(page: Prose) -> Iterator[PageText]:
    """Yield the texts of a hand-written page that its readers see: of its front matter, then its body."""
    for name in _OF_A_PAGE:
        for path, text in _texts(page.values.get(name), (name,)):
            yield PageText(page, path, text)
    yield PageText(page, (), page.body)


def _place(page: Prose, path: FieldPath) -> Span:
    """Return where a value of the front matter is: it is read again, as places are asked for in findings alone."""
    parts = split_front_matter(page.text)
    composed = compose(parts.yaml, page.path, first_line=parts.first_line, tolerant=True) if parts else None
    position = composed.positions.get(path) if composed else None
    return Span(page.path, position.line, position.column) if position else Span(page.path)


def _texts(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number))
    elif isinstance(value, Fields):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*path, name))
