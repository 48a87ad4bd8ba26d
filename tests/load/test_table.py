from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.load.table import TextTable, read_table


def _findings(table: TextTable) -> list[tuple[str, int, int]]:
    return [(found.code, found.span.line, found.span.column) for found in table.diagnostics]


def test_a_clean_file_is_a_header_and_rows_with_their_lines() -> None:
    table = read_table("\ufeffscore,country\r\n9,no\r\n,\r\n7,Åland\r\n".encode(), "r.csv")
    assert table.header == ("score", "country")
    assert table.rows == [["9", "no"], ["", ""], ["7", "Åland"]]
    assert list(table.lines) == [2, 3, 4]
    assert table.column(1) == ["no", "", "Åland"]
    assert (table.index_of("country"), table.index_of("Country")) == (1, None)
    assert table.diagnostics == ()


def test_quoted_fields_may_hold_anything() -> None:
    text = 'a,b\n"x, ""y""\nz",1\n2,"3"\n'
    table = read_table(text.encode(), "r.csv")
    assert table.rows == [['x, "y"\nz', "1"], ["2", "3"]]
    assert list(table.lines) == [2, 4]
    assert [str(table.span(0, 0)), str(table.span(0, 1)), str(table.span(1, 1))] == [
        "r.csv:2:1",
        "r.csv:3:4",
        "r.csv:4:3",
    ]
    assert [str(table.span(0, 0, 0)), str(table.span(0, 0, 5)), str(table.span(0, 0, 7))] == [
        "r.csv:2:2",
        "r.csv:2:8",
        "r.csv:3:1",
    ]
    assert str(table.span(1, 0, 0)) == "r.csv:4:1"


def test_a_line_without_anything_is_no_row_and_one_of_delimiters_is() -> None:
    table = read_table(b"\na,b\n\n1,2\n,\n\n", "r.csv")
    assert (table.header, table.header_line) == (("a", "b"), 2)
    assert table.rows == [["1", "2"], ["", ""]]
    assert list(table.lines) == [4, 5]


def test_a_tsv_is_separated_by_tabs() -> None:
    table = read_table(b"a\tb\n1,5\t2\n", "r.TSV")
    assert (table.rows, table.delimiter) == ([["1,5", "2"]], "\t")


def test_lines_before_the_header_are_skipped_and_counted() -> None:
    table = read_table(b"Report\nof today\na,b\n1,2\n3\n", "r.csv", skip_rows=2)
    assert (table.header, table.header_line) == (("a", "b"), 3)
    assert list(table.lines) == [4]
    assert _findings(table) == [("response-unreadable", 5, 1)]
    assert str(table.header_span(1)) == "r.csv:3:3"


@pytest.mark.parametrize("text", ["a,b\n1,2,3\n4,5\n", "a,b\n1\n4,5\n"])
def test_a_row_of_another_length_is_left_out_and_named(text: str) -> None:
    table = read_table(text.encode(), "r.csv")
    assert _findings(table) == [("response-unreadable", 2, 1)]
    assert table.rows == [["4", "5"]]


@pytest.mark.parametrize(
    "text",
    ['a,b\n1,2\n"x,9\n"y",8\n', 'a,b\n1,2\n"x,9\n', 'a,b\n1,2\n"x"y,9\n', 'a,b\n1,2\n"' + "x" * 200_000 + '",1\n'],
)
def test_a_quote_that_is_not_closed_is_named_where_its_row_begins(text: str) -> None:
    table = read_table(text.encode(), "r.csv")
    assert _findings(table) == [("response-unreadable", 3, 1)]
    assert table.rows == [["1", "2"]]


def test_columns_that_other_characters_separate_are_never_guessed() -> None:
    table = read_table(b"a;b\n1,5;2\n2;3\n", "r.csv")
    assert _findings(table) == [("response-unreadable", 1, 1)]
    assert (table.header, table.rows) == (("a;b",), ())
    assert table.diagnostics[0].hint == "export the file with commas"
    assert _findings(read_table(b"a,b\n1,2\n", "r.tsv")) == [("response-unreadable", 1, 1)]
    assert _findings(read_table(b"a\tb\n1\t2\n", "r.csv")) == [("response-unreadable", 1, 1)]


