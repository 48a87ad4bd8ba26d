"""What `opsbook schema --write schemas --editor vscode` writes makes the editors' own server check and complete."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from site_builder.cli.main import group
from site_builder.kinds import all_kinds
from tests.edit.language_server import LanguageServer
from tests.support import CONFIG, initiative, write

pytestmark = pytest.mark.slow

BAD = """\
title: Faster checkout
owner: '@team'
status: plannd
tags: [mobile]
milestones:
  - nam: Beta
target: 2027-Q1
custom: {tickt: x}
"""
FILES = {
    "roadmap/plans/2026/bad.yml": BAD,
    "roadmap/plans/good.yml": initiative(target="2027-Q1", custom="{ticket: A-1}"),
    "roadmap/plans/_template.yml": BAD,
    "roadmap/plans/half.yml": "title: Faster checkout\nowner: '@team'\nsta\n",
    "roadmap/plans/choice.yml": "title: Faster checkout\nowner: '@team'\nstatus: \n",
    "roadmap/initiatives/elsewhere.yml": BAD,
    "mkdocs.yml": CONFIG.replace(
        "  - opsbook\n",
        "  - opsbook:\n      folders: {initiative: roadmap/plans}\n      custom: {initiative: {ticket: text}}\n",
    ),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    program = os.environ.get("OPSBOOK_LANGUAGE_SERVER", "").strip()
    if not program:
        pytest.skip("NO LANGUAGE SERVER: OPSBOOK_LANGUAGE_SERVER names none (scripts/language_server.sh installs one)")
    root = write(tmp_path_factory.mktemp("handbook"), FILES)
    config = ["-f", str(root / "mkdocs.yml")]
    for kind in all_kinds():
        CliRunner().invoke(group, ["new", *config, "--as-of", "2026-10-31", kind, "2026-10-31-new"])
    done = CliRunner().invoke(group, ["schema", "--write", str(root / "schemas"), "--editor", "vscode", *config])
    assert done.exit_code == 0, done.output
    with LanguageServer(program, root) as running:
        yield running


def test_what_is_wrong_is_shown_on_its_line(server: LanguageServer) -> None:
    found = server.diagnostics("roadmap/plans/2026/bad.yml")
    assert sorted({line for line, _ in found}) == [3, 6, 8]
    said = dict(found)
    assert '"planned"' in said[3]
    assert any("nam is not allowed" in words for line, words in found if line == 6)
    assert "tickt is not allowed" in said[8]


def test_a_good_record_has_no_findings(server: LanguageServer) -> None:
    assert server.diagnostics("roadmap/plans/good.yml") == []


@pytest.mark.parametrize("path", ["roadmap/plans/_template.yml", "roadmap/initiatives/elsewhere.yml"])
def test_files_that_are_no_records_are_left_alone(path: str, server: LanguageServer) -> None:
    assert server.diagnostics(path) == []


@pytest.mark.parametrize("kind", [name for name, kind in all_kinds().items() if not kind.narrative])
def test_a_new_record_of_every_kind_has_no_findings(kind: str, server: LanguageServer) -> None:
    folder = "roadmap/plans" if kind == "initiative" else all_kinds()[kind].folder
    assert server.diagnostics(f"{folder}/2026-10-31-new.yml") == []


def test_names_of_fields_and_choices_are_completed(server: LanguageServer) -> None:
    assert {"status", "start", "horizon", "custom"} <= server.completions("roadmap/plans/half.yml", 3, 4)
    assert server.completions("roadmap/plans/choice.yml", 3, 9) >= {"idea", "planned", "dropped"}
