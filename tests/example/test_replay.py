"""The example's past: it leads to the example as it is, and through states that could be believed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from site_builder.cli.init import starter_folder
from site_builder.example.history import Step, example_history
from site_builder.example.replay import as_it_was
from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.model.record import Record
from site_builder.pipeline import Checked, check
from tests.acceptance.commands import opsbook, wrong
from tests.history.repository import Repository
from tests.support import inputs_of

AS_OF = date(2026, 10, 31)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("example") / "handbook"
    done = opsbook("init", "--history", root, cwd=root.parent)
    assert done.returncode == 0, wrong(done)
    return root


@pytest.fixture(scope="module")
def checked(example: Path) -> Checked:
    return check(inputs_of(example, AS_OF))


def initiatives() -> dict[str, Record[Initiative]]:
    root = starter_folder()
    return {record.id: record for record in check(inputs_of(root, AS_OF)).handbook.records(INITIATIVE)}


def test_each_step_follows_the_one_before() -> None:
    for name, steps in example_history().steps.items():
        days = [step.day for step in steps]
        assert days == sorted(set(days)), name
        assert all(step.status not in ("released", "dropped") for step in steps[:-1]), name


def test_the_last_step_is_what_the_record_says() -> None:
    records, told = initiatives(), example_history().steps
    assert told.keys() == records.keys()
    for name, steps in told.items():
        fields, last = records[name].fields, steps[-1]
        assert (last.status, last.target) == (fields.status, str(fields.target or "")), name
        begun = [step.day for step in steps if step.status == "in_progress"]
        assert not begun or fields.start == begun[0], name
        assert fields.released_on in (None, last.day), name


@pytest.mark.slow
def test_the_last_commit_holds_the_files_as_they_are(example: Path) -> None:
    repository = Repository(example, make=False)
    assert repository.git("status", "--porcelain") == ""
    assert int(repository.git("rev-list", "--count", "HEAD")) > 100


@pytest.mark.slow
def test_what_git_knows_of_the_example(checked: Checked) -> None:
    assert [finding for finding in checked.diagnostics if finding.severity != "info"] == []
    timelines = checked.measures.context.history.timelines
    assert timelines.reason == ""
    assert {timeline.reference.id for timeline in timelines.of_kind("initiative")} == initiatives().keys()
    for name in ("slips", "on-time", "say-do", "cycle-time", "throughput", "forecast"):
        assert checked.measures.results(name)[0].value is not None, name


def test_an_earlier_state_keeps_all_but_what_came_later() -> None:
    later = "released_on: 2026-06-01\nreason: |\n  Two\n  lines.\n"
    text = f"title: A\nstatus: released  # at last\ntarget: 2026-Q2\n{later}body: b\n"
    step = Step(date(2026, 1, 1), "a", "planned", "2026-Q1")
    assert as_it_was(text, step, is_last=False) == "title: A\nstatus: planned\ntarget: 2026-Q1\nbody: b\n"
    without = Step(date(2026, 1, 1), "a", "idea")
    assert as_it_was(text, without, is_last=False) == "title: A\nstatus: idea\nbody: b\n"
    assert as_it_was(text, step, is_last=True) == text


@pytest.mark.parametrize("arguments", [("--history", "--empty"), ("--history",)])
def test_a_past_is_only_made_for_a_new_example(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "handbook/.git").mkdir(parents=True)
    done = opsbook("init", *arguments, tmp_path / "handbook", cwd=tmp_path)
    assert done.returncode == 2
    assert [path.name for path in (tmp_path / "handbook").iterdir()] == [".git"]
