from __future__ import annotations

from pathlib import Path

from site_builder.load.large_files import ReadyFile, first_texts, make_ready
from site_builder.load.large_rows import LargeFile


def ready(folder: Path, content: str) -> ReadyFile:
    file = folder / "nps.csv"
    file.write_text(content, encoding="utf-8")
    return make_ready(LargeFile(file, "exports/nps.csv"), folder / "copy.csv")


def test_what_stands_in_a_column_in_the_first_rows(tmp_path: Path) -> None:
    file = ready(tmp_path, 'id,"the day"\n1,"2026-03-01"\n2,\n3,"a ""b"",\nc"\n4,2026-03-04\n')
    assert first_texts(file, "the day", 3) == ["2026-03-01", "", 'a "b",\nc']
    assert first_texts(file, "id", 9) == ["1", "2", "3", "4"]


def test_a_field_of_enormous_length_ends_what_is_looked_at(tmp_path: Path) -> None:
    file = ready(tmp_path, f"id,day\n1,2026-03-01\n2,{'x' * 200_000}\n3,2026-03-03\n")
    assert first_texts(file, "id", 9) == ["1"]
