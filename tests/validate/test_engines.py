"""Sources of mkdocs.yml: every engine reads the same, as strictly as files are read."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from site_builder.load.git_revision import GitRevision
from tests.validate.engines import ENGINES, FIELDS, SURVEY, need, parquet, rows_of, survey, write

SOURCE = "exports/nps/*.csv"


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    need(request.param)
    return str(request.param)


def text_source(engine: str, path: str = SOURCE) -> dict[str, str]:
    # pandas is for large text files only; small ones are read row by row. So the tests of pandas lower that limit.
    return {"engine": engine, "path": path}


@pytest.fixture(autouse=True)
def _no_file_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.validate.engine_choice.LARGE", 0)


def test_rows_are_counted_by_month_and_dimensions(tmp_path: Path, engine: str) -> None:
    text = (
        "id,responded_at,score,region,comment\n"
        "a,2026-01-02,9,UK,x\nb,2026-01-30, 9.0 ,UK ,x\nc,2026-02-01,9,UK,x\nd,2026-01-03,0,NA,x\n"
        "e,,10,,x\nf,2026-01-04,,UK,x\n"
    )
    write(tmp_path, {"exports/nps/a.csv": text, "exports/nps/b.csv": "score,region\n9,null\n"})
    found, diagnostics = survey(tmp_path, text_source(engine), "dimensions: [region]\nclosed_on: 2026-03-31\n")
    assert diagnostics == []
    assert rows_of(found) == [
        (0, date(2026, 1, 3), "NA", 1),
        (9, date(2026, 1, 30), "UK", 2),
        (9, date(2026, 2, 1), "UK", 1),
        (9, date(2026, 3, 31), "null", 1),
        (10, date(2026, 3, 31), "", 1),
    ]
    assert (found.rows, found.blank_scores, found.unreadable, found.n) == (7, 1, 0, 6)
    assert (found.comments, found.paths) == ((), ("exports/nps/a.csv", "exports/nps/b.csv"))


def test_quoted_fields_may_hold_anything(tmp_path: Path, engine: str) -> None:
    text = 'responded_at,comment,score,"the ""region"""\n2026-01-02,"a, ""b""\nc",9,"U,K"\n2026-01-02,"\n",8,\\N\n'
    write(tmp_path, {"exports/nps/a.csv": text})
    found, diagnostics = survey(tmp_path, text_source(engine), "dimensions: ['the \"region\"']\n")
    assert diagnostics == []
    assert [(row[0], row[2]) for row in rows_of(found)] == [(8, "\\N"), (9, "U,K")]


@pytest.mark.parametrize(
    ("rows", "fields", "days"),
    [
        ("2026-01-31T23:30:00Z,9\n2026-02-01 08:00,9\n", "", [date(2026, 1, 31), date(2026, 2, 1)]),
        ("2026-01-31T23:30:00Z,9\n", "columns: {timezone: Europe/Berlin}\n", [date(2026, 2, 1)]),
        ("2026-01-31T23:30:00,9\n", "columns: {timezone: Europe/Berlin}\n", [date(2026, 1, 31)]),
        ("2026-02-01T01:30:00+02:00,9\n", "", [date(2026, 1, 31)]),
        ("28/02/2026,9\n01/03/2026,9\n", "columns: {date_format: '%d/%m/%Y'}\n", [date(2026, 2, 28), date(2026, 3, 1)]),
        ("2024-02-29,9\n", "", [date(2024, 2, 29)]),
    ],
)
def test_days_are_those_of_files(tmp_path: Path, engine: str, rows: str, fields: str, days: list[date]) -> None:
    write(tmp_path, {"exports/nps/a.csv": f"responded_at,score\n{rows}"})
    found, diagnostics = survey(tmp_path, text_source(engine), fields)
    assert diagnostics == []
    assert list(found.days) == days


