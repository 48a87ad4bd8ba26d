from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import html5lib
import pytest
from jinja2 import UndefinedError

from site_builder.link.handbook import Handbook
from site_builder.measure.base import Measures
from site_builder.model.page import Page, RenderedPage
from site_builder.render.body import BodyContext, ContentMarkdown, render_body
from site_builder.render.parts.shown import shown_types
from site_builder.render.templates import environment
from site_builder.views import cells, parts, pictures, shapes
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
    HeaderLine,
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
    Notice,
    NumberCell,
    Paragraph,
    Phrase,
    RecordContent,
    ReferenceEntry,
    ReferenceGroup,
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
from tests.support import check_files, initiative

DAY = date(2026, 11, 22)
EVIL = "<script>alert('x')</script>"
PATH = "roadmap/initiatives/a.yml"
CONTEXT = BodyContext(Handbook({}, {}), cast(Measures, None), date(2026, 10, 31), {})


def render(content: Any, template: str = "section.html", context: BodyContext = CONTEXT, title: str = "Roadmap") -> str:
    return rendered(content, template, context, title).html


def rendered(
    content: Any,
    template: str = "section.html",
    context: BodyContext = CONTEXT,
    title: str = "Roadmap",
    content_markdown: ContentMarkdown | None = None,
) -> RenderedPage:
    page = Page("roadmap/initiatives/a/", title, "roadmap/initiatives", template, content)
    return render_body(page, context, content_markdown)


def section(*blocks: Block, lead: Inline = "One sentence.", **more: Any) -> str:
    return render(SectionContent(lead, blocks, **more))


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
        (Link(EVIL, "#x"),),
        Markup(EVIL, PATH),
        Markup(EVIL, PATH),
        (
            ReleaseGroup(
                EVIL,
                (
                    ReleaseChange(
                        "change-a", EVIL, "changes/a/", True, Markup(EVIL, PATH), (Fact(EVIL, EVIL),), (Label(EVIL),)
                    ),
                    ReleaseChange("change-b", "b", image_url="images/a.png", image_text=EVIL, facts=(Fact("", None),)),
                ),
                "danger",
            ),
        ),
        EVIL,
    ),
    ReleaseEntry("v1", Link("1", "releases/1/"), None),
    Subsection("Deeper", (Subsection("Deepest", (Paragraph(EVIL),), level=3),), "deeper", 4),
    Markup(EVIL, PATH),
    ItemList((EVIL,)),
)


def test_every_part_is_shown_and_has_a_case_here() -> None:
    def walk(value: Any) -> Iterator[str]:
        if hasattr(value, "part"):
            yield value.part
            for name in value.__dataclass_fields__:
                yield from walk(getattr(value, name))
        elif isinstance(value, tuple):
            for each in value:
                yield from walk(each)

    named = {
        value.part
        for module in (cells, pictures, parts, shapes)
        for value in vars(module).values()
        if hasattr(value, "part") and value.__module__ == module.__name__
    }
    shown = {part.part for part in shown_types() if hasattr(part, "part")}
    assert named - shown == {"card", "kpi_card"}, "which stand in grids alone"
    assert named <= {name for value in (*INLINES, *BLOCKS) for name in walk(value)}


@pytest.mark.parametrize("value", INLINES, ids=lambda value: type(value).__name__)
def test_values_in_a_line_are_escaped(value: Inline) -> None:
    assert "<script" not in section(Paragraph(Phrase((value, "x"))))


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_blocks_are_escaped(block: Block) -> None:
    html = section(block)
    assert "<script" not in html
    assert "&amp;lt;" not in html, "nothing is escaped twice"


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_blocks_are_well_formed_and_use_no_style_nor_handler(block: Block) -> None:
    html = section(block)
    parser = html5lib.HTMLParser(strict=False)
    parser.parseFragment(html)
    faults = [code for _, code, _ in parser.errors if code not in ("expected-doctype-but-got-start-tag",)]
    assert faults == []
    for name in (" style=", " onclick", "<style", "<script"):
        assert name not in html


def everything() -> str:
    return section(*BLOCKS)


def test_ids_are_unique_and_labels_lead_to_one() -> None:
    html = everything()
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    for names in re.findall(r' aria-(?:labelledby|describedby)="([^"]*)"', html):
        assert set(names.split()) <= set(ids)


