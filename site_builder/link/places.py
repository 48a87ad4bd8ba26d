"""Where references stand in their records: found for those that something is said of, which are few."""

from __future__ import annotations

from typing import Any

from site_builder.link.mentions import find_mentions
from site_builder.link.references import FieldReference
from site_builder.model.diagnostic import Span
from site_builder.model.record import FieldPath, Record


class Places:
    """Finds the places of references; those of the mentions of one text in one pass."""

    def __init__(self) -> None:
        self._in_texts: dict[tuple[str, FieldPath], tuple[Span, ...]] = {}

    def span(self, link: FieldReference, record: Record[Any]) -> Span:
        """Return where a reference of this record stands."""
        if not link.in_text:
            return record.span(*link.path)
        key = (record.path, link.path)
        if key not in self._in_texts:
            needles = (f"[[{mention.kind}:{mention.id}" for mention in find_mentions(_text_at(record, link.path)))
            self._in_texts[key] = tuple(record.spans_of_texts(needles, *link.path))
        return self._in_texts[key][link.number]


def _text_at(record: Record[Any], path: FieldPath) -> str:
    value = record.fields
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return str(value)
