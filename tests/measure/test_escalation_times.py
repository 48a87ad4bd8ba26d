from collections.abc import Mapping

import numpy
import pytest

from site_builder.model.metric import Interval
from tests.measure.conftest import Measured

BASE = {"severity": "high", "status": "closed", "source": "team", "detected_at": "2026-02-01T10:00:00Z"}


def escalations(*records: Mapping[str, str]) -> dict[str, str]:
    return {
        f"feedback/escalations/e{number}.yml": "".join(f"{key}: {value}\n" for key, value in {**BASE, **fields}.items())
        for number, fields in enumerate(records)
    }


MOMENTS = [
    ("time-to-acknowledge", "acknowledged_at"),
    ("time-to-mitigate", "mitigated_at"),
    ("time-to-resolve", "resolved_at"),
    ("time-to-close", "closed_at"),
]


@pytest.mark.parametrize(("name", "field"), MOMENTS)
def test_each_time_runs_from_detection_to_its_own_moment(measured: Measured, name: str, field: str) -> None:
    measures = measured(escalations({field: "2026-02-01T13:10:30+02:00"}))
    for other, _ in MOMENTS:
        result = measures.one(other)
        assert result is not None
        assert (result.value, result.n) == ((70.5, 1) if other == name else (None, 0))
        assert result.unit == "minutes"


def test_the_middle_and_the_tail_never_a_bare_mean(measured: Measured) -> None:
    hours = [1, 2, 3, 4, 5, 6, 23]
    records = [{"resolved_at": f"2026-02-{1 + (10 + hour) // 24:02}T{(10 + hour) % 24:02}:00:00Z"} for hour in hours]
    result = measured(escalations(*records, {"status": "open"})).one("time-to-resolve")
    assert result is not None
    minutes = [60.0 * hour for hour in hours]
    assert (result.value, result.n) == (240, 7)
    assert result.interval == Interval(60, 1380)
    assert result.details["p85"] == pytest.approx(numpy.percentile(minutes, 85))
    assert list(result.details["distribution"]) == minutes
    assert (result.details["min"], result.details["max"]) == (60, 1380)
    assert (result.details["not_yet"], result.details["enough_for_trend"]) == (1, False)


def test_from_thirty_on_a_trend_may_be_claimed(measured: Measured) -> None:
    result = measured(escalations(*[{"resolved_at": "2026-02-01T11:00:00Z"}] * 30)).one("time-to-resolve")
    assert result is not None
    assert result.details["enough_for_trend"] is True


def test_planned_maintenance_is_left_out(measured: Measured) -> None:
    measures = measured(escalations({"resolved_at": "2026-02-01T11:00:00Z", "planned": "true"}))
    result = measures.one("time-to-resolve")
    assert result is not None
    assert (result.value, result.n, result.reason) == (None, 0, "no escalation has both moments")
    assert len(measures.results("time-to-resolve")) == 1


def test_a_moment_before_the_detection_is_counted_but_no_time(measured: Measured) -> None:
    result = measured(escalations({"resolved_at": "2026-02-01T09:00:00Z"})).one("time-to-resolve")
    assert result is not None
    assert (result.value, result.details["disordered"], result.details["not_yet"]) == (None, 1, 0)


def test_by_severity_source_cause_and_quarter(measured: Measured) -> None:
    records = (
        {"resolved_at": "2026-02-01T11:00:00Z", "cause": "{category: config-change}", "severity": "low"},
        {"resolved_at": "2026-02-01T12:00:00Z", "detected_at": "2025-12-31T23:30:00-01:00", "source": "customer"},
        {"severity": "critical"},
    )
    results = measured(escalations(*records)).results("time-to-resolve")
    found = [(dict(result.dimensions), result.value) for result in results]
    assert found == [
        ({}, pytest.approx((60 + 31 * 1440 + 690) / 2)),
        ({"severity": "critical"}, None),
        ({"severity": "high"}, 31 * 1440 + 690),
        ({"severity": "low"}, 60),
        ({"source": "customer"}, 31 * 1440 + 690),
        ({"source": "team"}, 60),
        ({"cause": "config-change"}, 60),
        ({"cause": ""}, 31 * 1440 + 690),
        ({"quarter": "2026-Q1"}, pytest.approx((60 + 31 * 1440 + 690) / 2)),
    ]


def test_quarters_of_the_fiscal_year(measured: Measured) -> None:
    measures = measured(escalations({"resolved_at": "2026-02-01T11:00:00Z"}), fiscal_year_start=4)
    assert measures.one("time-to-resolve", quarter="FY2026-Q4") is not None


def test_no_escalations_at_all(measured: Measured) -> None:
    (result,) = measured({}).results("time-to-close")
    assert (result.value, result.n, bool(result.reason)) == (None, 0, True)
