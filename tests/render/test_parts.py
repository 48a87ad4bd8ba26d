"""Parts of pages, every one of them: escaped, well-formed, accessible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import html5lib
import pytest

from site_builder.model.page import Page
from site_builder.render.body import render_body
from site_builder.render.parts.shown import shown_types
from site_builder.views import cells, forms, parts, pictures, release_parts, shapes, tabular
from site_builder.views.parts import (
    Block,
    Column,
    DayCell,
    EmptyState,
    Inline,
    Link,
    Paragraph,
    Phrase,
    SectionContent,
    Subsection,
    Table,
)
from tests.render.every_part import BLOCKS, CHART, INLINES, TABLE, everything
from tests.render.rendering import CONTEXT, DAY, render, section


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
        for module in (cells, forms, pictures, parts, release_parts, shapes, tabular)
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
