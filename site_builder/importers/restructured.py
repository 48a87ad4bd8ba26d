"""reStructuredText as Markdown, as far as people use it in notes: what is not known stays as it stands.

The form is that of https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html. Emphasis and most bullets are
the same in both. The time it takes is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from site_builder.importers.restructured_inline import Targets, inline_markdown, is_target, targets_of
from site_builder.model.quick import dataclass

_BULLET: Final = re.compile(r"(?:[-*+•]|\d{1,9}[.)]|#\.)(?: +|$)")
_CODE: Final = re.compile(r"\.\. (?:code-block|code|sourcecode|parsed-literal)::(?: +([\w+.-]{1,40}))?")
_ADMONITION: Final = re.compile(
    r"\.\. (attention|caution|danger|error|hint|important|note|seealso|tip|warning)::(?: +|$)"
)
_OPTION: Final = re.compile(r":[\w-]{1,40}:(?: |$)")
_BACKTICKS: Final = re.compile(r"`{3,}")


def markdown_of(text: str) -> str:
    """Return a text as Markdown, without blank lines around it."""
    lines = [line.rstrip() for line in text.expandtabs(8).split("\n")]
    targets = targets_of(lines)
    blocks = _Blocks([line for line in lines if not is_target(line)])
    return "\n".join(_joined(blocks.lines(), targets)).strip("\n")


def _joined(lines: Iterator[_Line], targets: Targets) -> Iterator[str]:
    """Yield lines of Markdown; what is marked up within lines may go over several of a paragraph."""
    paragraph: list[str] = []
    was_blank = False
    for line in lines:
        if line.words and not line.is_code:
            paragraph.append(line.words)
            was_blank = False
            continue
        if paragraph:
            yield inline_markdown("\n".join(paragraph), targets)
            paragraph.clear()
        if line.is_code or not was_blank:
            yield line.words
        was_blank = not line.is_code
    if paragraph:
        yield inline_markdown("\n".join(paragraph), targets)


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    is_code: bool = False


_BLANK: Final = _Line("")


@dataclass(frozen=True, slots=True)
class _Container:
    """An item of a list, or a part that is indented: the column of its text, and the column that it has in Markdown.

    A part that is indented beyond its paragraph is a quotation to some and code to Markdown: it is put in line.
    """

    column: int
    out: int


class _Blocks:
    """The lines of a text in the columns of Markdown, and whether each is code."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._next = 0
        self._containers = [_Container(0, 0)]
        self._is_after_blank = True

    def lines(self) -> Iterator[_Line]:
        """Yield them."""
        while self._next < len(self._lines):
            line = self._lines[self._next]
            self._next += 1
            if line:
                yield from self._written(line.lstrip(), len(line) - len(line.lstrip()))
            else:
                self._is_after_blank = True
                yield _BLANK

    def _written(self, words: str, column: int) -> Iterator[_Line]:
        inside = self._inside(column)
        self._is_after_blank = False
        if directive := _CODE.fullmatch(words):
            yield from self._code(inside, directive[1] or "text", has_options=True)
            return
        margin = " " * (inside.out + column - inside.column)
        if admonition := _ADMONITION.match(words):
            yield _Line(f"{margin}**{admonition[1].capitalize()}:** {words[admonition.end() :]}".rstrip())
            self._is_after_blank = True
            return
        if bullet := _BULLET.match(words):
            words = _known_bullet(words)
            inside = _Container(column + bullet.end(), len(margin) + bullet.end())
            self._containers.append(inside)
        if words.endswith("::") and self._is_literal_next(inside):
            if words != "::":
                yield _Line(margin + (words[:-2].rstrip() if words.endswith(" ::") else words[:-1]))
                yield _BLANK
            yield from self._code(inside, "text")
            return
        yield _Line(margin + words)

    def _inside(self, column: int) -> _Container:
        """Return what a line in this column is a part of."""
        while self._containers[-1].column > column:
            self._containers.pop()
        last = self._containers[-1]
        if self._is_after_blank and column > last.column:
            last = _Container(column, last.out)
            self._containers.append(last)
        return last

    def _is_literal_next(self, inside: _Container) -> bool:
        """Whether the paragraph ends here, and lines follow that are indented beyond it."""
        at = self._after_blank_lines()
        return at > self._next and self._is_within(at, inside)

    def _code(self, inside: _Container, language: str, *, has_options: bool = False) -> Iterator[_Line]:
        """Yield the lines that are indented beyond a line as a block of code."""
        while has_options and self._is_within(self._next, inside) and _OPTION.match(self._lines[self._next].lstrip()):
            self._next += 1
        start = end = self._after_blank_lines()
        while self._is_within(end, inside) or self._is_blank(end):
            end += 1
        self._next = end
        while end > start and self._is_blank(end - 1):
            end -= 1
        block = self._lines[start:end]
        if not block:
            return
        indent = min(len(line) - len(line.lstrip()) for line in block if line)
        margin = " " * inside.out
        longest = max((len(run) for line in block for run in _BACKTICKS.findall(line)), default=2)
        fence = "`" * (longest + 1)
        yield _Line(f"{margin}{fence}{language}", is_code=True)
        for line in block:
            yield _Line(f"{margin}{line[indent:]}" if line else "", is_code=True)
        yield _Line(f"{margin}{fence}", is_code=True)
        yield _BLANK
        self._is_after_blank = True

    def _after_blank_lines(self) -> int:
        at = self._next
        while self._is_blank(at):
            at += 1
        return at

    def _is_blank(self, at: int) -> bool:
        return at < len(self._lines) and not self._lines[at]

    def _is_within(self, at: int, inside: _Container) -> bool:
        if at >= len(self._lines) or not (line := self._lines[at]):
            return False
        return len(line) - len(line.lstrip()) > inside.column


def _known_bullet(words: str) -> str:
    if words.startswith("#."):
        return f"1.{words[2:]}"
    return f"-{words[1:]}" if words.startswith("•") else words
