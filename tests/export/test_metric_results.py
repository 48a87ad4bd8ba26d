import json
from datetime import date
from fractions import Fraction

from site_builder.export.metric_results import as_plain
from site_builder.model.metric import Interval, MetricResult


def result(value: float | None, **more: object) -> MetricResult:
    fields = {"unit": "points", "n": 7, "method": "m", "definition": "d", "as_of": date(2026, 10, 1), **more}
    return MetricResult("nps", value, **fields)  # type: ignore[arg-type]


def test_the_shape_of_a_result() -> None:
    plain = as_plain(
        result(
            1 / 3,
            interval=Interval(-0.5, 2),
            dimensions={"survey": "q", "region": ""},
            details={
                "histogram": (0, 1),
                "verdict": "up",
                "z": None,
                "day": date(2026, 1, 2),
                "share": Fraction(1, 3),
                "deep": {1: {"b", "a"}},
            },
        )
    )
    assert plain == {
        "name": "nps",
        "value": 1 / 3,
        "unit": "points",
        "n": 7,
        "interval": {"low": -0.5, "high": 2, "level": 0.95},
        "method": "m",
        "definition": "d",
        "as_of": "2026-10-01",
        "dimensions": {"survey": "q", "region": ""},
        "suppressed": False,
        "reason": "",
        "details": {
            "histogram": [0, 1],
            "verdict": "up",
            "z": None,
            "day": "2026-01-02",
            "share": "1/3",
            "deep": {"1": ["a", "b"]},
        },
    }
    assert json.loads(json.dumps(plain, allow_nan=False))["value"] == 1 / 3


def test_null_never_nan() -> None:
    plain = as_plain(result(float("nan"), interval=Interval(float("-inf"), 1), details={"values": [float("inf"), 2]}))
    assert plain["value"] is None
    assert plain["interval"]["low"] is None
    assert plain["details"] == {"values": [None, 2]}


def test_no_interval_is_null() -> None:
    assert as_plain(result(None, suppressed=True, reason="fewer than 5 responses"))["interval"] is None
