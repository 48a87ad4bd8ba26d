"""Work that flows through stages."""

from __future__ import annotations

import pytest

from site_builder.measure.base import Measures
from site_builder.model.metric import MetricResult
from tests.measure.conftest import Measured

STAGES = (
    "stages: [{name: todo, wip_limit: 1}, {name: doing, active: true, wip_limit: 2}, {name: review}, {name: done}]\n"
)
PLAIN = "stages: [{name: todo}, {name: doing}, {name: done}]\n"
FLOW_METRICS = (
    "bottleneck",
    "cycle-time",
    "dwell",
    "flow-efficiency",
    "item-age",
    "throughput",
    "work-in-progress",
)
DAY = 1440


def only(results: tuple[MetricResult, ...], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


def flow(measured: Measured, items: dict[str, list[str]], stages: str = STAGES, as_of: str = "2026-10-01") -> Measures:
    """Return the measures of a workflow: for each item its stages, each with the day of September 2026 it entered."""
    rows = [
        f"{name},{entry.split()[0]},2026-{'09-' * (len(entry.split()[1]) < 3)}{entry.split()[1]}"
        for name, entries in items.items()
        for entry in entries
    ]
    return measured(
        {
            "content/workflows/w.yml": f"{stages}items: content/workflows/w.csv\n",
            "content/workflows/w.csv": "item,stage,entered_at\n" + "\n".join(rows) + "\n",
        },
        as_of=as_of,
    )


ITEMS = {
    "a": ["todo 01", "doing 03", "review 04", "done 07"],
    "b": ["todo 01", "doing 02", "review 05", "doing 06", "review 07", "done 11"],
    "reopened": ["todo 01", "doing 02", "done 03", "doing 05", "done 09"],
    "skipped": ["todo 01", "done 02"],
    "at-once": ["done 02"],
    "open": ["todo 10", "doing 21"],
    "open-too": ["todo 10", "doing 25", "review 29"],
    "open-review": ["doing 11", "review 21"],
    "waiting": ["todo 29"],
    "came-back": ["done 20", "todo 30"],
    "ahead": ["todo 10-02"],
    "ahead-of-the-end": ["todo 10", "done 10-02"],
}


def test_cycle_time(measured: Measured) -> None:
    found = only(flow(measured, ITEMS).results("cycle-time"), workflow="w")
    # a 4 days, b 9, reopened 7; the lead times are 6, 10, 8, 1 and 0 days.
    assert (found.value, found.n, found.interval) == (7 * DAY, 3, None)
    assert found.details == {
        "p85": pytest.approx(8.4 * DAY),
        "min": 4 * DAY,
        "max": 9 * DAY,
        "distribution": [4 * DAY, 7 * DAY, 9 * DAY],
        "median_lead_time": 6 * DAY,
        "without_start": 2,
    }


def test_the_last_stage_is_not_active_whatever_it_says(measured: Measured) -> None:
    stages = "stages: [{name: todo}, {name: doing, active: true}, {name: done, active: true}]\n"
    items = {"a": ["todo 01", "doing 02", "done 03", "doing 05", "done 09"]}
    measures = flow(measured, items, stages)
    # Five of the eight days: a day in doing, then four; the two in done are none.
    assert only(measures.results("flow-efficiency"), workflow="w").value == 5 / 8
    skipped = flow(measured, {"a": ["todo 01", "done 02"]}, stages)
    assert only(skipped.results("cycle-time"), workflow="w").n == 0


def test_cycle_time_without_active_stages_is_the_lead_time(measured: Measured) -> None:
    items = {"a": ["todo 01", "done 04"], "b": ["doing 02", "done 03"]}
    found = only(flow(measured, items, PLAIN).results("cycle-time"), workflow="w")
    assert (found.value, found.details["median_lead_time"], found.details["without_start"]) == (2 * DAY, 2 * DAY, 0)


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ({"a": ["todo 01"]}, "no item is finished"),
        ({"a": ["todo 01", "done 02"]}, "no finished item was in an active stage"),
    ],
)
def test_no_cycle_time(measured: Measured, items: dict[str, list[str]], reason: str) -> None:
    found = only(flow(measured, items).results("cycle-time"), workflow="w")
    assert (found.value, found.n, found.reason, found.details["p85"]) == (None, 0, reason, None)


