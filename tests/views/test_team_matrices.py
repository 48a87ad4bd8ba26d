"""The team's page: the load of each, roles by area, roles by tool."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from site_builder.model.common import Area
from site_builder.model.page import Page
from site_builder.views.parts import ChartFigure, Link, Matrix, Paragraph
from site_builder.views.plain import plain_text
from site_builder.views.team import pages
from tests.views.reading import by_url, context_of, headings, heads, parts, record, rows, table

ROLES = {
    "content/team/pm.yml": record(
        "Product manager", owner="lead", team="sync", areas="[roadmap, best-practices]", backup="lead"
    ),
    "content/team/lead.yml": record("Lead, product", owner="lead", areas="[roadmap]"),
}
TOOL = {"category": "x", "status": "adopt", "data_classification": "internal"}


def team(root: Path, files: dict[str, str]) -> Page:
    return by_url(pages(context_of(root, files)))["team/"]


def marks(page: Page, identifier: str) -> dict[str, list[str]]:
    found = next(matrix for matrix in parts(page, Matrix) if matrix.identifier == identifier)
    return {
        plain_text(row.head): [
            plain_text(column) for column, mark in zip(found.columns, row.marks, strict=True) if mark is not None
        ]
        for row in found.rows
    }


def test_the_sentence_and_the_table_have_what_is_open_and_late(tmp_path: Path) -> None:
    files = {
        **ROLES,
        "roadmap/initiatives/a.yml": record(owner="lead", status="idea"),
        "roadmap/initiatives/b.yml": record(owner="lead", status="planned", target="2026-09-30"),
    }
    page = team(tmp_path, files)
    assert page.content.lead == "2 roles in 1 team; 2 open records with 1 owner, 1 past due; 1 role owns nothing."
    assert heads(table(page, "roles")) == ["Role", "Team", "Backup", "Owns", "Open", "Late"]
    assert rows(table(page, "roles")) == [
        ["Lead, product", "", "", "4", "2", "1 past due"],
        ["Product manager", "sync", "Lead, product", "0", "0", ""],
    ]


def test_roles_by_area_in_the_order_of_the_areas(tmp_path: Path) -> None:
    page = team(tmp_path, ROLES)
    assert marks(page, "areas-matrix") == {
        "Lead, product": ["Roadmap"],
        "Product manager": ["Best practices", "Roadmap"],
    }
    words = plain_text(parts(page, Paragraph)[0].text)
    assert words.startswith("Nobody looks after tools, escalations, ")
    assert words.endswith("releases and documentation: 12 areas of 14.")


def test_all_areas_are_covered(tmp_path: Path) -> None:
    page = team(tmp_path, {"content/team/a.yml": record("A", areas=f"[{', '.join(get_args(Area))}]")})
    assert plain_text(parts(page, Paragraph)[0].text) == "All 14 areas of product operations have a role."


def test_roles_by_tool_the_most_used_first(tmp_path: Path) -> None:
    files = {
        "content/team/a.yml": record("A", tools="[chat, wiki]"),
        "content/team/b.yml": record("B", tools="[wiki]"),
        "content/team/c.yml": record("C"),
        "content/tools/chat.yml": record("Chat", **TOOL),
        "content/tools/wiki.yml": record("Wiki", **TOOL),
        "content/tools/idle.yml": record("Idle", **TOOL),
    }
    page = team(tmp_path, files)
    assert headings(page) == ["Roles", "Roles by tool"]
    assert marks(page, "tools-matrix") == {"A": ["Wiki", "Chat"], "B": ["Wiki"]}
    (matrix,) = parts(page, Matrix)
    assert matrix.columns[0] == Link("Wiki", "tools/wiki/")
    assert matrix.note == "C names no tool."
    words = [plain_text(block.text) for block in parts(page, Paragraph)]
    assert words == ["Wiki is used by 2 roles, more than any other tool; 1 tool is named by no role."]


def test_many_tools_are_cut_to_the_most_used(tmp_path: Path) -> None:
    files = {f"content/tools/t{number}.yml": record(f"T {number}", **TOOL) for number in range(35)}
    files["content/team/a.yml"] = record("A", tools=f"[{', '.join(f't{number}' for number in range(35))}]")
    files |= {f"content/team/r{number}.yml": record(f"R {number}") for number in range(4)}
    page = team(tmp_path, files)
    (matrix,) = parts(page, Matrix)
    assert len(matrix.columns) == 30
    assert matrix.note == "The 30 most used of 35 tools. 4 roles name no tool."
    assert plain_text(parts(page, Paragraph)[0].text) == "No tool is used by more than 1 role."


def test_the_chart_says_who_has_the_most_open(tmp_path: Path) -> None:
    files = {
        **ROLES,
        "roadmap/initiatives/a.yml": record(owner="lead", status="idea"),
        "roadmap/initiatives/b.yml": record(owner="lead", status="planned", target="2026-09-30"),
        "roadmap/initiatives/c.yml": record(owner="'@ops'", status="idea"),
    }
    (chart,) = parts(team(tmp_path, files), ChartFigure)
    assert chart.title == "Lead, product has the most open, 2 of 3"
    assert chart.subtitle == "Open records by owner, as of 2026-10-31, n 3"
    assert rows(chart.table) == [["Lead, product", "2"], ["@ops", "1"]]


def test_where_two_have_as_much_open_nobody_has_more(tmp_path: Path) -> None:
    files = {
        **ROLES,
        "roadmap/initiatives/a.yml": record(owner="lead", status="idea"),
        "roadmap/initiatives/c.yml": record(owner="'@ops'", status="idea"),
    }
    (chart,) = parts(team(tmp_path, files), ChartFigure)
    assert chart.title == "Nobody has more open than @ops, 1 of 2"


def test_the_load_of_one_alone_is_no_chart(tmp_path: Path) -> None:
    page = team(tmp_path, {**ROLES, "roadmap/initiatives/a.yml": record(owner="lead", status="idea")})
    assert parts(page, ChartFigure) == []