def test_headings_come_in_order() -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", everything())]
    assert levels.count(1) == 1
    for before, after in pairwise(levels):
        assert after <= before + 1


def test_tables_have_captions_scopes_and_regions_with_names() -> None:
    html = section(TABLE)
    assert html.count("<caption") == 1
    assert html.count('<th scope="col"') == 3
    assert html.count('<th scope="row"') == 2
    assert 'role="region" aria-labelledby="things-caption" tabindex="0"' in html
    assert '<td class="ob-number" data-sort="3">' in html
    assert 'data-sort="2026-11-22"' in html
    assert '<tr id="row-1">' in html
    assert html.count("data-ob-sort") == 2
    assert html.count("data-ob-filter") == 1
    assert "2 of 12" in html


def test_a_caption_that_repeats_the_heading_is_for_those_who_cannot_see_it() -> None:
    table = replace(TABLE, caption="Things")
    assert 'class="ob-hidden">Things</caption>' in section(Subsection("Things", (table,)))
    assert 'class="ob-hidden"' not in section(Subsection("Other", (table,)))


def test_an_empty_table_says_what_belongs_there() -> None:
    empty = EmptyState("No launches yet.", "They help.", "opsbook new launch x")
    html = section(Table((Column("A"),), (), "T", "t", empty=empty))
    assert "<table" not in html
    assert "opsbook new launch x" in html
    assert "<table" in section(Table((Column("A"),), (), "T", "t"))


def test_days_have_relative_words() -> None:
    html = section(Paragraph(Phrase((DayCell(DAY),))))
    assert '<time class="ob-day" datetime="2026-11-22" title="in 22 days">2026-11-22</time>' in html
    other = replace(CONTEXT, as_of=date(2026, 11, 23))
    assert 'title="yesterday"' in render(SectionContent("", (Paragraph(Phrase((DayCell(DAY),))),)), context=other)


def test_links_are_relative_to_the_page() -> None:
    def href(url: str) -> str:
        return str(
            re.findall(r'class="ob-paragraph"><a href="([^"]*)"', section(Paragraph(Phrase((Link("x", url),)))))[0]
        )

    assert href("roadmap/initiatives/b/") == "../b/"
    assert href("roadmap/initiatives/a/") == "./"
    assert href("") == "../../../"
    assert href("https://example.org/?a&b") == "https://example.org/?a&amp;b"
    assert href("javascript:alert(1)") == "#"


def test_a_link_is_written_anew_where_its_page_is_another() -> None:
    content = SectionContent(Phrase((Link("x", "team/pm/"),)))
    for url, href in (("team/qa/", "../pm/"), ("team/pm/", "./"), ("a/b/c/", "../../../team/pm/"), ("", "team/pm/")):
        html = render_body(Page(url, "T", "s", "section.html", content), CONTEXT).html
        assert f'<a href="{href}">x</a>' in html


def test_a_chart_has_a_name_words_and_its_data() -> None:
    html = section(replace(CHART, title="Drift leads"))
    assert '<p class="ob-chart__title" id="causes-title">Drift leads</p>' in html
    assert html.count('role="img" aria-labelledby="causes-title"') == 2
    assert '<details class="ob-fold" id="causes-data"' in html


FULL = RecordContent(
    HeaderLine(Badge("in progress", "info"), (Fact("Owner", Link("pm", "team/pm/")), Fact("", Badge("public")))),
    Markup("The *lead*.", PATH),
    (Notice("danger", "Withdrawn"),),
    DefinitionList((Fact("Team", "Scheduling"),)),
    Narrative("Text.\n\n# Why\n\n## Details\n\n# References", PATH),
    (Subsection("Metrics", (Paragraph("x"),)),),
    (ReferenceGroup("Requests", (ReferenceEntry(Link("r", "feedback/requests/r/")),)),),
    (ReferenceGroup("Changes", (ReferenceEntry(Link("c", "changes/c/")), ReferenceEntry(Link("d", "changes/d/")))),),
    History("created 2026-01-04", (HistoryEntry(DAY, "created"),)),
)


