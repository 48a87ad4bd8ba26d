"""Blocks as Markdown: the function that the modules of this package give the parts of ``views.parts`` to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from site_builder.export.markdown.sheet import Sheet


@singledispatch
def block(part: object, sheet: Sheet) -> str:
    """Return a part of a page as Markdown, without a blank line at its ends; an empty text where it shows nothing."""
    raise TypeError(f"{type(part).__name__} is no block")


def blocks(parts: Iterable[object], sheet: Sheet) -> str:
    """Return parts below each other."""
    return paragraphs(block(part, sheet) for part in parts)


def paragraphs(texts: Iterable[str]) -> str:
    """Return texts with a blank line between them, empty ones left out."""
    return "\n\n".join(filter(None, texts))


def indented(markdown: str) -> str:
    """Return Markdown as the content of a list's item, whichever engine reads it."""
    return "\n".join(f"    {line}" if line else "" for line in markdown.split("\n"))


def item(head: str, *below: str) -> str:
    """Return an item of a list, with what stands below its first line."""
    return "\n".join([f"- {head}", *map(indented, filter(None, below))])


def quoted(markdown: str) -> str:
    """Return Markdown as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))
