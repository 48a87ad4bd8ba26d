"""Answers to a survey as a file of responses and the survey that names it."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.importers.base import Imported, WrongWish
from site_builder.load.table import read_table
from site_builder.model.diagnostic import Severity
from site_builder.pipeline import check
from tests.importers.command import bring, checked, real_data, written
from tests.importers.examples import imported, one_file, problems
from tests.support import inputs_of, write

ANSWERS = """\
Respondent,E-mail,IP,How likely are you to recommend us?,Submitted at,Country,Plan,Why?
Jane Doe,jane@corp.example,10.0.0.7,9,2026-08-02 09:12,Norway,Team,"Fast, and
""simple"" too"
John Roe,john@corp.example,10.0.0.8,,2026-08-01 10:00,Spain,Free,=1+1
,,,,,,,
Ann Poe,ann@corp.example,10.0.0.9,10.0,2026-09-30 23:59,Norway,,
"""
MAPPED = {"responded_at": "Submitted at", "dimensions": "Country, Plan"}
OWNER = ("--set", "owner=@research")
SCORE = "How likely are you to recommend us?"


def read(table: str | bytes, name: str = "NPS_2026-Q3.csv", **wish: Any) -> Imported:
    return imported("responses", one_file(name, table), **wish)


def rows(found: Imported) -> list[list[str]]:
    (file,) = found.files
    return list(csv.reader(io.StringIO(file.data.decode(), newline="")))


def told(found: Imported) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.span)) for problem in found.diagnostics]


def test_only_what_is_needed_gets_in() -> None:
    found = read(ANSWERS, columns=MAPPED)
    assert rows(found) == [
        [SCORE, "Submitted at", "Country", "Plan"],
        ["9", "2026-08-02 09:12", "Norway", "Team"],
        ["", "2026-08-01 10:00", "Spain", "Free"],
        ["", "", "", ""],
        ["10.0", "2026-09-30 23:59", "Norway", ""],
    ]
    assert found.notes == (
        f"read: score from {SCORE}, responded_at from Submitted at, dimensions Country, Plan",
        "left out, so that it stays out of the repository: Respondent, E-mail, IP, Why?",
    )
    (file,) = found.files
    assert (file.path, file.named_by) == ("feedback/responses/nps-2026-q3.csv", "responses")


def test_the_survey_names_the_columns_as_the_export_does() -> None:
    (entry,) = read(ANSWERS, columns=MAPPED, timezone="Europe/Oslo").entries
    assert (entry.kind, entry.id) == ("survey", "nps-2026-q3")
    assert entry.fields == {
        "title": "NPS 2026 Q3",
        "type": "nps",
        "responses": "feedback/responses/nps-2026-q3.csv",
        "question": SCORE,
        "opened_on": "2026-08-02",
        "closed_on": "2026-09-30",
        "columns": {"score": SCORE, "responded_at": "Submitted at", "timezone": "Europe/Oslo"},
        "dimensions": ["Country", "Plan"],
    }
    assert problems(entry, owner="@research") == []


def test_a_comment_gets_in_where_it_is_asked_for() -> None:
    found = read(ANSWERS, columns={**MAPPED, "comment": "why"})
    assert [row[-1] for row in rows(found)] == ["Why?", 'Fast, and\n"simple" too', "=1+1", "", ""]
    assert found.entries[0].fields["columns"]["comment"] == "Why?"


def test_other_days_zones_and_encodings_are_said() -> None:
    table = "Nöte\tscore\tresponded_at\nx\t7\t31/12/2025 23:30 +0000\n".encode("utf-16")
    found = read(table, "q4.tsv", encoding="utf-16", date_format="%d/%m/%Y %H:%M %z", timezone="Asia/Tokyo", columns={})
    (entry,) = found.entries
    assert rows(found) == [["score", "responded_at"], ["7", "31/12/2025 23:30 +0000"]]
    assert entry.fields == {
        "title": "Q4",
        "type": "nps",
        "responses": "feedback/responses/q4.csv",
        "opened_on": "2026-01-01",
        "closed_on": "2026-01-01",
        "columns": {
            "score": "score",
            "responded_at": "responded_at",
            "date_format": "%d/%m/%Y %H:%M %z",
            "timezone": "Asia/Tokyo",
        },
    }


def test_what_is_given_is_not_guessed() -> None:
    fixed = {"title": "Third quarter", "closed_on": "2026-10-01", "type": "csat", "scale.low": "0", "scale.high": "10"}
    (entry,) = read(ANSWERS, columns=MAPPED, fixed=fixed).entries
    assert not {"title", "closed_on", "type"} & entry.fields.keys()
    assert entry.fields["opened_on"] == "2026-08-02"


@pytest.mark.parametrize(
    ("fixed", "score", "message"),
    [
        ({}, "11", "the score '11' is outside the scale from 0 to 10"),
        ({"type": "csat"}, "6", "outside the scale from 1 to 5"),
        ({"type": "CES"}, "0", "outside the scale from 1 to 7"),
        ({"type": "csat", "scale.low": "1", "scale.high": "3"}, "4", "outside the scale from 1 to 3"),
        ({}, "7.5", "scores are whole numbers"),
        ({}, "NA", "'NA' is no score"),
    ],
)
def test_a_score_that_is_none_is_told_at_its_place(fixed: dict[str, str], score: str, message: str) -> None:
    table = f"mail,rating\na@b.example,3\n\nc@d.example,{score}\n"
    found = read(table, "r.csv", columns={"score": "rating"}, fixed={"closed_on": "2026-09-30", **fixed})
    (problem,) = found.diagnostics
    assert message in problem.message
    assert (str(problem.span), found.entries, found.files) == ("r.csv:4:13", (), ())


def test_a_day_that_is_none_is_told_at_its_place() -> None:
    found = read("score,at\n7,9/8/18 15:29\n,jane@corp.example\n", "r.csv", columns={"responded_at": "at"})
    assert told(found) == [("response-unreadable", "r.csv:2:3"), ("response-unreadable", "r.csv:3:2")]
    assert found.diagnostics[0].hint == "say how days are written, as in --date-format '%d/%m/%Y %H:%M'"


def test_personal_data_in_what_is_kept_is_told_at_its_place() -> None:
    table = "score,why,place\n7,write to jane@corp.example,Oslo\n8,,+49 30 1234567\n"
    asked = {"fixed": {"closed_on": "2026-09-30"}}
    found = read(table, "r.csv", columns={"comment": "why", "dimensions": "place"}, **asked)
    assert told(found) == [("personal-data", "r.csv:2:3"), ("personal-data", "r.csv:3:4")]
    assert [problem.message for problem in found.diagnostics] == [
        "the comment holds a mail address",
        "the dimension holds a phone number",
    ]
    assert read(table, "r.csv", **asked).diagnostics == ()


def test_rows_can_be_chosen() -> None:
    found = read(ANSWERS, columns=MAPPED, where=(("country", "norway"),))
    assert len(rows(found)) == 3
    assert found.entries[0].fields["opened_on"] == "2026-08-02"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("name,NPS Score", "NPS Score"),
        ("age,How likely is it?", "How likely is it?"),
        ("Recommend,Likely-To-Recommend", "Likely-To-Recommend"),
    ],
)
def test_the_scores_are_found_by_name_and_content(header: str, expected: str) -> None:
    found = read(f"{header}\nYes,7\nNo,8.0\n", fixed={"closed_on": "2026-09-30"})
    assert rows(found)[0] == [expected]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("score,NPS\n7,8\n", r"several columns may be the score \(score; NPS\); name .* --map score=COLUMN"),
        ("name,recommended\nx,Yes\n", r"holds others \(recommended: 'Yes' is no score\)"),
        ("name,score\nx,\n", r"score: nothing stands in it"),
        ("name,credit score\nx,7\n", r"no column of .* is called like a score; .*its columns are name, credit score"),
    ],
)
def test_the_scores_are_asked_for_where_they_are_not_certain(table: str, message: str) -> None:
    with pytest.raises(WrongWish, match=message):
        read(table, fixed={"closed_on": "2026-09-30"})


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"columns": {"id": "Respondent"}}, "ids of respondents are not imported: a pseudonym"),
        ({"columns": {"scores": "x"}}, "did you mean 'score'?"),
        ({"columns": {"score": "Nps"}}, "has no column 'Nps'"),
        ({"columns": {"dimensions": "Country,Pln"}}, "no column 'Pln'; did you mean 'Plan'?"),
        ({"columns": {**MAPPED, "comment": "Plan"}}, "Plan is read already"),
        ({"columns": {}}, "--map responded_at=COLUMN, or say when the survey closed with --set closed_on="),
        ({"fixed": {"type": "stars"}}, "no type 'stars'; choose nps, csat or ces"),
        ({"fixed": {"type": "csat", "scale.low": "5", "scale.high": "1"}}, "two ends that rise"),
        ({"fixed": {"scale.low": "1"}}, "two ends that rise"),
        ({"fixed": {"scale.low": "a", "scale.high": "b"}}, "two ends that rise"),
        ({"date_format": "%d %d"}, "no date format of strptime"),
        ({"date_format": "%d.%m."}, "has no year"),
        ({"timezone": "Oslo"}, "there is no time zone 'Oslo'"),
        ({"where": (("Ctry", "x"),)}, "has no column 'Ctry'"),
    ],
)
def test_what_cannot_be_meant_is_refused(wish: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongWish) as refused:
        read(ANSWERS, **wish)
    assert message in str(refused.value)


def test_one_column_is_never_taken_for_many() -> None:
    found = read("a,NPS; 0-10\nx,7\ny,\nz,8\n", columns={"score": "NPS; 0-10"}, fixed={"closed_on": "2026-09-30"})
    (file,) = found.files
    table = read_table(file.data, file.path)
    assert (table.diagnostics, table.header, table.column(0)) == ((), ("NPS, 0-10",), ["7", "", "8"])
    assert found.entries[0].fields["columns"] == {"score": "NPS, 0-10"}


def test_two_columns_of_one_name_are_told_apart_by_nobody() -> None:
    for header in ("score,score", "score, score "):
        with pytest.raises(WrongWish, match="columns 'score'"):
            read(f"{header}\n7,8\n", columns={"score": "score", "dimensions": header[6:]}, fixed={"closed_on": "x"})


def test_answers_become_a_survey_that_is_right(tmp_path: Path) -> None:
    root = write(tmp_path, {"nps-2026-q3.csv": ANSWERS})
    asked = (
        *("responses", str(root / "nps-2026-q3.csv"), *OWNER, "--map", "responded_at=Submitted at"),
        *("--map", "dimensions=Country,Plan", "--map", "comment=Why?", "--set", "invited=40"),
    )
    done = bring(root, *asked)
    assert (done.exit_code, done.stdout) == (
        0,
        "feedback/responses/nps-2026-q3.csv\nfeedback/surveys/nps-2026-q3.yml\n",
    )
    before = written(root, "feedback")
    assert before["feedback/surveys/nps-2026-q3.yml"] == (
        "title: Nps 2026 q3\nowner: '@research'\ntype: nps\nresponses: feedback/responses/nps-2026-q3.csv\n"
        f"question: {SCORE}\ninvited: 40\nopened_on: 2026-08-02\nclosed_on: 2026-09-30\n"
        f"columns:\n  score: {SCORE}\n  responded_at: Submitted at\n  comment: Why?\ndimensions: [Country, Plan]\n"
    )
    assert not any(secret in "".join(before.values()) for secret in ("Jane", "@corp", "10.0.0"))
    again = bring(root, *asked)
    assert (again.exit_code, again.stdout, written(root, "feedback")) == (0, "", before)
    assert checked(root) == []


def test_later_answers_are_taken_where_that_is_asked_for(tmp_path: Path) -> None:
    root = write(tmp_path, {"q3.csv": "score,responded_at\n7,2026-08-01\n"})
    asked = ("responses", str(root / "q3.csv"), *OWNER)
    assert bring(root, *asked).exit_code == 0
    (root / "q3.csv").write_text("score,responded_at\n7,2026-08-01\n8,2026-08-09\n")
    before = written(root, "feedback")
    done = bring(root, *asked)
    assert "differ from the export and stay as they are: responses (1), closed_on (1)" in done.stderr
    assert written(root, "feedback") == before
    assert bring(root, *asked, "--update", "responses", "--update", "closed_on").exit_code == 0
    after = written(root, "feedback")
    assert after["feedback/responses/q3.csv"].endswith("8,2026-08-09\n")
    assert "closed_on: 2026-08-09\n" in after["feedback/surveys/q3.yml"]


# Properties

CELLS = st.sampled_from(
    ["7", "10.0", "11", "", " ", "x", "a@b.example", "2026-03-31", "=1", "a\nb", '"', ",", ";", "é"]
)
NAMES = st.sampled_from(
    ["score", "NPS", "responded_at", "comment", "dimensions", "id", "a;b", "a,b", " a ", "", "x\ty"]
)


@given(
    table=st.lists(st.lists(st.one_of(CELLS, NAMES), min_size=3, max_size=3), min_size=1, max_size=6),
    columns=st.dictionaries(NAMES, NAMES, max_size=3),
    closed=st.booleans(),
)
def test_what_is_written_can_be_read(table: list[list[str]], columns: dict[str, str], closed: bool) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    known = {name: column for name, column in columns.items() if name in ("score", "responded_at", "comment")}
    for mapped in (columns, known, {"score": table[0][0], "dimensions": table[0][1]}):
        try:
            found = read(text.getvalue(), columns=mapped, fixed={"closed_on": "2026-03-31"} if closed else {})
        except WrongWish:
            continue
        for file in found.files:
            again = read_table(file.data, file.path)
            assert again.diagnostics == ()
            assert len(again.rows) == len(read_table(text.getvalue().encode(), "t.csv", repeats=True).rows)
            assert problems(found.entries[0], owner="@research", closed_on="2026-03-31") == []


@given(
    data=st.binary(max_size=80),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp037", "idna", "hex", "\0", "nix"]),
    date_format=st.sampled_from(["", "%", "%Y", "%d %d %Y", "%y%j", "x"]),
    timezone=st.sampled_from(["", "UTC", "../x", "\0", "Mars"]),
    fixed=st.dictionaries(
        st.sampled_from(["type", "scale.low", "scale.high", "closed_on", "title", "columns"]), CELLS, max_size=3
    ),
)
def test_no_bytes_make_it_fail(data: bytes, **wish: Any) -> None:
    for mapped in ({}, {"score": "score", "responded_at": "at"}):
        try:
            read(b"score,at\n" + data, columns=mapped, **wish)
        except WrongWish:
            continue


# Real data

WAVES = {
    "instructor_training_2017_2018": (
        *("--map", "responded_at=Date", "--date-format", "%m/%d/%y %H:%M"),
        *("--map", "dimensions=WhenTaking,MemberSite"),
    ),
    "longterm_2017_10": ("--set", "closed_on=2017-10-31", "--map", "dimensions=Country;Position;How-Long-Ago"),
    "longterm_2020_03": ("--set", "closed_on=2020-03-26", "--map", "dimensions=workshop_country"),
    "longterm_2020_12": ("--set", "closed_on=2020-12-31", "--map", "dimensions=workshop_country"),
}


@pytest.mark.real_data
@pytest.mark.parametrize("name", WAVES)
def test_waves_of_a_survey_count_as_they_do_elsewhere(tmp_path: Path, name: str) -> None:
    """Rows, blanks, scores and groups are those of known answers, which leave out groups of less than five."""
    root = write(tmp_path, {})
    asked = ("responses", str(real_data() / f"raw/carpentries/{name}.csv"), *OWNER, *WAVES[name])
    done = bring(root, *asked)
    assert done.exit_code == 0, done.stderr
    assert bring(root, *asked).stdout == ""
    checks = check(inputs_of(root))
    assert [found for found in checks.diagnostics if found.severity is Severity.ERROR] == []
    survey = name.replace("_", "-")
    responses = checks.handbook.responses[survey]
    known = json.loads((real_data() / "keys/open.json").read_text(encoding="utf-8"))["surveys"][survey]
    assert (responses.rows, responses.blank_scores) == (known["rows"], known["blank_scores"])
    assert [Counter(responses.scores)[score] for score in range(11)] == known["histogram"]
    converted = (real_data() / f"handbook/feedback/surveys/{survey}.yml").read_text(encoding="utf-8")
    days = [line for line in converted.splitlines() if line.startswith(("opened_on", "closed_on"))]
    assert days == [line for line in _survey(root, survey).splitlines() if line.startswith(("opened_on", "closed_on"))]
    for dimension, values in responses.dimensions.items():
        groups = known["by_dimension"][dimension]["groups"]
        counts = {group: count for group, count in Counter(values).items() if count >= 5}
        assert counts == {group: found["n"] for group, found in groups.items()}


def _survey(root: Path, name: str) -> str:
    return written(root, "feedback")[f"feedback/surveys/{name}.yml"]
