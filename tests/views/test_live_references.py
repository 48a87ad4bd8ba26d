"""Live blocks that ask for a record by its name: one that is not there is reported where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import check_files, codes, initiative

FILES = {
    "roadmap/initiatives/swaps.yml": initiative(formerly="[shift-swaps]"),
    "roadmap/initiatives/broken.yml": initiative(status="finished"),
    "roadmap/releases/1.10.yml": "title: x\nowner: '@t'\ndate: 2027-01-02\nstatus: planned\n",
    "content/team/lead.yml": "title: Lead\nowner: '@t'\n",
    "feedback/surveys/q3.yml": "title: x\nowner: '@t'\nquestion: y\nresponses: feedback/responses/q3.csv\n",
}


def found(tmp_path: Path, block: str) -> list[tuple[str, str, str]]:
    """Return place, message and hint of what is wrong with a block that begins in line 3."""
    page = f"# Home\n\n```opsbook\n{block}\n```\n"
    diagnostics = check_files(tmp_path, {**FILES, "content/index.md": page}).diagnostics
    return [
        (f"{item.span.line}:{item.span.column}", item.message, item.hint)
        for item in diagnostics
        if item.span.path == "content/index.md"
    ]


@pytest.mark.parametrize(
    "block",
    [
        "table: change\nwhere: {initiative: swaps}",
        "table: change\nwhere: {initiative: [initiative:swaps, broken]}",
        "table: update\nwhere: {subject: initiative:swaps}",
        "table: update\nwhere: {subject: swaps}",
        "table: initiative\nwhere: {owner: ['@anybody', lead, role:lead]}",
        "table: initiative\nwhere: {team: nobody, release: null}",
        "table: change\nwhere: {removal_on: 2027-Q1}",
        "table: initiative\nwhere: {links: content/index.md}",
        "metric: nps\nwhere: {survey: q3, role: any-column}",
        "metric: changes-per-release\nwhere: {release: ''}",
        "metric: initiatives\nwhere: {team: nobody}",
    ],
)
def test_what_names_a_record_that_is_there_or_no_record_is_right(block: str, tmp_path: Path) -> None:
    assert found(tmp_path, block) == []


@pytest.mark.parametrize(
    ("block", "place", "message", "hint"),
    [
        ("table: change\nwhere: {initiative: swap}", "5:21", "there is no initiative 'swap'", "did you mean 'swaps'?"),
        ("table: change\nwhere: {initiative: shift-swaps}", "5:21", "it is now 'swaps'", "write 'swaps'"),
        ("table: launch\nwhere: {initiatives: [swaps, gone]}", "5:30", "there is no initiative 'gone'", "create it"),
        ("table: update\nwhere: {subject: initiative:gone}", "5:18", "there is no initiative 'gone'", "create it"),
        ("table: update\nwhere: {subject: gone}", "5:18", "no record has the id 'gone'", "write kind:id"),
        ("table: initiative\nwhere: {owner: leed}", "5:16", "there is no role 'leed'", "did you mean 'lead'?"),
        ("metric: nps\nwhere: {survey: q4}", "5:17", "there is no survey 'q4'", "create it with"),
        ("metric: changes-per-release\nwhere: {release: 1.10}", "5:18", "there is no release '1.1'", "did you mean"),
    ],
)
def test_a_record_that_is_not_there_is_reported_with_a_way_out(
    block: str, place: str, message: str, hint: str, tmp_path: Path
) -> None:
    ((found_place, found_message, found_hint),) = found(tmp_path, block)
    assert found_place == place
    assert message in found_message
    assert hint in found_hint


def test_it_is_an_error(tmp_path: Path) -> None:
    page = "```opsbook\nmetric: nps\nwhere: {survey: q4}\n```\n"
    assert codes(check_files(tmp_path, {"content/index.md": page}).diagnostics) == [
        ("dangling-reference", "content/index.md:3:17")
    ]
