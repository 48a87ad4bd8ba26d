from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from site_builder.views import cells, parts, pictures, shapes
from site_builder.views.cells import Cell
from site_builder.views.parts import (
    Badge,
    Change,
    Chips,
    Code,
    Column,
    DayCell,
    DurationCell,
    ItemList,
    Label,
    Link,
    Markup,
    Meter,
    MomentCell,
    NumberCell,
    Phrase,
    Row,
    Sparkline,
    Table,
    Title,
)
from site_builder.views.plain import data_value, plain_text, sort_key, table_rows

DAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "text", "key", "data"),
    [
        (None, "", "", ""),
        ("words", "words", "", "words"),
        (Link("Title", "a/"), "Title", "", "Title"),
        (Title("T"), "T", "", "T"),
        (Code("x"), "x", "", "x"),
        (Label("tag"), "tag", "", "tag"),
        (Markup("Use `b`\n**now** and\n\n[then](x.md).", "a.md"), "Use `b` now and then.", "", "Use `b` now and then."),
        (Badge("high", "danger", order=1), "high", "1", "high"),
        (Badge("open"), "open", "", "open"),
        (DayCell(DAY), "2026-11-22", "", "2026-11-22"),
        (DayCell(DAY, "2026-Q4"), "2026-Q4", "2026-11-22", "2026-Q4"),
        (MomentCell(MOMENT), "2026-11-22 14:30 UTC", "2026-11-22T14:30:00+00:00", "2026-11-22T14:30:00Z"),
        (NumberCell(1234.567, 1), "1,234.6", "1234.567", "1234.567"),
        (NumberCell(5, unit="days"), "5 days", "5", "5"),
        (NumberCell(5, unit="%"), "5%", "5", "5"),
        (NumberCell(0.4249, 1, share=True), "42.5%", "0.4249", "0.4249"),
        (NumberCell(None, note="no data"), "", "", ""),
        (DurationCell(200), "3 h 20 min", "200", "200"),
        (DurationCell(None), "", "", ""),
        (Meter(7, 9), "7 of 9", repr(7 / 9), "7 of 9"),
        (Meter(0, 0), "0 of 0", "0", "0 of 0"),
        (Meter(52, 100, text="52%"), "52%", "0.52", "52%"),
        (Sparkline((1, 2), "NPS by quarter"), "NPS by quarter", "", "NPS by quarter"),
        (Phrase(("n ", NumberCell(3))), "n 3", "", "n 3"),
        (Chips((Label("a"), Label("b"))), "a, b", "", "a, b"),
        (ItemList(("a", Link("b", "b/"))), "a, b", "", "a, b"),
    ],
)
def test_what_a_cell_says(cell: Cell, text: str, key: str, data: str) -> None:
    assert (plain_text(cell), sort_key(cell), data_value(cell)) == (text, key, data)


def test_a_table_is_rows_of_text_for_a_file() -> None:
    table = Table(
        (Column("Name", "link"), Column("Age", "number", "days")), (Row(("a", NumberCell(1.5))),), "Ages", "ages"
    )
    assert table_rows(table) == [["Name", "Age (days)"], ["a", "1.5"]]


def test_a_row_has_one_cell_a_column() -> None:
    with pytest.raises(ValueError, match="every row needs 1 cells"):
        Table((Column("A"),), (Row(("a", "b")),), "T", "t")


def test_a_filter_names_a_column() -> None:
    with pytest.raises(ValueError, match="no column Status to filter by"):
        Table((Column("A"),), (), "T", "t", filters=("Status",))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("up", "+18.1 since June 2026", "positive"), "up 18.1 since June 2026"),
        (Change("down", "−3 points since 2026-Q2, worse"), "down 3 points since 2026-Q2, worse"),
        (Change("none", "+170 locations since 2026-09-30"), "no detectable change (+170 locations since 2026-09-30)"),
        (Change("none"), "no detectable change"),
    ],
)
def test_a_change_says_its_direction_once_and_puts_chance_in_brackets(change: Change, words: str) -> None:
    assert change.words == words


def test_every_part_has_a_name_of_its_own() -> None:
    named = [
        value.part
        for module in (cells, pictures, parts, shapes)
        for value in vars(module).values()
        if hasattr(value, "part") and value.__module__ == module.__name__
    ]
    assert len(named) == len(set(named)) > 20


def test_all_that_pages_are_made_of_is_offered_in_one_place() -> None:
    public = {
        name
        for module in (cells, pictures, parts, shapes)
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
    }
    assert public <= set(parts.__all__)


def test_words_of_a_column_sort_in_its_own_order() -> None:
    order = ("now", "next", "later")
    assert [sort_key(word, order) for word in ("later", "now", None)] == ["2", "0", ""]
    assert sort_key("later") == ""
