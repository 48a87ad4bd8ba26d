"""Names of a record in Markdown: mentions, and links to its file. What stands in code and comments stays."""

from __future__ import annotations

import re
from posixpath import basename, join, normpath
from typing import Final

from site_builder.edit.source_text import Splice
from site_builder.link.mentions import MENTION, without_code
from site_builder.model.quick import dataclass
from site_builder.model.reference import Reference

_LINKS: Final = (
    re.compile(r"\]\(\s*<?([^()\s<>]+)"),
    re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?([^\s<>]+)", re.MULTILINE),
    re.compile(r"\b(?:href|src)\s*=\s*[\"']([^\"'\s<>]+)", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class Renaming:
    """A record's old and new name, and the old and new path of its file."""

    old: Reference
    new: Reference
    old_path: str
    new_path: str

    def renamed_path(self, target: str, folder: str) -> str | None:
        """Return a path that names the record's file, read from ``folder``, with its new name; None for another."""
        path, hash_sign, fragment = target.partition("#")
        name = basename(self.old_path)
        start = "" if path.startswith("/") else folder
        if not path.endswith(name) or normpath(join(start, path.lstrip("/"))) != self.old_path:
            return None
        return path.removesuffix(name) + basename(self.new_path) + hash_sign + fragment

    def in_markdown(self, text: str, folder: str) -> list[Splice]:
        """Return what has to change in the Markdown of a file in ``folder``, in the order of the text."""
        if self.old.id not in text:
            return []
        prose = without_code(text)
        splices = [
            Splice(match.start(2), match.end(2), self.new.id)
            for match in MENTION.finditer(prose)
            if (match[1], match[2]) == (self.old.kind, self.old.id)
        ]
        for pattern in _LINKS:
            for match in pattern.finditer(prose):
                renamed = self.renamed_path(match[1], folder)
                if renamed is not None:
                    splices.append(Splice(match.start(1), match.end(1), renamed))
        return sorted(splices, key=lambda splice: splice.start)


def spliced(text: str, splices: list[Splice]) -> str:
    """Return a text with stretches of it replaced."""
    for splice in reversed(splices):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text
