"""Links of a technology radar's texts: those between items lead to records, what else is relative leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from site_builder.importers.ids import id_from
from site_builder.link.mentions import without_code
from site_builder.model.quick import dataclass

_DESTINATION: Final = r"[ \t]*+(?:<([^<>\n]*+)>|((?:[^\s()<>]|\([^\s()<>]*+\))*+))"
_TITLE: Final = r"(?:[ \t\n]++(?:\"[^\"\n]*+\"|'[^'\n]*+'))?+[ \t]*+"
_TOKEN: Final = re.compile(rf"\\.|!?\[|\](?:\({_DESTINATION}{_TITLE}\))?", re.DOTALL)
_DEFINITION: Final = re.compile(r"^ {0,3}\[[^\[\]\n]++\]:[ \t]*+<?([^\s<>()\[\]]++)(?=>?(?:\s|\Z))", re.MULTILINE)
_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:|//|#|\?")
"""How an address begins that does not depend on where the text stands."""
_AFTER_PATH: Final = re.compile(r"[?#]")
_SUFFIXES: Final = (".md", ".html")


@dataclass(frozen=True, slots=True)
class RadarItems:
    """The items that links may lead to: their ids, and what may stand before them in an address.

    ``folders`` are the segments and the editions, their case folded.
    """

    ids: frozenset[str]
    folders: frozenset[str]

    def linked(self, markdown: str) -> str:
        """Return a text whose links to items are links to their records; other relative links became their text.

        So did relative images. Code stays as it is, and so does what leads to other sites or stays on the page.
        """
        prose = without_code(markdown)
        edits = sorted([*self._links(prose), *self._definitions(prose)])
        pieces: list[str] = []
        position = 0
        for start, end, text in edits:
            pieces += (markdown[position:start], text)
            position = end
        return "".join([*pieces, markdown[position:]])

    def _links(self, prose: str) -> Iterator[tuple[int, int, str]]:
        """Yield which parts of a text are to be replaced: an address, or what makes a text a link."""
        opened: list[re.Match[str]] = []
        for token in _TOKEN.finditer(prose):
            if token[0] in ("[", "!["):
                opened.append(token)
            elif token[0].startswith("]") and opened:
                start = opened.pop()
                place = 1 if token[1] is not None else 2
                target = token[place]
                if not target or _ELSEWHERE.match(target):
                    continue
                record = self._record(target) if start[0] == "[" else ""
                if record:
                    yield token.start(place), token.end(place), record
                else:
                    yield start.start(), start.end(), ""
                    yield token.start(), token.end(), ""

    def _definitions(self, prose: str) -> Iterator[tuple[int, int, str]]:
        for found in _DEFINITION.finditer(prose):
            record = "" if _ELSEWHERE.match(found[1]) else self._record(found[1])
            if record:
                yield found.start(1), found.end(1), record

    def _record(self, target: str) -> str:
        """Return the file of the record that an address on the radar's site, or a path, means; empty for none."""
        path = unquote(_AFTER_PATH.split(target, maxsplit=1)[0])
        parts = [part for part in path.split("/") if part not in ("", ".", "..")]
        if not parts or (len(parts) == 1 and path.startswith("/")):
            return ""
        *above, name = parts
        for suffix in _SUFFIXES:
            name = name.removesuffix(suffix)
        record_id = id_from(name)
        is_item = record_id in self.ids and (not above or above[-1].casefold() in self.folders)
        return f"{record_id}.md" if is_item else ""