def test_work_in_progress(measured: Measured) -> None:
    results = flow(measured, ITEMS).results("work-in-progress")
    whole = only(results, workflow="w")
    assert (whole.value, whole.n, whole.details) == (6, 11, {"stages_over": ["todo"]})
    todo = only(results, workflow="w", stage="todo")
    assert (todo.value, todo.details["limit"], todo.details["over"]) == (3, 1, True)
    assert todo.details["items"] == ["ahead-of-the-end", "came-back", "waiting"]
    assert only(results, workflow="w", stage="doing").value == 1
    assert only(results, workflow="w", stage="review").details == {
        "limit": None,
        "over": False,
        "items": ["open-review", "open-too"],
    }
    assert len(results) == 4


def test_item_age(measured: Measured) -> None:
    results = flow(measured, ITEMS).results("item-age")
    whole = only(results, workflow="w")
    # Started on the 11th, the 21st and the 25th; the others were never in an active stage.
    assert (whole.value, whole.n) == (10 * DAY, 3)
    assert whole.details["items"] == ["open-review", "open", "open-too"]
    assert whole.details["ages"] == [20 * DAY, 10 * DAY, 6 * DAY]
    assert whole.details["beyond_p85"] == 2
    assert only(results, workflow="w", stage="review").value == 13 * DAY
    assert only(results, workflow="w", stage="todo").reason == "no started item is unfinished"


def test_an_item_as_old_as_the_others_became_is_not_older(measured: Measured) -> None:
    items = {"a": ["doing 01", "done 11"], "at-the-limit": ["doing 21"], "older": ["doing 09-20T23:59:00Z"]}
    found = only(flow(measured, items).results("item-age"), workflow="w")
    assert found.details["ages"] == [10 * DAY + 1, 10 * DAY]
    assert found.details["beyond_p85"] == 1


def test_what_enters_today_has_no_age_yet(measured: Measured) -> None:
    found = only(flow(measured, {"a": ["doing 10-01T09:00:00Z"]}).results("item-age"), workflow="w")
    assert (found.value, found.details["beyond_p85"]) == (0, None)


def test_dwell(measured: Measured) -> None:
    results = flow(measured, ITEMS).results("dwell")
    doing = only(results, workflow="w", stage="doing")
    # 1, 3, 1, 1, 4, 4 and 10 days.
    assert (doing.value, doing.n) == (3 * DAY, 7)
    assert doing.interval is not None
    assert (doing.interval.low, doing.interval.high) == (1 * DAY, 10 * DAY)
    assert (doing.details["active"], doing.details["total"], doing.details["within"]) == (True, 24 * DAY, 1)
    assert [result.dimensions["stage"] for result in results] == ["todo", "doing", "review"]


def test_a_stage_that_nothing_has_left(measured: Measured) -> None:
    results = flow(measured, {"a": ["todo 01", "doing 02"]}).results("dwell")
    doing = only(results, workflow="w", stage="doing")
    assert (doing.value, doing.reason, doing.details["within"]) == (None, "no item has left the stage", 1)


def test_the_bottleneck_is_named_with_its_figures(measured: Measured) -> None:
    found = only(flow(measured, ITEMS).results("bottleneck"), workflow="w")
    # todo: 2, 1, 1, 1, 11, 15 days, median 1.5, 3 items; doing: 3 days, 1 item; review: 3, 1, 4 days, 2 items.
    assert [(stage["stage"], stage["weight"]) for stage in found.details["stages"]] == [
        ("todo", 1.5 * DAY * 3),
        ("doing", 3 * DAY),
        ("review", 3 * DAY * 2),
    ]
    assert (found.value, found.n, found.details["stage"]) == (6 * DAY, 2, "review")
    assert (found.details["median_dwell"], found.details["work_in_progress"]) == (3 * DAY, 2)
    assert not any(stage["estimated"] for stage in found.details["stages"])


def test_a_stage_that_nothing_leaves_is_a_bottleneck(measured: Measured) -> None:
    items = {"a": ["todo 01", "doing 02"], "b": ["todo 01", "doing 05"], "c": ["todo 21"]}
    found = only(flow(measured, items).results("bottleneck"), workflow="w")
    assert (found.details["stage"], found.value) == ("doing", (29 + 26) / 2 * DAY * 2)
    assert found.details["stages"][1]["estimated"]


def test_nothing_waits(measured: Measured) -> None:
    found = only(flow(measured, {"a": ["todo 01", "done 02"]}).results("bottleneck"), workflow="w")
    assert (found.value, found.reason) == (None, "no item waits in any stage")


