"""What pages were made of, as plain data: joined, cut down, and asked which of them a change touches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from site_builder.kinds.initiative import INITIATIVE
from site_builder.link.reads import Seen
from site_builder.pipeline.page_reads import Changes, PageReads, Reading
from tests.support import check_files, initiative

FILES = {f"roadmap/initiatives/{name}.yml": initiative() for name in ("a", "b", "c")}
NOTHING: tuple[frozenset[int], frozenset[int], frozenset[str]] = (frozenset(), frozenset(), frozenset())


def changed(records: set[int] = set(), backlinks: set[int] = set(), wholes: set[str] = set()) -> Changes:  # noqa: B006
    return Changes(frozenset(records), frozenset(backlinks), frozenset(wholes))


def touched(reading: Reading, changes: Changes) -> set[str]:
    return set(reading.touched(changes))


def test_a_page_is_touched_by_what_was_read_for_it() -> None:
    reading = Reading(pages={"one/": [[0], [], [], []], "two/": [[], [1], ["tool"], []]})
    assert touched(reading, changed(records={0})) == {"one/"}
    assert touched(reading, changed(records={1})) == set()
    assert touched(reading, changed(backlinks={1})) == {"two/"}
    assert touched(reading, changed(backlinks={0})) == set()
    assert touched(reading, changed(wholes={"tool", "role"})) == {"two/"}


def test_a_page_is_touched_by_what_was_read_for_what_it_asked_for() -> None:
    notes = [[[5], [], [], []], [[], [], [], [0]]]
    reading = Reading(notes, {"near/": [[], [], [], [0]], "far/": [[], [], [], [1]], "none/": [[], [], [], []]})
    assert touched(reading, changed(records={5})) == {"near/", "far/"}


def test_what_is_read_for_a_page_in_several_steps_is_joined(tmp_path: Path) -> None:
    handbook = check_files(tmp_path, FILES).handbook
    reads, known = PageReads(handbook), dict[str, tuple[Any, Seen]]()
    with reads.noted("page/"):
        handbook.find(INITIATIVE, "a")
        handbook.reads.once(known, "all", lambda: handbook.records(INITIATIVE))
    reads.settle()
    with reads.noted("page/"):
        handbook.find(INITIATIVE, "c")
    with reads.noted("other/"):
        handbook.reads.once(known, "all", lambda: handbook.records(INITIATIVE))
    reading = reads.take()
    assert reading.notes == [[[], [], ["initiative"], []]]
    assert sorted(reading.pages["page/"][0]) == [0, 2]
    assert touched(reading, changed(records={2})) == {"page/"}
    assert touched(reading, changed(wholes={"initiative"})) == {"page/", "other/"}
    assert reads.take() == Reading()


def test_of_a_page_that_two_processes_have_made_what_both_have_read_counts() -> None:
    reading = Reading([[[7], [], [], []]], {"page/": [[0], [], [], [0]]}, {"page/": ["page/a.csv"]})
    reading.add(Reading([[[8], [], [], []]], {"page/": [[1], [], ["tool"], [0]]}, {"page/": ["page/b.csv"]}))
    for changes in (changed({0}), changed({1}), changed({7}), changed({8}), changed(wholes={"tool"})):
        assert touched(reading, changes) == {"page/"}
    assert reading.files == {"page/": ["page/a.csv", "page/b.csv"]}


def test_nothing_is_noted_where_several_threads_make_pages(tmp_path: Path) -> None:
    handbook = check_files(tmp_path, FILES).handbook
    reads = PageReads(handbook, has_threads=True)
    with reads.noted("page/"):
        handbook.find(INITIATIVE, "a")
    assert reads.take() == Reading()


_NUMBERS = st.lists(st.integers(0, 5), max_size=3, unique=True)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Return notes that ask for earlier ones alone, and pages that ask for any."""
    notes: list[list[Any]] = []
    for number in range(draw(st.integers(0, 4))):
        inner = st.lists(st.integers(0, number - 1), max_size=2, unique=True) if number else st.just([])
        notes.append([draw(_NUMBERS), draw(_NUMBERS), draw(st.sampled_from([[], ["tool"]])), draw(inner)])
    asked = st.lists(st.integers(0, len(notes) - 1), max_size=2, unique=True) if notes else st.just([])
    urls = draw(st.lists(st.sampled_from("abcdef"), max_size=4, unique=True))
    return Reading(notes, {url: [draw(_NUMBERS), draw(_NUMBERS), [], draw(asked)] for url in urls})


@given(readings(), readings(), st.frozensets(st.integers(0, 5)), st.booleans())
def test_joined_and_cut_down_the_same_pages_are_touched(
    first: Reading, second: Reading, numbers: frozenset[int], tools: bool
) -> None:
    changes = Changes(numbers, numbers, frozenset({"tool"}) if tools else frozenset())
    only = first.pages.keys() - second.pages.keys()
    expected = touched(second, changes) | {url for url in touched(first, changes) if url in only}
    joined = first.of(only)
    joined.add(second)
    assert touched(joined, changes) == expected
    assert len(joined.of(frozenset()).notes) == 0
