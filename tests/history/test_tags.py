"""Versions are the tags of the first-parent line, and a commit is in the first of them that holds it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from site_builder.history.tags import Tags, read_tags
from tests.acceptance.commands import commit, git

LATE = date(2027, 1, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Five commits a month from January on: the second is tagged 1.0, the fourth 2.0."""
    for month in range(1, 6):
        (tmp_path / "file").write_text(str(month), encoding="utf-8")
        commit(tmp_path, f"Month {month}", day=f"2026-0{month}-01")
        if month in (2, 4):
            git(tmp_path, "tag", f"{month // 2}.0")
    return tmp_path


def tags(root: Path, as_of: date = LATE) -> Tags:
    return read_tags(root, git(root, "rev-parse", "HEAD"), as_of)


def test_tags_come_oldest_first_with_the_day_of_their_commit(root: Path) -> None:
    assert [(tag.name, tag.day) for tag in tags(root).tags] == [
        ("1.0", date(2026, 2, 1)),
        ("2.0", date(2026, 4, 1)),
    ]


def test_a_commit_is_in_the_first_version_that_holds_it(root: Path) -> None:
    found = tags(root)
    line = git(root, "rev-list", "--reverse", "HEAD").split()
    named = [tag.name if (tag := found.first_with(each)) else None for each in line]
    assert named == ["1.0", "1.0", "2.0", "2.0", None]


def test_a_commit_of_another_line_is_in_none(root: Path) -> None:
    assert tags(root).first_with("0" * 40) is None


def test_a_tag_with_a_message_names_its_commit(root: Path) -> None:
    git(root, "tag", "--annotate", "--message", "Three", "3.0")
    assert [tag.name for tag in tags(root).tags] == ["1.0", "2.0", "3.0"]


def test_a_tag_beside_the_line_is_no_version_of_it(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "side", "HEAD~1")
    (root / "file").write_text("side", encoding="utf-8")
    commit(root, "Aside", day="2026-06-01")
    git(root, "tag", "side-1")
    git(root, "checkout", "--quiet", "main")
    assert [tag.name for tag in tags(root).tags] == ["1.0", "2.0"]


def test_a_tag_of_something_that_is_no_commit_is_no_version(root: Path) -> None:
    git(root, "tag", "blob", git(root, "rev-parse", "HEAD:file"))
    assert [tag.name for tag in tags(root).tags] == ["1.0", "2.0"]


def test_later_tags_are_not_known_yet(root: Path) -> None:
    assert [tag.name for tag in tags(root, date(2026, 3, 1)).tags] == ["1.0"]


def test_of_two_tags_of_a_commit_one_counts(root: Path) -> None:
    git(root, "tag", "2.0.1", "2.0")
    assert [tag.name for tag in tags(root).tags] == ["1.0", "2.0.1"]


def test_without_tags_or_a_repository_there_is_no_version(tmp_path: Path) -> None:
    assert read_tags(tmp_path, "HEAD", LATE) == Tags()
