"""The health of the handbook: areas, what cannot be relied on, findings, and what is suppressed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.model.page import Page
from site_builder.views.base import offered, registered_views
from site_builder.views.cells import DayCell, Link
from site_builder.views.handbook_health import pages
from site_builder.views.parts import ChartFigure, EmptyState, KpiGrid, Paragraph, Subsection
from site_builder.views.plain import plain_text
from tests.support import CONFIG, check_files, initiative, public_view_context
from tests.views.reading import column, context_of, headings, heads, parts, record, rows, table

RULES = CONFIG.replace(
    "  - opsbook\n",
    "  - opsbook:\n      rules:\n        review-overdue: {severity: 'off', reason: We review in spring.}\n"
    "        start-after-target: error\n",
)
PRACTICE: dict[str, Any] = {"status": "accepted", "area": "roadmap", "statement": "Do it."}


def health(root: Path, files: Mapping[str, str]) -> Page:
    (page,) = pages(context_of(root, files))
    return page


def cards(page: Page) -> dict[str, str]:
    return {card.label: plain_text(card.value) for grid in parts(page, KpiGrid) for card in grid.cards}


def words(page: Page, title: str) -> list[str]:
    (section,) = [section for section in parts(page, Subsection) if section.title == title]
    return [plain_text(block.text) for block in section.blocks if isinstance(block, Paragraph)]


def test_an_empty_handbook_says_what_belongs_here(tmp_path: Path) -> None:
    page = health(tmp_path, {})
    assert [empty.what for empty in parts(page, EmptyState)] == ["This handbook has no records yet."]


def test_a_handbook_in_good_order_says_so_in_each_section(tmp_path: Path) -> None:
    page = health(tmp_path, {"content/team/pm.yml": record("Product manager", areas="[roadmap]")})
    assert page.content.lead == (
        "The handbook stands at 1 of 100 points and covers 0 of 14 areas; of 1 record, none is in bad order. "
        "No finding; none suppressed."
    )
    assert headings(page) == [
        "Areas",
        "Past due",
        "To be looked at again",
        "Metrics without data",
        "Without an owner",
        "Broken references",
        "Findings",
        "Suppressed",
    ]
    assert words(page, "Past due") == ["No promised day has passed."]
    assert words(page, "To be looked at again") == ["Everything that must be reviewed, verified or measured is fresh."]
    assert words(page, "Metrics without data") == ["Every metric has been observed."]
    assert words(page, "Without an owner") == ["Every record has an owner who can be found."]
    assert words(page, "Broken references") == ["Every reference leads to a record."]
    assert words(page, "Findings") == ["No rule has a finding."]
    assert words(page, "Suppressed") == ["No finding is suppressed."]


AREA = {
    "content/team/pm.yml": record("Product manager", areas="[roadmap]"),
    "content/best-practices/p.yml": record("Practice", **PRACTICE, review_by="2026-10-01"),
    "roadmap/initiatives/late.yml": initiative("Late", target="2026-09-30"),
    "roadmap/initiatives/fine.yml": initiative("Fine", target="2027-Q1"),
}


def test_areas_with_their_parts_the_weakest_first(tmp_path: Path) -> None:
    page = health(tmp_path, AREA)
    found = table(page, "areas-table")
    assert heads(found) == ["Area", "Points", "Records", "Guidance", "Role", "Owned", "Fresh", "On time", "Linked"]
    assert rows(found)[-1] == ["Roadmap", "80", "3", "yes", "yes", "100%", "0%", "67%", "100%"]
    assert rows(found)[-2] == ["Best practices", "57", "1", "none", "none", "100%", "0%", "100%", "100%"]
    assert rows(found)[0] == ["Analytics", "0", "0", "none", "none", "", "", "", ""]
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "12 of 14 areas have no record"
    assert [row.cells[0] for row in found.rows][-1] == Link("Roadmap", "roadmap/")
    assert cards(page)["Health"] == "9.8 points"


def test_nearly_all_is_not_shown_as_all(tmp_path: Path) -> None:
    many = {f"roadmap/initiatives/i{number}.yml": initiative(target="2027-Q1") for number in range(300)}
    found = table(health(tmp_path, {**AREA, **many}), "areas-table")
    assert rows(found)[-1][7] == "99%"


def test_what_is_past_due_by_owner(tmp_path: Path) -> None:
    files = {
        "content/team/pm.yml": record("Product manager"),
        "roadmap/initiatives/a.yml": record("A", owner="pm", status="planned", target="2026-10-01"),
        "roadmap/initiatives/b.yml": record("B", owner="pm", status="in_progress", target="2026-Q3"),
        "roadmap/initiatives/c.yml": record("C", owner="'@alone'", status="planned", target="2026-10-30"),
        "roadmap/initiatives/d.yml": record("D", owner="pm", status="planned", target="2026-10-31"),
    }
    page = health(tmp_path, files)
    found = table(page, "past-due-table")
    assert rows(found) == [
        ["C", "Initiative", "planned", "2026-10-30", "@alone"],
        ["B", "Initiative", "in progress", "2026-09-30", "Product manager"],
        ["A", "Initiative", "planned", "2026-10-01", "Product manager"],
    ]
    assert found.filters == ("Owner",)
    assert words(page, "Past due") == ["By owner: Product manager (2); @alone (1)."]
    assert "of 5 records, 3 past due" in page.content.lead


def test_what_must_be_looked_at_again_and_why(tmp_path: Path) -> None:
    observed = "date,value\n2026-01-31,1\n2026-02-28,2\n2026-03-31,3\n"
    kpi: dict[str, Any] = {"definition": "M.", "direction": "up"}
    files = {
        "content/best-practices/p.yml": record("Practice", **PRACTICE, review_by="2026-10-01"),
        "content/enablement/a.yml": record("Asset", type="faq", audience="sales", verified_on="2025-01-01"),
        "content/metrics/old.yml": record("Old", **kpi, source="content/metrics/old.csv"),
        "content/metrics/old.csv": observed,
        "content/metrics/none.yml": record("None", **kpi),
    }
    page = health(tmp_path, files)
    found = table(page, "stale-table")
    assert rows(found) == [
        ["Asset", "Asset", "to be verified", "2025-06-30", "@team"],
        ["Old", "Metric", "no longer observed", "2026-03-31", "@team"],
        ["Practice", "Practice", "to be reviewed", "2026-10-01", "@team"],
    ]
    assert rows(table(page, "no-data-table")) == [["None", "@team"]]
    counts = {section.title: section.count for section in parts(page, Subsection)}
    assert (counts["To be looked at again"], counts["Metrics without data"]) == (3, 1)
    assert [cell.note for row in found.rows for cell in row.cells if isinstance(cell, DayCell)] == ["past"] * 3
    assert (cards(page)["To be looked at again"], cards(page)["Metrics without data"]) == ("3", "1")
    (grid,) = parts(page, KpiGrid)
    assert {card.label: card.url for card in grid.cards}["Metrics without data"] == "#no-data"


def test_records_without_an_owner_and_with_broken_references(tmp_path: Path) -> None:
    files = {
        "content/team/held.yml": record("Held", holders="['@ann']"),
        "content/team/vacant.yml": record("Vacant"),
        "roadmap/initiatives/a.yml": record("A", owner="vacant", status="planned", depends_on="[gone]"),
    }
    page = health(tmp_path, files)
    assert rows(table(page, "unowned-table")) == [["A", "Initiative", "planned", "Vacant"]]
    assert rows(table(page, "dangling-table")) == [
        ["A", "Initiative", "There is no initiative 'gone'", "Vacant"],
    ]
    assert cards(page)["Without an owner"] == "1"
    assert page.content.lead.endswith(". 1 finding, error; none suppressed.")


def test_long_lists_are_folded_below_who_has_most_of_them(tmp_path: Path) -> None:
    late = {
        f"roadmap/initiatives/i{number:02}.yml": record(
            "Late", owner=f"'@t{number % 5}'", status="idea", target="2025-Q1"
        )
        for number in range(26)
    }
    page = health(tmp_path, late)
    assert table(page, "past-due-table").folded
    assert words(page, "Past due") == ["By owner: @t0 (6); @t1 (5); @t2 (5); 2 other owners less."]
    assert not table(page, "areas-table").folded
    assert page.content.lead.endswith(". 26 findings, all info; none suppressed.")


def test_findings_by_rule_and_one_by_one_the_gravest_first(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/a.yml": initiative("A", target="2026-09-30"),
        "roadmap/initiatives/b.yml": initiative("B", target="2026-09-30"),
        "roadmap/initiatives/c.yml": initiative("C", start="2027-06-01", target="2027-Q1"),
        "content/page.md": "See [[initiative:gone]].\n",
    }
    page = health(tmp_path, files)
    by_rule = table(page, "findings-by-rule")
    assert [row[:4] for row in rows(by_rule)] == [
        ["dangling-reference", "error", "1", "1"],
        ["start-after-target", "warning", "1", "1"],
        ["target-past", "info", "2", "2"],
    ]
    assert by_rule.rows[2].cells[0] == Link("target-past", "reference/rules/#target-past")
    assert all(column(by_rule, "Demands"))
    found = table(page, "all-findings")
    assert column(found, "Where") == ["content/page.md:1:5", "C", "A", "B"]
    assert column(found, "Owner") == ["", "@team", "@team", "@team"]
    assert found.filters == ("Severity", "Rule")
    assert page.content.lead.endswith("4 findings: 1 error, 1 warning and 2 info; none suppressed.")


def test_suppressed_findings_with_their_reasons_and_where_they_stand(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": RULES,
        "content/best-practices/p.yml": record("Practice", **PRACTICE, review_by="2026-10-01"),
        "roadmap/initiatives/a.yml": initiative("A", target="2026-09-30", allow="{target-past: Agreed with sales.}"),
        "roadmap/initiatives/b.yml": initiative("B", target="2027-Q1", allow="{target-past: No more.}"),
        "roadmap/initiatives/c.yml": initiative("Faster at work", target="2027-Q1"),
        "content/guide.md": "---\nvisibility: public\nallow: {title-internal: A phrase.}\n---\n\n# Faster at work\n",
    }
    page = health(tmp_path, files)
    found = table(page, "suppressed-table")
    assert rows(found) == [
        [
            "Practice",
            "review-overdue",
            "Was to be reviewed by 2026-10-01, and never was",
            "We review in spring.",
            "mkdocs.yml",
        ],
        [
            "content/guide.md:6:3",
            "title-internal",
            "A public page contains the title of Faster at work, which is internal",
            "A phrase.",
            "in the page",
        ],
        [
            "A",
            "target-past",
            "Target 2026-09-30 has passed, and it is not released",
            "Agreed with sales.",
            "in the record",
        ],
    ]
    assert rows(table(page, "allowed-table")) == [["B", "target-past", "No more."]]
    counts = {section.title: section.count for section in parts(page, Subsection)}
    assert (counts["Suppressed"], counts["Allowed without need"]) == (3, 1)
    assert rows(table(page, "rules-set-table")) == [
        ["review-overdue", "off", "We review in spring."],
        ["start-after-target", "error", "no reason is given"],
    ]
    assert page.content.lead.endswith("; 3 suppressed.")
    (card,) = [card for grid in parts(page, KpiGrid) for card in grid.cards if card.label == "Suppressed findings"]
    assert (plain_text(card.value), card.reason) == ("3", "2 in records and pages, 1 by mkdocs.yml")


def test_all_areas_alike_have_no_weakest(tmp_path: Path) -> None:
    (chart,) = parts(health(tmp_path, {"content/team/pm.yml": record("PM")}), ChartFigure)
    assert chart.title == "14 of 14 areas have no record"


def test_the_public_has_no_health(tmp_path: Path) -> None:
    checked = check_files(tmp_path, AREA)
    assert "health" in {view.section for view in offered(registered_views(), checked.handbook)}
    public = public_view_context(checked).handbook
    assert "health" not in {view.section for view in offered(registered_views(), public)}
