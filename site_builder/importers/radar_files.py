"""Files of a technology radar in Markdown: what an edition says of an item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from site_builder.importers.base import ExportFile
from site_builder.importers.ids import id_from
from site_builder.load.front_matter import FrontMatter, UnclosedFrontMatter, split_front_matter
from site_builder.load.text import decode
from site_builder.load.yaml import Composed, compose
from site_builder.model.dates import parse_day
from site_builder.model.diagnostic import Diagnostic, Severity, Span, error, worst
from site_builder.model.quick import dataclass

TAGS: Final = "tags"
_TEXTS: Final = ("title", "ring", "segment", "quadrant")
_PROSE: Final = frozenset({"readme.md", "index.md"})
_PLAIN: Final = re.compile(r"[^\s,\]}]+")
_BEGIN: Final = "begin it with front matter between two lines of three hyphens: title, ring, segment"


@dataclass(frozen=True, slots=True)
class Appearance:
    """What an edition says of an item. ``texts`` and ``tags`` are empty where it says nothing."""

    id: str
    edition: date
    file: ExportFile
    texts: Mapping[str, str]
    tags: tuple[str, ...]
    spans: Mapping[str, Span]
    body: str


def edition_of(file: ExportFile, date_format: str) -> date | None:
    """Return the day that the folder of a Markdown file is called by; None where the file belongs to no edition."""
    *_, folder, name = ("", *file.path.split("/"))
    if not name.lower().endswith(".md") or name.lower() in _PROSE or name.startswith(("_", ".")):
        return None
    try:
        if date_format:
            return datetime.strptime(folder, date_format).date()  # noqa: DTZ007 - an edition has no clock
        return parse_day(folder)
    except ValueError:
        return None


def appearance(file: ExportFile, edition: date) -> Appearance | list[Diagnostic]:
    """Return what a file says of an item, or what is wrong with it."""
    record_id = id_from(file.stem)
    if not record_id:
        return [error("invalid-id", "nothing in the name of this file can be an id", Span(file.path), "rename it")]
    decoded = decode(file.data, file.path)
    if decoded.text is None:
        return list(decoded.diagnostics)
    try:
        parts = split_front_matter(decoded.text)
    except UnclosedFrontMatter:
        return [error("front-matter", "the front matter is never closed", Span(file.path), _BEGIN)]
    if parts is None:
        return [error("front-matter", "an item of a radar begins with front matter", Span(file.path), _BEGIN)]
    composed = compose(parts.yaml, file.path, first_line=parts.first_line)
    if worst(composed.diagnostics) is Severity.ERROR:
        return list(composed.diagnostics)
    if composed.value is not None and not isinstance(composed.value, dict):
        return [error("invalid-value", "the front matter is no mapping of fields", Span(file.path, 2), _BEGIN)]
    front = _Front(file.path, parts, composed)
    texts = {key: front.text((key,), composed.mapping[key]) for key in _TEXTS if key in composed.mapping}
    tags = tuple(front.tags())
    if front.diagnostics:
        return front.diagnostics
    return Appearance(record_id, edition, file, texts, tags, front.spans, parts.body)


class _Front:
    """Reads the values of a front matter as the texts that stand there, and gathers what is wrong with them."""

    def __init__(self, path: str, parts: FrontMatter, composed: Composed) -> None:
        self._path = path
        self._lines = parts.yaml.split("\n")
        self._first_line = parts.first_line
        self._composed = composed
        self.diagnostics: list[Diagnostic] = []
        self.spans = {
            str(path[0]): Span(self._path, place.line, place.column)
            for path, place in composed.positions.items()
            if len(path) == 1
        }

    def text(self, path: tuple[str | int, ...], value: object) -> str:
        """Return a value as text: a number as it is written, nothing for what is left empty."""
        if value is None or isinstance(value, str):
            return " ".join((value or "").split())
        place = self._composed.positions[path]
        if isinstance(value, dict | list):
            span = Span(self._path, place.line, place.column)
            self.diagnostics.append(error("invalid-value", f"{path[0]} must be text", span, "write one value"))
            return ""
        written = _PLAIN.match(self._lines[place.line - self._first_line], place.column - 1)
        return written[0] if written else str(value)

    def tags(self) -> Iterator[str]:
        """Yield the tags: those of a list, or of a text between commas."""
        value: Any = self._composed.mapping.get(TAGS)
        if isinstance(value, list):
            found = [self.text((TAGS, number), item) for number, item in enumerate(value)]
        else:
            found = [] if value is None else [tag.strip() for tag in self.text((TAGS,), value).split(",")]
        yield from dict.fromkeys(filter(None, found))
