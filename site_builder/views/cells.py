"""Values that stand in a line: what a cell, a fact of a header or an entry of a list shows. Pure data, no HTML."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal, TypeAlias

from site_builder.model.quick import dataclass

Tone = Literal["positive", "attention", "danger", "neutral", "info"]
"""The five meanings that have a colour. A word always stands beside it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link. ``url`` is relative to the site's root (``roadmap/initiatives/x/``; empty: the home page), ``#anchor`` on
    the same page, or http, https or mailto. Code spans in ``text`` are marked up, as in titles."""

    part: ClassVar[str] = "link"
    text: str
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """Text in which code spans are marked up: a record's title that is no link."""

    part: ClassVar[str] = "title"
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Text shown as code: a path, an id, a commit, a command."""

    part: ClassVar[str] = "code"
    text: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A status word with its colour. ``order`` sorts a column where the alphabet would mislead (severities).

    ``number`` is what the words say of a figure (``+4.2 better``): machines are given it in their place.
    """

    part: ClassVar[str] = "badge"
    text: str
    tone: Tone = "neutral"
    title: str = ""
    order: float | None = None
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A small quiet label: a tag, a type of change, a component."""

    part: ClassVar[str] = "label"
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day, shown as ``2026-11-22`` (or as ``text``, such as ``2026-Q3``) with relative words in its title.

    ``tone`` marks a day that asks for attention; ``note`` is the word that then stands beside it (``overdue``).
    """

    part: ClassVar[str] = "day"
    day: date
    text: str = ""
    tone: Tone = "neutral"
    note: str = ""


@dataclass(frozen=True, slots=True)
class MomentCell:
    """A moment, shown in UTC to the minute."""

    part: ClassVar[str] = "moment"
    moment: datetime


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number: rounded to ``digits``, thousands grouped. ``value`` None shows a dash; ``note`` says why.

    ``unit`` stands behind the number (``%``, ``days``) and is left out where a column's head has it. ``share`` numbers
    run from 0 to 1 and are shown as per cent. ``floored`` ones are cut: 99.6 per cent of what is to be reached are 99.
    ``signed`` puts a plus before positive ones.
    """

    part: ClassVar[str] = "number"
    value: float | None
    digits: int = 0
    unit: str = ""
    share: bool = False
    signed: bool = False
    note: str = ""
    floored: bool = False


@dataclass(frozen=True, slots=True)
class DurationCell:
    """A span of time in minutes, shown as ``3 h 20 min`` or ``2 d 4 h``. None shows a dash; ``note`` says why."""

    part: ClassVar[str] = "duration"
    minutes: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A series in miniature, with a band where intervals are known. None is a gap. ``label`` says what it shows."""

    part: ClassVar[str] = "sparkline"
    values: tuple[float | None, ...]
    label: str
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Meter:
    """A share of a whole as a small bar with its words: ``7 of 9``. ``value`` and ``total`` are counts.

    ``text`` stands in place of these words where the share is no count, such as ``52%``; ``share`` is then the share
    itself. The bar ends at its total.
    """

    part: ClassVar[str] = "meter"
    value: int
    total: int
    tone: Tone = "neutral"
    text: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and other values in one line, joined without separators: a sentence with links and numbers in it."""

    part: ClassVar[str] = "phrase"
    pieces: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Chips:
    """Several short values side by side: labels, links, badges. A filter finds each of them."""

    part: ClassVar[str] = "chips"
    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """Several values below each other, as a list."""

    part: ClassVar[str] = "item_list"
    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Markup:
    """Markdown of a record (GitHub flavour). ``path`` is the file that relative links start from.

    ``inline`` leaves out what is no line: a summary in a table cell shows its first paragraph without block elements.
    """

    part: ClassVar[str] = "markup"
    text: str
    path: str
    inline: bool = False


Inline: TypeAlias = (
    str
    | Link
    | Title
    | Code
    | Badge
    | Label
    | DayCell
    | MomentCell
    | NumberCell
    | DurationCell
    | Sparkline
    | Meter
    | Phrase
    | Chips
    | ItemList
    | Markup
    | None
)
"""What a cell may hold. Text is escaped; None is shown as nothing at all."""

Cell: TypeAlias = Inline