def test_flow_efficiency(measured: Measured) -> None:
    found = only(flow(measured, ITEMS).results("flow-efficiency"), workflow="w")
    # a 1 of 6 days, b 4 of 10, reopened 5 of 8, skipped 0 of 1; at-once took no time.
    assert (found.value, found.n) == pytest.approx((10 / 25, 4))
    assert (found.details["active"], found.details["elapsed"]) == (10 * DAY, 25 * DAY)
    assert found.details["median"] == pytest.approx((1 / 6 + 4 / 10) / 2)


@pytest.mark.parametrize(
    ("items", "stages", "reason"),
    [
        ({"a": ["todo 01", "done 02"]}, PLAIN, "no stage of the workflow is active"),
        ({"a": ["todo 01"]}, STAGES, "no item is finished"),
        ({"a": ["done 01"]}, STAGES, "no finished item took any time"),
    ],
)
def test_no_flow_efficiency(measured: Measured, items: dict[str, list[str]], stages: str, reason: str) -> None:
    found = only(flow(measured, items, stages).results("flow-efficiency"), workflow="w")
    assert (found.value, found.reason, found.details["median"]) == (None, reason, None)


def test_throughput_of_full_weeks(measured: Measured) -> None:
    # 1 September 2026 is a Tuesday, 1 October a Thursday: the full weeks begin on the 7th, the 14th and the 21st.
    items = {
        **{f"before{number}": ["todo 01", "done 04"] for number in range(5)},
        **{f"first{number}": ["todo 01", "done 13"] for number in range(2)},
        **{f"third{number}": ["todo 01", "done 21"] for number in range(4)},
        "now": ["todo 01", "done 29"],
        "unfinished": ["todo 01"],
    }
    found = only(flow(measured, items).results("throughput"), workflow="w")
    assert (found.value, found.n, found.unit) == (2, 6, "items a week")
    assert found.details["weeks"] == ["2026-09-07", "2026-09-14", "2026-09-21"]
    assert (found.details["counts"], found.details["finished"]) == ([2, 0, 4], 12)
    assert found.details["moving_range"] == 3
    assert (found.details["lower"], found.details["upper"]) == (0, pytest.approx(2 + 2.66 * 3))
    assert found.details["signals"] == []


def test_a_week_outside_the_limits_is_named(measured: Measured) -> None:
    items = {f"steady{week}": ["todo 02-02", f"done 0{3 + week // 4}-{week % 4 * 7 + 3:02d}"] for week in range(20)}
    items |= {f"rush{number}": ["todo 02-02", "done 06-10"] for number in range(12)}
    found = only(flow(measured, items, as_of="2026-08-01").results("throughput"), workflow="w")
    assert found.details["signals"] == ["2026-06-08"]


def test_no_full_week(measured: Measured) -> None:
    found = only(flow(measured, {"a": ["todo 28", "done 29"]}).results("throughput"), workflow="w")
    assert (found.value, found.reason) == (None, "no full week has passed since the first item")
    assert (found.details["finished"], found.details["upper"], found.details["counts"]) == (1, None, [])


def test_a_long_history_is_cut(measured: Measured) -> None:
    rows = "item,stage,entered_at\na,todo,0001-01-01\nb,todo,2026-09-01\nb,done,2026-09-23\n"
    files = {"content/workflows/w.yml": f"{STAGES}items: content/workflows/w.csv\n", "content/workflows/w.csv": rows}
    found = only(measured(files).results("throughput"), workflow="w")
    assert (len(found.details["weeks"]), found.value) == pytest.approx((104, 1 / 104))


@pytest.mark.parametrize("name", FLOW_METRICS)
@pytest.mark.parametrize(
    ("workflow", "rows", "reason"),
    [
        (f"{STAGES}from: git\n", "", "not available: no history"),
        (STAGES, "", "the workflow names no items"),
        (f"{STAGES}items: content/workflows/w.csv\n", "", "no item has entered a stage"),
        (f"{STAGES}items: content/workflows/w.csv\n", "a,todo,2026-10-02\n", "no item has entered a stage"),
        (
            "stages: [{name: todo}]\nitems: content/workflows/w.csv\n",
            "a,todo,2026-09-02\n",
            "a workflow needs two stages",
        ),
    ],
)
def test_workflows_without_figures(measured: Measured, name: str, workflow: str, rows: str, reason: str) -> None:
    files = {"content/workflows/w.yml": workflow, "content/workflows/w.csv": f"item,stage,entered_at\n{rows}"}
    (found,) = measured(files).results(name)
    assert (dict(found.dimensions), found.value, found.n, found.reason) == ({"workflow": "w"}, None, 0, reason)
