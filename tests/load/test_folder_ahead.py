"""The state of a folder, found out by a copy of the process or by the process itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_builder.load import folder_ahead
from site_builder.load.folder_ahead import FolderAhead
from site_builder.load.folder_state import FolderState


@pytest.fixture(params=[True, False], ids=["in a copy", "alone"])
def _shared(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param and not hasattr(os, "fork"):
        pytest.skip("the system cannot fork")
    monkeypatch.setattr(folder_ahead, "can_share", lambda: request.param)


@pytest.mark.usefixtures("_shared")
def test_it_is_the_state_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner/page.html").write_text("<h1>Page</h1>", encoding="utf-8")
    assert FolderAhead(tmp_path).state() == FolderState.of(tmp_path)


@pytest.mark.usefixtures("_shared")
def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FolderAhead(tmp_path / "none").state()


@pytest.mark.usefixtures("_shared")
def test_who_looks_can_be_stopped(tmp_path: Path) -> None:
    ahead = FolderAhead(tmp_path)
    ahead.stop()
    ahead.stop()
    assert ahead.state() == FolderState.of(tmp_path)
