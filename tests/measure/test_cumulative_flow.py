"""How many items were in each stage at the end of each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from site_builder.kinds.workflow import Workflow
from site_builder.measure.common.cumulative_flow import MOST_DAYS, CumulativeFlow, cumulative_flow
from site_builder.measure.common.flow import Flow, ItemFlow
from site_builder.model.items import Visit
from site_builder.model.record import Record

AS_OF = date(2026, 10, 1)
STAGES = ("todo", "doing", "done")


def flow(items: Mapping[str, Sequence[tuple[str, datetime]]], as_of: date = AS_OF) -> Flow:
    stages = [{"name": name, "active": name == "doing"} for name in STAGES]
    fields = Workflow.model_validate({"title": "W", "owner": "@team", "stages": stages})
    found = tuple(
        ItemFlow(name, tuple(Visit(stage, moment) for stage, moment in visits), frozenset({"doing"}), "done")
        for name, visits in items.items()
    )
    return Flow(Record("workflow", "w", "content/workflows/w.yml", fields, {}), found, as_of)


def at(day: int, hour: int = 9, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def last(found: CumulativeFlow, days: int) -> list[tuple[int, ...]]:
    return list(found.counts[-days:])


def test_a_flow_day_by_day() -> None:
    found = cumulative_flow(
        flow(
            {
                "a": [("todo", at(26)), ("doing", at(28)), ("done", at(30))],
                "back": [("todo", at(27)), ("doing", at(28)), ("todo", at(30, 23))],
                "quick": [("todo", at(28, 8)), ("doing", at(28, 9)), ("done", at(28, 10))],
                "today": [("doing", at(1, 9, 10))],
            }
        )
    )
    assert found.stages == STAGES
    assert (found.days[0], found.days[-1], found.step) == (date(2026, 9, 25), AS_OF, 1)
    assert found.counts == (
        (0, 0, 0),  # the 25th: nothing has entered
        (1, 0, 0),
        (2, 0, 0),
        (0, 2, 1),  # the 28th: a and back begin, quick goes through all of it
        (0, 2, 1),
        (1, 0, 2),  # the 30th: a is done, back goes back
        (1, 1, 2),
    )


def test_an_item_that_is_reopened_leaves_the_end_again() -> None:
    found = cumulative_flow(flow({"a": [("doing", at(28)), ("done", at(29)), ("doing", at(30))]}))
    assert last(found, 4) == [(0, 1, 0), (0, 0, 1), (0, 1, 0), (0, 1, 0)]


def test_an_older_flow_has_a_count_a_week_and_still_begins_with_nothing() -> None:
    found = cumulative_flow(flow({"a": [("todo", at(1, month=3)), ("done", at(29))]}))
    assert found.step == 7
    assert found.days[-1] == AS_OF
    assert (found.days[0] < date(2026, 3, 1), found.counts[0]) == (True, (0, 0, 0))
    assert found.days[1] >= date(2026, 3, 1)
    assert last(found, 2) == [(1, 0, 0), (0, 0, 1)]


def test_what_was_finished_before_a_long_history_is_cut_lies_below_it() -> None:
    old = datetime(1, 1, 1, tzinfo=UTC)
    found = cumulative_flow(flow({"a": [("todo", old), ("done", old)], "b": [("todo", at(1))]}))
    assert (AS_OF - found.days[0]).days == MOST_DAYS
    assert found.finished_before == 1
    assert found.counts[0] == (0, 0, 0)
    assert found.counts[-1] == (1, 0, 0)


def test_what_was_finished_long_ago_and_is_reopened_does_not_lie_below_nothing() -> None:
    old = datetime(1, 1, 1, tzinfo=UTC)
    found = cumulative_flow(flow({"a": [("todo", old), ("done", old), ("doing", at(20))]}))
    assert found.finished_before == 0
    assert (found.counts[0], found.counts[-1]) == ((0, 0, 1), (0, 1, 0))


def test_the_first_days_of_the_calendar() -> None:
    first = date(1, 1, 3)
    found = cumulative_flow(flow({"a": [("todo", datetime(1, 1, 1, tzinfo=UTC))]}, first))
    assert (found.days[0], found.counts) == (date(1, 1, 1), ((1, 0, 0),) * 3)


VISITS = st.lists(st.tuples(st.sampled_from(STAGES), st.integers(0, 150)), min_size=1, max_size=5)


@given(st.lists(VISITS, min_size=1, max_size=8))
def test_counting_anew_for_each_day_gives_the_same(items: list[list[tuple[str, int]]]) -> None:
    midnight = datetime.combine(AS_OF, time(12), UTC)
    visits = {
        str(number): sorted(((stage, midnight - timedelta(days=back)) for stage, back in item), key=lambda it: it[1])
        for number, item in enumerate(items)
    }
    found = cumulative_flow(flow(visits))
    for day, counts in zip(found.days, found.counts, strict=True):
        present = [[stage for stage, moment in item if moment.date() <= day] for item in visits.values()]
        where = [stages[-1] for stages in present if stages]
        expected = [where.count(stage) for stage in STAGES]
        expected[-1] -= found.finished_before
        assert list(counts) == expected
