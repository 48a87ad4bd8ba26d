"""A year of a real roadmap, against an independent comparison of the two trees."""

from __future__ import annotations

import io
import json
import os
import subprocess
import tarfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.acceptance.commands import git, opsbook, wrong
from tests.acceptance.once import made_once

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not os.environ.get("OPSBOOK_REAL_DATA"), reason="OPSBOOK_REAL_DATA names no folder"),
]

FOLDER = "roadmap/initiatives"
CONFIG = "site_name: Roadmap\ndocs_dir: content\nplugins:\n  - opsbook\n"
Tree = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def roadmap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def clone(folder: Path) -> None:
        git(folder, "clone", "--quiet", str(Path(os.environ["OPSBOOK_REAL_DATA"]) / "history.bundle"), ".")
        (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")

    return made_once(tmp_path_factory, "real-roadmap", clone)


@pytest.fixture(scope="module", params=[(2021, 2022), (2012, 2013), (2025, 2026)], ids=lambda years: f"{years[0]}")
def commits(request: pytest.FixtureRequest, roadmap: Path) -> tuple[str, str]:
    """Return the last commits before two years began."""
    first, last = (
        git(roadmap, "log", "-1", "--first-parent", "--format=%H", f"--until={year}-01-01T00:00:00Z")
        for year in request.param
    )
    return first, last


@pytest.fixture(scope="module")
def found(roadmap: Path, commits: tuple[str, str]) -> Any:
    done = opsbook("diff", *commits, "--format", "json", "--as-of", "2026-08-22", cwd=roadmap)
    assert done.returncode == 0, wrong(done)
    return json.loads(done.stdout)


def tree(root: Path, commit: str) -> Tree:
    """Return the records of a commit as plain YAML, every scalar as its text; by their ids."""
    call = ["git", "-C", str(root), "archive", "--format=tar", commit, FOLDER]
    archive = subprocess.run(call, capture_output=True, check=True).stdout
    records = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            file = files.extractfile(member)
            if file is not None:
                text = file.read().decode()
                records[Path(member.name).stem] = yaml.load(text, Loader=yaml.CBaseLoader)
    return records


@pytest.fixture(scope="module")
def trees(roadmap: Path, commits: tuple[str, str]) -> tuple[Tree, Tree]:
    first, last = commits
    return tree(roadmap, first), tree(roadmap, last)


def plain(value: Any) -> Any:
    """Return a value of JSON as YAML's base loader gives it: scalars are texts."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value if value is None else str(value)


def test_every_changed_field_is_listed_and_nothing_else(trees: tuple[Tree, Tree], found: Any) -> None:
    before, after = trees
    expected = {
        (name, field, str(before[name].get(field)), str(after[name].get(field)))
        for name in before.keys() & after.keys()
        for field in before[name].keys() | after[name].keys()
        if before[name].get(field) != after[name].get(field)
    }
    listed = [
        (record["id"], change["field"], str(plain(change["old"])), str(plain(change["new"])))
        for record in found["records"]
        if record["change"] == "changed"
        for change in record["fields"]
    ]
    assert len(listed) == len(set(listed)) > 20
    assert set(listed) == expected


def test_every_record_that_came_or_went_is_listed(trees: tuple[Tree, Tree], found: Any) -> None:
    before, after = trees
    by_change = {
        change: {record["id"]: record["fields"] for record in found["records"] if record["change"] == change}
        for change in ("added", "removed", "renamed")
    }
    assert by_change["added"].keys() == after.keys() - before.keys()
    assert by_change["removed"].keys() == before.keys() - after.keys()
    assert by_change["renamed"] == {}
    for name, fields in by_change["added"].items():
        assert {each["field"]: plain(each["new"]) for each in fields} == after[name]
    for name, fields in by_change["removed"].items():
        assert {each["field"]: plain(each["old"]) for each in fields} == before[name]


def test_days_are_those_between_the_dates(found: Any) -> None:
    moves = [
        change
        for record in found["records"]
        for change in record["fields"]
        if change["field"] in ("start", "target", "released_on") and change["old"] and change["new"]
    ]
    assert moves
    for move in moves:
        assert move["days"] == (date.fromisoformat(move["new"]) - date.fromisoformat(move["old"])).days


def test_counts_of_metrics_are_those_of_the_trees(trees: tuple[Tree, Tree], found: Any) -> None:
    [overall] = [each for each in found["metrics"] if each["name"] == "initiatives" and not each["dimensions"]]
    counts = [len(records) for records in trees]
    assert [overall["before"]["value"], overall["after"]["value"]] == counts
    assert overall["verdict"] == ("up" if counts[1] > counts[0] else "down")


def test_the_comment_names_all_that_slipped_shipped_and_is_new(
    roadmap: Path, commits: tuple[str, str], found: Any
) -> None:
    done = opsbook("diff", *commits, "--format", "markdown", "--as-of", "2026-08-22", cwd=roadmap)
    assert done.returncode == 0, wrong(done)
    assert len(done.stdout) < 60_000
    fields = {
        (record["id"], change["field"]): change
        for record in found["records"]
        if record["change"] == "changed"
        for change in record["fields"]
    }
    lines = done.stdout.splitlines()
    for (name, field), change in fields.items():
        about = [line for line in lines if line.startswith(("- ", "- public ")) and f"initiative `{name}`" in line]
        if field == "target" and change["days"]:
            assert any(f"`target` moved from `{change['old']}` to `{change['new']}`" in line for line in about), name
        if field == "status" and change["new"] == "released":
            assert any("shipped: `status` moved" in line for line in about), name
    added = done.stdout.partition("#### Added")[2].partition("####")[0]
    for record in found["records"]:
        assert record["change"] != "added" or f"`{record['id']}`" in added
