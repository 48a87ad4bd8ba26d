"""What a spreadsheet makes of the CSV file of a table."""

from __future__ import annotations

import csv
import io

import pytest

from site_builder.export.tables import csv_bytes
from site_builder.views.cells import Badge, Cell, DurationCell, Meter, NumberCell
from site_builder.views.parts import Column, Row, Table


def cells(*texts: Cell) -> list[str]:
    table = Table(tuple(Column(f"c{number}") for number, _ in enumerate(texts)), (Row(texts),), "Some", "some")
    _, row = csv.reader(io.StringIO(csv_bytes(table).decode(), newline=""))
    return row


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=", "-"])
def test_a_text_that_would_be_a_formula_is_a_text(text: str) -> None:
    assert cells(text) == [f"'{text}"]


def test_control_characters_are_left_out_before_anything_is_a_formula() -> None:
    assert cells("a\x01b\x1b[31m", "\x01=1+1", "a\n\tb") == ["ab[31m", "'=1+1", "a\n\tb"]


def test_what_shows_a_figure_in_words_is_a_number_in_the_file() -> None:
    shown = (
        Badge("+4.2 better", "positive", order=4.2, number=4.25),
        Badge("critical", "danger", order=0),
        Meter(82, 100, "info", "82%", 0.828),
        Meter(7, 9),
        NumberCell(0.123, share=True),
    )
    assert cells(*shown) == ["4.25", "critical", "0.828", "7 of 9", "0.123"]


def test_the_head_has_the_unit_of_durations() -> None:
    columns = (Column("Age", "number"), Column("n", "number"), Column("Cost", "number", "EUR"))
    rows = (Row((None, NumberCell(1), NumberCell(2))), Row((DurationCell(90), NumberCell(1), NumberCell(2))))
    head, *_ = csv_bytes(Table(columns, rows, "Some", "some")).decode().splitlines()
    assert head == "Age (minutes),n,Cost (EUR)"


def test_numbers_and_other_texts_stay_as_they_are() -> None:
    plain = ["-1", "+2.5", "-1e-9", "1=1", "a@example.com", "'=1", ""]
    assert cells(*plain, NumberCell(-3)) == [*plain, "-3"]
