"""A changelog as versions, their sections and the entries of these, and what in it is none of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from textwrap import dedent
from typing import Final

from site_builder.importers.markdown_blocks import Block
from site_builder.importers.version_heading import VersionHeading, VersionHeadings
from site_builder.model.quick import dataclass

_BOLD: Final = re.compile(r"(?:\*\*|__)([^*_\n]{1,80})(?:\*\*|__):?")
_DEEPEST: Final = 3
"""The level of the deepest heading that may name a version."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a version and its entries."""

    heading: Block
    entries: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Version:
    """A version: what its heading says, the text below it, its sections. ``loose`` counts the bullets in the text."""

    heading: Block
    said: VersionHeading
    intro: str
    sections: Sequence[Section]
    loose: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """The versions of a changelog as they stand in it, and the lines of what was left out, by what it is."""

    versions: tuple[Version, ...]
    left_out: Mapping[str, Sequence[int]] = field(default_factory=dict)


def outline_of(
    blocks: Sequence[Block], lines: Sequence[str], versions: VersionHeadings, is_section: Callable[[str], bool]
) -> Outline:
    """Return the outline of a changelog's blocks; ``is_section`` says of a heading whether it is known as a section."""
    outliner = _Outliner(lines, versions, is_section)
    for block in blocks:
        if block.sort == "heading":
            outliner.add_heading(block)
        else:
            outliner.add(block)
    return outliner.outline()


class _Open:
    """A version while its blocks are read."""

    def __init__(self, heading: Block, said: VersionHeading) -> None:
        self.heading = heading
        self.said = said
        self.has_bold_sections = False
        self.intro: list[Block] = []
        self.sections: list[tuple[Block, list[Block]]] = []


class _Outliner:
    def __init__(self, lines: Sequence[str], versions: VersionHeadings, is_section: Callable[[str], bool]) -> None:
        self._lines = lines
        self._versions = versions
        self._is_section = is_section
        self._found: list[_Open] = []
        self._open: _Open | None = None
        self._left_out: dict[str, list[int]] = {}

    def outline(self) -> Outline:
        """Return what was read so far."""
        return Outline(tuple(map(self._closed, self._found)), self._left_out)

    def add_heading(self, block: Block) -> None:
        """Begin a version or a section, or leave the version."""
        said = self._version(block)
        if said is not None:
            self._open = _Open(block, said)
            self._found.append(self._open)
        elif self._open is None:
            self._leave_out("headings that name no version", block)
        elif block.level <= min(self._open.heading.level, _DEEPEST - 1) and not self._is_section(block.text):
            self._open = None
            self._leave_out("headings that name no version", block)
        elif self._open.sections and block.level > self._open.sections[-1][0].level:
            self._leave_out("headings inside of sections", block)
        else:
            self._open.sections.append((block, []))

    def add(self, block: Block) -> None:
        """Add an entry to the section, or a text to the version; a line in bold may well be a section's heading."""
        bold = _BOLD.fullmatch(block.text) if block.sort == "text" else None
        if self._open is None:
            self._leave_out("text below no version", block)
        elif bold is not None and (self._is_section(bold[1]) or self._open.has_bold_sections):
            self._open.has_bold_sections = True
            level = self._open.heading.level + 1
            self._open.sections.append((replace(block, sort="heading", text=bold[1], level=level), []))
        elif not self._open.sections:
            self._open.intro.append(block)
        elif block.sort == "text":
            self._leave_out("text outside of bullets", block)
        elif not block.text.strip():
            self._leave_out("empty bullets", block)
        else:
            self._open.sections[-1][1].append(block)

    def _version(self, block: Block) -> VersionHeading | None:
        if block.level > _DEEPEST:
            return None
        said = self._versions.of(block.text)
        is_sure = block.level < _DEEPEST or (said is not None and (said.day or not said.version))
        return said if is_sure else None

    def _leave_out(self, what: str, block: Block) -> None:
        """Note what is left out; what stands before the first version is no part of the changelog."""
        if self._found:
            self._left_out.setdefault(what, []).append(block.line)

    def _closed(self, version: _Open) -> Version:
        if not version.said.version:
            for block in version.intro:
                self._leave_out("text above the sections of what is unreleased", block)
            version.intro.clear()
        intro = self._lines[version.intro[0].line - 1 : version.intro[-1].last_line] if version.intro else []
        sections = [Section(heading, entries) for heading, entries in version.sections]
        loose = sum(block.sort == "item" for block in version.intro)
        return Version(version.heading, version.said, dedent("\n".join(intro)).strip("\n"), sections, loose)
