"""What a folder holds is told from what it held before, by looking at all of it or only at what may have changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.load.folder_state import FolderState, folder_state, mark_of

FILES = ("index.html", "a/index.html", "a/b/index.html", "a/b/c.html", "search/1.js", "a.html")
NAMES = st.sampled_from(["a", "b", "a.html", "index.html", "line\nbreak", "a "])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
ACTS = st.tuples(st.sampled_from(["write", "replace", "remove", "link", "sweep"]), PATHS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in FILES:
        write(tmp_path / "site" / path, "old")
    return tmp_path / "site"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def agrees(before: FolderState, folder: Path, *paths: str) -> bool:
    """Return whether looking at these paths again says what looking at everything does."""
    return before.updated(folder, paths).lines == FolderState.of(folder).lines


def act(folder: Path, how: str, path: str) -> None:
    """Do to a path what a build may do; where something else is in the way, that goes."""
    above = folder
    for name in path.split("/")[:-1]:
        above = above / name
        if above.is_symlink() or above.is_file():
            above.unlink()
    target = folder / path
    if how != "write" or target.is_dir() or target.is_symlink():
        shutil.rmtree(target) if target.is_dir() and not target.is_symlink() else target.unlink(missing_ok=True)
    if how in ("write", "replace"):
        write(target, how)
    elif how == "link":
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to("elsewhere")
    elif how == "sweep":
        while above != folder and (not above.exists() or not any(above.iterdir())):
            if above.exists():
                above.rmdir()
            above = above.parent


@given(st.lists(ACTS, max_size=6), st.lists(ACTS, max_size=6), st.lists(PATHS, max_size=3))
def test_looking_at_what_changed_says_what_looking_at_everything_does(
    first: list[tuple[str, str]], then: list[tuple[str, str]], untouched: list[str]
) -> None:
    with TemporaryDirectory() as root:
        folder = Path(root)
        for how, path in first:
            act(folder, how, path)
        before = FolderState.of(folder)
        for how, path in then:
            act(folder, how, path)
        after = before.updated(folder, [*untouched, *(path for _, path in then)])
        assert after.lines == FolderState.of(folder).lines
        assert after.digest == folder_state(folder)


@pytest.mark.parametrize("path", FILES)
def test_a_file_written_to_makes_another_state(folder: Path, path: str) -> None:
    before = FolderState.of(folder)
    write(folder / path, "new text")
    assert before.digest != folder_state(folder)
    assert agrees(before, folder, path)


def test_a_file_replaced_by_one_of_the_same_size_and_age_makes_another_state(folder: Path) -> None:
    before = FolderState.of(folder)
    write(folder.parent / "other", "new")
    seen = (folder / "a.html").stat()
    os.utime(folder.parent / "other", ns=(seen.st_atime_ns, seen.st_mtime_ns))
    (folder.parent / "other").replace(folder / "a.html")
    assert before.updated(folder, ["a.html"]).digest == folder_state(folder) != before.digest


def test_folders_that_come_and_go_are_seen(folder: Path) -> None:
    before = FolderState.of(folder)
    shutil.rmtree(folder / "a")
    write(folder / "x/y/index.html", "new")
    assert agrees(before, folder, "a/index.html", "a/b/index.html", "a/b/c.html", "x/y/index.html")


def test_what_is_not_looked_at_again_is_as_it_was(folder: Path) -> None:
    before = FolderState.of(folder)
    write(folder / "a.html", "new")
    assert before.updated(folder, ["index.html"]).digest == before.digest


def test_nothing_behind_a_link_is_looked_at(folder: Path) -> None:
    before = FolderState.of(folder)
    shutil.rmtree(folder / "a")
    (folder / "a").symlink_to(folder / "search")
    assert agrees(before, folder, "a/1.js", "a/index.html")


def test_a_folder_that_moves_keeps_its_state_and_gets_another_mark(folder: Path) -> None:
    before = FolderState.of(folder)
    folder.rename(folder.with_name("moved"))
    shutil.copytree(folder.with_name("moved"), folder)
    assert folder_state(folder.with_name("moved")) == before.digest != folder_state(folder)
    assert mark_of(folder) != before.mark


def test_a_folder_that_is_not_there_has_no_state(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FolderState.of(tmp_path / "never")
