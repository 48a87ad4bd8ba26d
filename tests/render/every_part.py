"""A case of every part, with text in it that would run if it were not escaped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.parts import (
    Badge,
    Block,
    Board,
    BoardColumn,
    Card,
    CardGrid,
    Change,
    ChartGrid,
    Chips,
    Code,
    Column,
    DayCell,
    DefinitionList,
    DurationCell,
    EmptyState,
    Fact,
    FormField,
    History,
    HistoryEntry,
    Inline,
    ItemList,
    KpiCard,
    KpiGrid,
    Label,
    Link,
    Mark,
    Markup,
    Matrix,
    MatrixRow,
    Meter,
    MomentCell,
    Narrative,
    NewFile,
    Notice,
    NumberCell,
    Paragraph,
    Phrase,
    Picture,
    RecordForm,
    ReferenceEntry,
    ReferenceGroup,
    ReleaseChange,
    ReleaseEntry,
    ReleaseFinder,
    ReleaseGroup,
    ReleaseHighlight,
    Row,
    Sparkline,
    Subsection,
    Table,
    Timeline,
    TimelineBar,
    TimelineLane,
    Title,
    Tree,
    TreeLine,
    TreeNode,
)
from tests.render.rendering import DAY, EVIL, PATH, section

INLINES: tuple[Inline, ...] = (
    EVIL,
    Link(EVIL, "roadmap/initiatives/b/", EVIL),
    Title(EVIL),
    Code(EVIL),
    Badge(EVIL, "danger", EVIL),
    Label(EVIL, EVIL),
    DayCell(DAY, EVIL, "attention", EVIL),
    MomentCell(datetime(2026, 11, 22, 14, 30, tzinfo=UTC)),
    NumberCell(1234.5, 1, EVIL, note=EVIL),
    NumberCell(None, note=EVIL),
    DurationCell(200, EVIL),
    DurationCell(None, EVIL),
    Sparkline((1.0, 2.0), EVIL),
    Meter(3, 4, "info"),
    Meter(0, 0),
    Phrase((EVIL, Badge("x"))),
    Chips((Label(EVIL), EVIL)),
    ItemList((EVIL,)),
    Markup(EVIL, PATH),
    Markup(f"{EVIL}\n\nsecond", PATH, inline=True),
    None,
)
TABLE = Table(
    (Column(EVIL, "link", EVIL), Column("Count", "number"), Column("Day", "date", sortable=False)),
    (Row((Link(EVIL, "a/"), NumberCell(3), DayCell(DAY, "2026-Q4")), "row-1"), Row((EVIL, None, None))),
    EVIL,
    "things",
    filters=("Day",),
    total=12,
    more=Link("All 12", "all/"),
    csv_url="things.csv",
)
CHART = ranked_bars("causes", EVIL, EVIL, [Bar(EVIL, 3)])
BLOCKS: tuple[Block, ...] = (
    TABLE,
    replace(TABLE, identifier="folded", rows=TABLE.rows[1:], folded=True),
    DefinitionList((Fact(EVIL, EVIL), Fact("left out", None), Fact("empty", ""), Fact("long", EVIL * 5))),
    ReferenceGroup(
        EVIL,
        (
            ReferenceEntry(Link(EVIL, "b/"), Badge("open", "danger"), DAY, "2026-Q4", EVIL),
            ReferenceEntry(Link("plain", "c/")),
        ),
    ),
    Narrative(f"# One\n\n{EVIL}", PATH),
    Paragraph(EVIL, lead=True),
    Paragraph(Phrase((EVIL,))),
    Notice("danger", EVIL, EVIL, (EVIL,)),
    Notice("info", "title only"),
    History(EVIL, (HistoryEntry(DAY, EVIL, EVIL), HistoryEntry(DAY, Phrase((EVIL,))))),
    EmptyState(EVIL, EVIL, EVIL),
    EmptyState("what", "why"),
    KpiGrid(
        (
            KpiCard(
                EVIL,
                NumberCell(34.2, 1),
                "metrics/nps/",
                352,
                EVIL,
                Change("up", EVIL, "positive"),
                None,
                EVIL,
                EVIL,
                EVIL,
            ),
            KpiCard("b", DurationCell(None), sparkline=Sparkline((1.0,), "x"), change=Change("none"), reason="no data"),
            KpiCard("c", NumberCell(1), n=3, definition="d"),
        )
    ),
    CardGrid((Card(Link(EVIL, "a/"), Badge(EVIL), (Fact(EVIL, EVIL), Fact("", None)), EVIL), Card(Link("b", "b/")))),
    Board(
        (
            BoardColumn(EVIL, (Card(Link("a", "a/"), text=Markup("*x*", PATH)),), EVIL, 4, Link("3 more", "m/")),
            BoardColumn("Next", ()),
        ),
        EVIL,
    ),
    Tree(
        (
            TreeNode(
                Link(EVIL, "a/"),
                Badge(EVIL),
                (Fact(EVIL, EVIL), Fact("", "plain")),
                (TreeLine(EVIL, (EVIL, Meter(1, 2, text=EVIL))),),
                (Link(EVIL, "b/"),),
                EVIL,
                (TreeNode(Link("below", "c/"), leaves=(EVIL,)),),
            ),
        ),
        EVIL,
    ),
    Matrix(
        EVIL,
        (Link(EVIL, "a/"), EVIL),
        (MatrixRow(EVIL, (Mark(EVIL), None)), MatrixRow("b", (None, Mark(EVIL, EVIL, "danger")))),
        EVIL,
        "matrix",
        EVIL,
        "matrix.csv",
    ),
    Matrix("Role", ("A",), (MatrixRow("b", (None,)),), "Roles", "bare-matrix"),
    Timeline(
        "timeline",
        EVIL,
        (
            TimelineLane(
                EVIL,
                (
                    TimelineBar(
                        "a", Link(EVIL, "a/"), date(2026, 1, 1), DAY, baseline_end=date(2026, 3, 1), end_text=EVIL
                    ),
                    TimelineBar("b", Link("b", "b/"), DAY, DAY, released=True, depends_on=("a",)),
                ),
            ),
        ),
        date(2026, 1, 1),
        date(2026, 12, 31),
        date(2026, 10, 31),
        EVIL,
    ),
    CHART,
    replace(CHART, name="scrolls", narrow=None, note=EVIL),
    replace(CHART, name="none", empty=EmptyState("No causes.", "why")),
    ChartGrid((replace(CHART, name="one"), replace(CHART, name="two"))),
    ReleaseEntry(
        "v2026.3",
        Link("2026.3", "releases/2026.3/"),
        DAY,
        Badge("released", "positive"),
        (ReleaseHighlight("x", Link(EVIL, "#x"), Picture("images/x.png", EVIL, 640, 480)),),
        Markup(EVIL, PATH),
        Markup(EVIL, PATH),
        (
            ReleaseGroup(
                EVIL,
                (
                    ReleaseChange(
                        "change-a", EVIL, "changes/a/", True, Markup(EVIL, PATH), (Fact(EVIL, EVIL),), (Label(EVIL),)
                    ),
                    ReleaseChange("change-b", "b", picture=Picture("images/a.png", EVIL), facts=(Fact("", None),)),
                ),
                "danger",
            ),
        ),
        EVIL,
    ),
    ReleaseEntry("v1", Link("1", "releases/1/"), None),
    RecordForm(
        "request",
        EVIL,
        EVIL,
        ".yml",
        True,
        (FormField("title", EVIL, "text", Markup(EVIL, "", inline=True), required=True, pattern=EVIL, example=EVIL),),
        (
            FormField("quote", EVIL, "lines", value=EVIL),
            FormField("source", EVIL, "choice", choices=((EVIL, EVIL),), repeated=True),
            FormField("importance", EVIL, "choice", choices=(("1", "1"),), is_exact=True),
            FormField("day", EVIL, "date"),
            FormField("moment", EVIL, "moment", Markup(EVIL, "", inline=True)),
            FormField("count", EVIL, "number", low="0", high="9", is_whole=True),
            FormField("planned", EVIL, "flag"),
            FormField("plan", EVIL, "group", fields=(FormField("mde", EVIL, "number"),), required=True),
            FormField("actions", EVIL, "group", repeated=True, fields=(FormField("what", EVIL, "text"),)),
        ),
        (FormField("tags", EVIL, "reference", refers="role", repeated=True),),
        (EVIL,),
        NewFile(EVIL, takes_text=True),
        {EVIL: EVIL},
    ),
    ReleaseFinder("finder", (EVIL,), {EVIL: 1}, {EVIL: 2}, "releases/notes.json"),
    Picture("images/b.png", EVIL),
    Subsection("Deeper", (Subsection("Deepest", (Paragraph(EVIL),), level=3),), "deeper", 4),
    Markup(EVIL, PATH),
    ItemList((EVIL,)),
)


def everything() -> str:
    """Return a page with all of them."""
    return section(*BLOCKS)
