"""The one YAML loader: from the parser's events to plain values, with places and limits.

PyYAML's own composer is never used: it recurses in C and crashes the process on deep nesting, and its constructors run
code. The parser behind it keeps its state on the heap, and is asked for the next event only while the limits hold.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from site_builder.load.text import place
from site_builder.load.yaml_composer import Composer
from site_builder.load.yaml_faults import fault_of
from site_builder.load.yaml_plain import compose_plain
from site_builder.load.yaml_report import Limits, StopReading
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Position

_UNSEEN: Final = re.compile("[\ud800-\udfff\x85\u2028\u2029\ufeff]")
_DIRECTIVE: Final = re.compile(r"^%", re.MULTILINE)
_ESCAPE: Final = re.compile(r"\\[0abefvxuU]")
"""Writes, in double quotes, a character that may be one that is not allowed."""

_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Composed:
    """A document's value (None where it is empty or cannot be read), where everything in it is, and what is wrong."""

    value: object
    positions: dict[FieldPath, Position]
    diagnostics: tuple[Diagnostic, ...] = ()
    is_readable: bool = True

    @property
    def mapping(self) -> dict[Any, Any]:
        """The value where it is a mapping, else an empty one."""
        return self.value if isinstance(self.value, dict) else {}


def compose(
    text: str, path: str, *, first_line: int = 1, limits: Limits | None = None, tolerant: bool = False
) -> Composed:
    """Return the value of a YAML document, with the place of each key and value, and its diagnostics.

    ``first_line`` is the line of the file on which ``text`` begins. Tags, anchors, aliases, merge keys, directives and
    further documents are errors, and the document then is not readable. A ``tolerant`` reading, for other programs'
    files, leaves tags out of account and follows aliases and merge keys within the limits.
    """
    limits = limits or _LIMITS
    plain = compose_plain(text, first_line, limits) if _is_plain(text) else None
    if plain is not None:
        return Composed(*plain)
    composer = Composer(path, first_line, limits, tolerant)
    try:
        _refuse_unseen(composer, text)
        parser = yaml.CBaseLoader(text)
        composer.read(iter(parser.get_event, None))
    except yaml.YAMLError as problem:
        fault = fault_of(problem, text)
        composer.report.fail(fault.code, fault.message, fault.line + first_line - 1, fault.column, fault.hint)
    except StopReading:
        pass
    value = composer.root if composer.is_complete else None
    return Composed(value, composer.positions, tuple(composer.report.diagnostics), composer.report.is_readable)


def _is_plain(text: str) -> bool:
    """Return whether a text has nothing that is refused before the parser sees it, and no escaped control character."""
    if "\\" in text and _ESCAPE.search(text):
        return False
    return "%" not in text and (text.isascii() or _UNSEEN.search(text) is None)


def _refuse_unseen(composer: Composer, text: str) -> None:
    """Find what the parser would take for line ends or directives before it sees them."""
    if not text.isascii():
        match = _UNSEEN.search(text)
        if match is not None:
            line, column = place(text, match.start())
            message = f"the invisible character U+{ord(match[0]):04X} is not allowed"
            hint = "remove it" if "\ud800" <= match[0] <= "\udfff" else "remove it, or write it as \\u in quotes"
            composer.report.forbid(message, line + composer.offset - 1, column, hint)
            raise StopReading
    if "%" in text:
        match = _DIRECTIVE.search(text)
        if match is not None:
            line = text.count("\n", 0, match.start()) + composer.offset
            composer.report.forbid("directives (lines that begin with %) are not allowed", line, 1, "remove the line")
            raise StopReading
