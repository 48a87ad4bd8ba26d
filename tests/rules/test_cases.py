"""Every case of every case file: drop a case in, get a test."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.history.changes import FileChange, FileHistory
from site_builder.load.touched_files import TouchedFiles
from site_builder.model.diagnostic import in_order
from site_builder.model.settings import Settings
from site_builder.rules.base import all_rules, run_rules
from tests.rules.stages import read_handbook, write_files

CASES = Path(__file__).with_name("cases")
ACCEPTED = frozenset({"dangling-reference"})
"""What a case may leave out, so that it need not write what its rule does not look at."""


@dataclass(frozen=True)
class Case:
    """A small handbook, and where one rule finds something in it."""

    name: str
    as_of: date
    files: dict[str, str]
    expect: list[list[Any]]
    settings: dict[str, Any] = field(default_factory=dict)
    history: dict[str, dict[str, Any]] = field(default_factory=dict)
    said: dict[str, list[tuple[date, str | None]]] = field(default_factory=dict)
    touched: dict[str, Any] = field(default_factory=dict)


def cases_of(path: Path) -> list[Case]:
    """Return the cases of a file."""
    return [Case(**case) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("code", "case"),
    [
        pytest.param(path.stem, case, id=f"{path.stem}: {case.name}")
        for path in sorted(CASES.glob("*.yml"))
        for case in cases_of(path)
    ],
)
def test_a_rule_finds_what_its_cases_say(code: str, case: Case, tmp_path: Path) -> None:
    rule = all_rules()[code]
    changes = {path: FileChange(commit="c0ffee", **change) for path, change in case.history.items()}
    settings = Settings.model_validate(case.settings)
    history = FileHistory(changes, read_values=lambda _paths, _name: case.said)
    context, found = read_handbook(write_files(tmp_path, case.files), case.as_of, settings, history)

    touched = TouchedFiles(
        tuple(case.touched.get("paths", ())), frozenset(case.touched.get("removed", ())), case.touched.get("prefix", "")
    )
    outcome = run_rules(replace(context, touched=touched), {code: rule})

    assert [diagnostic for diagnostic in found if diagnostic.code not in ACCEPTED] == []
    diagnostics = in_order(outcome.diagnostics)
    assert [[d.span.path, d.span.line, d.span.column] for d in diagnostics] == case.expect
    assert {d.severity for d in diagnostics} <= {rule.severity}
    assert len(diagnostics) == len(outcome.diagnostics), "the same finding twice"


@pytest.mark.parametrize("code", sorted(all_rules()))
def test_every_rule_has_good_and_bad_cases(code: str) -> None:
    cases = cases_of(CASES / f"{code}.yml")
    assert any(case.expect for case in cases)
    assert any(not case.expect for case in cases)
    assert len({case.name for case in cases}) == len(cases)


def test_every_case_file_is_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.yml")} <= set(all_rules())
