"""Responses to surveys: what is read, and what is said of what cannot be."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.kinds import all_kinds
from site_builder.load.records import load_records
from site_builder.load.work_tree import WorkTree
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.responses import Responses
from site_builder.model.settings import Settings
from site_builder.validate import responses as module
from site_builder.validate.records import validate_all
from site_builder.validate.responses import ReadResponses, read_responses

CSV = "feedback/responses/q.csv"
SURVEY = "feedback/surveys/q.yml"
HEADER = f"title: Q\nowner: '@team'\nresponses: {CSV}\n"


def read(root: Path, files: Mapping[str, str | bytes], **settings: Any) -> ReadResponses:
    """Return what is read of the surveys among the files."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    source, kinds = WorkTree(root), all_kinds()
    records = load_records(source, {"survey": "feedback/surveys"}).records
    validated = validate_all(records, kinds)
    assert not validated.diagnostics
    return read_responses(source, validated.records, Settings.model_validate(settings))


def survey(root: Path, rows: str | bytes, fields: str = "", kind: str = "nps") -> tuple[Responses, list[Diagnostic]]:
    """Return the responses of one survey with one file, and the diagnostics."""
    found = read(root, {SURVEY: f"{HEADER}type: {kind}\n{fields}", CSV: rows})
    return found.responses["q"], list(found.diagnostics)


def places(diagnostics: list[Diagnostic]) -> list[str]:
    return [f"{diagnostic.code} {diagnostic.span}" for diagnostic in diagnostics]


# What is read


def test_columns_of_equal_length(tmp_path: Path) -> None:
    rows = "region,score,responded_at\n UK ,9.0,2026-01-02\n,,2026-01-03\n,0,\nnull,10.,2026-01-04\n"
    found, diagnostics = survey(tmp_path, rows, "dimensions: [region]\nclosed_on: 2026-02-01\n")
    assert not diagnostics
    assert (found.rows, found.blank_scores, found.unreadable) == (4, 1, 0)
    assert list(found.scores) == [9, 0, 10]
    assert found.days == (date(2026, 1, 2), date(2026, 2, 1), date(2026, 1, 4))
    assert found.dimensions == {"region": ("UK", "", "null")}
    assert (found.comments, found.paths) == ((), (CSV,))


def test_no_date_and_no_closing_day_is_no_day(tmp_path: Path) -> None:
    found, _ = survey(tmp_path, "score\n9\n")
    assert found.days == (None,)


def test_several_files_in_order(tmp_path: Path) -> None:
    files = {
        SURVEY: HEADER.replace("q.csv", "2026-*.csv") + "type: nps\ndimensions: [region]\n",
        "feedback/responses/2026-b.csv": "score,region\n2,UK\n",
        "feedback/responses/2026-a.csv": "region,score\nFR,1\n",
        "feedback/responses/2025-a.csv": "region,score\nFR,7\n",
    }
    found = read(tmp_path, files)
    responses = found.responses["q"]
    assert not found.diagnostics
    assert (responses.scores, responses.dimensions) == ((1, 2), {"region": ("FR", "UK")})
    assert responses.paths == ("feedback/responses/2026-a.csv", "feedback/responses/2026-b.csv")


def test_tabs_other_encodings_and_lines_above_the_header(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        SURVEY: HEADER.replace("q.csv", "q.tsv")
        + "type: nps\ncolumns: {encoding: latin-1, skip_rows: 2}\ndimensions: [region]\n",
        "feedback/responses/q.tsv": "Export of\t2026\n\nscore\tregion\n9\tCôte d'Ivoire\n".encode("latin-1"),
    }
    found = read(tmp_path, files)
    assert not found.diagnostics
    assert found.responses["q"].dimensions == {"region": ("Côte d'Ivoire",)}


@pytest.mark.parametrize(
    ("kind", "scale", "score", "fits"),
    [
        ("nps", "", "0", True),
        ("csat", "", "5", True),
        ("csat", "", "0", False),
        ("csat", "scale: {low: 0, high: 10}\n", "0", True),
        ("ces", "", "7", True),
        ("ces", "", "8", False),
    ],
)
def test_the_scale_of_each_type(tmp_path: Path, kind: str, scale: str, score: str, fits: bool) -> None:
    found, diagnostics = survey(tmp_path, f"score\n{score}\n", scale, kind)
    assert places(diagnostics) == ([] if fits else [f"score-out-of-scale {CSV}:2:1"])
    assert len(found.scores) == fits


