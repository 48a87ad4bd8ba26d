"""The figures of a real handbook, against answers that other programs computed.

OPSBOOK_REAL_DATA names a folder with ``handbook/`` (a source tree) and ``keys/open.json`` (the answers).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.measure.base import Measures
from site_builder.model.metric import MetricResult
from site_builder.model.settings import Settings
from tests.measure.conftest import measures_of

DATA = os.environ.get("OPSBOOK_REAL_DATA", "")
pytestmark = [pytest.mark.real_data, pytest.mark.skipif(not DATA, reason="OPSBOOK_REAL_DATA is not set")]

EXACT = 1e-6
"""The answers have six decimals."""


@pytest.fixture(scope="module")
def key() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(Path(DATA, "keys", "open.json").read_text(encoding="utf-8"))
    return answers


@pytest.fixture(scope="module")
def measures(key: dict[str, Any]) -> Measures:
    return measures_of(Path(DATA, "handbook"), date.fromisoformat(key["as_of"]), Settings())


def one(measures: Measures, name: str, **dimensions: str) -> MetricResult:
    (found,) = [result for result in measures.results(name) if dict(result.dimensions) == dimensions]
    return found


def assert_score(result: MetricResult, expected: Mapping[str, Any]) -> None:
    assert result.n == expected["n"]
    assert result.value == pytest.approx(expected["nps"], abs=EXACT)
    assert result.interval is not None
    assert [result.interval.low, result.interval.high] == pytest.approx(expected["interval95"], abs=EXACT)
    for name in ("promoters", "passives", "detractors", "centre", "margin"):
        assert result.details[name] == pytest.approx(expected[name], abs=EXACT)


def test_net_promoter_scores(measures: Measures, key: dict[str, Any]) -> None:
    for survey, expected in key["surveys"].items():
        result = one(measures, "nps", survey=survey)
        assert_score(result, expected)
        assert list(result.details["histogram"]) == expected["histogram"]
        assert result.details["excluded"] == expected["blank_scores"]
        responses = measures.context.handbook.responses[survey]
        assert (responses.rows, responses.blank_scores) == (expected["rows"], expected["blank_scores"])


def test_net_promoter_scores_by_quarter(measures: Measures, key: dict[str, Any]) -> None:
    for survey, expected in key["surveys"].items():
        quarters = expected.get("by_quarter", {})
        for quarter, answer in quarters.items():
            assert_score(one(measures, "nps", survey=survey, quarter=quarter), answer)
        found = [result for result in measures.results("nps") if set(result.dimensions) == {"survey", "quarter"}]
        if quarters:
            assert {result.dimensions["quarter"] for result in found if result.dimensions["survey"] == survey} == set(
                quarters
            )


def test_net_promoter_scores_by_dimension(measures: Measures, key: dict[str, Any]) -> None:
    for survey, expected in key["surveys"].items():
        for dimension, answer in expected["by_dimension"].items():
            groups = {
                result.dimensions[dimension]: result
                for result in measures.results("nps")
                if set(result.dimensions) == {"survey", dimension} and result.dimensions["survey"] == survey
            }
            shown = {value: result for value, result in groups.items() if not result.suppressed}
            assert set(shown) == set(answer["groups"])
            for value, result in shown.items():
                assert_score(result, answer["groups"][value])
            small = [result.n for result in groups.values() if result.suppressed]
            assert (len(small), sum(small)) == (answer["groups_under_5"], answer["responses_in_groups_under_5"])


def test_changes_between_waves(measures: Measures, key: dict[str, Any]) -> None:
    found = [result for result in measures.results("nps-change") if set(result.dimensions) == {"survey"}]
    assert len(found) == len(key["nps_changes"])
    for result, expected in zip(found, key["nps_changes"], strict=True):
        assert (result.details["from"], result.details["to"]) == (expected["from"], expected["to"])
        assert result.value == pytest.approx(expected["difference"], abs=EXACT)
        assert result.details["z"] == pytest.approx(expected["z"], abs=EXACT)
        assert result.details["p"] == pytest.approx(expected["p"], abs=EXACT)


def assert_times(result: MetricResult, expected: Mapping[str, float]) -> None:
    assert result.n == expected["n"]
    assert result.value == pytest.approx(expected["median"], abs=1e-3)
    for name in ("p85", "min", "max"):
        assert result.details[name] == pytest.approx(expected[name], abs=1e-3)


def test_times_of_escalations(measures: Measures, key: dict[str, Any]) -> None:
    expected = key["escalations"]
    assert_times(one(measures, "time-to-resolve"), expected["time_to_resolve"])
    assert_times(one(measures, "time-to-close"), expected["time_to_close"])
    for severity, answer in expected["time_to_resolve_by_severity"].items():
        assert_times(one(measures, "time-to-resolve", severity=severity), answer)
    assert one(measures, "time-to-acknowledge").n == expected["acknowledged"]
    assert one(measures, "time-to-mitigate").n == expected["mitigated"]
    longest = [entry["minutes"] for entry in expected["longest"]]
    distribution = one(measures, "time-to-resolve").details["distribution"]
    assert list(reversed(distribution[-len(longest) :])) == pytest.approx(longest, abs=1e-3)


def test_counts_of_escalations(measures: Measures, key: dict[str, Any]) -> None:
    expected = key["escalations"]
    still_open = one(measures, "open-escalations")
    assert (still_open.value, sorted(still_open.details["ids"])) == (len(expected["open"]), sorted(expected["open"]))
    for severity, count in expected["by_severity"].items():
        assert one(measures, "open-escalations", severity=severity).n == count
    causes = {
        result.dimensions["cause"]: result.value for result in measures.results("recurrence") if result.dimensions
    }
    assert causes == {"" if category == "none" else category: count for category, count in expected["by_cause"]}


def test_counts_of_the_roadmap(measures: Measures, key: dict[str, Any]) -> None:
    initiatives = key["counts"]["initiative"]
    assert one(measures, "initiatives").value == initiatives["total"]
    for status, count in initiatives["by_status"].items():
        assert one(measures, "initiatives", status=status).value == count
    for team, count in initiatives["by_team"].items():
        assert one(measures, "initiatives", team=team).value == count


def test_changes_per_release(measures: Measures, key: dict[str, Any]) -> None:
    expected = key["releases"]
    found = {
        result.dimensions["release"] or "unreleased": result
        for result in measures.results("changes-per-release")
        if result.dimensions
    }
    assert {release: result.value for release, result in found.items()} == expected["changes_per_release"]
    assert found["15.0.0"].details["by_type"] == expected["by_type_in_15.0.0"]
    overall = one(measures, "changes-per-release").details
    assert overall["by_type"] == expected["changes_by_type"]
    assert (overall["breaking"], overall["without_changes"]) == (
        expected["breaking"],
        expected["releases_without_changes"],
    )
