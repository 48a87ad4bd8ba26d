"""A changed field of a record, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_builder.history.field_changes import FieldChange
from site_builder.model.fields import MARKDOWN
from site_builder.model.kind import Kind, has_marker
from site_builder.views.change_groups import inner_lines, moved
from site_builder.views.change_pieces import Line, quote, value, words
from site_builder.views.change_sentences import changed_sentences
from site_builder.views.wording import count_words

_SHORT = 120


def field_lines(kind: Kind[Any], change: FieldChange) -> Iterator[Line]:
    """Return what changed in a field: one line, of a list or group as many as it takes."""
    field, old, new = value(change.field), change.old, change.new
    if isinstance(new, list) or (isinstance(old, dict) and isinstance(new, dict)):
        yield from ((field, words(": "), *line) for line in inner_lines(old, new))
    elif _is_prose(kind, change.field) and all(side is None or isinstance(side, str) for side in (old, new)):
        yield (field, words(": "), *_prose(old, new))
    elif change.field == "title" and old and new:
        yield (field, words(" from "), quote(old), words(" to "), quote(new))
    else:
        yield (field, words(" "), *moved(old, new))


def _is_prose(kind: Kind[Any], name: str) -> bool:
    field = kind.fields.model_fields.get(name)
    return field is not None and has_marker(field, MARKDOWN)


def _prose(old: str | None, new: str | None) -> Line:
    if old is None or new is None:
        text, way = (new or "", "written") if old is None else (old, "taken out")
        return (words(f"{way}: "), quote(text))
    gone, come = changed_sentences(old, new)
    if not gone and not come:
        return (words("only blank space changed"),)
    if len(gone) == len(come) == 1 and len(gone[0]) <= _SHORT and len(come[0]) <= _SHORT:
        return (words("from "), quote(gone[0]), words(" to "), quote(come[0]))
    counts = [f"{count_words(len(part), 'sentence')} {way}" for part, way in ((gone, "gone"), (come, "new")) if part]
    return (words(" and ".join(counts)),)