def test_days_written_in_too_many_ways_are_read_once_each(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.load.engines.tally.MOST_GROUPS", 3)
    rows = "".join(f"{day:02}.01.2026,9\n" for day in range(1, 29)) + "32.01.2026,9\n"
    write(tmp_path, {"exports/nps/a.csv": f"responded_at,score\n{rows}"})
    found, diagnostics = survey(tmp_path, text_source(engine), "columns: {date_format: '%d.%m.%Y'}\n")
    assert rows_of(found) == [(9, date(2026, 1, 28), 28)]
    assert [str(diagnostic.span) for diagnostic in diagnostics] == ["exports/nps/a.csv:30:1"]


def test_every_bad_value_has_its_row_and_column(tmp_path: Path, engine: str) -> None:
    text = "responded_at,score\n2026-01-02,9\n2026-02-30,9\n2026-01-02,NA\n2026-01-02,7.5\n2026-01-02,11\nx,\n,8\n"
    write(tmp_path, {"exports/nps/a.csv": text})
    found, diagnostics = survey(tmp_path, text_source(engine))
    assert [f"{each.code} {each.span}" for each in diagnostics] == [
        "response-unreadable exports/nps/a.csv:3:1",
        "response-unreadable exports/nps/a.csv:4:12",
        "response-unreadable exports/nps/a.csv:5:12",
        "score-out-of-scale exports/nps/a.csv:6:12",
    ]
    assert (found.rows, found.n, found.blank_scores, found.unreadable) == (7, 2, 1, 4)


def test_many_bad_values_are_counted_by_reason(tmp_path: Path, engine: str) -> None:
    write(tmp_path, {"exports/nps/a.csv": "score\n" + "NA\n" * 1000 + "9\n" * 5 + "-\n"})
    found, diagnostics = survey(tmp_path, text_source(engine))
    assert (len(diagnostics), found.n, found.unreadable) == (21, 5, 1001)
    assert diagnostics[-1].message == (
        "and 981 more that cannot be read, this one first: 'NA' is no score"
        "; in all: 1,000 × 'NA' is no score; 1 × '-' is no score"
    )


def test_rows_that_are_shifted_are_left_out_and_told(tmp_path: Path, engine: str) -> None:
    text = "responded_at,score,region\n2026-01-02,9,UK\n2026-01-02,9,London, UK\n9,UK\n\n2026-01-03,8,UK\n"
    write(tmp_path, {"exports/nps/a.csv": text})
    found, diagnostics = survey(tmp_path, text_source(engine), "dimensions: [region]\n")
    assert [str(each.span) for each in diagnostics] == ["exports/nps/a.csv:3:1", "exports/nps/a.csv:4:1"]
    assert [row[0] for row in rows_of(found)] == [8, 9]
    assert (found.rows, found.unreadable) == (4, 2)


def test_other_encodings_marks_and_line_ends(tmp_path: Path, engine: str) -> None:
    fields = "dimensions: [region]\ncolumns: {encoding: latin-1, skip_rows: 1}\n"
    write(tmp_path, {"exports/nps/a.csv": "Export\r\nscore,region\r\n9,Côte\r\n".encode("latin-1")})
    found, diagnostics = survey(tmp_path, text_source(engine), fields)
    assert (diagnostics, [row[2] for row in rows_of(found)]) == ([], ["Côte"])
    write(tmp_path, {"exports/nps/a.csv": "\ufeffscore,region\r\n9,Côte\r\n"})
    found, diagnostics = survey(tmp_path, text_source(engine), "dimensions: [region]\n")
    assert (diagnostics, [row[2] for row in rows_of(found)]) == ([], ["Côte"])
    write(tmp_path, {"exports/nps/a.tsv": "score\tregion\r\n9\tCôte\r\n"})
    found, diagnostics = survey(tmp_path, text_source(engine, "exports/nps/a.tsv"), "dimensions: [region]\n")
    assert (diagnostics, [row[2] for row in rows_of(found)]) == ([], ["Côte"])


def test_responses_that_are_there_twice_are_told_where_the_survey_names_their_ids(tmp_path: Path, engine: str) -> None:
    text = "respondent,responded_at,score\na,2026-01-02,9\na,2026-01-02,8\na,2026-01-03,8\n,,1\n,,1\n"
    write(tmp_path, {"exports/nps/a.csv": text})
    found, diagnostics = survey(tmp_path, text_source(engine), "columns: {id: respondent}\n")
    assert [(each.code, each.severity.value) for each in diagnostics] == [("duplicate-id", "warning")]
    assert diagnostics[0].message.startswith("1 response has")
    assert found.n == 5


def test_a_column_that_is_not_there(tmp_path: Path, engine: str) -> None:
    write(tmp_path, {"exports/nps/a.csv": "rating\n9\n"})
    found, diagnostics = survey(tmp_path, text_source(engine))
    assert [(each.code, each.hint) for each in diagnostics] == [
        ("column-missing", "name it under columns.score; the columns are: rating")
    ]
    assert found.n == 0


def test_a_column_of_its_own_values_is_no_dimension(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.load.engines.tally.MOST_GROUPS", 3)
    write(tmp_path, {"exports/nps/a.csv": "score,customer\n" + "".join(f"9,c{number}\n" for number in range(9))})
    found, diagnostics = survey(tmp_path, text_source(engine), "dimensions: [customer]\n")
    assert [each.code for each in diagnostics] == ["response-unreadable"]
    assert "more than 3 groups" in diagnostics[0].message
    assert found.n == 0


def test_parquet_with_types(tmp_path: Path, engine: str) -> None:
    need(*(["pyarrow"] if engine == "pandas" else []))
    query = (
        "SELECT * FROM (VALUES (9, DATE '2026-01-02', 'UK', true), (9, DATE '2026-01-30', 'UK', true), "
        "(NULL, DATE '2026-01-30', NULL, NULL), (8, NULL, NULL, false)) AS t(score, responded_at, region, paying)"
    )
    parquet(tmp_path / "exports/nps/a.parquet", query)
    fields = "dimensions: [region, paying]\n"
    found, diagnostics = survey(tmp_path, {"engine": engine, "path": "exports/nps/*.parquet"}, fields)
    assert diagnostics == []
    assert rows_of(found) == [(8, None, "", "false", 1), (9, date(2026, 1, 30), "UK", "true", 2)]
    assert (found.rows, found.blank_scores) == (4, 1)


@pytest.mark.parametrize(
    ("moment", "fields", "day"),
    [
        ("TIMESTAMP '2026-01-31 23:30:00'", "", date(2026, 1, 31)),
        ("TIMESTAMPTZ '2026-01-31 23:30:00+00'", "", date(2026, 1, 31)),
        ("TIMESTAMPTZ '2026-01-31 23:30:00+00'", "columns: {timezone: Europe/Berlin}\n", date(2026, 2, 1)),
        ("'2026-01-31T23:30:00Z'", "", date(2026, 1, 31)),
    ],
)
def test_moments_in_parquet(tmp_path: Path, engine: str, moment: str, fields: str, day: date) -> None:
    need(*(["pyarrow"] if engine == "pandas" else []))
    parquet(tmp_path / "exports/nps/a.parquet", f"SELECT 9 AS score, {moment} AS responded_at")
    found, diagnostics = survey(tmp_path, {"engine": engine, "path": "exports/nps/a.parquet"}, fields)
    assert diagnostics == []
    assert found.days == (day,)


def test_bad_values_in_parquet_have_their_row(tmp_path: Path, engine: str) -> None:
    need(*(["pyarrow"] if engine == "pandas" else []))
    query = "SELECT CASE WHEN i = 7 THEN 'n/a' WHEN i = 8 THEN '11' ELSE '9' END AS score FROM range(10) AS t(i)"
    parquet(tmp_path / "exports/nps/a.parquet", query)
    found, diagnostics = survey(tmp_path, {"engine": engine, "path": "exports/nps/a.parquet"})
    assert [(each.code, each.message.partition(":")[0]) for each in diagnostics] == [
        ("response-unreadable", "row 8"),
        ("score-out-of-scale", "row 9"),
    ]
    assert (found.n, found.unreadable) == (8, 2)


def test_files_that_are_no_parquet_are_one_sentence(tmp_path: Path, engine: str) -> None:
    need(*(["pyarrow"] if engine == "pandas" else []))
    write(tmp_path, {"exports/nps/a.parquet": "score\n9\n"})
    _, diagnostics = survey(tmp_path, {"engine": engine, "path": "exports/nps/a.parquet"})
    assert [(each.code, str(each.span)) for each in diagnostics] == [
        ("response-unreadable", "feedback/surveys/q.yml:3:12")
    ]
    assert "\n" not in diagnostics[0].message


def test_large_files_that_a_survey_names_itself_are_counted_by_pandas(tmp_path: Path) -> None:
    text = "id,responded_at,score\na,2026-01-02,9\na,2026-01-02,9\nb,2026-01-03,x\n"
    write(tmp_path, {"feedback/responses/q.csv": text})
    found, diagnostics = survey(tmp_path, {"path": "x.csv"}, responses="feedback/responses/q.csv")
    assert rows_of(found) == [(9, date(2026, 1, 2), 2)]
    assert [f"{each.code} {each.span}" for each in diagnostics] == [
        "response-unreadable feedback/responses/q.csv:4:14",
        "duplicate-id feedback/surveys/q.yml:3:12",
    ]


def test_files_with_comments_are_read_row_by_row_however_large(tmp_path: Path) -> None:
    write(tmp_path, {"feedback/responses/q.csv": "responded_at,score,comment\n2026-01-02,9,Call me\n"})
    found, diagnostics = survey(tmp_path, {"path": "x.csv"}, responses="feedback/responses/q.csv")
    assert (diagnostics, found.counts, [each.text for each in found.comments]) == ([], (), ["Call me"])


def test_files_of_a_revision_are_read_from_it(tmp_path: Path) -> None:
    need("duckdb")
    write(tmp_path, {"exports/nps/a.csv": "score\n9\n", SURVEY: FIELDS})
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    write(tmp_path, {"exports/nps/a.csv": "score\n9\n9\n"})
    before, _ = survey(tmp_path, text_source("duckdb"), source=GitRevision(tmp_path, "HEAD"))
    after, _ = survey(tmp_path, text_source("duckdb"))
    assert (before.n, after.n) == (1, 2)


def test_links_that_lead_elsewhere_are_not_followed(tmp_path: Path) -> None:
    need("duckdb")
    outside = tmp_path / "outside.csv"
    write(tmp_path, {"outside.csv": "score\n9\n", "handbook/exports/nps/b.csv": "score\n8\n"})
    (tmp_path / "handbook/exports/nps/a.csv").symlink_to(outside)
    found, _ = survey(tmp_path / "handbook", text_source("duckdb"))
    assert found.paths == ("exports/nps/b.csv",)
    _, diagnostics = survey(tmp_path / "handbook", text_source("duckdb", "exports/nps/a.csv"))
    assert [each.code for each in diagnostics] == ["outside-repository"]
