import pytest

from tests.measure.conftest import Measured


@pytest.mark.parametrize(
    ("invited", "value", "reason"),
    [
        ("invited: 8", 0.375, ""),
        ("", None, "the survey does not say how many were invited"),
        ("invited: 0", None, "nobody was invited"),
        ("invited: 2", None, "3 responses, but only 2 invited"),
    ],
)
def test_response_rate(measured: Measured, invited: str, value: float | None, reason: str) -> None:
    files = {
        "feedback/surveys/q.yml": f"type: csat\nresponses: feedback/responses/q.csv\n{invited}\n",
        "feedback/responses/q.csv": "score,region\n5,UK\n4,UK\n1,UK\n,UK\n",
    }
    result = measured(files).one("response-rate", survey="q")
    assert result is not None
    assert (result.value, result.n, result.reason, result.interval) == (value, 3, reason, None)
    assert result.details["excluded"] == 1
