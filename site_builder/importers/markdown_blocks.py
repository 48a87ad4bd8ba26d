"""The blocks of a Markdown text that notes are made of: headings, items of lists, other text; and what links stand for.

The form is that of https://spec.commonmark.org/0.31.2/, read as GitHub shows it. The time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from site_builder.importers.link_definitions import Definition, definition_in
from site_builder.model.quick import dataclass

_BULLET: Final = re.compile(r"([-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_FENCE: Final = re.compile(r"(`{3,}+)[^`]*$|(~{3,}+)")
_COMMENT: Final = "<!--"
_WIDEST: Final = 4
"""So many blanks behind a bullet belong to it; behind more of them stands code."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, an item or another text: its lines from and to (from 1), the column of its mark, and its text.

    ``level`` is that of a heading. The text of an item is without its bullet and indentation.
    """

    sort: Literal["heading", "item", "text"]
    line: int
    last_line: int
    column: int
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Unclosed:
    """What is opened in a line and never closed, so that all that follows is a part of it."""

    line: int
    what: Literal["block of code", "comment"]


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a text, the definitions of its links, and what is never closed."""

    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...]
    unclosed: tuple[Unclosed, ...]


def blocks_of(lines: Sequence[str]) -> Blocks:
    """Return the blocks of the lines of a text. Comments, rules and definitions of links are in none of them."""
    reader = _Reader([_with_blanks(line) for line in lines])
    return Blocks(tuple(reader.blocks()), tuple(reader.definitions), tuple(reader.unclosed))


class _Reader:
    def __init__(self, lines: Sequence[str]) -> None:
        self.definitions: list[Definition] = []
        self.unclosed: list[Unclosed] = []
        self._lines = lines
        self._at = 0

    def blocks(self) -> Iterator[Block]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            words = line.lstrip()
            indent = len(line) - len(words)
            if not words or _is_rule(words):
                self._at += 1
            elif words.startswith(_COMMENT):
                self._skip_comment()
            elif definition := definition_in(words):
                self.definitions.append(definition)
                self._at += 1
            elif found := _heading(words):
                self._at += 1
                yield Block("heading", self._at, self._at, indent + 1, found[1], found[0])
            elif (bullet := _BULLET.match(words)) and indent < 2 * _WIDEST:
                yield self._item(indent, bullet)
            else:
                yield self._text(indent)

    def _skip_comment(self) -> None:
        start = self._at
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if "-->" in line:
                return
        self.unclosed.append(Unclosed(start + 1, "comment"))

    def _text(self, indent: int) -> Block:
        """Return a paragraph, a block of code, or the heading that a paragraph is with a line drawn below it."""
        start = self._at
        fence = _FENCE.match(self._lines[start].lstrip())
        self._at += 1
        if fence is not None:
            self._skip_code(fence[1] or fence[2])
            return self._block("text", start, indent, self._lines[start : self._at])
        while self._at < len(self._lines) and (words := self._lines[self._at].strip()):
            level = (1 if words.startswith("=") else 2) if not words.strip("=") or not words.strip("-") else 0
            if level and self._at == start + 1:
                self._at += 1
                return Block("heading", start + 1, self._at, indent + 1, self._lines[start].strip(), level)
            if _begins_a_block(words):
                break
            self._at += 1
        return self._block("text", start, indent, self._lines[start : self._at])

    def _skip_code(self, fence: str) -> None:
        start = self._at
        while self._at < len(self._lines):
            words = self._lines[self._at].strip()
            self._at += 1
            if _closes(words, fence):
                return
        self.unclosed.append(Unclosed(start, "block of code"))

    def _item(self, indent: int, bullet: re.Match[str]) -> Block:
        start = self._at
        column = indent + (bullet.end() if bullet.end() <= len(bullet[1]) + _WIDEST else len(bullet[1]) + 1)
        if bullet.end() == len(bullet[1]):
            column += 1
        item = _Item(indent, column, bullet[1][-1] in ".)")
        item.take(self._lines[start][column:])
        self._at += 1
        while self._at < len(self._lines) and item.goes_on(self._lines[self._at], self.definitions):
            self._at += 1
        if item.is_in_loose_code:
            self.unclosed.append(Unclosed(start + 1, "block of code"))
        return self._block("item", start, indent, item.lines())

    def _block(self, sort: Literal["item", "text"], start: int, indent: int, lines: Sequence[str]) -> Block:
        return Block(sort, start + 1, self._at, indent + 1, "\n".join(lines).strip("\n"))