def test_one_column_is_a_table() -> None:
    assert read_table(b"score\n9\n8\n", "r.csv").rows == [["9"], ["8"]]


def test_two_columns_of_one_name_are_an_error_and_two_without_are_not() -> None:
    table = read_table(b"a,b,a\n1,2,3\n", "r.csv")
    assert _findings(table) == [("response-unreadable", 1, 5)]
    assert str(table.diagnostics[0].related[0].span) == "r.csv:1:1"
    assert read_table(b",,a\n1,2,3\n", "r.csv").diagnostics == ()


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_has_no_header(data: bytes) -> None:
    assert _findings(read_table(data, "r.csv")) == [("response-unreadable", 1, 1)]


def test_more_lines_skipped_than_there_are() -> None:
    assert _findings(read_table(b"a,b\n", "r.csv", skip_rows=9)) == [("response-unreadable", 1, 1)]


def test_a_broken_header_is_the_only_finding() -> None:
    assert _findings(read_table(b'"a,b\n1,2\n', "r.csv")) == [("response-unreadable", 1, 1)]


class TestEncoding:
    def test_wrong_bytes_are_named_where_they_stand(self) -> None:
        assert _findings(read_table(b"a,b\nC\xf4te,1\n", "r.csv")) == [("not-utf8", 2, 2)]

    def test_the_survey_may_name_another(self) -> None:
        assert read_table(b"a,b\nC\xf4te,1\n", "r.csv", encoding="cp1252").rows == [["Côte", "1"]]
        assert read_table("a,b\n1,ü\n".encode("utf-16"), "r.csv", encoding="utf-16").rows == [["1", "ü"]]

    def test_bytes_that_the_other_does_not_have(self) -> None:
        table = read_table(b"a,b\n1,\xe9\n", "r.csv", encoding="ascii")
        assert _findings(table) == [("not-utf8", 2, 3)]
        assert "ascii" in table.diagnostics[0].message

    @pytest.mark.parametrize("encoding", ["nonsense", "rot13", "hex", "punycode", "unicode_escape", "UTF-7", "", "a\0"])
    def test_what_is_no_encoding_of_tables(self, encoding: str) -> None:
        assert _findings(read_table(b"a,b\n1,2\n", "r.csv", encoding=encoding)) == [("response-unreadable", 1, 1)]

    def test_utf_16_and_nul_are_told_apart(self) -> None:
        assert _findings(read_table("a,b\n1,2\n".encode("utf-16-le"), "r.csv")) == [("not-utf8", 1, 1)]
        assert _findings(read_table("a,b\n1,ü\n".encode("utf-16"), "r.csv")) == [("not-utf8", 1, 1)]
        assert _findings(read_table(b"a,b\n1,\x002\n", "r.csv")) == [("response-unreadable", 2, 3)]


def test_findings_of_one_file_are_limited() -> None:
    assert len(read_table(b"a,b\n" + b"1\n" * 5_000, "r.csv").diagnostics) == 100


FIELD = st.text(st.sampled_from('ab, "\n;é'), max_size=6)


@given(rows=st.lists(st.lists(FIELD, min_size=2, max_size=2), min_size=1, max_size=6))
@settings(deadline=None)
def test_every_field_is_found_again_at_its_place(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([["a", "b"], *rows])
    table = read_table(written.getvalue().encode(), "r.csv")
    assert table.diagnostics == ()
    assert [list(row) for row in table.rows] == rows
    lines = written.getvalue().split("\n")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            span = table.span(number, column)
            assert lines[span.line - 1][span.column - 1 :].startswith((text.split("\n")[0], '"'))
            for offset, character in enumerate(text):
                inside = table.span(number, column, offset)
                assert (lines[inside.line - 1] + "\n")[inside.column - 1] == character
