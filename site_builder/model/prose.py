"""Prose: the Markdown files of the documentation that are no records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from site_builder.model.diagnostic import Span
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown file that is no record.

    ``values`` is its front matter (empty where it has none, and where it could not be read). ``body`` is what follows,
    from its first line that is not blank; ``body_line`` is that line's number in the file. ``text`` is the whole file.
    """

    path: str
    text: str = field(repr=False)
    values: Mapping[str, Any]
    body: str = field(repr=False)
    body_line: int = 1

    @property
    def is_public(self) -> bool:
        """Whether its front matter marks it for the public audience."""
        return self.values.get("visibility") == "public"

    def allowed(self, code: str) -> str:
        """Return the reason for which its front matter allows what a rule finds in it; empty where it does not."""
        allow = self.values.get("allow")
        reason = allow.get(code) if isinstance(allow, Mapping) else None
        return reason.strip() if isinstance(reason, str) else ""

    @property
    def title(self) -> str:
        """The title that its front matter gives, or its first heading of level 1; empty where it has neither."""
        title = self.values.get("title")
        if isinstance(title, str) and title.strip():
            return title.strip()
        return next((line[2:].strip(" #") for line in self.body.split("\n") if line.startswith("# ")), "")

    def span_at(self, offset: int) -> Span:
        """Return the place of the character at ``offset`` in the body."""
        (span,) = self.spans_at((offset,))
        return span

    def spans_at(self, offsets: Iterable[int]) -> Iterator[Span]:
        """Return the places of characters at offsets in the body that grow, in one pass over it."""
        line, counted = self.body_line, 0
        for offset in offsets:
            line += self.body.count("\n", counted, offset)
            counted = offset
            yield Span(self.path, line, offset - self.body.rfind("\n", 0, offset))
