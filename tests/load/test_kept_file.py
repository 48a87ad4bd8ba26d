"""A file of the cache is whole or it is nothing."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from site_builder.load.kept_file import cache_folder, read_kept, write_kept

CONTENT = {"records": ["a", 1.5, None, "é\ud800"]}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / ".opsbook/a.json"
    write_kept(file, CONTENT)
    assert read_kept(file) == CONTENT
    assert sorted(path.name for path in file.parent.iterdir()) == [".gitignore", "a.json"]


@pytest.mark.parametrize("strange", ["", "\udcff"], ids=["text", "with a name that is no text"])
def test_every_value_is_read_as_it_was(tmp_path: Path, strange: str) -> None:
    content = [{"é\u2028\x00": [10**30, -1, 1e-7, 1e22, float("inf"), float("nan"), True, None, ""]}, strange]
    write_kept(tmp_path / "a.json", content)
    assert repr(read_kept(tmp_path / "a.json")) == repr(content)


def test_a_file_cut_anywhere_is_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    write_kept(file, CONTENT)
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert read_kept(file) is None


@pytest.mark.parametrize("content", [b"", b"\n", b"{}", b"\xff\n{}", b"0" * 32 + b"\n{}", b"\x80\x04K\x01."])
def test_a_file_of_somebody_else_is_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    assert read_kept(tmp_path / "a.json") is None


def test_a_folder_in_its_place_is_nothing_and_stays(tmp_path: Path) -> None:
    (tmp_path / "a.json/inner").mkdir(parents=True)
    write_kept(tmp_path / "a.json", CONTENT)
    assert read_kept(tmp_path / "a.json") is None
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "a.json"]


def test_nothing_is_kept_where_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    write_kept(tmp_path / "file/a.json", CONTENT)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_full_disk_leaves_nothing_and_what_it_left_earlier_is_repaired(tmp_path: Path) -> None:
    folder = tmp_path / ".opsbook"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        write_kept(folder / "a.json", CONTENT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(folder.iterdir()) == []
    (folder / ".gitignore").touch()
    write_kept(folder / "a.json", CONTENT)
    assert (folder / ".gitignore").read_text(encoding="ascii") == "*\n"


def test_what_a_killed_run_left_behind_is_taken_away_after_an_hour(tmp_path: Path) -> None:
    old, young = tmp_path / "a.json.1.new", tmp_path / "a.json.2.new"
    for file in (old, young):
        file.write_text("half", encoding="utf-8")
    os.utime(old, (0, 0))
    write_kept(tmp_path / "a.json", CONTENT)
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.parametrize(("value", "is_used"), [("", True), ("0", True), ("1", False)])
def test_the_environment_can_forbid_the_cache(tmp_path: Path, value: str, is_used: bool) -> None:
    assert (cache_folder(tmp_path, {"OPSBOOK_NO_CACHE": value}) == tmp_path / ".opsbook") is is_used
    assert cache_folder(tmp_path, {}) == tmp_path / ".opsbook"
