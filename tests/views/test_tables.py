"""Tables lose the columns that nothing fills."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.views.cells import Link
from site_builder.views.parts import Column, DurationCell, NumberCell, Row, Table
from site_builder.views.tables import compact, first_rows


def test_a_column_without_a_value_goes_with_its_filter() -> None:
    columns = (Column("Name"), Column("Owner"), Column("n", "number"), Column("Age", "number"), Column("Team"))
    rows = (
        Row(("a", None, NumberCell(None), DurationCell(None), "x"), "first"),
        Row(("b", "", NumberCell(None), DurationCell(3), "")),
    )
    found = compact(Table(columns, rows, "Some", "some", filters=("Owner", "Team")))
    assert [column.title for column in found.columns] == ["Name", "Age", "Team"]
    assert found.filters == ("Team",)
    assert found.rows == (Row(("a", DurationCell(None), "x"), "first"), Row(("b", DurationCell(3), "")))


def test_the_first_column_stays() -> None:
    found = compact(Table((Column("Name"), Column("n")), (Row((None, "1")),), "Some", "some"))
    assert [column.title for column in found.columns] == ["Name", "n"]


def test_a_table_that_is_full_or_empty_stays_as_it_is() -> None:
    full = Table((Column("a"), Column("b")), (Row(("1", NumberCell(0))),), "Some", "some")
    empty = Table((Column("a"), Column("b")), (), "Some", "some")
    assert compact(full) is full
    assert compact(empty) is empty


REST = Link("all", "#all")


def test_of_the_first_rows_a_column_stays_that_only_a_later_one_fills() -> None:
    columns = (Column("Name"), Column("Owner"), Column("Team"))
    rows = (Row(("a", None, None)), Row(("b", None, None)), Row(("c", "x", None)))
    found = first_rows(Table(columns, (), "Some", "some"), rows, len(rows), 2, REST)
    assert [column.title for column in found.columns] == ["Name", "Owner"]
    assert found.rows == (Row(("a", None)), Row(("b", None)))
    assert (found.total, found.more) == (3, REST)


def test_rows_that_decide_nothing_are_not_made() -> None:
    made = []

    def rows() -> Iterator[Row]:
        for number in range(9):
            made.append(number)
            yield Row((str(number), "" if number < 3 else "x"))

    first_rows(Table((Column("Name"), Column("Owner")), (), "Some", "some"), rows(), 9, 2, REST)
    assert made == [0, 1, 2, 3]


def test_few_rows_are_the_whole_table() -> None:
    found = first_rows(Table((Column("Name"),), (), "Some", "some"), (Row(("a",)),), 1, 2, REST)
    assert (found.rows, found.total, found.more) == ((Row(("a",)),), None, None)
