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


def test_responses_of_later_days_are_not_counted(measured: Measured) -> None:
    files = {
        "feedback/surveys/q.yml": "type: nps\nresponses: q.csv\ninvited: 20\n",
        "q.csv": "score,responded_at\n" + "10,2026-03-31\n" * 5 + "0,2026-04-01\n" * 5,
    }
    for day, rate, nps in (("2026-03-31", 0.25, 100), ("2026-04-01", 0.5, 0)):
        measures = measured(files, day)
        assert measures.results("response-rate")[0].value == rate
        assert measures.results("nps")[0].value == nps