@pytest.mark.parametrize(
    ("text", "columns", "day"),
    [
        ("2026-03-31", "", date(2026, 3, 31)),
        ("2026-03-31T23:30:00", "", date(2026, 3, 31)),
        ("2026-03-31 23:30", "", date(2026, 3, 31)),
        ("2026-03-31T23:30:00-02:00", "", date(2026, 4, 1)),
        ("2026-04-01 00:30:00.123456+0200", "", date(2026, 3, 31)),
        ("2026-03-31T23:30:00Z", "timezone: Europe/Berlin", date(2026, 4, 1)),
        ("2026-03-31T23:30:00", "timezone: America/New_York", date(2026, 3, 31)),
        ("31.3.2026 23:30", "date_format: '%d.%m.%Y %H:%M'", date(2026, 3, 31)),
        ("31.3.2026 23:30 +0000", "date_format: '%d.%m.%Y %H:%M %z', timezone: Asia/Tokyo", date(2026, 4, 1)),
    ],
)
def test_the_day_of_a_response(tmp_path: Path, text: str, columns: str, day: date) -> None:
    found, diagnostics = survey(tmp_path, f"score,responded_at\n9,{text}\n", f"columns: {{{columns}}}\n")
    assert not diagnostics
    assert found.days == (day,)


def test_comments_with_their_places(tmp_path: Path) -> None:
    rows = (
        "id,what,score,comment\n"
        '1,"a ""quoted"", place",9,"Good, really"\n'
        "2,,,\n"
        '3,"over\ntwo lines",x,  Bad \n'
        '4,plain,,"A line\nand another"\n'
        "5,plain,3,Last\n"
    )
    found, diagnostics = survey(tmp_path, rows)
    assert places(diagnostics) == [f"response-unreadable {CSV}:5:12"]
    assert [(comment.text, comment.score, str(comment.span)) for comment in found.comments] == [
        ("Good, really", 9, f"{CSV}:2:28"),
        ("Bad", None, f"{CSV}:5:16"),
        ("A line\nand another", None, f"{CSV}:6:11"),
        ("Last", 3, f"{CSV}:8:11"),
    ]


# What cannot be read


@pytest.mark.parametrize(
    ("score", "code"),
    [
        ("7.5", "response-unreadable"),
        ("Agree", "response-unreadable"),
        ("NA", "response-unreadable"),
        ("-", "response-unreadable"),
        ("1e1", "response-unreadable"),
        ("٣", "response-unreadable"),
        ("11", "score-out-of-scale"),
        ("-1", "score-out-of-scale"),
        ("9" * 5000, "score-out-of-scale"),
    ],
)
def test_a_score_that_is_none_is_never_taken_for_blank(tmp_path: Path, score: str, code: str) -> None:
    found, diagnostics = survey(tmp_path, f"region,score\nUK,9\nFR,{score}\n")
    assert places(diagnostics) == [f"{code} {CSV}:3:4"]
    assert (found.scores, found.rows, found.blank_scores, found.unreadable) == ((9,), 2, 0, 1)
    assert diagnostics[0].hint
    assert len(diagnostics[0].message) < 200


def test_a_date_that_cannot_be_read(tmp_path: Path) -> None:
    rows = "score,responded_at\n9,12/31/2025\n8,31/12/2025\n,31/12/2025\n7,soon\n6,\n"
    found, diagnostics = survey(tmp_path, rows, "columns: {date_format: '%m/%d/%Y'}\n")
    assert places(diagnostics) == [f"response-unreadable {CSV}:3:3", f"response-unreadable {CSV}:5:3"]
    assert "day and month seem to have changed places" in diagnostics[0].hint
    assert "changed places" not in diagnostics[1].hint
    assert (found.scores, found.blank_scores, found.unreadable) == ((9, 6), 1, 2)


@pytest.mark.parametrize("text", ["31.12.2025", "2025-13-01", "2025-12-01T25:00", "0001-01-01T00:00:00+05:00"])
def test_what_is_no_day(tmp_path: Path, text: str) -> None:
    _, diagnostics = survey(tmp_path, f"score,responded_at\n9,{text}\n")
    assert places(diagnostics) == [f"response-unreadable {CSV}:2:3"]


def test_a_local_day_beyond_the_calendar(tmp_path: Path) -> None:
    rows = "score,responded_at\n9,9999-12-31T23:59:00Z\n"
    _, diagnostics = survey(tmp_path, rows, "columns: {timezone: Asia/Tokyo}\n")
    assert places(diagnostics) == [f"response-unreadable {CSV}:2:3"]


@pytest.mark.parametrize("date_format", ["%d/%m", "%Q/%Y", "%d %d %Y", "%Y %", "100%%Y"])
def test_a_format_that_gives_no_day(tmp_path: Path, date_format: str) -> None:
    fields = f"columns: {{date_format: '{date_format}'}}\n"
    found, diagnostics = survey(tmp_path, "score,responded_at\n9,1/2\n", fields)
    assert places(diagnostics) == [f"invalid-value {SURVEY}:5:24"]
    assert found.scores == ()


