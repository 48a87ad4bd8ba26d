"""Observations of metrics: what is read, and what is said of what cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.kinds import all_kinds
from site_builder.load.records import load_records
from site_builder.load.work_tree import WorkTree
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.observations import Observations
from site_builder.model.settings import Settings
from site_builder.validate import data_tables
from site_builder.validate.observations import ReadObservations, read_observations
from site_builder.validate.records import validate_all

CSV = "content/metrics/m.csv"
RECORD = "content/metrics/m.yml"
FIELDS = "title: M\nowner: '@team'\ndefinition: What is counted.\ndirection: up\n"
HEADER = f"{FIELDS}source: {CSV}\n"


def read(root: Path, files: Mapping[str, str | bytes], **settings: Any) -> ReadObservations:
    """Return what is read of the metrics among the files."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    source, kinds = WorkTree(root), all_kinds()
    validated = validate_all(load_records(source, {"metric": "content/metrics"}).records, kinds)
    assert not validated.diagnostics
    return read_observations(source, validated.records, Settings.model_validate(settings))


def metric(root: Path, rows: str | bytes, fields: str = "") -> tuple[Observations, list[Diagnostic]]:
    """Return the observations of one metric with one file, and the diagnostics."""
    found = read(root, {RECORD: HEADER + fields, CSV: rows})
    return found.observations["m"], list(found.diagnostics)


def places(diagnostics: list[Diagnostic]) -> list[str]:
    return [f"{diagnostic.code} {diagnostic.span}" for diagnostic in diagnostics]


def test_columns_in_the_order_of_days(tmp_path: Path) -> None:
    rows = "date,region,value,note\n2026-02-28, UK ,2.5,x\n2026-01-31,,1e3,y\n2026-02-28,FR,-4,\n2026-03-31,UK,,gap\n"
    found, diagnostics = metric(tmp_path, rows, "dimensions: [region]\n")
    assert not diagnostics
    assert found.days == (date(2026, 1, 31), date(2026, 2, 28), date(2026, 2, 28))
    assert list(found.values) == [1000, 2.5, -4]
    assert found.dimensions == {"region": ("", "UK", "FR")}
    assert found.paths == (CSV,)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-02", date(2026, 2, 28)),
        ("2026-Q3", date(2026, 9, 30)),
        (" 2026-02-03 ", date(2026, 2, 3)),
        ("2026-02-03T23:30:00-05:00", date(2026, 2, 4)),
    ],
)
def test_a_date_may_be_a_day_a_month_a_quarter_or_a_moment(tmp_path: Path, written: str, day: date) -> None:
    found, diagnostics = metric(tmp_path, f"date,value\n{written},1\n")
    assert (found.days, diagnostics) == ((day,), [])


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        ("2026-01-31,NA", "2:12", "'NA' is no number"),
        ('2026-01-31,"1,5"', "2:12", "'1,5' is no number"),
        ("2026-01-31,12 %", "2:12", "'12 %' is no number"),
        ("2026-01-31,nan", "2:12", "'nan' is no number"),
        ("2026-01-31,inf", "2:12", "'inf' is no number"),
        ("2026-01-31,1e99", "2:12", "'1e99' is too large a number to be meant"),
        ("31.01.2026,5", "2:1", "'31.01.2026' is not a date"),
        ("2026-13,5", "2:1", "there is no month 13"),
        ("2026-Q5,5", "2:1", "there is no quarter 5"),
        (",5", "2:1", "a value without a date"),
    ],
)
def test_what_cannot_be_read_has_its_place(tmp_path: Path, row: str, place: str, message: str) -> None:
    found, (diagnostic,) = metric(tmp_path, f"date,value\n{row}\n2026-06-30,7\n")
    assert list(found.values) == [7]
    assert (diagnostic.code, str(diagnostic.span)) == ("response-unreadable", f"{CSV}:{place}")
    assert message in diagnostic.message
    assert diagnostic.hint


@pytest.mark.parametrize("written", ["31.01.2026", "Sept 2026", "2026-02-30", "2026-01-31T25:00", "2026-Q5"])
def test_the_hint_for_a_date_says_how_a_metric_writes_it(tmp_path: Path, written: str) -> None:
    _, (diagnostic,) = metric(tmp_path, f"date,value\n{written},5\n")
    assert diagnostic.hint == "write 2026-03-31, 2026-03 or 2026-Q1"
    assert "write" not in diagnostic.message


def test_a_gap_needs_no_date(tmp_path: Path) -> None:
    found, diagnostics = metric(tmp_path, "date,value\n,\nsoon,\n")
    assert (found.days, diagnostics) == ((), [])


def test_both_faults_of_a_row_and_no_more_than_twenty(tmp_path: Path) -> None:
    found, diagnostics = metric(tmp_path, "date,value\nx,y\n" + "2026-01-01,NA\n" * 30)
    assert not found.days
    assert places(diagnostics)[:2] == [f"response-unreadable {CSV}:2:1", f"response-unreadable {CSV}:2:3"]
    assert len(diagnostics) == 21
    assert diagnostics[-1].message.startswith("and 12 more that cannot be read")


