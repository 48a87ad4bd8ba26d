"""Rows of any table as records."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder.importers.base import WrongWish
from tests.importers.examples import by_id, imported, one_file, problems

REQUESTS = """\
Id,Title,Status,Created at,Tags,Tags,Note,Cost
17,Swap shifts,new,2026-03-04,mobile,swap,"Two
lines",4
18,Export the rota,Under review,2026-03-05,,,,

19,,,,,,,
"""
FIXED = {"owner": "@support", "source": "support"}


def test_columns_that_are_called_like_a_field_are_read() -> None:
    found = imported("csv", one_file("requests.csv", REQUESTS), kind="request")
    assert {entry.id: dict(entry.fields) for entry in found.entries} == {
        "17": {"title": "Swap shifts", "status": "new", "tags": ["mobile", "swap"]},
        "18": {"title": "Export the rota", "status": "under_review"},
        "19": {},
    }
    assert found.notes == (
        "read: id from Id, title from Title, status from Status, tags from Tags",
        "left out: Created at, Note, Cost",
    )


def test_others_are_named() -> None:
    found = imported(
        "csv",
        one_file("requests.csv", REQUESTS),
        kind="request",
        columns={"submitted_on": "created AT", "body": "Note", "status": ""},
    )
    swap = by_id(found)["17"]
    assert dict(swap.fields) == {"title": "Swap shifts", "submitted_on": "2026-03-04", "tags": ["mobile", "swap"]}
    assert swap.body == "Two\nlines"
    assert problems(swap, **FIXED, status="new") == []


def test_a_column_that_was_named_is_not_read_a_second_time() -> None:
    table = "Title,Cause,Severity\nRotas were empty,Defect,High\n"
    wish = {"kind": "escalation", "columns": {"cause.category": "Cause", "summary": "Severity"}}
    found = imported("csv", one_file("i.csv", table), **wish)
    assert [dict(entry.fields) for entry in found.entries] == [
        {"title": "Rotas were empty", "cause": {"category": "Defect"}, "summary": "High"}
    ]


def test_a_customer_is_read_only_where_that_is_asked_for() -> None:
    table = "Title,Customer\nSwap,Maria Silva\n"
    assert "customer" not in by_id(imported("csv", one_file("r.csv", table), kind="request"))["swap"].fields
    found = imported("csv", one_file("r.csv", table), kind="request", columns={"customer": "Customer"})
    assert by_id(found)["swap"].fields["customer"] == "Maria Silva"


def test_a_table_that_tells_ids_by_titles_says_so() -> None:
    assert imported("csv", one_file("r.csv", "title\nSwap\n"), kind="request").notes == (
        "read: title",
        "ids are made of titles: what is called otherwise next time comes as a new record (--map id=COLUMN)",
    )


@pytest.mark.parametrize(
    ("data", "wish"),
    [
        (b"Title;Status\nSwap;new\n", {"delimiter": ";"}),
        (b"sep=;\r\nTitle;Status\r\nSwap;new\r\n", {}),
        (b"sep=|\nTitle|Status\nSwap|new\n", {}),
        (b"\xef\xbb\xbfsep=,\nTitle,Status\nSwap,new\n", {}),
        (b"Requests of 2026\n\nTitle,Status\nSwap,new\n", {"skip_rows": 2}),
        ("Title,Status\nSwap,new\n".encode("utf-16"), {"encoding": "utf-16"}),
    ],
)
def test_tables_as_spreadsheets_save_them(data: bytes, wish: dict[str, Any]) -> None:
    found = imported("csv", one_file("r.csv", data), kind="request", **wish)
    assert [dict(entry.fields) for entry in found.entries] == [{"title": "Swap", "status": "new"}]


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"PK\x03\x04\x00\x00", "this is a workbook", "save it as CSV"),
        ("Title\nÜ\n".encode("cp1252"), "is not UTF-8", "--encoding cp1252"),
        (b"Title;Status\nSwap;new\n", "separated by semicolons", "--delimiter ';'"),
    ],
)
def test_what_is_no_such_table_is_told_with_a_way_out(data: bytes, message: str, hint: str) -> None:
    columns = {"title": "Title;Status"} if b";" in data else {}
    (problem,) = imported("csv", one_file("r.csv", data), kind="request", columns=columns).diagnostics
    assert message in problem.message
    assert hint in problem.hint


def test_places_are_those_of_the_table() -> None:
    found = imported("csv", one_file("requests.csv", REQUESTS), kind="request", columns={"submitted_on": "Created at"})
    export = by_id(found)["18"]
    assert [str(export.span), str(export.span_of("title")), str(export.span_of("submitted_on"))] == [
        "requests.csv:4:1",
        "requests.csv:4:4",
        "requests.csv:4:33",
    ]
    assert str(export.span_of("owner")) == "requests.csv:4:1"


def test_rows_can_be_chosen() -> None:
    found = imported("csv", one_file("requests.csv", REQUESTS), kind="request", where=(("status", "NEW"),))
    assert [entry.id for entry in found.entries] == ["17"]


def test_an_id_is_like_the_title_where_no_column_has_one() -> None:
    found = imported("csv", one_file("r.csv", "title,status\nSwap my shift!,new\n"), kind="request")
    assert [entry.id for entry in found.entries] == ["swap-my-shift"]


def test_an_update_begins_with_its_day() -> None:
    table = "title,subject,date,health\nRotas,initiative:rotas,2026-03-04,on_track\n"
    found = imported("csv", one_file("updates.csv", table), kind="update")
    assert [entry.id for entry in found.entries] == ["2026-03-04-rotas"]


def test_two_rows_never_share_an_id() -> None:
    found = imported("csv", one_file("r.csv", "title\nSwap\nOther\nswap!\n"), kind="request")
    assert [entry.id for entry in found.entries] == ["swap", "other"]
    (problem,) = found.diagnostics
    assert (problem.code, str(problem.span), str(problem.related[0].span)) == ("duplicate-id", "r.csv:4:1", "r.csv:2:1")


def test_a_row_without_anything_for_an_id_is_told() -> None:
    found = imported("csv", one_file("r.csv", "title,status\n日本,new\n"), kind="request")
    assert [(problem.code, str(problem.span)) for problem in found.diagnostics] == [("invalid-id", "r.csv:2:1")]


def test_a_broken_table_is_told_with_its_rows() -> None:
    found = imported("csv", one_file("r.csv", "title,status\na,b,c\nSwap,new\n"), kind="request")
    assert [str(problem.span) for problem in found.diagnostics] == ["r.csv:2:1"]
    assert [entry.id for entry in found.entries] == ["swap"]


def test_another_encoding_is_named() -> None:
    data = "title,status\nÜbersicht,new\n".encode("cp1252")
    assert imported("csv", one_file("r.csv", data), kind="request").diagnostics[0].code == "not-utf8"
    found = imported("csv", one_file("r.csv", data), kind="request", encoding="cp1252")
    assert [entry.fields["title"] for entry in found.entries] == ["Übersicht"]


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({}, "say what the rows are: --kind request"),
        ({"kind": "requests"}, "there is no kind 'requests'; did you mean 'request'?"),
        ({"kind": "request", "columns": {"titel": "Title"}}, "did you mean 'title'?"),
        ({"kind": "request", "columns": {"title": "Titel"}}, "requests.csv has no column 'Titel'; did you mean"),
        ({"kind": "request", "where": (("Stat", "new"),)}, "requests.csv has no column 'Stat'"),
        ({"kind": "request", "where": (("Status", "open"),)}, "no row of Status; there is new, Under review"),
        ({"kind": "metric", "columns": {"id": "", "title": "", "tags": ""}}, "is its first line the header?"),
        ({"kind": "request", "values": {("stat", "x"): "new"}}, "did you mean 'status'?"),
    ],
)
def test_what_cannot_be_meant_is_refused(wish: dict[str, object], message: str) -> None:
    with pytest.raises(WrongWish) as refused:
        imported("csv", one_file("requests.csv", REQUESTS), **wish)
    assert message in str(refused.value)
