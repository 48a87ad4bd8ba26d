"""Items of workflows: what is read, and what is said of what cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder.kinds import all_kinds
from site_builder.load.records import load_records
from site_builder.load.work_tree import WorkTree
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.items import Items
from site_builder.model.settings import Settings
from site_builder.validate.items import ReadItems, read_items
from site_builder.validate.records import validate_all

CSV = "content/workflows/w.csv"
RECORD = "content/workflows/w.yml"
FIELDS = "title: W\nowner: '@team'\nstages: [{name: todo}, {name: doing}, {name: done}]\n"


def read(root: Path, files: Mapping[str, str]) -> ReadItems:
    """Return what is read of the workflows among the files."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    source, kinds = WorkTree(root), all_kinds()
    validated = validate_all(load_records(source, {"workflow": "content/workflows"}).records, kinds)
    assert not validated.diagnostics
    return read_items(source, validated.records, Settings())


def workflow(root: Path, rows: str) -> tuple[Items, list[Diagnostic]]:
    """Return the items of one workflow with one file, and the diagnostics."""
    found = read(root, {RECORD: f"{FIELDS}items: {CSV}\n", CSV: rows})
    return found.items["w"], list(found.diagnostics)


def stays(items: Items) -> dict[str, list[str]]:
    return {
        item.name: [f"{visit.stage} {visit.entered_at:%m-%d %H:%M}" for visit in item.visits] for item in items.items
    }


def test_stays_of_each_item_in_the_order_of_time(tmp_path: Path) -> None:
    rows = (
        "stage,item,entered_at,note\n"
        "doing,b,2026-03-02T10:30:00+02:00,x\n"
        "todo, a ,2026-03-01,\n"
        "done,b,2026-03-02T23:00:00-05:00,\n"
        "todo,b,2026-03-01T09:15,\n"
    )
    found, diagnostics = workflow(tmp_path, rows)
    assert not diagnostics
    assert stays(found) == {
        "a": ["todo 03-01 00:00"],
        "b": ["todo 03-01 09:15", "doing 03-02 08:30", "done 03-03 04:00"],
    }
    assert found.paths == (CSV,)


def test_rows_of_one_moment_count_in_their_order_and_a_stage_is_entered_once(tmp_path: Path) -> None:
    rows = (
        "item,stage,entered_at\na,todo,2026-03-01\na,doing,2026-03-01\na,doing,2026-03-02\n"
        "a,todo,2026-03-03 10:00:05Z\na,done,2026-03-03T10:00:05.5Z\n"
    )
    found, _ = workflow(tmp_path, rows)
    assert [visit.stage for visit in found.items[0].visits] == ["todo", "doing", "todo", "done"]


@pytest.mark.parametrize(
    ("row", "code", "place", "hint"),
    [
        ("a,Doing,2026-03-01", "invalid-value", "2:3", "did you mean 'doing'?"),
        ("a,review,2026-03-01", "invalid-value", "2:3", "the stages are: todo, doing, done"),
        ("a,,2026-03-01", "invalid-value", "2:3", "the stages are: todo, doing, done"),
        (",doing,2026-03-01", "response-unreadable", "2:1", "write which item entered the stage"),
        ("a,doing,01/03/2026", "response-unreadable", "2:9", "write 2026-03-31T14:30:00Z, or a day such as 2026-03-31"),
        ("a,doing,2026-02-30", "response-unreadable", "2:9", "write 2026-03-31T14:30:00Z, or a day such as 2026-03-31"),
        ("a,doing,", "response-unreadable", "2:9", "write 2026-03-31T14:30:00Z, or a day such as 2026-03-31"),
    ],
)
def test_what_cannot_be_read_has_its_place(tmp_path: Path, row: str, code: str, place: str, hint: str) -> None:
    found, (diagnostic,) = workflow(tmp_path, f"item,stage,entered_at\n{row}\nb,todo,2026-03-01\n")
    assert list(stays(found)) == ["b"]
    assert (diagnostic.code, str(diagnostic.span), diagnostic.hint) == (code, f"{CSV}:{place}", hint)
    assert diagnostic.severity == "error"


def test_all_faults_of_a_row(tmp_path: Path) -> None:
    _, diagnostics = workflow(tmp_path, "item,stage,entered_at\n,review,soon\n")
    assert [str(diagnostic.span) for diagnostic in diagnostics] == [f"{CSV}:2:1", f"{CSV}:2:2", f"{CSV}:2:9"]


def test_missing_columns_are_told_at_the_record(tmp_path: Path) -> None:
    found, diagnostics = workflow(tmp_path, "item,status,entered\na,todo,2026-03-01\n")
    assert found.items == ()
    assert {f"{diagnostic.code} {diagnostic.span}" for diagnostic in diagnostics} == {f"column-missing {RECORD}:4:8"}
    assert len(diagnostics) == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    found = read(tmp_path, {RECORD: f"{FIELDS}items: content/workflows/gone.csv\n"})
    (diagnostic,) = found.diagnostics
    assert (diagnostic.code, str(diagnostic.span)) == ("dangling-reference", f"{RECORD}:4:8")


def test_a_workflow_from_git_or_without_items_is_not_read(tmp_path: Path) -> None:
    files = {RECORD: f"{FIELDS}from: git\n", "content/workflows/v.yml": FIELDS}
    assert read(tmp_path, files) == ReadItems({}, ())
