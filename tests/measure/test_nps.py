import random

import pytest

from site_builder.measure.base import Measures
from site_builder.measure.common.small_groups import hidden_groups
from site_builder.model.metric import Interval
from site_builder.model.settings import Policies
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


HIDES = {"derivable_groups": "hidden"}


def hidden(measures: Measures, name: str = "nps") -> set[tuple[str, ...]]:
    """The groups that are not shown: the values of their dimensions."""
    return {tuple(result.dimensions.values())[1:] for result in measures.results(name) if result.suppressed}


def test_a_group_that_would_tell_what_a_small_one_answered_is_hidden(measured: Measured) -> None:
    rows = csv(*["9,,UK"] * 6, *["9,,DACH"] * 5, *["10,,FR"] * 9, *["2,,US"] * 4)
    assert hidden(measured(survey(rows))) == {("US",)}
    measures = measured(survey(rows), policies=HIDES)
    assert hidden(measures) == {("US",), ("DACH",)}
    other = measures.one("nps", survey="q", region="DACH")
    assert other is not None
    assert (other.value, other.n, dict(other.details)) == (None, 5, {})
    assert other.reason == "with it a smaller group could be worked out"


def test_small_groups_that_are_large_together_hide_no_other(measured: Measured) -> None:
    rows = csv(*["9,,UK"] * 6, *["9,,DACH"] * 2, *["10,,FR"] * 3)
    assert hidden(measured(survey(rows), policies=HIDES)) == {("DACH",), ("FR",)}
    rows = csv(*["9,,UK"] * 6, *["9,,US"] * 7, *["9,,DACH"] * 2, *["10,,FR"] * 2)
    assert hidden(measured(survey(rows), policies=HIDES)) == {("DACH",), ("FR",), ("UK",)}


def test_no_row_and_no_column_of_two_dimensions_lacks_a_single_group(measured: Measured) -> None:
    sizes = {
        ("UK", "free"): 4,
        ("UK", "team"): 8,
        ("UK", "all"): 9,
        ("FR", "free"): 7,
        ("FR", "team"): 6,
        ("FR", "all"): 9,
    }
    rows = csv(
        *(f"9,{region},{plan}" for (region, plan), size in sizes.items() for _ in range(size)),
        header="score,region,plan",
    )
    found = hidden(measured(survey(rows, "dimensions: [region, plan]\n"), policies=HIDES))
    # In the row of UK the smallest of the others goes, so in the columns of both the other region's.
    assert found == {("UK", "free"), ("UK", "team"), ("FR", "free"), ("FR", "team")}


def test_periods_and_segments_hide_no_other(measured: Measured) -> None:
    files = survey(csv(*["9,2026-01-05,UK"] * 6, *["9,2026-02-05,UK"] * 4, *["9,2026-05-05,UK"] * 9))
    files |= {"feedback/segments/british.yml": "match: {region: [UK]}\n"}
    assert not {group for group in hidden(measured(files, policies=HIDES)) if group[0] in ("UK", "british")}
    assert ("2026-02",) in hidden(measured(files, policies=HIDES))
    assert ("2026-01",) not in hidden(measured(files, policies=HIDES))


@pytest.mark.parametrize("seed", range(200))
def test_no_small_group_is_what_is_left_of_a_whole(seed: int) -> None:
    source = random.Random(seed)
    names = {"region": "abcd"[: source.randint(1, 4)], "plan": "xyz"[: source.randint(1, 3)]}
    pairs = {(one, two): source.choice((0, 1, 3, 4, 5, 6, 20)) for one in names["region"] for two in names["plan"]}
    sizes = {
        frozenset({("survey", "q")}): sum(pairs.values()),
        **{
            frozenset({("survey", "q"), ("region", one)}): sum(pairs[one, two] for two in names["plan"])
            for one in names["region"]
        },
        **{
            frozenset({("survey", "q"), ("plan", two)}): sum(pairs[one, two] for one in names["region"])
            for two in names["plan"]
        },
        **{frozenset({("survey", "q"), ("region", one), ("plan", two)}): size for (one, two), size in pairs.items()},
    }
    found = hidden_groups(sizes, Policies(small_group=5, derivable_groups="hidden"))
    assert {group for group, size in sizes.items() if 0 < size < 5} <= found
    for whole in sizes.keys() - found - {frozenset({("survey", "q")})}:
        for name in names:
            parts = [part for part in sizes if part - whole and len(part) == len(whole) + 1 and whole < part]
            concealed = [
                sizes[part] for part in parts if part in found and dict(part).get(name) and name not in dict(whole)
            ]
            assert not concealed or (len(concealed) > 1 and sum(concealed) >= 5), (whole, name)


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
