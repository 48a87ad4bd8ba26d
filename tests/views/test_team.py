"""Team: roles, the areas they cover, what they own."""

from __future__ import annotations

from pathlib import Path

from site_builder.views.parts import EmptyState
from site_builder.views.team import pages
from tests.views.reading import by_url, column, context_of, escalation, heads, parts, record, table

ROLES = {
    "content/team/pm.yml": record(
        "Product manager", owner="lead", team="sync", areas="[roadmap, best-practices]", backup="lead"
    ),
    "content/team/lead.yml": record("Lead, product", owner="lead", areas="[roadmap]"),
}


def test_without_roles_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    (page,) = pages(context_of(tmp_path, {}))
    assert parts(page, EmptyState)[0].what == "No roles yet."


def test_roles_with_team_backup_and_what_they_own(tmp_path: Path) -> None:
    files = {**ROLES, "roadmap/initiatives/a.yml": record(owner="lead", status="idea")}
    page = by_url(pages(context_of(tmp_path, files)))["team/"]
    assert page.content.lead.startswith("2 roles in 1 team; ")
    assert page.content.lead.endswith("1 role owns nothing.")
    found = table(page, "roles")
    assert column(found, "Role") == ["Lead, product", "Product manager"]
    assert column(found, "Team") == ["", "sync"]
    assert column(found, "Backup") == ["", "Lead, product"]
    assert column(found, "Owns") == ["3", "0"]


def test_roles_without_teams_and_backups(tmp_path: Path) -> None:
    page = by_url(pages(context_of(tmp_path, {"content/team/a.yml": record("A", owner="a")})))["team/"]
    assert page.content.lead == "1 role."
    assert "Team" not in heads(table(page, "roles"))


def test_a_role_s_page_has_what_is_open_before_what_it_keeps(tmp_path: Path) -> None:
    files = {
        "content/team/pm.yml": record("Product manager", owner="lead"),
        "content/team/lead.yml": record("Lead", owner="lead"),
        "roadmap/initiatives/a.yml": record("Done", owner="pm", status="released", released_on="2026-01-01"),
        "roadmap/initiatives/b.yml": record("Running", owner="pm", status="in_progress", target="2027-Q1"),
        "feedback/escalations/a.yml": escalation("Down", owner="pm"),
    }
    page = by_url(pages(context_of(tmp_path, files)))["team/pm/"]
    listed = [found for name in ("open-records", "owned") for found in column(table(page, name), "Record")]
    assert listed == ["Down", "Running", "Done"]


def test_everything_that_a_role_owns_is_among_the_backlinks(tmp_path: Path) -> None:
    files = {"content/team/pm.yml": record("Product manager", owner="pm")}
    files |= {f"roadmap/initiatives/i{number}.yml": record(owner="pm", status="idea") for number in range(30)}
    page = by_url(pages(context_of(tmp_path, files)))["team/pm/"]
    assert sum(len(group.entries) for group in page.content.backlinks) == 30
