"""Releases of whole handbooks: the one that comes with opsbook, by calendar, and a real one, by SemVer."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.cli.main import group
from tests.acceptance.commands import commit, copy_starter, git
from tests.cli.releases import AS_OF, call


def numbers(root: Path) -> list[str]:
    """Return the lines that were added and removed in each file, as git counts them."""
    git(root, "add", "--intent-to-add", "--all")
    return git(root, "diff", "--numstat").splitlines()


def is_clean(root: Path, as_of: str = AS_OF) -> bool:
    done = CliRunner().invoke(group, ["check", "-f", str(root / "mkdocs.yml"), "--as-of", as_of, "--no-cache"])
    return done.exit_code == 0


def test_the_starter_is_released_by_calendar(tmp_path: Path) -> None:
    root = copy_starter(tmp_path)
    commit(root, "Begin", day="2026-10-20")
    assert "suggested version: 2026.4 (the next one of the year)" in call(root, "draft").output
    done = call(root, "cut", "2026.4", "--highlight", "checks-while-approving")
    assert done.exit_code == 0, done.output
    assert numbers(root) == [
        "1\t0\troadmap/changes/checks-while-approving.yml",
        "1\t0\troadmap/changes/fixed-reports-deprecated.yml",
        "1\t0\troadmap/changes/large-type-in-rota.yml",
        "1\t0\troadmap/changes/one-notice-per-publication.yml",
        "3\t1\troadmap/initiatives/mobile-accessibility.yml",
        "3\t1\troadmap/initiatives/payroll-live-validation.yml",
        "6\t0\troadmap/releases/2026.4.yml",
    ]
    assert (root / "roadmap/releases/2026.4.yml").read_text() == (
        "title: Rotawell 2026.4\nowner: release-manager\nvisibility: public\nstatus: released\ndate: 2026-10-31\n"
        "highlights: [checks-while-approving]\n"
    )
    assert is_clean(root)


def test_the_planned_release_of_the_starter_is_cut_when_its_day_has_come(tmp_path: Path) -> None:
    root = copy_starter(tmp_path)
    commit(root, "Begin", day="2026-10-20")
    before = (root / "roadmap/releases/2027.1.yml").read_text()
    done = call(root, "cut", "2027.1", as_of="2027-02-23")
    assert done.exit_code == 0, done.output
    after = (root / "roadmap/releases/2027.1.yml").read_text()
    assert after == before.replace("status: planned", "status: released")


@pytest.mark.real_data
def test_a_real_handbook_is_released_by_semantic_version(tmp_path: Path) -> None:
    folder = os.environ.get("OPSBOOK_REAL_DATA", "").strip()
    if not folder:
        pytest.skip("OPSBOOK_REAL_DATA names no folder")
    root = Path(shutil.copytree(Path(folder) / "handbook", tmp_path / "handbook"))
    commit(root, "Begin", day="2026-07-10")
    draft = call(root, "draft").output
    assert "the latest release is 29.0.2 of 2026-07-02" in draft
    version = draft.partition("suggested version: ")[2].partition(" ")[0]
    done = call(root, "cut", version)
    assert done.exit_code == 0, done.output
    counted = [line.split("\t") for line in numbers(root)]
    stamped = [row for row in counted if row[2].startswith("roadmap/changes/")]
    assert stamped
    assert {(added, removed) for added, removed, _ in stamped} == {("1", "0")}
    assert [path for *_, path in counted if path.startswith("roadmap/releases/")] == [f"roadmap/releases/{version}.yml"]
    assert is_clean(root)
    again = call(root, "cut", version)
    assert (again.exit_code, "is there already" in again.output) == (2, True)
