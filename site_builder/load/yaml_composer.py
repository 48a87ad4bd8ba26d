"""Building plain values from the events of a YAML parser, within limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Any, Final

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from site_builder.load.scalars import MAX_DIGITS, NumberTooLongError, resolve
from site_builder.load.text import FORBIDDEN, control_character
from site_builder.load.yaml_report import Limits, Report, StopReading
from site_builder.model.diagnostic import Related, Severity, Span
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Position

_NO_KEY: Final = object()
_TEXT_TAG: Final = "tag:yaml.org,2002:str"


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled. ``path`` is None inside what is left out of the result."""

    container: Any
    path: FieldPath | None
    line: int
    column: int
    is_mapping: bool
    key: object = _NO_KEY
    key_line: int = 0
    key_column: int = 0
    is_dropped: bool = False
    is_key: bool = False
    anchor: str | None = None
    nodes_before: int = 0
    height: int = 1
    merged: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Anchored:
    value: object
    nodes: int
    height: int


class Composer:
    """Builds one value from events."""

    __slots__ = (
        "anchors",
        "is_complete",
        "limits",
        "nodes",
        "offset",
        "positions",
        "report",
        "root",
        "stack",
        "tolerant",
    )

    def __init__(self, path: str, first_line: int, limits: Limits, tolerant: bool) -> None:
        self.report = Report(path, limits.diagnostics)
        self.offset = first_line
        self.limits = limits
        self.tolerant = tolerant
        self.root: object = None
        self.is_complete = False
        self.positions: dict[FieldPath, Position] = {}
        self.stack: list[_Frame] = []
        self.nodes = 0
        self.anchors: dict[str, _Anchored] = {}

    # Reading

    def read(self, events: Iterable[Any]) -> None:
        """Read the first document; raise StopReading where a limit is passed, and YAMLError where the parser stops."""
        has_document = False
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._start(event, kind is MappingStartEvent)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._end()
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentStartEvent:
                if has_document:
                    mark = event.start_mark
                    message = "a file holds one document; a second one begins here"
                    self.report.forbid(message, mark.line + self.offset, mark.column + 1, "put it in a file of its own")
                    break
                has_document = True
        self.is_complete = True

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        line, column = mark.line + self.offset, mark.column + 1
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            self._count(line, column, 0)
        is_decorated = event.anchor is not None or event.tag is not None
        if is_decorated:
            self._decorated(event, line, column)
        if event.style == '"' and not self.tolerant:
            self._refuse_control_characters(event.value, line, column)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.is_mapping and frame.key is _NO_KEY:
            self._key(frame, event, line, column)
            return
        value = event.value
        if not event.style and event.tag != _TEXT_TAG:
            value = self._plain(value, line, column)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(value, 1, 0)
        self._add(value, line, column)

    def _refuse_control_characters(self, text: str, line: int, column: int) -> None:
        """An escape writes what may not stand in the file as it is, and what no output is asked to hold."""
        match = FORBIDDEN.search(text)
        if match is not None:
            self.report.forbid(control_character(match[0]), line, column, "take its escape out; it is invisible")

    def _plain(self, text: str, line: int, column: int) -> object:
        try:
            return resolve(text)
        except NumberTooLongError:
            message = f"a number of more than {MAX_DIGITS} digits is not allowed"
            self.report.forbid(message, line, column, "put it in quotes if it is an identifier")
            return None

    def _start(self, event: Any, is_mapping: bool) -> None:
        mark = event.start_mark
        line, column = mark.line + self.offset, mark.column + 1
        self._count(line, column)
        if event.anchor is not None or event.tag is not None:
            self._decorated(event, line, column)
        path, is_key = self._place(line, column)
        frame = _Frame({} if is_mapping else [], path, line, column, is_mapping, is_key=is_key)
        frame.anchor, frame.nodes_before = event.anchor, self.nodes - 1
        self.stack.append(frame)
        self._check_depth(len(self.stack))

    def _place(self, line: int, column: int) -> tuple[FieldPath | None, bool]:
        """The path of the collection that begins here, and whether it is a key, which only text may be."""
        if not self.stack:
            return (), False
        parent = self.stack[-1]
        if parent.is_mapping and parent.key is _NO_KEY:
            if parent.path is not None:
                self.report.forbid(
                    "a key must be text; this is a list or mapping", line, column, "put the key in quotes"
                )
            return None, True
        if parent.path is None or (parent.is_mapping and parent.is_dropped):
            return None, False
        return (*parent.path, self._step(parent)), False

    def _end(self) -> None:
        frame = self.stack.pop()
        for mapping in frame.merged:
            for key, value in mapping.items():
                frame.container.setdefault(key, value)
        if frame.anchor is not None:
            nodes = self.nodes - frame.nodes_before
            self.anchors[frame.anchor] = _Anchored(frame.container, nodes, frame.height)
        if self.stack:
            parent = self.stack[-1]
            parent.height = max(parent.height, frame.height + 1)
            if frame.is_key:
                parent.key, parent.is_dropped = "", True
                return
        self._add(frame.container, frame.line, frame.column)

    def _alias(self, event: Any) -> None:
        mark = event.start_mark
        line, column = mark.line + self.offset, mark.column + 1
        self._count(line, column)
        frame = self.stack[-1] if self.stack else None
        known = self.anchors.get(event.anchor)
        if not self.tolerant:
            self.report.forbid_once("anchors and aliases are not allowed", line, column, "write the value again")
            known = _Anchored(None, 1, 0)
        elif known is None:
            self.report.forbid(
                f"the alias *{event.anchor} names no earlier anchor", line, column, "name an earlier one"
            )
            known = _Anchored(None, 1, 0)
        self.nodes += known.nodes - 1
        self._count(line, column, 0)
        self._check_depth(len(self.stack) + known.height)
        if frame is not None:
            frame.height = max(frame.height, known.height + 1)
            if frame.is_mapping and frame.key is _NO_KEY:
                self._take_key(frame, known.value if isinstance(known.value, str) else "", line, column)
                return
        self._add(known.value, line, column)

    # Keys and values

    def _key(self, frame: _Frame, event: Any, line: int, column: int) -> None:
        key: object = event.value
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(key, 1, 0)
        if not event.style:
            if key == "<<":
                self._merge_key(frame, line, column)
                return
            key = self._plain_key(event.value, line, column)
        self._take_key(frame, key, line, column)

    def _plain_key(self, text: str, line: int, column: int) -> object:
        try:
            key = resolve(text)
        except NumberTooLongError:
            key = None
        if isinstance(key, str):
            return key
        if self.tolerant:
            return key if type(key) is int else text
        shown = text if len(text) <= 40 else text[:37] + "..."
        self.report.forbid(f"a key must be text; {shown or 'nothing'} is not", line, column, "put the key in quotes")
        return text

    def _merge_key(self, frame: _Frame, line: int, column: int) -> None:
        if not self.tolerant:
            self.report.forbid("merge keys (<<) are not allowed", line, column, "write the keys out")
        frame.key, frame.key_line, frame.key_column = "<<", line, column
        frame.is_dropped = True

    def _take_key(self, frame: _Frame, key: object, line: int, column: int) -> None:
        frame.key, frame.key_line, frame.key_column = key, line, column
        frame.is_dropped = key in frame.container
        if frame.is_dropped:
            self._duplicate(frame, key, line, column)
            frame.is_dropped = not self.tolerant

    def _duplicate(self, frame: _Frame, key: object, line: int, column: int) -> None:
        related: tuple[Related, ...] = ()
        first = self.positions.get((*frame.path, str(key))) if frame.path is not None else None
        if first is not None:
            related = (Related(Span(self.report.path, first.key_line, first.key_column), "the first one"),)
        severity = Severity.WARNING if self.tolerant else Severity.ERROR
        message = f"the key {str(key)[:80]!r} is there twice"
        self.report.say("duplicate-key", message, line, column, "remove one of them", severity, related)

    def _add(self, value: object, line: int, column: int) -> None:
        """Put a finished value where it belongs."""
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        if not frame.is_mapping:
            if frame.path is not None:
                self.positions[(*frame.path, len(frame.container))] = Position(line, column, line, column)
            frame.container.append(value)
            return
        if not frame.is_dropped:
            if frame.path is not None:
                place = Position(frame.key_line, frame.key_column, line, column)
                self.positions[(*frame.path, self._step(frame))] = place
            frame.container[frame.key] = value
        elif frame.key == "<<" and self.tolerant:
            merged = value if isinstance(value, list) else [value]
            frame.merged.extend(mapping for mapping in merged if isinstance(mapping, dict))
        frame.key = _NO_KEY

    def _step(self, frame: _Frame) -> Any:
        return frame.key if frame.is_mapping else len(frame.container)

    # Limits

    def _count(self, line: int, column: int, nodes: int = 1) -> None:
        self.nodes += nodes
        if self.nodes > self.limits.nodes:
            message = f"more than {self.limits.nodes:,} values in one document"
            self.report.fail("yaml-forbidden", message, line, column, "split the file, or keep its data in a CSV")
            raise StopReading

    def _check_depth(self, depth: int) -> None:
        if depth > self.limits.depth:
            outermost = self.stack[1 if self.stack[0].is_mapping else 0]
            message = f"nested more than {self.limits.depth} levels deep"
            self.report.fail(
                "yaml-forbidden", message, outermost.line, outermost.column, "no record needs that; flatten it"
            )
            raise StopReading

    def _decorated(self, event: Any, line: int, column: int) -> None:
        if self.tolerant:
            return
        if event.anchor is not None:
            self.report.forbid_once("anchors and aliases are not allowed", line, column, "write the value again")
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")[:80]
            self.report.forbid(
                f"tags such as {tag} are not allowed", line, column, "remove it, or put the text in quotes"
            )
