"""Names of a record in Markdown: mentions, and links to its file. What stands in code and comments stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, join, normpath
from typing import Final
from urllib.parse import unquote

from site_builder.edit.source_text import Splice
from site_builder.link.mentions import MENTION, without_code
from site_builder.model.quick import dataclass
from site_builder.model.reference import Reference

_LINKS: Final = (
    re.compile(r"\]\([ \t]*\n?[ \t]*(?:<([^<>\n]+)>|([^()\s<>]+))"),
    re.compile(r"^[ \t>]*\[[^\]\n]+\]:[ \t]*\n?[ \t>]*(?:<([^<>\n]+)>|([^\s<>]+))", re.MULTILINE),
    re.compile(r"\b(?:href|src)\s*=\s*(?:\"([^\"<>\n]+)|'([^'<>\n]+)|([^\s\"'<>=`]+))", re.IGNORECASE),
)
"""Each with a group for every way to write the target: between signs it may hold spaces."""
_AFTER_PATH: Final = re.compile(r"[?#]")
_SLASH: Final = re.compile("/|%2F", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Renaming:
    """A record's old and new name, and the old and new path of its file."""

    old: Reference
    new: Reference
    old_path: str
    new_path: str

    def renamed_path(self, target: str, folder: str) -> str | None:
        """Return a path that names the record's file, read from ``folder``, with its new name; None for another."""
        path = _AFTER_PATH.split(target, maxsplit=1)[0]
        name, full = _SLASH.split(path)[-1], unquote(path)
        start = "" if full.startswith("/") else folder
        if unquote(name) != basename(self.old_path) or normpath(join(start, full.lstrip("/"))) != self.old_path:
            return None
        return path.removesuffix(name) + basename(self.new_path) + target[len(path) :]

    def may_be_in(self, text: str) -> bool:
        """Return whether a text may name the record, as it is or with characters written as in addresses."""
        return self.old.id in text or ("%" in text and self.old.id in unquote(text))

    def in_markdown(self, text: str, folder: str) -> list[Splice]:
        """Return what has to change in the Markdown of a file in ``folder``, in the order of the text."""
        if not self.may_be_in(text):
            return []
        prose = without_code(text)
        splices = [
            Splice(match.start(2), match.end(2), self.new.id)
            for match in MENTION.finditer(prose)
            if (match[1], match[2]) == (self.old.kind, self.old.id)
        ]
        for pattern in _LINKS:
            for match in pattern.finditer(prose):
                way = match.lastindex or 0
                renamed = self.renamed_path(match[way], folder)
                if renamed is not None:
                    splices.append(Splice(match.start(way), match.end(way), renamed))
        return list(_apart(splices))


def _apart(splices: list[Splice]) -> Iterator[Splice]:
    """Splices in the order of the text; of two ways to read the same characters the first one counts."""
    end = 0
    for splice in sorted(splices, key=lambda splice: splice.start):
        if splice.start >= end:
            yield splice
            end = splice.end


def spliced(text: str, splices: list[Splice]) -> str:
    """Return a text with stretches of it replaced."""
    for splice in reversed(splices):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text
