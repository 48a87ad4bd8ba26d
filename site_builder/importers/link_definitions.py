"""Definitions of links in Markdown, ``[words]: address``: what is said elsewhere is put where it is used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from site_builder.link.mentions import without_code
from site_builder.model.names import folded
from site_builder.model.quick import dataclass

_DEFINITION: Final = re.compile(
    r"""\[(?P<label>[^\[\]\\^](?:[^\[\]\\]|\\.){0,998})\]:[ \t]*+
    (?:<(?P<bracketed>[^<>]*+)>|(?P<address>[^\s<]\S*+))
    (?:[ \t]++(?P<title>"[^"]*+"|'[^']*+'|\([^()]*+\)))?[ \t]*+""",
    re.VERBOSE,
)
_MARK: Final = re.compile(r"\\.|[\[\]]", re.DOTALL)
_LABEL: Final = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]")
_LONGEST: Final = 999
"""Characters of a label, as in CommonMark."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What the words of a link stand for: the target as it stands between the parentheses of a link."""

    label: str
    target: str


def definition_in(line: str) -> Definition | None:
    """Return the definition that a line is, None where it is none. Notes (``[^1]: …``) are none."""
    match = _DEFINITION.fullmatch(line) if line.startswith("[") and "]:" in line else None
    if match is None:
        return None
    address = match["address"] or f"<{match['bracketed']}>"
    if match["address"] and ("(" in address or ")" in address):
        address = f"<{address}>"
    return Definition(match["label"], f"{address} {match['title']}" if match["title"] else address)


class LinkDefinitions:
    """The definitions of a text by their labels, of which the first of a label holds."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._targets: dict[str, str] = {}
        for definition in definitions:
            self._targets.setdefault(folded(definition.label), definition.target)

    def inlined(self, markdown: str) -> str:
        """Return a text in which each link that names a definition says itself where it leads; code is left alone."""
        if not self._targets or "[" not in markdown:
            return markdown
        pieces: list[str] = []
        position = 0
        for start, end, target in _used(without_code(markdown), self._targets):
            pieces += (markdown[position:start], f"({target})")
            position = end
        return "".join([*pieces, markdown[position:]])


def _used(prose: str, targets: Mapping[str, str]) -> Iterable[tuple[int, int, str]]:
    """Yield what is to be replaced behind the words of each link that names a definition, and its target."""
    open_at: list[int] = []
    skipped_to = 0
    for mark in _MARK.finditer(prose):
        if mark.start() < skipped_to or mark[0].startswith("\\"):
            continue
        if mark[0] == "[":
            open_at.append(mark.end())
            continue
        if not open_at:
            continue
        start, end = open_at.pop(), mark.end()
        if prose.startswith("(", end):
            continue
        label = _LABEL.match(prose, end)
        skipped_to = end = label.end() if label else end
        words = label[1] if label and label[1].strip() else prose[start : min(mark.start(), start + _LONGEST + 1)]
        target = targets.get(folded(words)) if len(words) <= _LONGEST else None
        if target is not None:
            yield mark.end(), end, target
