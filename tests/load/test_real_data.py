"""A real handbook, where one is at hand: it loads without a word, and what is known to be broken is found."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from site_builder.load.records import Loaded, load_records
from site_builder.load.table import read_table
from site_builder.load.work_tree import WorkTree

pytestmark = pytest.mark.real_data

FOLDERS = {
    "practice": "content/best-practices",
    "metric": "content/metrics",
    "playbook": "content/playbooks",
    "role": "content/team",
    "tool": "content/tools",
    "escalation": "feedback/escalations",
    "survey": "feedback/surveys",
    "segment": "feedback/segments",
    "change": "roadmap/changes",
    "experiment": "roadmap/experiments",
    "initiative": "roadmap/initiatives",
    "release": "roadmap/releases",
}
FOUND_WHILE_READING = (
    "open-bracket.md",
    "colon.md",
    "no-front-matter.md",
    "front-matter-open.md",
    "aws_fargate.md",
    "Assignment_V9_driver-c22be069f7baccb0.yml",
    "endpoints-from-endpoint_group-project-association-7271fba600322fb6.yml",
    "PEP-0291.yml",
    "pep-0020-tab.yml",
    "pep-0263-latin-1.yml",
    "pep-0302-tag.yml",
    "pep-0333-anchor.yml",
    "pep-0370-merge-key.yml",
    "pep-0508-deep.yml",
    "pep-0538-utf-16.yml",
    "pep-0621-duplicate-key.yml",
    "pep-0665-list.yml",
    "pep-0722-empty.yml",
    "pep-0751-two-documents.yml",
    "12.0.0 rc1.md",
)


@pytest.fixture(scope="module")
def data() -> Path:
    folder = os.environ.get("OPSBOOK_REAL_DATA")
    if not folder:
        pytest.skip("OPSBOOK_REAL_DATA names no folder")
    return Path(folder)


def _load(root: Path) -> Loaded:
    return load_records(WorkTree(root), FOLDERS)


def test_the_handbook_loads_without_a_finding(data: Path) -> None:
    loaded = _load(data / "handbook")
    assert loaded.diagnostics == ()
    assert len(loaded.records) == 2158


def test_what_is_broken_is_found_at_its_place_and_nothing_else(data: Path) -> None:
    expected = json.loads((data / "dirty" / "expected.json").read_text(encoding="utf-8"))
    wanted = {
        (entry["path"], entry["line"], entry["column"])
        for entry in expected
        if entry["path"].endswith(FOUND_WHILE_READING) and entry["level"] == "error"
    }
    tolerated = {(entry["path"], entry["line"], entry["column"]) for entry in expected if entry["level"] == "either"}
    loaded = _load(data / "dirty")
    found = {(one.span.path, one.span.line, one.span.column) for one in loaded.diagnostics}
    assert len(wanted) == len(FOUND_WHILE_READING)
    assert wanted <= found
    assert found - wanted <= tolerated
    (duplicate,) = [one for one in loaded.diagnostics if one.code == "duplicate-id"]
    assert [related.span.path for related in duplicate.related] == ["roadmap/initiatives/a/pep-0291.yml"]


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("instructor-training-2017-2018", "LikelyToRecommend"),
        ("longterm-2017-10", "Likely-To-Recommend"),
        ("longterm-2020-03", "recommendation_score"),
        ("longterm-2020-12", "recommendation_score"),
    ],
)
def test_rows_and_blank_scores_are_those_of_the_key(name: str, score: str, data: Path) -> None:
    key = json.loads((data / "keys" / "open.json").read_text(encoding="utf-8"))["surveys"][name]
    path = data / "handbook" / "feedback" / "responses" / f"{name}.csv"
    table = read_table(path.read_bytes(), path.name)
    index = table.index_of(score)
    assert index is not None
    assert table.diagnostics == ()
    assert len(table.rows) == key["rows"]
    assert table.column(index).count("") == key["blank_scores"]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("open-quote", [(2, 1)]),
        ("ragged", [(3, 1)]),
        ("semicolons", [(1, 1)]),
        ("latin-1", [(2, 2)]),
        ("bom", []),
        ("blank-scores", []),
        ("country-no", []),
    ],
)
def test_broken_tables_are_found_at_their_place(name: str, places: list[tuple[int, int]], data: Path) -> None:
    path = data / "dirty" / "feedback" / "responses" / f"{name}.csv"
    table = read_table(path.read_bytes(), path.name)
    assert [(one.span.line, one.span.column) for one in table.diagnostics] == places
