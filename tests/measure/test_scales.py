"""Satisfaction and effort: surveys with a scale of their own."""

from collections.abc import Iterable

import pytest
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from site_builder.measure.csat import top_boxes
from site_builder.model.metric import MetricResult
from tests.measure.conftest import Measured


def survey(kind: str, rows: Iterable[str], fields: str = "dimensions: [region]") -> dict[str, str]:
    return {
        "feedback/surveys/s.yml": f"type: {kind}\nresponses: feedback/responses/s.csv\n{fields}\n",
        "feedback/responses/s.csv": "score,region,responded_at\n" + "\n".join(rows) + "\n",
    }


def only(results: Iterable[MetricResult], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


SCORES = [5] * 40 + [4] * 41 + [3] * 100 + [2] * 52 + [1] * 30


def test_satisfaction_is_the_share_of_the_two_highest(measured: Measured) -> None:
    files = survey("csat", [*(f"{score},UK,2026-01-31" for score in SCORES), ",UK,2026-01-31"])
    result = only(measured(files).results("csat"), survey="s")
    assert (result.value, result.n) == (81 / 263, 263)
    assert result.interval is not None
    # Newcombe 1998, table I: 81 of 263.
    assert (round(result.interval.low, 4), round(result.interval.high, 4)) == (0.2553, 0.3662)
    assert (result.interval.low, result.interval.high) == pytest.approx(proportion_confint(81, 263, method="wilson"))
    assert result.details == {
        "excluded": 1,
        "scale": (1, 5),
        "histogram": {"1": 30, "2": 52, "3": 100, "4": 41, "5": 40},
        "boxes": (4, 5),
        "top": 81,
    }


@pytest.mark.parametrize(
    ("low", "high", "boxes"),
    [(1, 5, (4, 5)), (1, 4, (3, 4)), (1, 3, (3,)), (0, 1, (1,)), (0, 10, (9, 10)), (-2, 2, (1, 2)), (0.5, 4.5, (3, 4))],
)
def test_the_boxes_of_a_scale(low: float, high: float, boxes: tuple[int, ...]) -> None:
    assert top_boxes(low, high) == boxes


def test_a_scale_that_is_not_the_usual_one(measured: Measured) -> None:
    files = survey("csat", ["1,,2026-01-31"] * 4 + ["2,,2026-01-31", "3,,2026-01-31"], "scale: {low: 1, high: 3}")
    result = only(measured(files).results("csat"), survey="s")
    assert result.value == pytest.approx(1 / 6)
    assert result.details["boxes"] == (3,)


def test_effort_is_a_mean_with_its_interval(measured: Measured) -> None:
    scores = [7, 6, 6, 5, 7, 2, 4, 6]
    result = only(measured(survey("ces", [f"{score},UK,2026-01-31" for score in scores])).results("ces"), survey="s")
    oracle = DescrStatsW(scores)
    assert result.value == pytest.approx(oracle.mean)
    assert result.interval is not None
    assert (result.interval.low, result.interval.high) == pytest.approx(oracle.tconfint_mean())
    assert result.details["stddev"] == pytest.approx(oracle.std_ddof(1))
    assert result.details["scale"] == (1, 7)


def test_effort_where_all_say_the_same_has_no_interval(measured: Measured) -> None:
    result = only(measured(survey("ces", ["6,UK,2026-01-31"] * 6)).results("ces"), survey="s")
    assert (result.value, result.interval, result.details["stddev"]) == (6, None, 0)


@pytest.mark.parametrize("kind", ["csat", "ces"])
def test_groups_periods_and_small_groups(measured: Measured, kind: str) -> None:
    rows = [
        *(f"{score},UK,2026-01-{day:02d}" for day, score in enumerate([5, 4, 3, 5, 1, 2], start=1)),
        *(f"{score},FR,2026-05-{day:02d}" for day, score in enumerate([5, 5, 4, 4, 3], start=1)),
        *("1,UK,2026-06-01" for _ in range(4)),
        "5,,",
    ]
    results = measured(survey(kind, rows), fiscal_year_start=4).results(kind)
    found = {tuple(result.dimensions.values())[1:]: (result.n, result.suppressed) for result in results}
    assert found == {
        (): (16, False),
        ("FY2026-Q4",): (6, False),
        ("FY2027-Q1",): (9, False),
        ("2026-01",): (6, False),
        ("2026-05",): (5, False),
        ("2026-06",): (4, True),
        ("2026-W01",): (4, True),
        ("2026-W02",): (2, True),
        ("2026-W18",): (3, True),
        ("2026-W19",): (2, True),
        ("2026-W23",): (4, True),
        ("",): (1, True),
        ("FR",): (5, False),
        ("UK",): (10, False),
        ("FR", "FY2027-Q1"): (5, False),
        ("UK", "FY2026-Q4"): (6, False),
        ("UK", "FY2027-Q1"): (4, True),
    }
    for result in results:
        if result.suppressed:
            assert (result.value, result.interval, dict(result.details)) == (None, None, {})
    assert only(results, survey="s", region="FR").details["excluded"] is None


@pytest.mark.parametrize("kind", ["csat", "ces"])
def test_no_score_and_other_surveys(measured: Measured, kind: str) -> None:
    (result,) = measured(survey(kind, [",UK,2026-01-31"])).results(kind)
    assert (result.value, result.n, result.reason) == (None, 0, "no response has a score")
    assert measured(survey("nps", ["9,UK,2026-01-31"])).results(kind) == ()


@pytest.mark.parametrize(("kind", "values"), [("csat", (0.5, 1)), ("ces", (3, 4.5))])
def test_two_dimensions_together(measured: Measured, kind: str, values: tuple[float, float]) -> None:
    files = {
        "feedback/surveys/s.yml": f"type: {kind}\nresponses: feedback/responses/s.csv\ndimensions: [region, plan]\n",
        "feedback/responses/s.csv": "score,region,plan\n"
        + "1,UK,free\n5,UK,free\n" * 3
        + "4,UK,team\n5,UK,team\n" * 3
        + "5,FR,free\n" * 4,
    }
    found = [result for result in measured(files).results(kind) if len(result.dimensions) == 3]
    assert [(tuple(result.dimensions.items())[1:], result.value, result.n, result.suppressed) for result in found] == [
        ((("region", "FR"), ("plan", "free")), None, 4, True),
        ((("region", "UK"), ("plan", "free")), values[0], 6, False),
        ((("region", "UK"), ("plan", "team")), values[1], 6, False),
    ]


@pytest.mark.parametrize("kind", ["csat", "ces"])
def test_a_group_that_would_tell_what_a_small_one_answered_is_hidden(measured: Measured, kind: str) -> None:
    files = survey(kind, ["5,UK,"] * 6 + ["4,FR,"] * 7 + ["1,US,"] * 4)
    results = measured(files, policies={"derivable_groups": "hidden"}).results(kind)
    assert [result.dimensions.get("region") for result in results if result.suppressed] == ["UK", "US"]
