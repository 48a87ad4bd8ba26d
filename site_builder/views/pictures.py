"""Parts that are looked at before they are read: cards, charts, the board, the timeline. Pure data, no HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any, ClassVar, Literal

from site_builder.model.numbers import MINUS
from site_builder.model.quick import dataclass
from site_builder.views.cells import Badge, Inline, Link, Markup, Sparkline, Tone
from site_builder.views.tabular import EmptyState, Table


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since the period before: ``+4.2 since 2026-Q2`` and whether that is more than chance.

    A card says ``up 4.2 since 2026-Q2``, or ``no detectable change (+4.2 since 2026-Q2)``.
    ``verdict`` is ``up``, ``down`` or ``none`` (no detectable change, shown in grey); ``tone`` says whether it is good.
    """

    verdict: Literal["up", "down", "none"]
    text: str = ""
    tone: Tone = "neutral"

    @property
    def judged(self) -> str:
        """The verdict in words."""
        return "no detectable change" if self.verdict == "none" else self.verdict

    @property
    def by_how_much(self) -> str:
        """The figure behind the verdict: in brackets where it may be chance, else without the sign that it says."""
        if self.verdict == "none":
            return f"({self.text})" if self.text else ""
        return self.text.lstrip(f"+{MINUS}")

    @property
    def words(self) -> str:
        """The verdict and its figure."""
        return f"{self.judged} {self.by_how_much}".strip()


@dataclass(frozen=True, slots=True)
class KpiCard:
    """One figure with all that makes it honest. ``n`` is what it was computed from, ``interval`` is in words.

    ``reason`` says why there is no value. ``method`` and ``definition`` are folded behind "How it is measured".
    """

    part: ClassVar[str] = "kpi_card"
    label: str
    value: Inline
    url: str = ""
    n: int | None = None
    interval: str = ""
    change: Change | None = None
    sparkline: Sparkline | None = None
    reason: str = ""
    method: str = ""
    definition: str = ""
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class KpiGrid:
    """Figures side by side."""

    part: ClassVar[str] = "kpi_grid"
    cards: tuple[KpiCard, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its name: an entry of a definition list, a line of a card, an item of a header line."""

    label: str
    value: Inline


@dataclass(frozen=True, slots=True)
class Card:
    """A record in short: its link, its status, a few facts, perhaps a sentence."""

    part: ClassVar[str] = "card"
    link: Link
    badge: Badge | None = None
    facts: tuple[Fact, ...] = ()
    text: Markup | str = ""


@dataclass(frozen=True, slots=True)
class CardGrid:
    """Cards side by side."""

    part: ClassVar[str] = "card_grid"
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column of a board. ``total`` is the count at its head: more than the cards where ``more`` leads to the rest."""

    title: str
    cards: tuple[Card, ...]
    note: str = ""
    total: int | None = None
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """Columns of cards: now, next, later. They stack on a narrow screen."""

    part: ClassVar[str] = "board"
    columns: tuple[BoardColumn, ...]
    label: str = "Board"


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A row of a timeline: one record from ``start`` to ``end``.

    ``baseline_end`` draws a ghost of the first promise; ``released`` fills the bar; ``depends_on`` holds the ``key`` of
    the bars that this one waits for.
    """

    key: str
    link: Link
    start: date
    end: date
    badge: Badge | None = None
    tone: Tone = "neutral"
    released: bool = False
    baseline_end: date | None = None
    depends_on: tuple[str, ...] = ()
    end_text: str = ""


@dataclass(frozen=True, slots=True)
class TimelineLane:
    """Rows under one heading: a team, an objective."""

    title: str
    bars: tuple[TimelineBar, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars over quarters, with today's line. ``start`` and ``end`` bound what is drawn; bars beyond are cut there.

    ``ghost`` says in the key what the baseline of the bars is.
    """

    part: ClassVar[str] = "timeline"
    name: str
    title: str
    lanes: tuple[TimelineLane, ...]
    start: date
    end: date
    today: date
    subtitle: str = ""
    ghost: str = "first promise"


@dataclass(frozen=True, slots=True)
class ChartFigure:
    """A chart: a Vega-Lite specification, the words around it, and the table of exactly what is drawn.

    ``name`` is unique on its page and makes the figure's anchor. ``title`` says the finding where code can know it,
    else the measure; ``subtitle`` unit, period and n. ``narrow`` is the same chart designed for a narrow screen;
    without it the wide one scrolls in its frame. ``empty`` is shown in place of a chart that has nothing to draw.
    """

    part: ClassVar[str] = "chart"
    name: str
    title: str
    subtitle: str
    spec: Mapping[str, Any] = field(repr=False)
    table: Table
    description: str = ""
    narrow: Mapping[str, Any] | None = field(default=None, repr=False)
    note: str = ""
    empty: EmptyState | None = None

    @property
    def drawings(self) -> tuple[Mapping[str, Any], ...]:
        """The specifications of what is drawn."""
        if self.empty is not None:
            return ()
        return (self.spec,) if self.narrow is None else (self.spec, self.narrow)


@dataclass(frozen=True, slots=True)
class ChartGrid:
    """Small multiples: charts side by side where there is room."""

    part: ClassVar[str] = "chart_grid"
    charts: tuple[ChartFigure, ...]
