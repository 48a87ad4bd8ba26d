"""The page of a role: its load, what is overdue, what it is asked to do, what is open, what it keeps."""

from __future__ import annotations

from pathlib import Path

from site_builder.model.page import Page
from site_builder.views.parts import DayCell, Paragraph
from site_builder.views.plain import plain_text
from site_builder.views.team import pages
from tests.views.reading import by_url, context_of, escalation, facts, headings, heads, parts, record, rows, table

ROLES = {
    "content/team/pm.yml": record("Product manager", owner="lead"),
    "content/team/lead.yml": record("Lead", owner="lead"),
}
DESK = {
    **ROLES,
    "roadmap/initiatives/a.yml": record("Done", owner="pm", status="released", released_on="2026-01-01"),
    "roadmap/initiatives/b.yml": record("Running", owner="pm", status="in_progress", target="2026-09-30"),
    "roadmap/changes/a.yml": record("A change", owner="pm", type="added"),
    "feedback/escalations/a.yml": escalation(
        "Down", owner="lead", actions="[{title: Mend, owner: pm, due: 2026-10-30}, {title: Ask, owner: pm}]"
    ),
    "roadmap/launches/a.yml": record(
        "Launch",
        owner="lead",
        tier=3,
        date="2026-12-01",
        gates="[{name: product, owner: pm, due: 2026-11-20, status: blocked}, {name: docs, owner: pm, status: done}]",
    ),
}


def desk(root: Path, files: dict[str, str]) -> Page:
    return by_url(pages(context_of(root, files)))["team/pm/"]


def test_a_role_s_page_is_its_desk(tmp_path: Path) -> None:
    page = desk(tmp_path, DESK)
    assert headings(page) == ["Overdue", "To mend", "Actions and gates", "Open", "Also owns"]
    assert rows(table(page, "overdue-table"))[0] == [
        "Running",
        "Target 2026-09-30 has passed, and it is not released",
        "2026-09-30",
    ]
    assert rows(table(page, "mend-table")) == [["Done", "Is released, but no change tells of it"]]
    assert rows(table(page, "duties")) == [
        ["Mend", "todo", "2026-10-30", "Down"],
        ["Product gate", "blocked", "2026-11-20", "Launch"],
        ["Ask", "todo", "", "Down"],
    ]
    assert rows(table(page, "open-records")) == [
        ["Running", "Initiative", "in progress", "2026-09-30"],
        ["A change", "Change", "", ""],
    ]
    assert rows(table(page, "owned")) == [["Done", "Initiative", "released", "2026-01-01"]]


def test_the_load_of_a_role_beside_that_of_all(tmp_path: Path) -> None:
    found = facts(desk(tmp_path, DESK))
    assert found["Open records"] == "1 initiative and 1 change; 2 of 4 open records, which 2 owners share"
    assert found["Past due"] == "1 record"


def test_a_day_that_has_passed_is_marked(tmp_path: Path) -> None:
    page = desk(tmp_path, DESK)
    cells = (table(page, "duties").rows[0].cells[2], table(page, "open-records").rows[0].cells[3])
    assert [cell.note for cell in cells if isinstance(cell, DayCell)] == ["overdue", "past"]


def test_what_is_to_be_mended_stands_apart_from_what_is_due(tmp_path: Path) -> None:
    late = {"status": "planned", "start": "2027-06-01", "target": "2027-03-01", "owner": "pm"}
    files = {f"roadmap/initiatives/i{number}.yml": record(f"I {number}", **late) for number in range(15)}
    page = desk(tmp_path, {**ROLES, **files})
    assert headings(page)[0] == "To mend"
    found = table(page, "mend-table")
    assert heads(found) == ["Record", "What is to be done"]
    assert (len(found.rows), found.total) == (12, 15)


def test_long_lists_are_cut_and_lead_to_the_backlinks(tmp_path: Path) -> None:
    files = {f"roadmap/initiatives/i{number}.yml": record(owner="pm", status="idea") for number in range(30)}
    found = table(desk(tmp_path, {**ROLES, **files}), "open-records")
    assert (len(found.rows), found.total) == (25, 30)
    assert found.more is not None
    assert found.more.url == "#backlinks"


def test_a_role_that_owns_nothing_says_so(tmp_path: Path) -> None:
    page = desk(tmp_path, ROLES)
    assert headings(page) == ["Owns"]
    assert plain_text(parts(page, Paragraph)[0].text) == "No record names this role as its owner."
    assert "Open records" not in facts(page)


def test_a_role_with_nothing_open_says_so(tmp_path: Path) -> None:
    files = {**ROLES, "roadmap/initiatives/a.yml": record(owner="lead", status="idea")}
    found = by_url(pages(context_of(tmp_path, files)))
    assert facts(found["team/pm/"])["Open records"] == "none of 1 open record"
    assert facts(found["team/lead/"])["Open records"] == "1 initiative; 1 of 1 open record, which nobody shares"


def test_open_records_are_said_to_be_in_the_order_that_they_are_in(tmp_path: Path) -> None:
    found = table(desk(tmp_path, DESK), "open-records")
    assert found.caption == "Open records by status; the date is the target where there is one"
