"""Faults of YAML that the parser reports, in words that say how to mend them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from yaml import MarkedYAMLError, YAMLError
from yaml.reader import ReaderError

from site_builder.load.text import place as place_of
from site_builder.model.quick import dataclass

_QUOTE = "put the text in quotes"
_ESCAPE = "write two backslashes, or use single quotes, in which a backslash is a backslash"
_CODE = "write the character itself, or its whole number in eight digits, such as \\U0001F600"
_INDENT = "indent with spaces, and keys of one mapping equally far"
_MERGE = "keep what is right of the two sides, and take out the lines with <<<<<<<, ======= and >>>>>>>"
_CONFLICT: Final = re.compile(r"^(?:[<>|]{7}(?: .*)?|={7})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fault:
    """Line and column (from 1, in the text that was parsed), what is wrong, how to mend it, and the code."""

    line: int
    column: int
    message: str
    hint: str
    code: str = "yaml-syntax"


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    column: int
    index: int


@dataclass(frozen=True, slots=True)
class _Report:
    """What the parser says: a problem and its place, and the construct that it was in and where that begins."""

    text: str
    problem: str
    place: _Mark
    start: _Mark

    @property
    def character(self) -> str:
        return self.text[self.place.index : self.place.index + 1]

    def at_place(self, message: str, hint: str, code: str = "yaml-syntax") -> Fault:
        return Fault(self.place.line + 1, self.place.column + 1, message, hint, code)

    def at_start(self, message: str, hint: str, code: str = "yaml-syntax") -> Fault:
        return Fault(self.start.line + 1, self.start.column + 1, message, hint, code)


def fault_of(error: YAMLError, text: str) -> Fault:
    """Return what a parser's exception says about ``text``."""
    if isinstance(error, ReaderError):
        return _character(error, text)
    if not isinstance(error, MarkedYAMLError) or (error.problem_mark or error.context_mark) is None:
        return Fault(1, 1, "the text is not valid YAML", _INDENT)
    if conflict := _CONFLICT.search(text):
        return Fault(*place_of(text, conflict.start()), "unresolved merge conflict", _MERGE)
    place = _mark(error.problem_mark or error.context_mark, text)
    start = _mark(error.context_mark or error.problem_mark, text)
    report = _Report(text, error.problem or "", place, start)
    for part, explain in _EXPLANATIONS:
        if part in report.problem:
            return explain(report)
    return report.at_place(f"this is not valid YAML: {report.problem or 'it cannot be read'}", _QUOTE)


def _character(error: ReaderError, text: str) -> Fault:
    """The reader counts bytes; the character itself tells where it is."""
    code = error.character if isinstance(error.character, int) else ord(error.character[:1] or " ")
    line, column = place_of(text, max(0, text.find(chr(code))))
    return Fault(line, column, f"the character U+{code:04X} is not allowed", "remove it", "yaml-forbidden")


def _mark(mark: object, text: str) -> _Mark:
    """The mark; one past the end of the text becomes the end of its last line, which editors can show."""
    index = getattr(mark, "index", 0)
    if index < len(text) or not text:
        return _Mark(getattr(mark, "line", 0), getattr(mark, "column", 0), index)
    stripped = text.rstrip("\n")
    return _Mark(stripped.count("\n"), len(stripped) - (stripped.rfind("\n") + 1), index)


def _cannot_begin(report: _Report) -> Fault:
    if report.character == "\t":
        return report.at_place("a tab is used as indentation", "indent with spaces")
    return report.at_place(f"unquoted text cannot begin with {report.character!r}", _QUOTE)


def _tab(report: _Report) -> Fault:
    return report.at_place("a tab is used as indentation", "indent with spaces")


def _colon(report: _Report) -> Fault:
    before = report.text[report.text.rfind("\n", 0, report.place.index) + 1 : report.place.index]
    if ": " in before or before.lstrip().startswith("- "):
        return report.at_place("a colon inside unquoted text would begin another value", _QUOTE)
    return report.at_place("this key does not fit the lines before it", _INDENT)


def _open_flow(report: _Report) -> Fault:
    bracket = report.text[report.start.index : report.start.index + 1]
    if report.place.line == report.start.line and report.place.index < len(report.text.rstrip("\n")):
        return report.at_place(f"a comma is missing, or the bracket {bracket!r} is not closed before this", _QUOTE)
    return report.at_start(f"the bracket {bracket!r} is never closed", "close it, or put the text in quotes")


def _open_quote(report: _Report) -> Fault:
    return report.at_start("the quotation mark is never closed", "close it; double a single quote inside single quotes")


def _missing_colon(report: _Report) -> Fault:
    return report.at_start("a key without a colon, or text that lost its indentation", "write key: value")


def _unexpected(report: _Report) -> Fault:
    if report.character in ("-", "?"):
        hint = "indent the items of a list under their key"
    elif report.place.column and report.text[report.place.index - 1 : report.place.index] not in " \n":
        hint = "close quotes and brackets at the end of the value; double a single quote inside single quotes"
    else:
        hint = _INDENT
    return report.at_place("a key is expected here, and this is none", hint)


def _not_an_item(report: _Report) -> Fault:
    hint = "begin each item with a hyphen and a space, all equally far indented"
    return report.at_place("an item of a list is expected here", hint)


def _marker_character(report: _Report) -> Fault:
    character = report.text[report.start.index : report.start.index + 1]
    return report.at_start(f"unquoted text cannot begin with {character!r}", _QUOTE)


def _list_inside_line(report: _Report) -> Fault:
    return report.at_place("a list cannot begin behind a key on its line", "put the items on lines of their own")


def _no_value(report: _Report) -> Fault:
    return report.at_place(f"a value is expected, and {report.character!r} cannot begin one", _QUOTE)


def _escape(report: _Report) -> Fault:
    return report.at_place("a backslash that begins no known character, inside double quotes", _ESCAPE)


def _no_character(report: _Report) -> Fault:
    """Half of a pair of \\u escapes, as JSON writes characters beyond U+FFFF, or a number beyond U+10FFFF."""
    return report.at_place("the number of this escape is no character of its own", _CODE)


def _tag(report: _Report) -> Fault:
    return report.at_start("tags are not allowed", "remove the tag, or put the text in quotes", "yaml-forbidden")


def _after_the_end(report: _Report) -> Fault:
    hint = "a file holds one document, whose keys begin at the left edge"
    return report.at_place("the document ends before this", hint)


def _directive(report: _Report) -> Fault:
    return report.at_place("directives are not allowed", "remove the line", "yaml-forbidden")


_EXPLANATIONS: Final[tuple[tuple[str, Callable[[_Report], Fault]], ...]] = (
    ("cannot start any token", _cannot_begin),
    ("found a tab character", _tab),
    ("mapping values are not allowed", _colon),
    ("expected ',' or", _open_flow),
    ("unexpected end of stream", _open_quote),
    ("unexpected document indicator", _open_quote),
    ("could not find expected ':'", _missing_colon),
    ("did not find expected key", _unexpected),
    ("did not find expected '-' indicator", _not_an_item),
    ("expected alphabetic or numeric character", _marker_character),
    ("sequence entries are not allowed", _list_inside_line),
    ("did not find expected node content", _no_value),
    ("character escape code", _no_character),
    ("escape character", _escape),
    ("escaped character", _escape),
    ("hexdecimal number", _escape),
    ("expected <document start>", _after_the_end),
    ("tag", _tag),
    ("incompatible YAML document", _directive),
)
"""Parts of libyaml's problems, the more particular first."""
