from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.importers import open_export as opening
from site_builder.importers.base import WrongWish
from site_builder.importers.open_export import open_export
from tests.support import write


def test_a_file_is_an_export_of_one(tmp_path: Path) -> None:
    write(tmp_path, {"r.csv": "title\n"})
    export = open_export(tmp_path / "r.csv")
    assert [(file.inside, file.stem, file.data, export.is_folder) for file in export.files] == [
        ("r.csv", "r", b"title\n", False)
    ]


def test_a_folder_is_read_in_the_order_of_its_paths_without_what_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    for name in ("b.md", "a/c.md", ".hidden", ".git/config"):
        target = tmp_path / "x" / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(name)
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "x/link.md").symlink_to(tmp_path / "secret")
    (tmp_path / "x/folder").symlink_to(tmp_path)
    assert [file.inside for file in open_export(tmp_path / "x").files] == ["a/c.md", "b.md"]


def test_what_is_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"x/a.md": "12345", "x/b.md": "12345"})
    monkeypatch.setattr(opening, "MOST_BYTES", 9)
    with pytest.raises(WrongWish, match="a part of it at a time"):
        open_export(tmp_path / "x")
    monkeypatch.setattr(opening, "MOST_BYTES", 100)
    monkeypatch.setattr(opening, "MOST_FILES", 1)
    with pytest.raises(WrongWish, match="more than 1 files"):
        open_export(tmp_path / "x")