def test_missing_columns_at_the_mapping(tmp_path: Path) -> None:
    fields = "columns: {score: Score, comment: words}\ndimensions: [region, plan]\n"
    found, diagnostics = survey(tmp_path, "score,region\n9,UK\n", fields)
    assert places(diagnostics) == [
        f"column-missing {SURVEY}:5:18",
        f"column-missing {SURVEY}:5:34",
        f"column-missing {SURVEY}:6:22",
    ]
    assert [diagnostic.hint for diagnostic in diagnostics] == [
        "did you mean 'score'?",
        "the columns are: score, region",
        "the columns are: score, region",
    ]
    assert (found.scores, found.paths) == ((), (CSV,))


def test_without_a_mapping_the_survey_is_told_what_to_write(tmp_path: Path) -> None:
    _, diagnostics = survey(tmp_path, "Rating\n9\n")
    assert places(diagnostics) == [f"column-missing {SURVEY}:3:12"]
    assert diagnostics[0].hint == "name it under columns.score; the columns are: Rating"


def test_a_column_that_only_some_files_lack(tmp_path: Path) -> None:
    files = {
        SURVEY: HEADER.replace("q.csv", "*.csv") + "type: nps\ndimensions: [region]\n",
        "feedback/responses/a.csv": "score\n1\n",
        "feedback/responses/b.csv": "score\n1\n",
        "feedback/responses/c.csv": "score,region\n2,UK\n",
    }
    found = read(tmp_path, files)
    assert places(list(found.diagnostics)) == [f"column-missing {SURVEY}:5:14"]
    assert "a.csv has no column 'region'" in found.diagnostics[0].message
    assert found.responses["q"].dimensions == {"region": ("", "", "UK")}


def test_faults_of_the_file_are_told_once(tmp_path: Path) -> None:
    assert places(survey(tmp_path, "score;region\n9;UK\n")[1]) == [f"response-unreadable {CSV}:1:1"]
    assert places(survey(tmp_path, b"score,region\n9,\xff\n")[1]) == [f"not-utf8 {CSV}:2:3"]
    found, diagnostics = survey(tmp_path, "score,region\n9,UK\n8\n")
    assert places(diagnostics) == [f"response-unreadable {CSV}:3:1"]
    assert (found.rows, found.scores, found.unreadable) == (2, (9,), 1)


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"score,region\n9,\xff\n", "or write columns: {encoding: latin-1} in the survey if it is in that"),
        ("score,region\n9,UK\n".encode("utf-16"), "save the file as UTF-8"),
    ],
)
def test_another_encoding_can_be_named_in_the_survey(content: bytes, hint: str, tmp_path: Path) -> None:
    (found,) = survey(tmp_path, content)[1]
    assert found.hint.endswith(hint)


def test_beyond_twenty_faults_the_rest_is_a_number(tmp_path: Path) -> None:
    rows = "score,region\n" + "x,UK\n" * 30 + "9\n"
    found, diagnostics = survey(tmp_path, rows)
    assert len(diagnostics) == 21
    assert diagnostics[-1].message.startswith("and 11 more that cannot be read, this one first: ")
    assert found.unreadable == 31


def test_no_row_with_a_score_is_a_warning(tmp_path: Path) -> None:
    _, diagnostics = survey(tmp_path, "region,score\nUK,\nFR,\n")
    assert [(diagnostic.severity, str(diagnostic.span)) for diagnostic in diagnostics] == [("warning", f"{CSV}:2:1")]
    _, diagnostics = survey(tmp_path, "region,score\n")
    assert [(diagnostic.severity, str(diagnostic.span)) for diagnostic in diagnostics] == [("warning", f"{CSV}:1:1")]


def test_the_same_response_twice_is_a_warning(tmp_path: Path) -> None:
    rows = "id,score,responded_at\nr1,9,2026-01-01\nr2,9,\nr1,8,2026-02-01\n,1,\n,1,\nr1,9,2026-01-01\n"
    found, diagnostics = survey(tmp_path, rows)
    assert [(diagnostic.severity, diagnostic.code, str(diagnostic.span)) for diagnostic in diagnostics] == [
        ("warning", "duplicate-id", f"{CSV}:7:1")
    ]
    assert str(diagnostics[0].related[0].span) == f"{CSV}:2:1"
    assert len(found.scores) == 6


def test_many_responses_twice(tmp_path: Path) -> None:
    _, diagnostics = survey(tmp_path, "id,score\n" + "r,9\n" * 40)
    assert len(diagnostics) == 20


