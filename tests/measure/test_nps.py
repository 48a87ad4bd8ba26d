import pytest

from site_builder.model.metric import Interval
from tests.measure.conftest import Measured

SURVEY = "type: nps\nresponses: feedback/responses/q.csv\n"


def csv(*rows: str, header: str = "score,responded_at,region") -> str:
    return "\n".join((header, *rows)) + "\n"


def survey(rows: str, fields: str = "dimensions: [region]\n") -> dict[str, str]:
    return {"feedback/surveys/q.yml": SURVEY + fields, "feedback/responses/q.csv": rows}


def test_the_published_example(measured: Measured) -> None:
    rows = csv(*["10,,"] * 200, *["8,,"] * 200, *["2,,"] * 100)
    result = measured(survey(rows)).one("nps", survey="q")
    assert result is not None
    assert (result.value, result.n, result.unit) == (20, 500, "points")
    assert isinstance(result.interval, Interval)
    assert (round(result.interval.low, 2), round(result.interval.high, 2)) == (13.34, 26.42)
    assert round(result.details["centre"], 2) == 19.88
    assert round(result.details["margin"], 2) == 6.54
    assert result.details["histogram"] == (0, 0, 100, 0, 0, 0, 0, 0, 200, 0, 200)
    assert [result.details[name] for name in ("promoters", "passives", "detractors")] == [200, 200, 100]


def test_blank_scores_are_left_out_and_counted(measured: Measured) -> None:
    rows = csv(*["9.0,,"] * 3, ",,", ",2026-01-01,DACH", *["0,,"] * 3)
    result = measured(survey(rows)).one("nps", survey="q")
    assert result is not None
    assert (result.value, result.n, result.details["excluded"]) == (0, 6, 2)


def test_no_score_is_no_number(measured: Measured) -> None:
    result = measured(survey(csv(",,", ",,"))).one("nps", survey="q")
    assert result is not None
    assert (result.value, result.n, result.interval, result.suppressed) == (None, 0, None, False)
    assert result.reason == "no response has a score"
    assert result.details == {"excluded": 2}


def test_a_small_group_is_suppressed_but_counted(measured: Measured) -> None:
    rows = csv(*["9,,UK"] * 5, *["10,,DACH"] * 4)
    measures = measured(survey(rows))
    small, large = measures.one("nps", survey="q", region="DACH"), measures.one("nps", survey="q", region="UK")
    assert small is not None
    assert large is not None
    assert (small.value, small.interval, small.n, small.suppressed, small.details) == (None, None, 4, True, {})
    assert small.reason == "fewer than 5 responses"
    assert (large.value, large.suppressed) == (100, False)


def test_how_small_is_a_matter_of_policy(measured: Measured) -> None:
    measures = measured(survey(csv("9,,DACH")), policies={"small_group": 1})
    result = measures.one("nps", survey="q", region="DACH")
    assert result is not None
    assert result.value == 100


def test_periods_and_dimensions(measured: Measured) -> None:
    rows = csv(
        *["10,2026-01-05,DACH"] * 6,
        *["8,2026-03-31T23:30:00-02:00,DACH"] * 5,
        *["0,2026-05-01,"] * 5,
    )
    measures = measured(survey(rows))
    found = {tuple(dict(result.dimensions).items())[1:]: (result.value, result.n) for result in measures.results("nps")}
    assert found == {
        (): (pytest.approx(100 * (6 - 5) / 16), 16),
        (("quarter", "2026-Q1"),): (100, 6),
        (("quarter", "2026-Q2"),): (-50, 10),
        (("month", "2026-01"),): (100, 6),
        (("month", "2026-04"),): (0, 5),
        (("month", "2026-05"),): (-100, 5),
        (("week", "2026-W02"),): (100, 6),
        (("week", "2026-W14"),): (0, 5),
        (("week", "2026-W18"),): (-100, 5),
        (("region", ""),): (-100, 5),
        (("region", "DACH"),): (pytest.approx(100 * 6 / 11), 11),
        (("region", ""), ("quarter", "2026-Q2")): (-100, 5),
        (("region", "DACH"), ("quarter", "2026-Q1")): (100, 6),
        (("region", "DACH"), ("quarter", "2026-Q2")): (0, 5),
    }
    assert all(result.details["excluded"] is None for result in measures.results("nps")[1:])


