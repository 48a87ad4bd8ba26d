"""Large text files made ready by a copy of the process or by the process itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_builder.load import files_ahead
from site_builder.load.files_ahead import FilesAhead, Pending
from site_builder.load.large_files import make_ready
from site_builder.load.large_rows import LargeFile


@pytest.fixture(params=[True, False], ids=["in a copy", "alone"])
def _shared(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param and not hasattr(os, "fork"):
        pytest.skip("the system cannot fork")
    monkeypatch.setattr(files_ahead, "can_share", lambda: request.param)
    monkeypatch.setattr(files_ahead, "WORTH_SHARING", 1)


def pending(folder: Path) -> Pending:
    good, bad = folder / "good.csv", folder / "bad.csv"
    good.write_text("id,score\na,9\nb,10\n", encoding="utf-8")
    bad.write_text("id,score\na,9\nb\nc,7\n", encoding="utf-8")
    return [(LargeFile(file, f"exports/{file.name}"), folder / f"copy-{file.name}") for file in (good, bad)]


@pytest.mark.usefixtures("_shared")
def test_files_are_ready_as_if_nobody_had_gone_ahead(tmp_path: Path) -> None:
    files = pending(tmp_path)
    ready = FilesAhead(files).take()
    assert [file.rejected for file in ready] == [0, 1]
    assert [file.disk for file in ready] == [tmp_path / "good.csv", tmp_path / "copy-bad.csv"]
    assert ready[1].disk.read_text(encoding="utf-8") == "id,score\na,9\nc,7\n"
    assert [diagnostic.span.line for file in ready for diagnostic in file.diagnostics] == [3]
    assert ready == [make_ready(*each) for each in files]


@pytest.mark.usefixtures("_shared")
def test_who_goes_ahead_can_be_stopped(tmp_path: Path) -> None:
    files = pending(tmp_path)
    ahead = FilesAhead(files)
    ahead.stop()
    ahead.stop()
    assert ahead.take() == [make_ready(*each) for each in files]


def test_small_files_are_not_worth_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_: object) -> None:
        raise AssertionError("a copy of the process was begun")

    monkeypatch.setattr(files_ahead, "Copy", forbidden)
    assert len(FilesAhead(pending(tmp_path)).take()) == 2


@pytest.mark.usefixtures("_shared")
def test_what_cannot_be_read_is_told_by_the_process_itself(tmp_path: Path) -> None:
    ahead = FilesAhead(files := pending(tmp_path))
    ahead.stop()
    files[0][0].disk.unlink()
    with pytest.raises(FileNotFoundError):
        ahead.take()
