"""A record that was kept is the record that would be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.load.kept_file import read_kept, write_kept
from site_builder.load.kept_records import KeptRecords
from site_builder.load.names import RecordFile
from site_builder.load.one_record import read_record

MARKDOWN = RecordFile("roadmap/initiatives/a.md", "initiative", "a")
YAML = RecordFile("roadmap/initiatives/b.yml", "initiative", "b")
TEXTS = {
    "narrative": b"---\ntitle: A\ntags: [x, {y: [1, 2.5]}]\nstart: 2026-01-01\n---\n\n# Why\n\nBecause.\n",
    "no narrative": b"---\ntitle: A\n---\n",
    "byte order mark and carriage returns": b"\xef\xbb\xbf---\r\ntitle: \xc3\xa9\r\n---\r\nText\r\n",
    "a number that is none": b"---\ntitle: .nan\nx: -.inf\ny: '010'\nz: 010\nn: ~\nt: true\nempty: {}\nlist: []\n---\n",
    "escapes": b'---\ntitle: "\\u00e9\\U0001F600\\n"\n"quoted": |\n  two\n  lines\n---\n',
    "two bodies": b"---\ntitle: A\nbody: B\n---\nC\n",
    "a key twice": b"---\ntitle: A\ntitle: B\n---\n",
    "never closed": b"---\ntitle: A\n",
    "not UTF-8": b"---\ntitle: \xff\n---\n",
}


@pytest.mark.parametrize("data", TEXTS.values(), ids=TEXTS)
def test_what_was_kept_is_what_would_be_read(tmp_path: Path, data: bytes) -> None:
    first = KeptRecords(tmp_path)
    assert repr(first.read(data, MARKDOWN)) == repr(read_record(data, MARKDOWN))
    first.save()
    again, fresh = KeptRecords(tmp_path).read(data, MARKDOWN), read_record(data, MARKDOWN)
    assert again.diagnostics == fresh.diagnostics
    assert (again.record is None) == (fresh.record is None)
    if again.record is not None and fresh.record is not None:
        assert repr(again.record.values) == repr(fresh.record.values)
        assert list(again.record.positions.items()) == list(fresh.record.positions.items())
        assert (again.record.text, again.record.body_line) == (fresh.record.text, fresh.record.body_line)


def test_another_content_is_read_anew(tmp_path: Path) -> None:
    records = KeptRecords(tmp_path)
    records.read(b"title: A\n", YAML)
    records.save()
    read = KeptRecords(tmp_path).read(b"title: B\n", YAML)
    assert read.record is not None
    assert read.record.values == {"title": "B"}


def test_the_kept_content_is_used(tmp_path: Path) -> None:
    records = KeptRecords(tmp_path)
    records.read(b"title: A\n", YAML)
    records.save()
    _alter(tmp_path / "records/initiative.json", "A", "kept")
    read = KeptRecords(tmp_path).read(b"title: A\n", YAML)
    assert read.record is not None
    assert read.record.values == {"title": "kept"}


def test_what_other_code_kept_is_not_used(tmp_path: Path) -> None:
    records = KeptRecords(tmp_path)
    records.read(b"title: A\n", YAML)
    records.save()
    file = tmp_path / "records/initiative.json"
    write_kept(file, {**read_kept(file), "code": "another"})
    _alter(file, "A", "kept")
    read = KeptRecords(tmp_path).read(b"title: A\n", YAML)
    assert read.record is not None
    assert read.record.values == {"title": "A"}


def test_only_what_was_read_last_is_kept(tmp_path: Path) -> None:
    records = KeptRecords(tmp_path)
    for path in ("x.yml", "y.yml"):
        records.read(b"title: A\n", RecordFile(path, "initiative", path[0]))
    records.save()
    records.read(b"title: A\n", RecordFile("x.yml", "initiative", "x"))
    records.save()
    assert list(read_kept(tmp_path / "records/initiative.json")["records"]) == ["x.yml"]


def _alter(file: Path, old: str, new: str) -> None:
    content = read_kept(file)
    for entry in content["records"].values():
        entry[2] = {key: new if value == old else value for key, value in entry[2].items()}
    write_kept(file, content)
