"""Who carries how much: open records by team and by owner."""

from __future__ import annotations

from pathlib import Path

from site_builder.views.parts import Block, ChartFigure, Table
from site_builder.views.workload import workload_section
from tests.support import initiative
from tests.views.reading import context_of, heads, record, rows

ROLES = {
    "content/team/pm.yml": record("Product manager", team="web"),
    "content/team/qa.yml": record("Quality", team="web"),
    "content/team/ops.yml": record("Operations", team="core"),
}
LATE = "2026-09-30"


def open_record(owner: str, target: str = "2027-Q1") -> str:
    return initiative(target=target).replace("'@team'", owner)


def work(root: Path, owners: dict[str, str], roles: dict[str, str] = ROLES) -> tuple[Block, ...]:
    files = {f"roadmap/initiatives/{name}.yml": text for name, text in owners.items()}
    return next((found.blocks for found in workload_section(context_of(root, {**roles, **files}))), ())


def chart(blocks: tuple[Block, ...]) -> ChartFigure:
    return next(block for block in blocks if isinstance(block, ChartFigure))


def table(blocks: tuple[Block, ...], identifier: str) -> Table:
    return next(block for block in blocks if isinstance(block, Table) and block.identifier == identifier)


def test_nothing_open_is_no_workload(tmp_path: Path) -> None:
    assert work(tmp_path, {}) == ()


def test_by_team_and_by_owner_with_what_is_past_due(tmp_path: Path) -> None:
    found = work(
        tmp_path,
        {
            "a": open_record("pm", LATE),
            "b": open_record("pm", LATE),
            "c": open_record("pm"),
            "d": open_record("qa"),
            "e": open_record("ops", LATE),
            "f": open_record("'@somebody'"),
        },
    )
    assert chart(found).title == "4 of 6 open records are with web"
    assert chart(found).subtitle == "Open records by team, as of 2026-10-31, n 6"
    assert rows(table(found, "team-workload")) == [
        ["web", "2", "4", "2", "50%"],
        ["core", "1", "1", "1", "100%"],
        ["no team", "1", "1", "0", "0%"],
    ]
    owners = table(found, "owner-workload")
    assert heads(owners) == ["Owner", "Team", "Open", "Past due", "Past due, share", "What"]
    assert rows(owners) == [
        ["Product manager", "web", "3", "2", "67%", "3 initiatives"],
        ["@somebody", "", "1", "0", "0%", "1 initiative"],
        ["Operations", "core", "1", "1", "100%", "1 initiative"],
        ["Quality", "web", "1", "0", "0%", "1 initiative"],
    ]


def test_without_teams_owners_are_drawn(tmp_path: Path) -> None:
    roles = {"content/team/pm.yml": record("Product manager")}
    found = work(tmp_path, {"a": open_record("pm"), "b": open_record("'@b'")}, roles)
    assert chart(found).title == "No owner has more than 1 of 2 open records"
    assert rows(chart(found).table) == [["@b", "1"], ["Product manager", "1"]]
    assert heads(table(found, "owner-workload")) == ["Owner", "Open", "Past due", "Past due, share", "What"]


def test_a_single_owner_needs_no_chart(tmp_path: Path) -> None:
    (only,) = work(tmp_path, {"a": open_record("pm")}, {"content/team/pm.yml": record("Product manager")})
    assert isinstance(only, Table)
