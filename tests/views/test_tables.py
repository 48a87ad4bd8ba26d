"""Tables lose the columns that nothing fills."""

from __future__ import annotations

from site_builder.views.parts import Column, DurationCell, NumberCell, Row, Table
from site_builder.views.tables import compact


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
