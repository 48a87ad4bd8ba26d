import pytest
from statsmodels.stats.multitest import multipletests

from site_builder.model.metric import MetricResult
from tests.measure.conftest import Measured


def wave(name: str, closed_on: str, rows: list[str], asked: str = "population: All") -> dict[str, str]:
    return {
        f"feedback/surveys/{name}.yml": f"type: nps\nresponses: feedback/responses/{name}.csv\n"
        f"closed_on: {closed_on}\ndimensions: [region]\n{asked}\n",
        f"feedback/responses/{name}.csv": "score,region\n" + "\n".join(rows) + "\n",
    }


def rows(promoters: int, passives: int, detractors: int, region: str = "UK") -> list[str]:
    return [f"10,{region}"] * promoters + [f"8,{region}"] * passives + [f"1,{region}"] * detractors


def only(results: tuple[MetricResult, ...], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


def test_a_change_between_waves(measured: Measured) -> None:
    files = wave("a", "2026-01-31", rows(200, 200, 100)) | wave("b", "2026-07-31", rows(250, 200, 50))
    change = only(measured(files).results("nps-change"), survey="b")
    assert change.value == pytest.approx(20)
    assert change.n == 1000
    assert change.details["from"] == "a"
    assert change.details["to"] == "b"
    assert change.details["z"] == pytest.approx(4.48288, abs=1e-4)
    assert change.details["p"] == pytest.approx(7.36e-6, rel=1e-2)
    assert change.details["p_adjusted"] is None
    assert change.details["verdict"] == "up"
    assert change.interval is not None
    assert change.interval.low == pytest.approx(20 - 8.7442, abs=1e-3)


def test_waves_are_ordered_by_the_day_they_closed_and_compared_with_the_one_before(measured: Measured) -> None:
    files = (
        wave("third", "2026-09-01", rows(5, 5, 5))
        | wave("first", "2025-01-01", rows(5, 5, 5))
        | wave("second", "2025-06-01", rows(5, 5, 5))
    )
    results = measured(files).results("nps-change")
    pairs = [(result.details["from"], result.details["to"]) for result in results if len(result.dimensions) == 1]
    assert pairs == [("first", "second"), ("second", "third")]


@pytest.mark.parametrize(
    ("earlier", "later", "compared"),
    [
        ("population: Admins", "population: Users", False),
        ("population: Admins", "population: ' admins '", True),
        ("question: Would you?", "question: Would you?", True),
        ("", "", False),
    ],
)
def test_only_the_same_question_to_the_same_population_is_compared(
    measured: Measured, earlier: str, later: str, compared: bool
) -> None:
    files = wave("a", "2026-01-31", rows(5, 5, 5), earlier) | wave("b", "2026-07-31", rows(9, 5, 5), later)
    assert bool(measured(files).results("nps-change")) == compared


def test_without_a_closing_day_the_last_response_places_a_wave(measured: Measured) -> None:
    def dated(name: str, day: str) -> dict[str, str]:
        return {
            f"feedback/surveys/{name}.yml": f"type: nps\npopulation: All\nresponses: feedback/responses/{name}.csv\n",
            f"feedback/responses/{name}.csv": "score,responded_at\n" + f"9,{day}\n" * 5,
        }

    results = measured(dated("x", "2026-05-01") | dated("a", "2026-08-01")).results("nps-change")
    assert [(result.details["from"], result.details["to"]) for result in results] == [("x", "a")]


def test_a_wave_that_closes_after_today_is_placed_by_its_last_response(measured: Measured) -> None:
    files = wave("closed", "2026-07-31", rows(5, 5, 5)) | {
        "feedback/surveys/open.yml": "type: nps\nresponses: open.csv\npopulation: All\nclosed_on: 2027-01-31\n",
        "open.csv": "score,responded_at\n" + "9,2026-03-01\n" * 5,
    }
    (result,) = measured(files).results("nps-change")
    assert (result.details["from"], result.details["to"]) == ("open", "closed")


def test_groups_are_looked_at_together(measured: Measured) -> None:
    files = wave("a", "2026-01-31", rows(30, 10, 10) + rows(20, 20, 10, "US") + rows(4, 0, 0, "FR")) | wave(
        "b", "2026-07-31", rows(42, 5, 3) + rows(8, 20, 22, "US") + rows(9, 0, 0, "FR") + rows(9, 0, 0, "new")
    )
    results = measured(files).results("nps-change")
    uk, us = only(results, survey="b", region="UK"), only(results, survey="b", region="US")
    raw = [uk.details["p"], us.details["p"]]
    assert [uk.details["p_adjusted"], us.details["p_adjusted"]] == pytest.approx(multipletests(raw, method="holm")[1])
    assert (uk.details["verdict"], us.details["verdict"]) == ("up", "down")
    assert (uk.value, us.value) == pytest.approx((78 - 40, -28 - 20))
    suppressed = only(results, survey="b", region="FR")
    assert (suppressed.value, suppressed.suppressed, suppressed.n) == (None, True, 13)
    assert suppressed.details == {"from": "a", "to": "b"}
    assert not [result for result in results if result.dimensions.get("region") == "new"]


def test_a_group_that_is_hidden_for_another_has_no_change(measured: Measured) -> None:
    files = wave("a", "2026-01-31", rows(9, 0, 0) + rows(8, 0, 0, "US") + rows(7, 0, 0, "FR")) | wave(
        "b", "2026-07-31", rows(9, 0, 0) + rows(8, 0, 0, "US") + rows(4, 0, 0, "FR")
    )
    shown = measured(files).results("nps-change")
    assert [result.dimensions["region"] for result in shown if result.suppressed] == ["FR"]
    hidden = measured(files, policies={"derivable_groups": "hidden"}).results("nps-change")
    assert [result.dimensions["region"] for result in hidden if result.suppressed] == ["FR", "US"]
    reasons = [result.reason for result in hidden if result.suppressed]
    assert reasons == ["fewer than 5 responses on one side", "with it a smaller group could be worked out on one side"]


def test_a_segment_is_compared_with_itself_before(measured: Measured) -> None:
    files = wave("a", "2026-01-31", rows(5, 5, 0)) | wave("b", "2026-07-31", rows(0, 5, 5))
    files |= {"feedback/segments/british.yml": "match: {region: [UK]}\n"}
    change = only(measured(files).results("nps-change"), survey="b", segment="british")
    assert (change.value, change.details["from"], change.details["to"]) == (-100, "a", "b")


def test_groups_of_exactly_the_smallest_size_are_compared(measured: Measured) -> None:
    files = wave("a", "2026-01-31", rows(5, 0, 0)) | wave("b", "2026-07-31", rows(0, 5, 0))
    change = only(measured(files).results("nps-change"), survey="b", region="UK")
    assert (change.value, change.suppressed) == (-100, False)


def test_many_groups_make_one_that_stands_out_less_sure(measured: Measured) -> None:
    before, after = rows(20, 20, 10, "g0"), rows(30, 15, 5, "g0")
    for number in range(1, 20):
        before += rows(20, 20, 10, f"g{number}")
        after += rows(20, 20, 10, f"g{number}")
    results = measured(wave("a", "2026-01-31", before) | wave("b", "2026-07-31", after)).results("nps-change")
    group = only(results, survey="b", region="g0")
    assert group.details["p"] < 0.05
    assert group.details["p_adjusted"] == pytest.approx(20 * group.details["p"])
    assert group.details["verdict"] == "no detectable change"


def test_the_last_two_quarters_of_a_survey(measured: Measured) -> None:
    def answers(score: int, day: str, count: int) -> str:
        return f"{score},{day},UK\n" * count

    files = {
        "feedback/surveys/q.yml": "type: nps\nresponses: feedback/responses/q.csv\ndimensions: [region]\n",
        "feedback/responses/q.csv": "score,responded_at,region\n"
        + answers(0, "2025-03-01", 9)
        + answers(8, "2025-12-01", 40)
        + answers(10, "2026-04-01", 20)
        + answers(8, "2026-04-02", 20),
    }
    overall, by_region = measured(files).results("nps-change")
    assert dict(overall.dimensions) == {"survey": "q", "quarter": "2026-Q2"}
    assert dict(by_region.dimensions) == {"survey": "q", "quarter": "2026-Q2", "region": "UK"}
    assert (overall.value, overall.details["from"], overall.details["to"]) == (50, "2025-Q4", "2026-Q2")
    assert (by_region.value, by_region.details["verdict"]) == (50, "up")
    assert by_region.details["p_adjusted"] == overall.details["p"]


def test_a_wave_without_scores_has_no_change(measured: Measured) -> None:
    files = wave("a", "2026-01-31", [",UK"]) | wave("b", "2026-07-31", rows(5, 5, 5))
    (change,) = measured(files).results("nps-change")
    assert (change.value, change.suppressed, change.reason) == (None, False, "no response of a has a score")
