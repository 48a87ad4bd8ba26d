"""Key results of objectives, and how far they have come."""

from __future__ import annotations

import pytest

from tests.measure.conftest import Measured
from tests.measure.kpis import metric, only, rows

OBJECTIVE = "statement: It is better.\nperiod: 2026\n"


def objective(name: str, *key_results: str, status: str = "active") -> dict[str, str]:
    listed = "".join(f"  - {{{key_result}}}\n" for key_result in key_results)
    text = f"{OBJECTIVE}status: {status}\n" + (f"key_results:\n{listed}" if listed else "")
    return {f"roadmap/objectives/{name}.yml": text}


def test_progress_of_key_results(measured: Measured) -> None:
    files = {
        **metric("baseline: 20"),
        **rows("2026-09-30,36"),
        "content/metrics/none.yml": "definition: No data.\ndirection: up\n",
        **objective(
            "o",
            "metric: m, from: 26, to: 46",
            "metric: m, to: 40",
            "metric: m, from: 46, to: 40",
            "metric: m, from: 40, to: 50",
            "metric: none, from: 1, to: 2",
        ),
        **objective("done", "metric: m, from: 0, to: 1", status="met"),
        **objective("empty"),
        **objective("unknown", "metric: none, to: 2"),
    }
    results = measured(files).results("key-results")
    assert only(results, objective="o", metric="m").value == pytest.approx(0.5)
    others = {
        result.dimensions["key-result"]: result.value for result in results if result.dimensions.get("key-result")
    }
    assert others == {"2": pytest.approx(0.8), "3": pytest.approx(10 / 6), "4": pytest.approx(-0.4)}
    third = only(results, objective="o", metric="m", **{"key-result": "3"})
    assert (third.details["met"], third.details["latest"], third.details["day"]) == (True, 36, "2026-09-30")
    assert only(results, objective="o", metric="none").reason == "no data"
    whole = only(results, objective="o")
    assert (whole.value, whole.n) == pytest.approx(((0.5 + 0.8 + 1 + 0) / 4, 4))
    assert (whole.details["key_results"], whole.details["met_count"]) == (5, 1)
    assert whole.details["elapsed"] == pytest.approx(273 / 365)
    overall = only(results)
    assert overall.value == whole.value
    assert (overall.details["key_results"], overall.n) == (6, 4)
    assert only(results, objective="done").value == 1
    assert only(results, objective="empty").reason == "the objective has no key result"
    assert only(results, objective="unknown").reason == "no key result has a value"


@pytest.mark.parametrize(
    ("direction", "value", "progress"), [("up", 36, 1), ("up", 37, 0), ("down", 36, 1), ("down", 35, 0)]
)
def test_a_key_result_that_holds_a_value(measured: Measured, direction: str, value: int, progress: float) -> None:
    files = {
        **metric(direction=direction),
        **rows("2026-09-30,36"),
        **objective("o", f"metric: m, from: {value}, to: {value}"),
    }
    assert only(measured(files).results("key-results"), objective="o", metric="m").value == progress


def test_where_it_begins_is_no_negative_zero(measured: Measured) -> None:
    files = {
        **metric("baseline: 5\ntarget: {value: 3}", direction="down"),
        **rows("2026-09-30,5"),
        **objective("o", "metric: m, from: 5, to: 3"),
    }
    measures = measured(files)
    progress = [
        only(measures.results("key-results"), objective="o", metric="m").value,
        only(measures.results("kpi"), metric="m").details["progress"],
    ]
    assert [str(value) for value in progress] == ["0.0", "0.0"]


def test_a_key_result_without_a_start(measured: Measured) -> None:
    files = {**metric(), **rows("2026-09-30,36"), **objective("o", "metric: m, to: 40")}
    found = only(measured(files).results("key-results"), objective="o", metric="m")
    assert (found.value, found.n) == (None, 1)
    assert found.reason == "neither the key result nor its metric says where it began"


def test_no_objective(measured: Measured) -> None:
    (overall,) = measured({}).results("key-results")
    assert (overall.value, overall.reason) == (None, "no active objective has a key result")
