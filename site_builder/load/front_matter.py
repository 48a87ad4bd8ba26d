"""Front matter: the YAML that a Markdown file begins with, between two lines of three hyphens."""

from __future__ import annotations

import re
from typing import Final

from site_builder.model.quick import dataclass

_BLANK: Final = " \t"
_CLOSING: Final = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LEADING_BLANK_LINES: Final = re.compile(r"(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A Markdown file in two parts.

    ``yaml`` is the front matter, whose first line is ``first_line`` of the file; ``body`` is what follows, from its
    first line that is not blank, which is ``body_line`` of the file.
    """

    yaml: str
    body: str
    body_line: int
    first_line: int = 2


class UnclosedFrontMatter(ValueError):
    """The first line opens a front matter that no line closes."""


def split_front_matter(text: str) -> FrontMatter | None:
    """Return the two parts of a Markdown file; None where its first line is not ``---``.

    The text has line feeds and no byte order mark. Raises UnclosedFrontMatter where neither ``---`` nor ``...`` follows
    on a line of its own.
    """
    if not text.startswith("---"):
        return None
    end = text.find("\n")
    if text[3 : end if end >= 0 else None].strip(_BLANK):
        return None
    if end < 0:
        raise UnclosedFrontMatter
    closing = _CLOSING.search(text, end)
    if closing is None:
        raise UnclosedFrontMatter
    return _parts(text, end + 1, closing.start() + 1, closing.end())


def skip_blank_lines(text: str, line: int) -> tuple[str, int]:
    """Return the text from its first line that is not blank, and that line's number; ``line`` is the text's first."""
    match = _LEADING_BLANK_LINES.match(text)
    if match is None:
        return text, line
    return text[match.end() :], line + match[0].count("\n")


def _parts(text: str, start: int, closing: int, after: int) -> FrontMatter:
    yaml = text[start:closing]
    body, body_line = skip_blank_lines(text[after:], yaml.count("\n") + 3)
    return FrontMatter(yaml, body, body_line)
