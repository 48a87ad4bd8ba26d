"""Parts: the frozen values that views put into a page's content.

A view never writes HTML. It says what is there (a table of these rows, a badge of this tone), and a function of
``render/parts``, or the macro of the same name in ``templates``, shows it. Values of a line are in ``cells``, tables in
``tabular``, pictures in ``pictures``, trees and matrices in ``shapes``, release notes in ``release_parts``, forms in
``forms``; all of them are offered here. Most pages need no template of their own: ``RecordContent``
(``render/parts/record.py`` shows it) and ``SectionContent`` with ``section.html`` hold any parts in any order.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal, TypeAlias

from site_builder.model.quick import dataclass
from site_builder.views.cells import (
    Badge,
    Cell,
    Chips,
    Code,
    DayCell,
    DurationCell,
    Inline,
    ItemList,
    Label,
    Link,
    Markup,
    Meter,
    MomentCell,
    NumberCell,
    Phrase,
    Sparkline,
    Title,
    Tone,
)
from site_builder.views.forms import FormField, NewFile, RecordForm
from site_builder.views.pictures import (
    Board,
    BoardColumn,
    Card,
    CardGrid,
    Change,
    ChartFigure,
    ChartGrid,
    Fact,
    KpiCard,
    KpiGrid,
    Timeline,
    TimelineBar,
    TimelineLane,
)
from site_builder.views.release_parts import (
    Picture,
    ReleaseChange,
    ReleaseEntry,
    ReleaseFinder,
    ReleaseGroup,
    ReleaseHighlight,
)
from site_builder.views.shapes import Mark, Matrix, MatrixRow, Tree, TreeLine, TreeNode
from site_builder.views.tabular import Column, ColumnType, EmptyState, Row, Table, ValueCount

__all__ = [
    "Badge",
    "Block",
    "Board",
    "BoardColumn",
    "Card",
    "CardGrid",
    "Cell",
    "Change",
    "ChartFigure",
    "ChartGrid",
    "Chips",
    "Code",
    "Column",
    "ColumnType",
    "DayCell",
    "DefinitionList",
    "DurationCell",
    "EmptyState",
    "Fact",
    "FormField",
    "HeaderLine",
    "History",
    "HistoryEntry",
    "Inline",
    "ItemList",
    "KpiCard",
    "KpiGrid",
    "Label",
    "Link",
    "Mark",
    "Markup",
    "Matrix",
    "MatrixRow",
    "Meter",
    "MomentCell",
    "Narrative",
    "NewFile",
    "Notice",
    "NumberCell",
    "Paragraph",
    "Phrase",
    "Picture",
    "RecordContent",
    "RecordForm",
    "ReferenceEntry",
    "ReferenceGroup",
    "ReleaseChange",
    "ReleaseEntry",
    "ReleaseFinder",
    "ReleaseGroup",
    "ReleaseHighlight",
    "Row",
    "SectionContent",
    "Sparkline",
    "Subsection",
    "Table",
    "Timeline",
    "TimelineBar",
    "TimelineLane",
    "Title",
    "Tone",
    "Tree",
    "TreeLine",
    "TreeNode",
    "ValueCount",
]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Fields of a record in reading order; a fact whose value is None or empty text is left out."""

    part: ClassVar[str] = "definition_list"
    facts: tuple[Fact, ...]

    @property
    def present(self) -> tuple[Fact, ...]:
        """The facts that have a value."""
        return tuple(fact for fact in self.facts if fact.value)


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """The line below a record's title: status, then facts such as owner, dates and component.

    A fact whose label is empty shows its value alone. "Edit this record" comes from the shell.
    """

    status: Badge | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """A record that this one refers to, or that refers to it. ``role`` is the field it is named in."""

    link: Link
    status: Badge | None = None
    day: date | None = None
    day_text: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceGroup:
    """References or backlinks of one kind, under its plural name, counted."""

    part: ClassVar[str] = "reference_group"
    label: str
    entries: tuple[ReferenceEntry, ...]


@dataclass(frozen=True, slots=True)
class Narrative:
    """The body of a record or of a hand-written page: Markdown, rendered as blocks with its headings in the contents.

    Where ``path`` is a page of the site's documentation folder, the site's own Markdown renders it. A first heading
    that only repeats ``title``, under which it stands, is left out.
    """

    part: ClassVar[str] = "narrative"
    text: str
    path: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two between other parts."""

    part: ClassVar[str] = "paragraph"
    text: Inline
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know first: a release was withdrawn, a figure is missing, findings of a record."""

    part: ClassVar[str] = "notice"
    tone: Tone
    title: str
    text: Inline = None
    items: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What happened to a record on a day: created, a status or date moved, last changed. ``commit`` is short."""

    day: date
    text: Inline
    commit: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """A record's history from git, folded. ``summary`` stands on the fold: ``created 2026-01-04, 6 changes``."""

    part: ClassVar[str] = "history"
    summary: str
    entries: tuple[HistoryEntry, ...]


@dataclass(frozen=True, slots=True)
class Subsection:
    """Blocks under a heading of their own. ``anchor`` is its stable id; empty: made from the title.

    ``count`` stands beside the title; ``level`` is 2, or 3 for a heading below another.
    """

    part: ClassVar[str] = "subsection"
    title: str
    blocks: tuple[Block, ...]
    anchor: str = ""
    count: int | None = None
    level: Literal[2, 3] = 2


Block: TypeAlias = (
    Table
    | DefinitionList
    | ReferenceGroup
    | Narrative
    | Paragraph
    | Notice
    | History
    | EmptyState
    | KpiGrid
    | CardGrid
    | Board
    | Timeline
    | ChartFigure
    | ChartGrid
    | Tree
    | Matrix
    | ReleaseEntry
    | ReleaseFinder
    | Picture
    | RecordForm
    | Subsection
    | Markup
    | ItemList
)
"""What a page is built of, below its title."""


@dataclass(frozen=True, slots=True)
class RecordContent:
    """The content of a record's page in the order people read it. The title is the page's.

    ``sections`` come after the narrative: metrics, tables, charts, each a subsection with its heading.
    """

    header: HeaderLine
    lead: Markup | None = None
    notices: tuple[Notice, ...] = ()
    fields: DefinitionList | None = None
    narrative: Narrative | None = None
    sections: tuple[Subsection, ...] = ()
    references: tuple[ReferenceGroup, ...] = ()
    backlinks: tuple[ReferenceGroup, ...] = ()
    history: History | None = None


@dataclass(frozen=True, slots=True)
class SectionContent:
    """The content of ``section.html``: one sentence that says how it is doing, then the picture, then the table.

    ``prose`` is the hand-written page of the section, shown after the blocks unless ``prose_first``; ``adds`` lead to
    the forms that add what it shows.
    """

    lead: Inline
    blocks: tuple[Block, ...] = ()
    prose: Narrative | None = None
    prose_first: bool = False
    notices: tuple[Notice, ...] = ()
    adds: tuple[Link, ...] = ()