def test_a_records_page_is_read_from_top_to_bottom() -> None:
    html = render(FULL, "", title="Use `a < b`")
    order = [
        '<h1 id="use-a-b">Use <code>a &lt; b</code>',
        '<ul class="ob-header">',
        "Withdrawn",
        '<div class="ob-lead">',
        '<dl class="ob-fields">',
        '<h2 id="why">',
        '<h2 id="metrics">',
        '<h2 id="references_1">References <span class="ob-count">1</span>',
        '<h2 id="backlinks">Backlinks <span class="ob-count">2</span>',
        '<details class="ob-fold ob-history"',
    ]
    places = [html.index(part) for part in order]
    assert places == sorted(places)


def test_the_contents_of_a_record_are_its_headings() -> None:
    headings = rendered(FULL, "").headings
    assert [heading.text for heading in headings] == ["Why", "References", "Metrics", "References", "Backlinks"]
    assert [heading.text for heading in headings[0].children] == ["Details"]


def test_a_record_may_have_nothing_but_a_title() -> None:
    html = render(RecordContent(HeaderLine()), "")
    assert html.startswith('<h1 id="roadmap">Roadmap')
    assert "<dl" not in html
    assert "References" not in html


def test_anchors_that_parts_were_given_are_not_taken_by_headings() -> None:
    content = SectionContent("", (Narrative("# Things\n\n# Deeper", PATH), *BLOCKS[:1], BLOCKS[-3]))
    html = render(content)
    assert '<h2 id="things_1">' in html
    assert '<h2 id="deeper_1">' in html
    assert '<div class="ob-table" id="things"' in html


def test_prose_comes_after_the_blocks_unless_it_is_said() -> None:
    prose = Narrative("hand-written", PATH)
    after = section(Paragraph("block"), prose=prose)
    first = section(Paragraph("block"), prose=prose, prose_first=True)
    assert after.index("block") < after.index("hand-written")
    assert first.index("hand-written") < first.index("block")


@dataclass(frozen=True)
class Prose:
    html: str


def test_the_sites_own_markdown_renders_narratives_of_its_folder() -> None:
    calls = []

    def content_markdown(path: str, text: str) -> Prose:
        calls.append((path, text))
        return Prose(f'<h1 id="t">T</h1><p onclick="x()">{text}</p><h2 id="own">Own</h2>')

    narrative = Narrative("words", "content/playbooks/a.md")
    page = rendered(RecordContent(HeaderLine(), narrative=narrative), content_markdown=content_markdown)
    assert calls == [("content/playbooks/a.md", "words")]
    assert '<h2 id="t">T</h2><p>words</p><h3 id="own">Own</h3>' in page.html
    assert [heading.text for heading in page.headings] == ["T"]
    rendered(RecordContent(HeaderLine(), narrative=Narrative("words", PATH)), content_markdown=content_markdown)
    assert len(calls) == 1


def test_a_template_that_names_what_is_not_there_fails() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ content.nothing }}").render(content=FULL)


def test_templates_cannot_be_named_from_outside_of_the_package() -> None:
    loader = environment().loader
    assert loader is not None
    assert set(loader.list_templates()) == {
        entry.name for entry in (files("site_builder.views") / "templates").iterdir()
    }


def test_the_same_page_is_the_same_bytes() -> None:
    assert everything() == everything()


def test_mentions_and_links_of_a_record_lead_to_pages(tmp_path: Path) -> None:
    checked = check_files(
        tmp_path,
        {
            "roadmap/initiatives/a.yml": initiative("Faster checkout"),
            "roadmap/initiatives/b.yml": initiative("One-page `cart`"),
        },
    )
    urls = {record.path: checked.handbook.url_of(record) for record in checked.handbook}
    context = replace(CONTEXT, handbook=checked.handbook, record_urls=urls)
    text = "[[initiative:b]], [[initiative:gone]], [file](b.yml#why), [nowhere](c.yml)"
    content = RecordContent(HeaderLine(), lead=Markup(text, PATH), narrative=Narrative(text, PATH))
    html = render(content, "", context)
    assert html.count('<a href="../b/">One-page <code>cart</code></a>') == 2
    assert html.count('<span class="ob-unknown">initiative:gone</span>') == 2
    assert html.count('<a href="../b/#why">file</a>') == 2
    assert html.count("<a>nowhere</a>") == 2


def test_a_public_page_does_not_name_an_unknown_record() -> None:
    public = replace(CONTEXT, handbook=Handbook({}, {}, audience="public"))
    html = render(SectionContent("", (Markup("See [[initiative:secret]].", PATH),)), context=public)
    assert "secret" not in html
