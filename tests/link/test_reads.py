"""What is read of a handbook is noted for whoever reads at the moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_builder.kinds.initiative import INITIATIVE
from site_builder.link.handbook import Handbook
from site_builder.link.reads import ROWS, Seen
from site_builder.model.reference import Reference
from tests.support import check_files, initiative

FILES = {
    "roadmap/initiatives/checkout.yml": initiative(depends_on="[search]"),
    "roadmap/initiatives/search.yml": initiative("Quicker search"),
}


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    return check_files(tmp_path, FILES).handbook


def read(handbook: Handbook, act: Callable[[], Any]) -> tuple[set[str], set[str], set[str]]:
    """Return the ids of records, and of those whose backlinks were read, and what was read as a whole."""
    seen = Seen()
    with handbook.reads.noted(seen):
        act()
    return {each.id for each in seen.records}, {each.id for each in seen.backlinks}, seen.wholes


def test_a_record_that_is_looked_up_is_read(handbook: Handbook) -> None:
    found: tuple[set[str], set[str], set[str]] = ({"search"}, set(), set())
    assert read(handbook, lambda: handbook.find(INITIATIVE, "search")) == found
    assert read(handbook, lambda: handbook.get(Reference("initiative", "search"))) == found


def test_its_address_says_nothing_of_it(handbook: Handbook) -> None:
    assert read(handbook, lambda: handbook.url(Reference("initiative", "search"))) == (set(), set(), set())


def test_a_collection_is_read_as_a_whole(handbook: Handbook) -> None:
    assert read(handbook, lambda: handbook.records(INITIATIVE)) == (set(), set(), {"initiative"})


def test_who_goes_through_all_records_has_read_every_kind(handbook: Handbook) -> None:
    assert read(handbook, lambda: list(handbook))[2] == set(handbook.kinds)


def test_backlinks_are_read_apart_from_their_record(handbook: Handbook) -> None:
    search = handbook.records(INITIATIVE)[1]
    assert read(handbook, lambda: handbook.backlinks_of(search)) == (set(), {"search"}, set())
    assert read(handbook, lambda: handbook.referring(search, INITIATIVE)) == ({"checkout"}, {"search"}, set())


def test_references_are_part_of_their_record(handbook: Handbook) -> None:
    checkout = handbook.records(INITIATIVE)[0]
    assert read(handbook, lambda: handbook.references_of(checkout)) == ({"checkout"}, set(), set())


@pytest.mark.parametrize("rows", ["responses", "observations", "items"])
def test_rows_are_read_by_whoever_asks_whether_there_are_any(rows: str, handbook: Handbook) -> None:
    assert read(handbook, lambda: getattr(handbook, rows).get("nps"))[2] == {ROWS}
    assert read(handbook, lambda: len(getattr(handbook, rows)))[2] == {ROWS}
    assert read(handbook, lambda: list(getattr(handbook, rows)))[2] == {ROWS}


def test_what_is_read_inside_is_noted_there_alone(handbook: Handbook) -> None:
    inner = Seen()

    def act() -> None:
        with handbook.reads.noted(inner):
            handbook.find(INITIATIVE, "search")
        handbook.find(INITIATIVE, "checkout")

    assert read(handbook, act)[0] == {"checkout"}
    assert {each.id for each in inner.records} == {"search"}


def test_who_asks_for_what_is_worked_out_already_has_read_what_it_was_made_of(handbook: Handbook) -> None:
    known: dict[str, tuple[int, Seen]] = {}

    def count() -> int:
        return len(handbook.records(INITIATIVE))

    first, second = Seen(), Seen()
    for seen in (first, second):
        with handbook.reads.noted(seen):
            assert handbook.reads.once(known, "count", count) == 2
    assert first.inner == second.inner
    assert [each.wholes for each in second.inner] == [{"initiative"}]
    assert not second.wholes


def test_nothing_is_noted_after_an_error(handbook: Handbook) -> None:
    seen = Seen()

    def act() -> None:
        with handbook.reads.noted(seen):
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        act()
    handbook.find(INITIATIVE, "search")
    assert not seen.records
