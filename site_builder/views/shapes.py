"""Parts that show how things hang together: a tree of records, and a matrix of two lists. Pure data, no HTML."""

from __future__ import annotations

from typing import ClassVar

from site_builder.model.quick import dataclass
from site_builder.views.cells import Badge, Inline, Link, Tone
from site_builder.views.pictures import Fact


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A line below a node: what it is, then values that stand in columns (first and last value, a meter)."""

    label: Inline
    cells: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A record in a tree: its link, its status, a few facts, lines of figures, leaves in short, the nodes below it.

    ``leaves`` are links with a badge or a day that need no node of their own; ``leaves_title`` says what they are.
    """

    link: Link
    badge: Badge | None = None
    facts: tuple[Fact, ...] = ()
    lines: tuple[TreeLine, ...] = ()
    leaves: tuple[Inline, ...] = ()
    leaves_title: str = ""
    children: tuple[TreeNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """Records below the records that they serve. ``label`` is its accessible name."""

    part: ClassVar[str] = "tree"
    nodes: tuple[TreeNode, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """That a row and a column of a matrix belong together. ``letter`` stands in the cell, a dot where it is empty.

    ``words`` says what the mark means to those who cannot see it; ``tone`` colours it where it is a status.
    """

    words: str = "yes"
    letter: str = ""
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row: its head, and one mark a column; None where there is none."""

    head: Inline
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Which of one list belongs to which of another: roles and tools, roles and areas.

    ``corner`` names what the rows are. On a narrow screen each row becomes a line with the names of its columns.
    ``csv_url`` is where the same marks are to be had as CSV.
    """

    part: ClassVar[str] = "matrix"
    corner: str
    columns: tuple[Inline, ...]
    rows: tuple[MatrixRow, ...]
    caption: str
    identifier: str
    note: str = ""
    csv_url: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError where a row has not one mark a column."""
        if any(len(row.marks) != len(self.columns) for row in self.rows):
            raise ValueError(f"matrix {self.identifier}: every row needs {len(self.columns)} marks")
