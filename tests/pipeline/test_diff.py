"""Two states of a handbook, each through every stage, and what they share."""

from __future__ import annotations

from pathlib import Path

from site_builder.pipeline import check
from site_builder.pipeline.diff import diff
from site_builder.pipeline.shared import Shared
from site_builder.report.diff import Side
from tests.support import initiative, inputs_of, write

CHECKOUT = "roadmap/initiatives/checkout.yml"
BASKET = "roadmap/initiatives/basket.yml"
BAD = "roadmap/initiatives/bad.yml"
SURVEY = """\
title: Wave
owner: '@team'
type: nps
closed_on: 2026-09-30
responses: feedback/responses/wave.csv
columns: {score: score}
"""


def test_records_that_both_states_have_are_read_once(tmp_path: Path) -> None:
    files = {CHECKOUT: initiative(), BASKET: initiative("Basket"), BAD: initiative(status="x")}
    before = inputs_of(write(tmp_path / "before", files))
    after = inputs_of(write(tmp_path / "after", {**files, BASKET: initiative("Bag")}))
    shared = Shared()
    old, new = check(before, shared=shared), check(after, shared=shared)
    same = [one is other for one, other in zip(old.handbook, new.handbook, strict=True)]
    assert [(record.id, is_same) for record, is_same in zip(new.handbook, same, strict=True)] == [
        ("basket", False),
        ("checkout", True),
    ]
    assert (old.diagnostics, new.diagnostics) == (check(before).diagnostics, check(after).diagnostics)


def test_files_of_data_are_no_records_and_move_metrics(tmp_path: Path) -> None:
    def state(name: str, scores: list[int]) -> Path:
        rows = "\n".join(map(str, scores))
        files = {"feedback/surveys/wave.yml": SURVEY, "feedback/responses/wave.csv": f"score\n{rows}\n"}
        return write(tmp_path / name, files)

    base, head = (inputs_of(state(*each)) for each in (("before", [10] * 60), ("after", [10] * 20 + [0] * 40)))
    found = diff(base, head, (Side("a", "1" * 40), Side("b", "2" * 40)))
    assert found.change.records == ()
    [overall] = [
        change for change in found.metrics if change.name == "nps" and dict(change.dimensions) == {"survey": "wave"}
    ]
    assert overall.before is not None
    assert overall.after is not None
    assert (overall.before.value, round(overall.after.value or 0), overall.verdict) == (100, -33, "down")


def test_what_both_states_lack_is_not_introduced(tmp_path: Path) -> None:
    files = {CHECKOUT: initiative(depends_on="[missing]"), BAD: initiative(status="x")}
    base = inputs_of(write(tmp_path / "before", files))
    moved = {f"roadmap/initiatives/2026/{path.rpartition('/')[2]}": text for path, text in files.items()}
    head = inputs_of(write(tmp_path / "after", {**moved, BASKET: initiative("Basket")}))
    found = diff(base, head, (Side("a", "1" * 40), Side("b", "2" * 40)))
    assert not found.brings_errors
    assert found.findings.fixed == ()
