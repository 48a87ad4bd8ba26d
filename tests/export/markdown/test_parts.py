"""The parts of a page as Markdown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest

from site_builder.export.markdown.dispatch import block
from site_builder.export.markdown.inline import line
from site_builder.export.markdown.pages import page_markdown
from site_builder.export.markdown.sheet import MarkdownContext, Sheet
from site_builder.model.page import Page
from site_builder.views import cells, parts, pictures, release_parts, shapes, tabular
from site_builder.views.charts.histogram import nps_histogram
from site_builder.views.parts import (
    Badge,
    Board,
    BoardColumn,
    Card,
    Change,
    Chips,
    Code,
    Column,
    DayCell,
    DefinitionList,
    DurationCell,
    EmptyState,
    Fact,
    History,
    HistoryEntry,
    Inline,
    ItemList,
    KpiCard,
    KpiGrid,
    Link,
    Mark,
    Markup,
    Matrix,
    MatrixRow,
    Meter,
    MomentCell,
    Notice,
    NumberCell,
    Phrase,
    ReleaseChange,
    ReleaseEntry,
    ReleaseGroup,
    Row,
    SectionContent,
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
from tests.export.markdown.shown import sheet_of
from tests.support import initiative

DAY = date(2026, 11, 22)
LINKED = "[Faster checkout](../roadmap/initiatives/checkout.md)"
CHECKOUT = Link("Faster checkout", "roadmap/initiatives/checkout/")


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> MarkdownContext:
    files = {"roadmap/initiatives/checkout.yml": initiative(), "content/guides/first.md": "# First\n"}
    return sheet_of(tmp_path_factory.mktemp("handbook"), files).context


@pytest.fixture
def sheet(context: MarkdownContext) -> Sheet:
    return Sheet("guides/first/", "guides/first.md", context)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (None, ""),
        ("a * b", "a \\* b"),
        (CHECKOUT, LINKED),
        (Link("`x` there", "#part"), "[`x` there](#part)"),
        (Link("gone", "nowhere/"), "gone"),
        (Link("out", "https://example.org/"), "[out](https://example.org/)"),
        (Link("bad", "javascript:alert(1)"), "bad"),
        (Title("Use `x`"), "Use `x`"),
        (Code("a|b"), "<code>a&#124;b</code>"),
        (Badge("at risk"), "at risk"),
        (DayCell(DAY, "2026-Q4", "danger", "past"), "2026-Q4 (past)"),
        (MomentCell(datetime(2026, 11, 22, 14, 30, tzinfo=UTC)), "2026-11-22 14:30 UTC"),
        (NumberCell(0.42, share=True), "42%"),
        (NumberCell(None, note="no data"), "– (no data)"),
        (DurationCell(200), "3 h 20 min"),
        (Meter(7, 9), "7 of 9"),
        (Sparkline((1, None, 2, 3), "NPS"), "▁·▅█"),
        (Sparkline((), "NPS"), ""),
        (
            Phrase(("n ", NumberCell(3), " of ", CHECKOUT)),
            "n 3 of [Faster checkout](../roadmap/initiatives/checkout.md)",
        ),
        (Chips((Badge("a"), Badge("b"))), "a, b"),
        (ItemList(("a", "b")), "a<br>b"),
        (Markup("*One* line\n\nmore", "roadmap/x.yml"), "*One* line"),
    ],
)
def test_values_stand_in_a_line(sheet: Sheet, part: Inline, expected: str) -> None:
    assert line(part, sheet) == expected


def test_a_table_is_one_of_github_with_its_anchors_and_its_data(sheet: Sheet) -> None:
    columns = (Column("Name", "link"), Column("Age", "number", "days"))
    rows = (Row((CHECKOUT, NumberCell(1.5, 1)), anchor="row-1"), Row(("a | b", None)))
    assert block(Table(columns, rows, "Ages", "ages", total=7), sheet) == (
        "**Ages**\n\n"
        "| Name | Age (days) |\n"
        "| --- | ---: |\n"
        '| <a id="row-1"></a>[Faster checkout](../roadmap/initiatives/checkout.md) | 1.5 |\n'
        "| a &#124; b |  |\n\n"
        "2 of 7"
    )


def test_a_table_without_rows_says_what_belongs_there(sheet: Sheet) -> None:
    empty = EmptyState("No tools yet.", "So that nobody buys twice.", "opsbook new tool x")
    table = Table((Column("Tool"),), (), "Tools", "tools", empty=empty)
    assert block(table, sheet) == "No tools yet. So that nobody buys twice.\n\n```\nopsbook new tool x\n```"


def test_a_heading_says_what_the_caption_says(sheet: Sheet) -> None:
    table = Table((Column("Tool"),), (Row(("a",)),), "Tools", "tools")
    assert block(Subsection("Tools", (table,), anchor="all"), sheet) == (
        '## <a id="all"></a>Tools\n\n| Tool |\n| --- |\n| a |'
    )


def test_fields_are_a_list_and_long_ones_stand_below_their_name(sheet: Sheet) -> None:
    facts = (
        Fact("Team", "mobile"),
        Fact("Absent", None),
        Fact("Goals", ItemList(("a", "b"))),
        Fact("Goal", ItemList(("a",))),
        Fact("Outcome", Markup("One.\n\n- two", "roadmap/x.yml")),
    )
    assert block(DefinitionList(facts), sheet) == (
        "- **Team:** mobile\n- **Goals:**\n    - a\n    - b\n- **Goal:** a\n- **Outcome:**\n\n    One.\n\n    - two"
    )


def test_a_notice_is_a_quotation(sheet: Sheet) -> None:
    shown = block(Notice("danger", "Draft", "Two errors.", (Phrase((Code("a.yml:1"), " wrong")),)), sheet)
    assert shown == "> **Draft**\n>\n> Two errors.\n>\n> - `a.yml:1` wrong"


def test_figures_are_a_table_with_how_they_are_measured_below(sheet: Sheet) -> None:
    change = Change("up", "+4.2 since 2026-Q2", "positive")
    nps = KpiCard(
        "NPS", NumberCell(39.2, 1), "", 454, "95% interval 32 to 46", change, method="a mean", definition="D."
    )
    assert block(KpiGrid((nps, KpiCard("CES", NumberCell(None), reason="not measured"))), sheet) == (
        "| Figure | Value | Change | Interval | n |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| NPS | 39.2 | up 4.2 since 2026-Q2 | 95% interval 32 to 46 | 454 |\n"
        "| CES | – · not measured |  |  |  |\n\n"
        "How it is measured:\n\n"
        "- **NPS:** D. Method: a mean."
    )


def test_a_board_has_a_heading_a_column(sheet: Sheet) -> None:
    card = Card(CHECKOUT, Badge("planned"), (Fact("Target", "Q1"),), "In short.")
    assert block(Subsection("Board", (Board((BoardColumn("Now", (card,)), BoardColumn("Later", ()))),)), sheet) == (
        f"## Board\n\n### Now\n\n1\n\n- {LINKED} · **planned** · Target Q1<br>In short.\n\n### Later\n\n0"
    )


def test_a_timeline_is_a_table_of_its_bars(sheet: Sheet) -> None:
    first = TimelineBar("a", CHECKOUT, date(2026, 1, 1), DAY, baseline_end=date(2026, 10, 1))
    second = TimelineBar("b", Link("B", ""), date(2026, 2, 1), DAY, depends_on=("a",), end_text="2026-Q4")
    timeline = Timeline("time", "Plan", (TimelineLane("Team", (first, second)),), DAY, DAY, DAY)
    assert block(timeline, sheet) == (
        '<a id="time"></a>**Plan**\n\n'
        "| Group | What | Start | End | First promise | Waits for |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        f"| Team | {LINKED} | 2026-01-01 | 2026-11-22 | 2026-10-01 |  |\n"
        f"| Team | [B](../index.md) | 2026-02-01 | 2026-Q4 |  | {LINKED} |"
    )


def test_a_chart_is_a_picture_beside_the_page_and_its_data_below(sheet: Sheet) -> None:
    figure = nps_histogram("scores", "Most give a nine", "n 10", (0, 0, 0, 0, 0, 0, 1, 2, 0, 7, 0))
    shown = block(figure, sheet)
    assert shown.startswith('<a id="scores"></a>**Most give a nine**\n\nn 10\n\n![')
    assert "](first/scores.svg)\n\n**Data**\n\n| Score |" in shown
    drawing = sheet.drawings["guides/first/scores.svg"]
    root = ElementTree.fromstring(drawing)
    assert (root.tag, root[0].text) == ("{http://www.w3.org/2000/svg}svg", "Most give a nine")
    assert b"var(" not in drawing
    assert b"<script" not in drawing


def test_a_matrix_is_a_table_of_its_marks(sheet: Sheet) -> None:
    rows = (MatrixRow("Lead", (Mark("yes"), None)), MatrixRow("Ops", (None, Mark("responsible", "R"))))
    assert block(Matrix("Role", ("Chat", "Wiki"), rows, "Roles by tool", "m", note="R: responsible"), sheet) == (
        "**Roles by tool**\n\n| Role | Chat | Wiki |\n| --- | --- | --- |\n| Lead | ● |  |\n| Ops |  | R |\n\n"
        "R: responsible"
    )


def test_a_tree_is_lists_in_lists(sheet: Sheet) -> None:
    leaf = TreeNode(Link("Leaf", ""), lines=(TreeLine("KPI", (Meter(1, 2),)),))
    tree = Tree(
        (TreeNode(Link("Root", ""), Badge("active"), leaves=("x", "y"), leaves_title="More", children=(leaf,)),), "T"
    )
    assert block(tree, sheet) == (
        "- [Root](../index.md) · **active**\n    - More: x, y\n    - [Leaf](../index.md)\n        - KPI · 1 of 2"
    )


def test_release_notes_have_a_heading_for_each_change(sheet: Sheet) -> None:
    change = ReleaseChange("faster", "Faster", breaking=True, text=Markup("It is.", "roadmap/x.md"))
    group = ReleaseGroup("Added", (change,))
    entry = ReleaseEntry(
        "v1", Link("1.0", ""), DAY, Badge("released"), groups=(group,), upgrade_notes=Markup("Wait.", "")
    )
    assert block(entry, sheet) == (
        '## <a id="v1"></a>[1.0](../index.md)\n\n22 November 2026 · **released**\n\n'
        "> **Before you upgrade**\n>\n> Wait.\n\n"
        '### <a id="v1-added"></a>Added\n\n#### Faster\n\n**breaking**\n\nIt is.'
    )


def test_history_is_a_list_of_days(sheet: Sheet) -> None:
    history = History("created 2026-01-04", (HistoryEntry(DAY, "target moved", "abc1234"),))
    assert block(history, sheet) == "**History:** created 2026-01-04\n\n- 2026-11-22 · target moved · `abc1234`"


def test_every_part_can_be_written(sheet: Sheet) -> None:
    modules = (cells, pictures, parts, shapes, tabular, release_parts)
    named = {
        value
        for module in modules
        for value in vars(module).values()
        if hasattr(value, "part") and value.__module__ == module.__name__
    }
    in_lines = {each for each in named if each.__module__ == cells.__name__}
    within = {KpiCard}
    assert [each for each in named - in_lines - within if block.dispatch(each) is block.dispatch(object)] == []


def test_a_page_says_in_its_front_matter_what_it_is(context: MarkdownContext) -> None:
    page = Page(
        "roadmap/", 'Road <map> "`x`"', "roadmap", "section.html", SectionContent("1. all"), "D: x", tags=("a",)
    )
    shown = page_markdown(page, None, context)
    assert shown.file == "roadmap/index.md"
    assert shown.text == (
        '---\ntitle: "Road &lt;map&gt; &quot;x&quot;"\ndescription: "D: x"\ntags: ["a"]\n---\n\n'
        '# Road &lt;map> "`x`"\n\n1\\. all\n'
    )
