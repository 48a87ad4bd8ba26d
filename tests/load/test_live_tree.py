"""A tree that is read again: what nobody touched is the same object, what anybody touched is read anew."""

from __future__ import annotations

from pathlib import Path
from time import time_ns

import pytest

from site_builder.load.live_tree import LiveTree
from tests.support import write

FILES = {"roadmap/a.yml": "a", "roadmap/inner/b.yml": "b", "mkdocs.yml": "", "content/index.md": ""}
LATER = 10_000_000_000
"""Nanoseconds: by then every stamp is settled."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def tree(root: Path, before: LiveTree | None = None, after: int = LATER) -> LiveTree:
    return LiveTree(root, before, time_ns() + after)


def paths(of: LiveTree) -> list[str]:
    return [file.path for file in of.files("roadmap")]


def test_what_nobody_touched_is_the_same_object(root: Path) -> None:
    first = tree(root)
    listed, data = first.files("roadmap"), first.read("roadmap/a.yml")
    second = tree(root, first)
    assert second.files("roadmap") is listed
    assert second.read("roadmap/a.yml") is data
    third = tree(root, second)
    assert third.files("roadmap") is listed


def test_a_file_that_was_written_to_is_read_anew(root: Path) -> None:
    first = tree(root)
    first.read("roadmap/a.yml")
    (root / "roadmap/a.yml").write_text("other", encoding="utf-8")
    assert tree(root, first).read("roadmap/a.yml") == b"other"


def test_files_that_come_and_go_are_noticed_however_deep(root: Path) -> None:
    first = tree(root)
    assert paths(first) == ["roadmap/a.yml", "roadmap/inner/b.yml"]
    (root / "roadmap/inner/c.yml").write_text("c", encoding="utf-8")
    second = tree(root, first)
    assert paths(second) == ["roadmap/a.yml", "roadmap/inner/b.yml", "roadmap/inner/c.yml"]
    (root / "roadmap/a.yml").unlink()
    third = tree(root, second)
    assert paths(third) == ["roadmap/inner/b.yml", "roadmap/inner/c.yml"]
    with pytest.raises(FileNotFoundError):
        third.read("roadmap/a.yml")


def test_what_was_touched_a_moment_ago_is_not_believed(root: Path) -> None:
    first = tree(root, after=0)
    listed = first.files("roadmap")
    first.read("roadmap/a.yml")
    second = tree(root, first, after=0)
    assert second.files("roadmap") is not listed
    (root / "roadmap/a.yml").write_text("b", encoding="utf-8")
    assert tree(root, second, after=0).read("roadmap/a.yml") == b"b"


def test_a_link_in_the_place_of_a_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    first = tree(root)
    first.files("roadmap")
    first.read("roadmap/inner/b.yml")
    (root / "roadmap/inner").rename(root / "moved")
    (root / "roadmap/inner").symlink_to(root / "moved")
    second = tree(root, first)
    assert [(file.path, file.is_link) for file in second.files("roadmap")] == [
        ("roadmap/a.yml", False),
        ("roadmap/inner", True),
    ]
    with pytest.raises(FileNotFoundError):
        second.read("roadmap/inner/b.yml")
