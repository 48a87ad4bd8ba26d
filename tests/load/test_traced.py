"""A trace says whether a source would answer alike again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from site_builder.load.stamps import is_settled, moment_of, stamp_of
from site_builder.load.traced import Trace, TracedTree, changed_files, doubtful_readings
from site_builder.load.work_tree import WorkTree

LATER = 2**62
"""A moment before which every file was changed long ago."""


def asked(root: Path, moment: int = LATER) -> Trace:
    """Return the trace of some questions, as it comes back from a file."""
    source = TracedTree(root, moment)
    source.files("folder")
    source.exists("later.png")
    source.size_of("data/1.csv")
    source.match("data/*.csv")
    source.problem_of("folder/a.md")
    for path in ("folder/a.md", "data/1.csv", "missing.md"):
        with suppress(FileNotFoundError):
            source.read(path, 100)
    return Trace.of(json.loads(json.dumps(source.trace.plain())))


def is_same(root: Path, trace: Trace) -> bool:
    tree = WorkTree(root)
    doubtful = doubtful_readings(trace, tree)
    return doubtful is not None and changed_files(doubtful, TracedTree(root, LATER)) == frozenset()


def made(root: Path) -> Path:
    for path, text in {"folder/a.md": "one", "data/1.csv": "x,y"}.items():
        (root / path).parent.mkdir()
        (root / path).write_text(text, encoding="utf-8")
    return root


def rewritten_with_its_old_time(root: Path) -> None:
    file = root / "folder/a.md"
    before = file.stat()
    file.write_text("two", encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced_by_a_link(root: Path) -> None:
    (root / "folder").rename(root / "elsewhere")
    (root / "folder").symlink_to("elsewhere")


CHANGES: dict[str, Callable[[Path], object]] = {
    "another content": lambda root: (root / "folder/a.md").write_text("three", encoding="utf-8"),
    "another content of the same size and time": rewritten_with_its_old_time,
    "a file more": lambda root: (root / "folder/b.md").touch(),
    "a file less": lambda root: (root / "folder/a.md").unlink(),
    "a file that was missing": lambda root: (root / "missing.md").touch(),
    "a file that was asked for": lambda root: (root / "later.png").touch(),
    "a file that a pattern names": lambda root: (root / "data/2.csv").touch(),
    "a link in place of a folder": replaced_by_a_link,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("moment", [0, LATER], ids=["by content", "by stamp"])
def test_a_change_is_noticed(tmp_path: Path, change: Callable[[Path], object], moment: int) -> None:
    trace = asked(made(tmp_path), moment)
    assert is_same(tmp_path, trace)
    change(tmp_path)
    assert not is_same(tmp_path, trace)


def test_a_file_that_was_only_touched_is_the_same(tmp_path: Path) -> None:
    trace = asked(made(tmp_path))
    (tmp_path / "folder/a.md").touch()
    (tmp_path / "unrelated.md").touch()
    assert is_same(tmp_path, trace)


def test_a_file_that_was_just_written_is_in_doubt(tmp_path: Path) -> None:
    moment = moment_of(tmp_path / ".opsbook")
    assert moment is not None
    trace, tree = asked(made(tmp_path), moment), WorkTree(tmp_path)
    doubtful = doubtful_readings(trace, tree)
    assert doubtful is not None
    assert [reading.path for reading in doubtful] == ["folder/a.md", "data/1.csv", "missing.md"]


def test_a_file_that_changes_between_two_readings_is_noticed(tmp_path: Path) -> None:
    source = TracedTree(made(tmp_path), LATER)
    source.read("folder/a.md")
    source.read("folder/a.md")
    assert source.trace.is_steady
    (tmp_path / "folder/a.md").write_text("two", encoding="utf-8")
    source.read("folder/a.md")
    assert not source.trace.is_steady


def test_who_asks_for_the_folder_may_read_what_is_not_in_the_trace(tmp_path: Path) -> None:
    source = TracedTree(made(tmp_path), LATER)
    source.read("folder/a.md")
    source.match("data/*.csv")
    assert source.trace.is_whole
    assert (source.root, source.trace.is_whole) == (tmp_path.resolve(), False)


def test_a_stamp_is_settled_two_seconds_after_the_last_change() -> None:
    assert not is_settled((1, 5_000_000_000, 0, 1), 7_000_000_000)
    assert is_settled((1, 5_000_000_000, 0, 1), 7_000_000_001)
    assert not is_settled((1, 0, 5_000_000_000, 1), 7_000_000_000)


def test_a_link_has_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "file").touch()
    assert stamp_of(str(tmp_path / "file")) is not None
    assert stamp_of(str(tmp_path / "link")) is None


def test_what_has_changed_since_an_earlier_run_is_told_by_path(tmp_path: Path) -> None:
    before = asked(made(tmp_path))
    assert asked(tmp_path).changed_since(before) == frozenset()
    (tmp_path / "folder/a.md").write_text("two", encoding="utf-8")
    assert asked(tmp_path).changed_since(before) == frozenset({"folder/a.md"})


def test_a_file_that_is_read_to_another_length_too_is_known(tmp_path: Path) -> None:
    before, again = asked(made(tmp_path)), TracedTree(tmp_path, LATER)
    again.read("folder/a.md", 1)
    assert again.trace.changed_since(before) is None
    again.read("folder/a.md", 100)
    assert again.trace.changed_since(before) == frozenset()


def test_a_file_that_was_not_read_then_may_be_anything(tmp_path: Path) -> None:
    before, again = asked(made(tmp_path)), TracedTree(tmp_path, LATER)
    (tmp_path / "new.md").write_text("new", encoding="utf-8")
    again.read("new.md")
    assert again.trace.changed_since(before) is None