class _Item:
    """An item of a list while its lines are read."""

    def __init__(self, indent: int, column: int, is_numbered: bool) -> None:
        self.is_in_loose_code = False
        """Whether the lines are those of code that is not indented as the item is: it goes on until it is closed."""
        self._indent = indent
        self._column = column
        self._is_numbered = is_numbered
        self._fence = ""
        self._is_after_blank = False
        self._is_in_paragraph = False
        self._found: list[str] = []

    def lines(self) -> list[str]:
        """Return its lines, without bullet and indentation."""
        return self._found

    def take(self, line: str) -> None:
        """Take a line of the item, without its indentation."""
        words = line.strip()
        self._found.append(line.rstrip() if not line.endswith("  ") or not words else f"{line.rstrip()}  ")
        if self._fence:
            if _closes(words, self._fence):
                self._fence, self.is_in_loose_code = "", False
            return
        fence = _FENCE.match(words)
        if fence is not None:
            self._fence = fence[1] or fence[2]
        self._is_after_blank = not words
        self._is_in_paragraph = bool(words) and fence is None

    def goes_on(self, line: str, definitions: list[Definition]) -> bool:
        """Take the next line of the text, and return whether it is one of the item's."""
        words = line.strip()
        indent = len(line) - len(line.lstrip())
        if not words or self.is_in_loose_code or indent >= self._column:
            definition = definition_in(words) if self._is_after_blank and not self._fence else None
            if definition is not None:
                definitions.append(definition)
            else:
                self.take(line[min(indent, self._column) :])
            return True
        self._fence = ""
        if self._is_in_paragraph and _FENCE.match(words):
            self.is_in_loose_code = True
        elif self._ends_before(words) or not (self._is_in_paragraph or indent > self._indent):
            return False
        self.take(line.lstrip())
        return True

    def _ends_before(self, words: str) -> bool:
        """Whether a line that is indented less than the item begins something else."""
        bullet = _BULLET.match(words)
        if bullet is not None and bullet[1] not in ("-", "*", "+"):
            return self._is_numbered or bullet[1][:-1] == "1"
        return bullet is not None or _begins_a_block(words) or definition_in(words) is not None


def _with_blanks(line: str) -> str:
    """Return a line with blanks for the tabs that it is indented by."""
    words = line.lstrip(" \t")
    return f"{line[: len(line) - len(words)].expandtabs(4)}{words}" if words else ""


def _heading(words: str) -> tuple[int, str] | None:
    """Return the level and the text of a heading with hash marks."""
    text = words.lstrip("#")
    level = len(words) - len(text)
    if not 1 <= level <= 6 or not (text == "" or text[0] in " \t"):
        return None
    text = text.strip()
    bare = text.rstrip("#")
    return level, bare.rstrip() if not bare or bare[-1] in " \t" else text


def _is_rule(words: str) -> bool:
    marks = words.replace(" ", "").replace("\t", "")
    return len(marks) >= 3 and marks[0] in "-*_" and not marks.strip(marks[0])


def _closes(words: str, fence: str) -> bool:
    return words.startswith(fence) and not words.strip(fence[0])


def _begins_a_block(words: str) -> bool:
    return (
        _heading(words) is not None
        or _is_rule(words)
        or words.startswith(_COMMENT)
        or _FENCE.match(words) is not None
        or ((bullet := _BULLET.match(words)) is not None and bullet[1] in ("-", "*", "+"))
    )