def test_a_wave_has_weeks_and_days(measured: Measured) -> None:
    days = ("2026-12-28", "2027-01-03", "2027-01-04", "2027-01-04")
    rows = csv(*(f"{score},{day}," for score, day in zip((10, 10, 0, 8), days, strict=True) for _ in range(5)))
    measures = measured(survey(rows), as_of="2027-02-01")
    found = {tuple(dict(result.dimensions).items())[-1]: (result.value, result.n) for result in measures.results("nps")}
    assert {key: value for key, value in found.items() if key[0] in ("week", "day")} == {
        ("week", "2026-W53"): (100, 10),
        ("week", "2027-W01"): (-50, 10),
        ("day", "2026-12-28"): (100, 5),
        ("day", "2027-01-03"): (100, 5),
        ("day", "2027-01-04"): (-50, 10),
    }


@pytest.mark.parametrize(
    ("last", "periods"),
    [
        ("2024-01-01", set()),
        ("2024-01-02", {"day"}),
        ("2024-01-08", {"day", "week"}),
        ("2024-03-02", {"day", "week"}),
        ("2024-03-03", {"week"}),
        ("2025-12-28", {"week"}),
        ("2025-12-29", set()),
    ],
)
def test_a_long_survey_has_no_days_and_then_no_weeks(measured: Measured, last: str, periods: set[str]) -> None:
    rows = csv(*["10,2024-01-01,"] * 5, *[f"10,{last},"] * 5)
    found = {name for result in measured(survey(rows)).results("nps") for name in result.dimensions}
    assert found & {"day", "week"} == periods


def test_quarters_of_the_fiscal_year(measured: Measured) -> None:
    measures = measured(survey(csv(*["10,2026-01-05,"] * 5)), fiscal_year_start=2)
    assert measures.one("nps", survey="q", quarter="FY2026-Q4") is not None


def test_without_any_date_there_is_no_period(measured: Measured) -> None:
    results = measured(survey(csv(*["10,,"] * 5), "")).results("nps")
    assert [dict(result.dimensions) for result in results] == [{"survey": "q"}]


def test_the_day_the_survey_closed_stands_for_missing_dates(measured: Measured) -> None:
    results = measured(survey(csv(*["10,,"] * 5), "closed_on: 2026-06-30\n")).results("nps")
    assert [dict(result.dimensions) for result in results] == [
        {"survey": "q"},
        {"survey": "q", "quarter": "2026-Q2"},
        {"survey": "q", "month": "2026-06"},
    ]


def test_a_column_named_like_a_period_is_not_mixed_up_with_it(measured: Measured) -> None:
    rows = csv(*["10,mine"] * 5, header="score,quarter")
    results = measured(survey(rows, "dimensions: [quarter]\n")).results("nps")
    assert {"survey": "q", "column quarter": "mine"} in [dict(result.dimensions) for result in results]


def test_two_dimensions_together(measured: Measured) -> None:
    rows = csv(
        *["10,DACH,free"] * 6,
        *["0,DACH,free"] * 2,
        *["8,DACH,team"] * 5,
        *["9,UK,free"] * 4,
        *["3,UK,"] * 5,
        header="score,region,plan",
    )
    results = measured(survey(rows, "dimensions: [plan, region]\n")).results("nps")
    found = [result for result in results if len(result.dimensions) == 3]
    assert [(tuple(result.dimensions.items())[1:], result.value, result.n, result.suppressed) for result in found] == [
        ((("plan", ""), ("region", "UK")), -100, 5, False),
        ((("plan", "free"), ("region", "DACH")), 50, 8, False),
        ((("plan", "free"), ("region", "UK")), None, 4, True),
        ((("plan", "team"), ("region", "DACH")), 0, 5, False),
    ]
    assert found[1].details["promoters"] == 6
    assert found[1].interval is not None


def test_pairs_of_a_column_named_like_a_period(measured: Measured) -> None:
    rows = csv(*["10,mine,UK"] * 5, header="score,quarter,region")
    results = measured(survey(rows, "dimensions: [quarter, region]\n")).results("nps")
    assert {"survey": "q", "column quarter": "mine", "region": "UK"} in [dict(result.dimensions) for result in results]


def test_other_types_of_surveys_have_no_nps(measured: Measured) -> None:
    files = {
        "feedback/surveys/q.yml": "type: csat\nresponses: feedback/responses/q.csv\n",
        "feedback/responses/q.csv": "score\n5\n",
    }
    assert measured(files).results("nps") == ()