def test_missing_columns_are_told_at_the_record(tmp_path: Path) -> None:
    found, diagnostics = metric(tmp_path, "Date,value,Region\n2026-01-31,1,UK\n", "dimensions: [region, plan]\n")
    assert not found.days
    assert places(diagnostics) == [
        f"column-missing {RECORD}:5:9",
        f"column-missing {RECORD}:6:14",
        f"column-missing {RECORD}:6:22",
    ]
    assert [diagnostic.hint for diagnostic in diagnostics] == [
        "did you mean 'Date'?",
        "did you mean 'Region'?",
        "the columns are: Date, value, Region",
    ]


def test_a_missing_dimension_leaves_the_values(tmp_path: Path) -> None:
    found, diagnostics = metric(tmp_path, "date,value\n2026-01-31,1\n", "dimensions: [region]\n")
    assert (found.values, found.dimensions) == ((1,), {"region": ("",)})
    assert places(diagnostics) == [f"column-missing {RECORD}:6:14"]


def test_the_same_twice_is_a_warning_but_another_column_makes_a_difference(tmp_path: Path) -> None:
    rows = "date,value,plan\n2026-01-31,1,A\n2026-01-31,2,B\n2026-01-31,3,A\n2026-02-28,,A\n2026-02-28,4,A\n"
    found, (repeated,) = metric(tmp_path, rows)
    assert list(found.values) == [1, 2, 3, 4]
    assert (repeated.code, repeated.severity.value, str(repeated.span)) == ("duplicate-id", "warning", f"{CSV}:4:1")
    assert str(repeated.related[0].span) == f"{CSV}:2:1"


def test_several_files_of_a_pattern(tmp_path: Path) -> None:
    files = {
        RECORD: f"{FIELDS}source: content/metrics/m-*.tsv\n",
        "content/metrics/m-2026.tsv": "value\tdate\n2\t2026-01-31\n",
        "content/metrics/m-2025.tsv": "date\tvalue\n2025-01-31\t1\n",
    }
    found = read(tmp_path, files)
    assert not found.diagnostics
    assert found.observations["m"].values == (1, 2)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("content/metrics/gone.csv", "dangling-reference"),
        ("content/metrics/*.tsv", "dangling-reference"),
        ("warehouse", "dangling-reference"),
        ("declared", "dangling-reference"),
    ],
)
def test_data_that_is_not_there_is_an_error_at_the_source(tmp_path: Path, source: str, code: str) -> None:
    sources = {"declared": {"engine": "duckdb", "path": "data/m.parquet"}}
    found = read(tmp_path, {RECORD: f"{FIELDS}source: {source}\n"}, sources=sources)
    assert places(list(found.diagnostics)) == [f"{code} {RECORD}:5:9"]
    assert found.observations["m"].days == ()


def test_a_declared_source_of_csv_files_is_read(tmp_path: Path) -> None:
    files = {RECORD: f"{FIELDS}source: declared\n", "data/m.csv": "date,value\n2026-01-31,1\n"}
    found = read(tmp_path, files, sources={"declared": {"engine": "pandas", "path": "data/*.csv"}})
    assert (found.observations["m"].values, found.diagnostics) == ((1,), ())


def test_a_metric_without_a_source_or_a_computed_one_has_no_observations(tmp_path: Path) -> None:
    files = {RECORD: FIELDS, "content/metrics/n.yml": f"{FIELDS}source: {{computed: nps}}\n"}
    assert read(tmp_path, files) == ReadObservations({}, ())


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"date,value\n2026-01-31,\xff\n", f"not-utf8 {CSV}:2:12"),
        (b"date;value\n2026-01-31;1\n", f"response-unreadable {CSV}:1:1"),
        (b"date,value\n2026-01-31,1,2\n", f"response-unreadable {CSV}:2:1"),
        (b"", f"response-unreadable {CSV}:1:1"),
    ],
)
def test_files_that_are_no_table(tmp_path: Path, data: bytes, place: str) -> None:
    found, diagnostics = metric(tmp_path, data)
    assert (found.days, places(diagnostics)) == ((), [place])


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_tables, "MAX_BYTES", 20)
    found, diagnostics = metric(tmp_path, "date,value\n2026-01-31,1\n")
    assert (found.days, places(diagnostics)) == ((), [f"file-too-large {CSV}:1:1"])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / CSV).mkdir(parents=True)
    found = read(tmp_path, {RECORD: HEADER})
    assert places(list(found.diagnostics)) == [f"dangling-reference {CSV}:1:1"]


def test_many_rows_are_read_in_no_time(tmp_path: Path) -> None:
    rows = "".join(
        f"{1990 + number % 37}-{number % 12 + 1:02d}-15,{number},R{number % 50}\n" for number in range(20_000)
    )
    found, _ = metric(tmp_path, f"date,value,region\n{rows}", "dimensions: [region]\n")
    assert len(found.days) == 20_000
    assert list(found.days) == sorted(found.days)


def test_there_is_one_nothing(tmp_path: Path) -> None:
    files = {RECORD: f"{FIELDS}source: {CSV}\n", CSV: "date,value\n2026-03-31,-0.0\n2026-04-30,-0\n"}
    values = read(tmp_path, files).observations["m"].values
    assert [str(value) for value in values] == ["0.0", "0.0"]
