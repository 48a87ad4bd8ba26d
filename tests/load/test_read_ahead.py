"""Records read by a copy of the process: the same as those that the process reads itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_builder.load.kept_records import KeptRecords
from site_builder.load.names import RecordFile
from site_builder.load.one_record import ReadRecord, read_record
from site_builder.load.records import Loaded, load_records
from site_builder.load.work_tree import WorkTree
from tests.support import initiative, write

FOLDERS = {"initiative": "roadmap/initiatives"}
FILES = {
    **{f"roadmap/initiatives/i{number}.yml": initiative(f"Number {number}") for number in range(8)},
    "roadmap/initiatives/i5.yml": "title: twice\ntitle: twice\n",
    "roadmap/initiatives/i6.yml": "- no record\n",
    "roadmap/initiatives/i7.md": "---\ntitle: A text\nsince: 2026-01-01\n---\n\nWords.\n",
}


def loaded(root: Path, folder: Path) -> Loaded:
    kept = KeptRecords(folder)
    found = load_records(WorkTree(root), FOLDERS, "content", kept.read, kept.begin)
    kept.save()
    return found


def told(found: Loaded) -> list[object]:
    """Return all that was found in a form that can be compared."""
    return [
        *((record.path, record.values, list(record.positions.items()), record.text) for record in found.records),
        *found.diagnostics,
        found.unreadable,
    ]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not copy processes")
def test_half_of_the_records_come_from_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path / "handbook", FILES)
    alone = loaded(root, tmp_path / "alone")
    monkeypatch.setattr("site_builder.load.kept_records.WORTH_SHARING", 2)
    monkeypatch.setattr("site_builder.load.read_ahead.can_share", lambda: True)
    here: list[str] = []

    def read_here(data: bytes, file: RecordFile) -> ReadRecord:
        here.append(file.path)
        return read_record(data, file)

    monkeypatch.setattr("site_builder.load.kept_records.read_record", read_here)
    shared = loaded(root, tmp_path / "shared")
    assert told(shared) == told(alone)
    # The first half, and those of the other half that something is wrong with.
    assert sorted(here) == [f"roadmap/initiatives/i{number}.yml" for number in (0, 1, 2, 3, 5, 6)]
    again = loaded(root, tmp_path / "shared")
    assert told(again) == told(alone)
