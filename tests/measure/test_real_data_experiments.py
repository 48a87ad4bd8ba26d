"""The figures of real experiments, tools and metrics, against answers that other programs computed.

OPSBOOK_REAL_DATA names a folder with ``handbook/`` (a source tree) and ``keys/open.json`` (the answers).
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.kinds.tool import TOOL
from site_builder.measure.base import Measures
from site_builder.model.metric import MetricResult
from site_builder.model.settings import Settings
from tests.measure.conftest import measures_of

DATA = os.environ.get("OPSBOOK_REAL_DATA", "")
pytestmark = [pytest.mark.real_data, pytest.mark.skipif(not DATA, reason="OPSBOOK_REAL_DATA is not set")]

EXACT = 1e-6
GROWTHBOOK = 1e-5
"""The assertions of GrowthBook's own tests have five decimals."""


@pytest.fixture(scope="module")
def key() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(Path(DATA, "keys", "open.json").read_text(encoding="utf-8"))
    return answers


@pytest.fixture(scope="module")
def measures(key: dict[str, Any]) -> Measures:
    return measures_of(Path(DATA, "handbook"), date.fromisoformat(key["as_of"]), Settings())


def effects(measures: Measures, experiment: str) -> dict[str, MetricResult]:
    return {
        result.dimensions["variant"]: result
        for result in measures.results("experiment-effect")
        if result.dimensions["experiment"] == experiment
    }


def experiments(key: dict[str, Any]) -> dict[str, Any]:
    return {name: answer for name, answer in key["experiments"].items() if name != "growthbook_asserts"}


def test_sample_ratios(measures: Measures, key: dict[str, Any]) -> None:
    found = {result.dimensions["experiment"]: result for result in measures.results("sample-ratio")}
    assert set(found) == set(experiments(key))
    for name, answer in experiments(key).items():
        assert found[name].n == answer["units"]
        assert found[name].details["chi2"] == pytest.approx(answer["sample_ratio"]["chi2"], abs=EXACT)
        assert found[name].value == pytest.approx(answer["sample_ratio"]["p"], rel=1e-5)
        assert found[name].details["mismatch"] == answer["sample_ratio"]["mismatch"]


def test_effects(measures: Measures, key: dict[str, Any]) -> None:
    for name, answer in experiments(key).items():
        found = effects(measures, name)
        assert set(found) == set(answer["against_control"])
        for variant, expected in answer["against_control"].items():
            result, details = found[variant], found[variant].details
            assert result.value == pytest.approx(expected["difference"], abs=EXACT)
            assert (details["control"], details["variant"]) == pytest.approx(
                (expected["control"], expected["variant"]), abs=EXACT
            )
            assert result.interval is not None
            interval = expected.get("newcombe95") or expected["interval95"]
            assert [result.interval.low, result.interval.high] == pytest.approx(interval, abs=EXACT)
            assert details["p"] == pytest.approx(expected["p"], abs=EXACT)
            assert details["test"] == expected["method"]
            assert details["significant"] == expected["significant"]
            assert details["p_holm"] == pytest.approx(expected.get("p_holm"), abs=EXACT)
            assert details["statistic"] == pytest.approx(expected.get("z", expected.get("t")), abs=EXACT)
            assert details["degrees_of_freedom"] == pytest.approx(expected.get("degrees_of_freedom"), abs=1e-3)
            if "relative_lift" in expected:
                assert details["lift"] == pytest.approx(expected["relative_lift"], abs=EXACT)


def test_what_growthbook_asserts(measures: Measures, key: dict[str, Any]) -> None:
    for name, answer in key["experiments"]["growthbook_asserts"].items():
        (result,) = effects(measures, name).values()
        if "absolute" in answer:
            expected = answer["absolute"]
            assert result.interval is not None
            found = (result.value, result.interval.low, result.interval.high, result.details["p"])
            assert found == pytest.approx(
                (expected["difference"], *expected["interval95"], expected["p"]), abs=GROWTHBOOK
            )
        expected, interval = answer["relative"], result.details["lift_interval"]
        found = (result.details["lift"], interval["low"], interval["high"], result.details["lift_p"])
        assert found == pytest.approx((expected["lift"], *expected["interval95"], expected["p"]), abs=GROWTHBOOK)


def test_verdicts_are_blocked_by_a_mismatch(measures: Measures) -> None:
    portfolio = measures.one("experiment-portfolio")
    assert portfolio is not None
    assert (portfolio.n, portfolio.details["mismatched"]) == (6, ["growthbook-three-armed"])
    assert {
        name: result.details["verdict"] for name, result in effects(measures, "growthbook-three-armed").items()
    } == {
        "one": "lost",
        "two": "inconclusive",
    }


def test_tools_by_status_and_category(measures: Measures, key: dict[str, Any]) -> None:
    tools = measures.context.handbook.records(TOOL)
    by_category = {
        result.dimensions["category"]: result.details["tools"]
        for result in measures.results("tool-cost")
        if set(result.dimensions) == {"category"}
    }
    assert by_category == key["tools"]["by_category"]
    assert all(result.value is None for result in measures.results("tool-cost"))
    assert {status: sum(tool.fields.status == status for tool in tools) for status in key["tools"]["by_status"]} == (
        key["tools"]["by_status"]
    )


def test_observations_of_a_metric(measures: Measures, key: dict[str, Any]) -> None:
    expected = key["minutes_down"]
    results = [result for result in measures.results("kpi") if result.dimensions["metric"] == "minutes-down"]
    overall = results[0]
    assert (overall.n, overall.unit, overall.details["combined"]) == (expected["rows"], "minutes", "sum")
    assert dict(overall.details["points"]) == pytest.approx(expected["by_day"])
    assert overall.value == pytest.approx(expected["by_day"]["2026-08-21"])
    by_service = {
        result.dimensions["service"]: sum(value for _, value in result.details["points"]) for result in results[1:]
    }
    assert by_service == pytest.approx(expected["by_service"])
