"""Tools: sentence, cards, cost, renewals, catalogue, overlaps, connections, data, and a page for each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.model.page import Page
from site_builder.views.parts import ChartFigure, DayCell, EmptyState, KpiGrid, Notice, Paragraph, Phrase
from site_builder.views.plain import plain_text
from site_builder.views.tools import pages
from tests.support import CONFIG
from tests.views.reading import by_url, context_of, facts, headings, heads, parts, record, rows, table

POLICY = CONFIG.replace("  - opsbook\n", "  - opsbook:\n      policies: {single_tool_categories: [Surveys]}\n")


def tool(title: str = "Chat", **fields: Any) -> str:
    usual: dict[str, Any] = {"category": "messaging", "status": "adopt", "data_classification": "internal"}
    return record(title, **(usual | fields))


def section(root: Path, tools: Mapping[str, str], further: Mapping[str, str] | None = None) -> dict[str, Page]:
    files = {f"content/tools/{name}.yml": text for name, text in tools.items()}
    return by_url(pages(context_of(root, {**files, **(further or {})})))


def cards(page: Page) -> dict[str, str]:
    return {card.label: plain_text(card.value) for grid in parts(page, KpiGrid) for card in grid.cards}


def paragraphs(page: Page) -> list[str]:
    return [plain_text(block.text) for block in parts(page, Paragraph)]


def test_without_tools_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    (page,) = section(tmp_path, {}).values()
    assert parts(page, EmptyState)[0].what == "No tools yet."


def test_a_single_tool_without_figures_has_no_cards_and_no_chart(tmp_path: Path) -> None:
    page = section(tmp_path, {"chat": tool()})["tools/"]
    assert page.content.lead == "1 tool in 1 category: 1 adopted."
    assert headings(page) == ["Which tool for what", "Which data may go where", "All tools"]
    assert parts(page, KpiGrid) == []
    assert parts(page, ChartFigure) == []
    assert paragraphs(page) == ["1 tool: internal data at most."]
    assert rows(table(page, "tools")) == [["Chat", "adopt", "messaging", "internal", "@team"]]


def test_the_sentence_has_cost_and_seats(tmp_path: Path) -> None:
    tools = {
        "chat": tool(
            "Chat",
            cost="{amount: 100, currency: EUR, per: month}",
            seats="{paid: 20, active: 15}",
            renewal_on="2027-06-30",
        ),
        "wiki": tool("Wiki", category="docs", status="hold", cost="{amount: 300, currency: EUR, per: year}"),
        "old": tool("Old", category="Docs", status="retire"),
    }
    page = section(tmp_path, tools)["tools/"]
    assert page.content.lead == (
        "3 tools in 2 categories: 1 adopted, 1 on hold, 1 to retire; 1,500 EUR a year, n 2; "
        "75% of 20 paid seats are used."
    )
    assert cards(page) == {
        "Cost a year": "1,500 EUR",
        "Cost a year per active seat": "80 EUR",
        "Paid seats that are used": "75%",
        "Contracts to decide about": "0",
    }
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "Messaging takes 80% of what tools cost"
    assert chart.subtitle == "EUR a year by category, 1,500 in all, n 2 tools of 3 that state a cost"
    assert rows(chart.table) == [["Messaging", "1,200"], ["Docs", "300"]]
    assert paragraphs(page)[0] == "No notice and no renewal falls into the next 180 days."


def test_currencies_are_not_added(tmp_path: Path) -> None:
    tools = {
        "a": tool("A", category="a", cost="{amount: 100, currency: EUR, per: year}"),
        "b": tool("B", category="b", cost="{amount: 200, currency: USD, per: year}"),
        "c": tool("C", category="c", cost="{amount: 300, currency: USD, per: year}"),
    }
    page = section(tmp_path, tools)["tools/"]
    assert "100 EUR and 500 USD a year, n 3" in page.content.lead
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "C takes 60% of what tools cost"


def test_the_chart_says_how_many_categories_cost_something(tmp_path: Path) -> None:
    tools = {
        f"t{number:02}": tool(category=f"c {number:02}", cost=f"{{amount: {number}, currency: EUR, per: year}}")
        for number in range(15)
    }
    page = section(tmp_path, tools)["tools/"]
    assert page.content.lead.startswith("15 tools in 15 categories")
    (chart,) = parts(page, ChartFigure)
    assert chart.subtitle.endswith("n 15 tools of 15 that state a cost, the 12 dearest of 14 that cost something")


def test_contracts_to_decide_about_the_next_one_first(tmp_path: Path) -> None:
    tools = {
        "soon": tool("Soon", renewal_on="2026-12-20", notice_days=30),
        "missed": tool("Missed", renewal_on="2026-11-20", notice_days=60),
        "over": tool("Over", renewal_on="2026-10-01"),
        "later": tool("Later", renewal_on="2027-06-30", notice_days=70),
        "far": tool("Far", renewal_on="2027-06-30", notice_days=10),
        "never": tool("Never"),
        "calm": tool("Calm", renewal_on="2027-03-01", business_owner="'@boss'"),
    }
    page = section(tmp_path, tools)["tools/"]
    found = table(page, "renewals-table")
    assert heads(found) == ["Tool", "Status", "Notice by", "Renews on", "Decides"]
    assert rows(found) == [
        ["Missed", "adopt", "2026-09-21", "2026-11-20", "@team"],
        ["Over", "adopt", "", "2026-10-01", "@team"],
        ["Soon", "adopt", "2026-11-20", "2026-12-20", "@team"],
        ["Calm", "adopt", "", "2027-03-01", "@boss"],
        ["Later", "adopt", "2027-04-21", "2027-06-30", "@team"],
    ]
    notes = [cell.note for row in found.rows for cell in row.cells if isinstance(cell, DayCell)]
    assert notes == ["past", "in 20 days", "past", "in 20 days", "", "", "", ""]
    assert cards(page)["Contracts to decide about"] == "5"


def test_tools_by_category_and_status(tmp_path: Path) -> None:
    tools = {f"t{number:02}": tool(f"T {number:02}", category="in-product help") for number in range(14)}
    tools |= {"x": tool("X", category="methods-and-patterns", status="trial")}
    found = table(section(tmp_path, tools)["tools/"], "catalogue")
    assert heads(found) == ["Category", "Adopt", "Trial"]
    first = rows(found)[0]
    assert first[0] == "In-product help"
    assert first[1].startswith("T 00, T 01, ")
    assert first[1].endswith("T 11, 2 more")
    assert rows(found)[1] == ["Methods and patterns", "", "X"]


def test_overlaps_are_judged_by_what_is_adopted_and_by_the_policy(tmp_path: Path) -> None:
    tools = {
        "a": tool("A", category="surveys"),
        "b": tool("B", category="Surveys"),
        "c": tool("C", category="docs"),
        "d": tool("D", category="docs"),
        "e": tool("E", category="design"),
        "f": tool("F", category="design", status="retire"),
        "g": tool("G", category="maps", status="trial"),
        "h": tool("H", category="maps"),
        "i": tool("I", category="chat", status="hold"),
        "j": tool("J", category="chat", status="retire"),
    }
    tools |= {f"m{number}": tool(f"M {number}", category="methods") for number in range(7)}
    found = table(section(tmp_path, tools, {"mkdocs.yml": POLICY})["tools/"], "overlaps-table")
    assert rows(found) == [
        ["Surveys", "2 adopted", "A adopt, B adopt", "one tool"],
        ["Chat", "none stays", "I hold, J retire", ""],
        ["Design", "one stays", "E adopt, F retire", ""],
        ["Docs", "2 adopted", "C adopt, D adopt", ""],
        ["Maps", "one on trial", "H adopt, G trial", ""],
    ]
    tones = [getattr(row.cells[1], "tone", "") for row in found.rows]
    assert tones == ["danger", "neutral", "info", "attention", "neutral"]


def test_connections_count_in_both_directions(tmp_path: Path) -> None:
    tools = {
        "chat": tool("Chat", integrates_with="[tracker, Some mail]"),
        "tracker": tool("Tracker", integrates_with="[Wiki, tracker]"),
        "wiki": tool("Wiki"),
        "alone": tool("Alone"),
    }
    found = section(tmp_path, tools)
    assert rows(table(found["tools/"], "connections-table")) == [
        ["Chat", "Some mail, Tracker", "2"],
        ["Tracker", "Chat, Wiki", "2"],
        ["Wiki", "Tracker", "1"],
    ]
    words = "Chat has the most connections, 2; a connection counts in both directions. 1 tool names none."
    assert paragraphs(found["tools/"])[0] == words
    assert facts(found["tools/wiki/"])["Connected to"] == "Tracker"


def test_data_the_most_sensitive_first(tmp_path: Path) -> None:
    tools = {"a": tool("A"), "b": tool("B", data_classification="restricted"), "c": tool("C")}
    found = table(section(tmp_path, tools)["tools/"], "data-classes")
    assert rows(found) == [["restricted", "B", "1"], ["internal", "A, C", "2"]]


def test_all_tools_have_cost_seats_and_users(tmp_path: Path) -> None:
    tools = {
        "a": tool(
            "A", cost="{amount: 100, currency: EUR, per: year}", seats="{paid: 5, active: 4}", renewal_on="2027-01-01"
        ),
        "b": tool("B", status="retire", seats="{paid: 5}"),
    }
    roles = {"content/team/pm.yml": record("PM", tools="[a]")}
    page = section(tmp_path, tools, roles)["tools/"]
    assert rows(table(page, "tools")) == [
        ["A", "adopt", "messaging", "internal", "100 EUR", "4 of 5", "2027-01-01", "1", "@team"],
        ["B", "retire", "messaging", "internal", "", "5 paid", "", "", "@team"],
    ]
    assert paragraphs(page)[-1] == "See also which role works with which tool."


def test_the_page_has_cost_use_notice_users_and_what_else_there_is(tmp_path: Path) -> None:
    tools = {
        "a": tool(
            "A",
            cost="{amount: 100, currency: EUR, per: month}",
            seats="{paid: 5, active: 4}",
            renewal_on="2027-01-01",
            notice_days=30,
        ),
        "b": tool("B"),
    }
    roles = {"content/team/pm.yml": record("PM", tools="[a]", team="core", areas="[roadmap]")}
    page = section(tmp_path, tools, roles)["tools/a/"]
    found = facts(page)
    assert found["Cost a year"] == "1,200 EUR"
    assert found["Cost a month"] == "100 EUR"
    assert found["Active seats"] == "4 of 5"
    assert found["Utilisation"] == "80%, n 5 paid seats"
    assert found["Cost per active seat"] == "300 EUR"
    assert found["Notice by"] == "2026-12-02"
    assert found["Notice"] == "30 days"
    assert headings(page) == ["Who works with it", "Also for messaging"]
    assert rows(table(page, "users-table")) == [["PM", "core", "roadmap"]]
    assert rows(table(page, "same-category")) == [["B", "adopt", "internal", "@team"]]


def test_a_tool_on_its_way_out_says_what_to_use_instead(tmp_path: Path) -> None:
    tools = {
        "old": tool("Old", status="retire"),
        "held": tool("Held", status="hold"),
        "new": tool("New", replaces="[old, held]"),
        "newer": tool("Newer", replaces="[old]"),
    }
    found = section(tmp_path, tools)
    notices = {
        name: [(notice.title, plain_text(notice.text)) for notice in found[f"tools/{name}/"].content.notices]
        for name in ("old", "held", "new")
    }
    assert notices == {
        "old": [("To be retired", "Use New, Newer instead.")],
        "held": [("On hold: no new uses", "Use New instead.")],
        "new": [],
    }
    (notice,) = found["tools/held/"].content.notices
    assert isinstance(notice, Notice)
    assert isinstance(notice.text, Phrase)
