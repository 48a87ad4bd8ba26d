"""One page of prose: from the bytes of a Markdown file to its front matter and body."""

from __future__ import annotations

from site_builder.load.front_matter import UnclosedFrontMatter, skip_blank_lines, split_front_matter
from site_builder.load.text import decode
from site_builder.load.yaml import compose
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class ReadProse:
    """A page of prose, None where its bytes cannot be read; and what is wrong with it."""

    prose: Prose | None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_prose(data: bytes, path: str) -> ReadProse:
    """Return the prose that a Markdown file holds.

    As for MkDocs, three hyphens that nothing closes are a line across the page, and front matter is read tolerantly.
    """
    decoded = decode(data, path)
    if decoded.text is None:
        return ReadProse(None, decoded.diagnostics)
    text = decoded.text
    try:
        parts = split_front_matter(text)
    except UnclosedFrontMatter:
        parts = None
    if parts is None:
        body, line = skip_blank_lines(text, 1)
        return ReadProse(Prose(path, text, {}, body, line))
    composed = compose(parts.yaml, path, first_line=parts.first_line, tolerant=True)
    prose = Prose(path, text, composed.mapping, parts.body, parts.body_line)
    return ReadProse(prose, composed.diagnostics)
