"""Markdown as its author wrote it, taken apart into text and blocks of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from site_builder.export.markdown.escape import code_block, is_risky
from site_builder.model.quick import dataclass

_FENCE = re.compile(r"( {0,3}(?:> ?)*+(?:[-*+] ++|\d{1,9}[.)] ++)*+\s*+)(`{3,}|~{3,})(.*)")
_CONTAINER = re.compile(r" {0,3}(?:> ?)*+(?:[-*+] |\d{1,9}[.)] |\[\^)")
_INFO = re.compile(r"\s*([\w+#.-]*)((?:\s+(?:hl_lines|linenums|title)=\"[^\"<>{}]*\")*)\s*$")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text: lines of text, or a block of code as it may be written into any file."""

    text: str
    is_code: bool = False


def segments(markdown: str) -> Iterator[Segment]:
    """Yield the pieces in order. Code that an engine could take for more than code is written in entities."""
    scanner = _Scanner()
    for line in markdown.split("\n"):
        yield from scanner.take(line)
    yield from scanner.rest()


def opening_fence(line: str) -> re.Match[str] | None:
    """Return what begins a fenced block: what stands before it, its marks, its words; None for any other line."""
    found = _FENCE.match(line)
    return None if found is None or (found[2][0] == "`" and "`" in found[3]) else found


def closes(line: str, mark: str) -> bool:
    """Return whether a line ends the fenced block that began with these marks."""
    stripped = line.strip().lstrip("> ")
    return stripped.startswith(mark) and not stripped.strip(mark[0])


@dataclass(slots=True)
class _Scanner:
    """Reads line by line. ``fence`` is the first line of a fenced block that is open; ``code`` its lines so far, or
    those of an indented block."""

    text: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    fence: re.Match[str] | None = None
    in_container: bool = False
    after_blank: bool = False

    def take(self, line: str) -> Iterator[Segment]:
        """Yield what the line ends."""
        if self.fence is not None:
            if closes(line, self.fence[2]):
                yield from self.rest()
            else:
                self.code.append(line)
            return
        is_indented = line.startswith(("    ", "\t")) and not self.in_container and (self.after_blank or self.code)
        if self.code and (is_indented or not line.strip()):
            self.code.append(line)
            return
        if self.code or is_indented:
            yield from self.rest()
        fence = opening_fence(line)
        if is_indented:
            self.code.append(line)
        elif fence is not None:
            yield from self.rest()
            self.fence = fence
        else:
            self._note(line)
            self.text.append(line)

    def rest(self) -> Iterator[Segment]:
        """Yield what has been read and not been given away yet."""
        if self.text:
            yield Segment("\n".join(self.text))
        if self.fence is not None:
            yield Segment(_fenced(self.fence, self.code), is_code=True)
        elif self.code:
            yield Segment(_indented(self.code), is_code=True)
        self.text, self.code, self.fence = [], [], None

    def _note(self, line: str) -> None:
        """Remember what decides whether the next indented line is code."""
        self.after_blank = not line.strip()
        if line.strip() and not line.startswith(("    ", "\t")):
            self.in_container = _CONTAINER.match(line) is not None or (self.in_container and line.startswith(" "))


def _fenced(opening: re.Match[str], code: list[str]) -> str:
    """Return a fenced block: its content as it is, its first line without what could be attributes."""
    prefix, mark, info = opening[1], opening[2], _INFO.match(opening[3])
    if is_risky("\n".join(code)):
        block = code_block("\n".join(line.removeprefix(prefix) for line in code))
        return f"{prefix}{block}" if prefix else f"\n{block}\n"
    language = info[1] + info[2] if info else ""
    indent = re.sub(r"[^>\s]", " ", prefix)
    return "\n".join([f"{prefix}{mark}{language}", *code, f"{indent}{mark}"])


def _indented(code: list[str]) -> str:
    content = "\n".join(code)
    if not is_risky(content):
        return content
    return code_block("\n".join(line.removeprefix("    ").removeprefix("\t") for line in code).rstrip()) + "\n"
