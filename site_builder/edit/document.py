"""A YAML file, or the front matter of a Markdown file, that is edited span by span.

An edit replaces a stretch of the text. The result is read again by the loader, and must hold the intended values: what
an edit does to the data is proven each time, what it does to the rest of the file is nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from site_builder.edit.nodes import Node, read_nodes
from site_builder.edit.source_text import SourceText, Splice
from site_builder.edit.values import canonical
from site_builder.load.front_matter import UnclosedFrontMatter, split_front_matter
from site_builder.load.text import decode
from site_builder.load.yaml import compose
from site_builder.model.quick import dataclass


class CannotEdit(Exception):
    """A file cannot be edited without a change that was not asked for. The message is for people."""


@dataclass(frozen=True)
class Document:
    """A file whose YAML is a mapping: ``start`` and ``end`` are where the YAML is in the text."""

    source: SourceText
    path: str
    start: int
    end: int

    @classmethod
    def of(cls, data: bytes, path: str) -> Document:
        """Return the document of a file's bytes. Raises CannotEdit where the loader does not read it as a mapping."""
        decoded = decode(data, path)
        if decoded.text is None:
            raise CannotEdit(f"{path} cannot be read: {decoded.diagnostics[0].message}")
        start, end = _yaml_of(decoded.text, path)
        document = cls(SourceText.of(data), path, start, end)
        if not isinstance(document._composed, dict):
            raise CannotEdit(f"{path} holds no mapping of fields")
        return document

    @property
    def text(self) -> str:
        """The whole text, with line feeds."""
        return self.source.text

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.source.data

    @property
    def values(self) -> Mapping[str, Any]:
        """What the YAML says."""
        values: Mapping[str, Any] = self._composed
        return values

    @cached_property
    def top(self) -> Node:
        """The mapping with the places of all that is in it; offsets count from where the YAML begins."""
        node = read_nodes(self.yaml)
        if node is None:
            raise CannotEdit(f"{self.path} holds no mapping of fields")
        return node

    @property
    def yaml(self) -> str:
        """The YAML alone."""
        return self.text[self.start : self.end]

    def spliced(self, splices: list[Splice], intended: Mapping[str, Any]) -> Document:
        """Return the document with stretches of its YAML replaced.

        Raises CannotEdit where it would then say anything else than ``intended``.
        """
        moved = [Splice(splice.start + self.start, splice.end + self.start, splice.text) for splice in splices]
        moved.sort(key=lambda splice: (splice.start, splice.end))
        changed = self._saying(moved, intended)
        if changed is None and moved and moved[-1].end == len(self.text):
            # What a text of several lines ends with is the end of its last line, which a file may lack.
            changed = self._saying([*moved[:-1], replace(moved[-1], text=moved[-1].text + "\n")], intended)
        if changed is None:
            raise CannotEdit(f"{self.path} is written in a way that cannot be edited safely; change it by hand")
        return changed

    def _saying(self, splices: list[Splice], intended: Mapping[str, Any]) -> Document | None:
        """The document with stretches of its text replaced; None where it does not say what is intended."""
        try:
            changed = Document.of(self.source.spliced(splices).data, self.path)
        except CannotEdit:
            return None
        return changed if canonical(changed.values) == canonical(intended) else None

    @cached_property
    def _composed(self) -> Any:
        composed = compose(self.yaml, self.path, first_line=self.text.count("\n", 0, self.start) + 1)
        if composed.diagnostics:
            raise CannotEdit(f"{composed.diagnostics[0].span}: {composed.diagnostics[0].message}")
        return composed.value


def _yaml_of(text: str, path: str) -> tuple[int, int]:
    if not path.endswith(".md"):
        return 0, len(text)
    try:
        parts = split_front_matter(text)
    except UnclosedFrontMatter:
        parts = None
    if parts is None:
        raise CannotEdit(f"{path} has no front matter")
    start = text.index("\n") + 1
    return start, start + len(parts.yaml)