# Which files


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    found = read(tmp_path, {SURVEY: HEADER + "type: nps\n"})
    assert places(list(found.diagnostics)) == [f"dangling-reference {SURVEY}:3:12"]
    assert found.responses["q"].rows == 0


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / CSV).mkdir(parents=True)
    found = read(tmp_path, {SURVEY: HEADER + "type: nps\n"})
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["dangling-reference"]


def test_a_pattern_that_matches_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, {SURVEY: HEADER.replace("q.csv", "*.csv") + "type: nps\n"})
    assert places(list(found.diagnostics)) == [f"dangling-reference {SURVEY}:3:12"]


def test_a_link_out_of_the_repository(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("score\n9\n", encoding="utf-8")
    root = tmp_path / "root"
    link = root / CSV
    link.parent.mkdir(parents=True)
    link.symlink_to(secret)
    found = read(root, {SURVEY: HEADER + "type: nps\n"})
    assert places(list(found.diagnostics)) == [f"outside-repository {SURVEY}:3:12"]
    assert found.responses["q"].scores == ()


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    _, diagnostics = survey(tmp_path, "score\n" + "9\n" * 10)
    assert places(diagnostics) == [f"file-too-large {CSV}:1:1"]


NAMED = "title: Q\nowner: '@team'\nresponses: warehouse\ntype: nps\n"


def test_a_source_that_is_not_declared(tmp_path: Path) -> None:
    found = read(tmp_path, {SURVEY: NAMED}, sources={"warehouse-nps": {"path": "x.csv"}})
    assert places(list(found.diagnostics)) == [f"dangling-reference {SURVEY}:3:12"]
    assert found.diagnostics[0].hint == "did you mean 'warehouse-nps'?"


def test_a_source_of_text_files(tmp_path: Path) -> None:
    files = {SURVEY: NAMED, "exports/a.csv": "score\n9\n"}
    found = read(tmp_path, files, sources={"warehouse": {"path": "exports/*.csv"}})
    assert not found.diagnostics
    assert found.responses["q"].scores == (9,)


@pytest.mark.parametrize("source", [{"engine": "duckdb", "path": "x/*.parquet"}, {"path": "x.parquet"}])
def test_a_source_without_files(tmp_path: Path, source: dict[str, str]) -> None:
    found = read(tmp_path, {SURVEY: NAMED}, sources={"warehouse": source})
    assert places(list(found.diagnostics)) == [f"dangling-reference {SURVEY}:3:12"]


# Real files

DATA = os.environ.get("OPSBOOK_REAL_DATA", "")


@pytest.mark.real_data
@pytest.mark.skipif(not DATA, reason="OPSBOOK_REAL_DATA is not set")
def test_the_broken_files_of_the_real_data() -> None:
    root = Path(DATA, "dirty")
    source, kinds = WorkTree(root), all_kinds()
    loaded = load_records(source, {"survey": "feedback/surveys"})
    validated = validate_all(loaded.records, kinds)
    diagnostics = (*validated.diagnostics, *read_responses(source, validated.records, Settings()).diagnostics)
    found = {(str(diagnostic.span), str(diagnostic.severity)) for diagnostic in diagnostics}
    entries = json.loads((root / "expected.json").read_text(encoding="utf-8"))
    paths = ("feedback/responses/", "feedback/surveys/")
    # Personal data in comments is what a rule finds.
    entries = [entry for entry in entries if entry["path"].startswith(paths) and "mail-in" not in entry["path"]]
    assert len(entries) > 15
    for entry in entries:
        place = f"{entry['path']}:{entry['line']}:{entry['column']}"
        if entry["level"] in ("error", "warning"):
            assert (place, entry["level"]) in found
        if entry["level"] == "accept":
            assert not [span for span, _ in found if span.startswith(entry["path"])]


def test_responses_up_to_a_day_leave_out_what_came_later() -> None:
    days = (date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1), None, date(2026, 5, 31))
    found = Responses("q", 7, 2, scores=(9.0, 8.0, 7.0, 6.0, 5.0), days=days, dimensions={"plan": tuple("abcde")})
    until = found.until(date(2026, 3, 31), closed_on=date(2026, 5, 31))
    assert (until.rows, until.n, until.blank_scores) == (6, 4, 2)
    assert list(until.scores) == [9.0, 8.0, 6.0, 5.0]
    assert until.dimensions == {"plan": ("a", "b", "d", "e")}
    assert len(found.until(date(2026, 5, 31)).scores) == 5


def test_what_an_engine_has_counted_is_cut_after_the_month() -> None:
    days = (date(2026, 3, 20), date(2026, 4, 2))
    found = Responses("q", 12, scores=(9.0, 8.0), days=days, counts=(4, 7))
    until = found.until(date(2026, 3, 10))
    assert (until.rows, until.n, until.counts, until.days) == (5, 4, (4,), days[:1])
