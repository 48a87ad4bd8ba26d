"""Segments: which responses, observations and requests belong to them, and how they differ from the rest."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from statsmodels.stats.multitest import multipletests

from site_builder.measure.statistics.change import change_between
from site_builder.measure.statistics.score import ScoreCounts
from site_builder.model.metric import MetricResult
from tests.measure.conftest import Measured

CLINICS = {"feedback/segments/clinics.yml": "match: {region: [DACH, Nordics], plan: [Enterprise]}\n"}
LARGE = {"feedback/segments/large.yml": "match: {plan: enterprise}\n"}
NO_MATCH = {"feedback/segments/nobody.yml": "jobs: [Sleep]\n"}


def survey(rows: Iterable[str], kind: str = "nps", dimensions: str = "region, plan", name: str = "q") -> dict[str, str]:
    """Return a survey; a row is score and values of the dimensions."""
    header = f"score,{dimensions.replace(' ', '')}"
    return {
        f"feedback/surveys/{name}.yml": f"type: {kind}\nresponses: feedback/responses/{name}.csv\n"
        f"dimensions: [{dimensions}]\npopulation: All\nclosed_on: 2026-0{len(name)}-01\n",
        f"feedback/responses/{name}.csv": "\n".join([header, *rows]) + "\n",
    }


def by_segment(results: Iterable[MetricResult], name: str = "q") -> dict[str, MetricResult]:
    return {
        result.dimensions["segment"]: result
        for result in results
        if result.dimensions.keys() == {"survey", "segment"} and result.dimensions["survey"] == name
    }


ROWS = [
    *["10,DACH,Enterprise"] * 6,
    *["9,Nordics, ENTERPRISE"] * 2,
    *["0,Nordics,Enterprise"] * 2,
    *["0,UK,Enterprise"] * 10,
    *["8,DACH,Growth"] * 7,
    ",DACH,Enterprise",
]


def test_a_response_belongs_where_it_has_a_value_of_every_dimension(measured: Measured) -> None:
    found = by_segment(measured({**survey(ROWS), **CLINICS, **LARGE, **NO_MATCH}).results("nps"))
    assert set(found) == {"clinics", "large"}
    # Clinics: 8 promoters and 2 detractors; all of Enterprise: 8 promoters and 12 detractors.
    assert (found["clinics"].value, found["clinics"].n) == (60, 10)
    assert (found["large"].value, found["large"].n) == (-20, 20)
    assert [found["clinics"].details[name] for name in ("promoters", "passives", "detractors")] == [8, 0, 2]


def test_a_segment_against_all_who_are_not_in_it_is_adjusted_by_holm(measured: Measured) -> None:
    found = by_segment(measured({**survey(ROWS), **CLINICS, **LARGE}).results("nps"))
    clinics, others = ScoreCounts.of({10: 6, 9: 2, 0: 2}), ScoreCounts.of({0: 10, 8: 7})
    large, growth = ScoreCounts.of({10: 6, 9: 2, 0: 12}), ScoreCounts.of({8: 7})
    changes = [change_between(others, clinics), change_between(growth, large)]
    adjusted = multipletests([change.p for change in changes], method="holm")[1]
    against = found["clinics"].details["against_others"]
    assert (against["n"], against["verdict"]) == (17, "above")
    assert against["difference"] == pytest.approx(60 + 1000 / 17)
    assert against["p"] == pytest.approx(changes[0].p)
    assert against["p_adjusted"] == pytest.approx(adjusted[0])
    assert against["margin"] == pytest.approx(changes[0].margin)
    assert found["large"].details["against_others"]["p_adjusted"] == pytest.approx(adjusted[1])
    assert found["large"].details["against_others"]["verdict"] == "no detectable difference"


def test_a_small_segment_is_suppressed_and_compared_with_nothing(measured: Measured) -> None:
    rows = ["9,DACH,Enterprise"] * 4 + ["0,UK,Growth"] * 20
    found = by_segment(measured({**survey(rows), **CLINICS}).results("nps"))
    assert (found["clinics"].value, found["clinics"].n, found["clinics"].suppressed) == (None, 4, True)
    assert found["clinics"].details == {}


def test_where_the_others_are_few_there_is_no_comparison(measured: Measured) -> None:
    rows = ["9,DACH,Enterprise"] * 20 + ["0,UK,Growth"] * 4
    found = by_segment(measured({**survey(rows), **CLINICS}).results("nps"))
    assert found["clinics"].value == 100
    assert found["clinics"].details["against_others"] is None


def test_five_others_are_enough_for_a_comparison(measured: Measured) -> None:
    rows = ["9,DACH,Enterprise"] * 5 + ["0,UK,Growth"] * 5
    found = by_segment(measured({**survey(rows), **CLINICS}).results("nps"))
    against = found["clinics"].details["against_others"]
    assert (against["difference"], against["n"]) == (200, 5)


def test_a_survey_that_lacks_a_dimension_cannot_tell_a_segment_apart(measured: Measured) -> None:
    rows = ["9,Enterprise"] * 6
    found = by_segment(measured({**survey(rows, dimensions="plan"), **CLINICS, **LARGE}).results("nps"))
    assert set(found) == {"large"}


def test_a_column_of_that_name_says_itself_what_belongs_where(measured: Measured) -> None:
    rows = ["9,clinics,Enterprise"] * 6 + ["0,others,Enterprise"] * 6
    found = by_segment(measured({**survey(rows, dimensions="segment, plan"), **LARGE}).results("nps"))
    assert {name: result.value for name, result in found.items()} == {"clinics": 100, "others": -100}


@pytest.mark.parametrize(("kind", "value"), [("csat", 0.75), ("ces", 4)])
def test_satisfaction_and_effort_by_segment(measured: Measured, kind: str, value: float) -> None:
    rows = ["5,DACH,Enterprise"] * 4 + ["4,Nordics,Enterprise"] * 2 + ["2,Nordics,Enterprise"] * 2 + ["1,UK,Growth"] * 9
    found = by_segment(measured({**survey(rows, kind), **CLINICS}).results(kind))
    assert (found["clinics"].value, found["clinics"].n) == (value, 8)
    assert found["clinics"].interval is not None


def test_whether_segments_moved_between_waves(measured: Measured) -> None:
    before = ["0,DACH,Enterprise"] * 30 + ["9,UK,Growth"] * 30
    after = ["9,DACH,Enterprise"] * 30 + ["9,UK,Growth"] * 30
    files = {**survey(before, name="q"), **survey(after, name="qq"), **CLINICS, **LARGE}
    found = by_segment(measured(files).results("nps-change"), "qq")
    assert {name: result.value for name, result in found.items()} == {"clinics": 200, "large": 200}
    details = found["clinics"].details
    assert (details["verdict"], details["p_adjusted"]) == ("up", pytest.approx(2 * details["p"]))


def observed(*rows: str, header: str = "date,value,region,plan") -> dict[str, str]:
    names = header.split(",")[2:]
    return {
        "content/metrics/m.yml": f"definition: M.\ndirection: up\nsource: content/metrics/m.csv\ndimensions: {names}\n",
        "content/metrics/m.csv": "\n".join([header, *rows]) + "\n",
    }


def kpis(measured: Measured, files: dict[str, str]) -> dict[str, tuple[float | None, int, str]]:
    results = measured({**files, **CLINICS, **LARGE}).results("kpi")
    return {
        result.dimensions["segment"]: (result.value, result.n, result.details["combined"])
        for result in results
        if "segment" in result.dimensions
    }


def test_a_segment_has_the_observations_of_its_groups_added_up_like_the_total(measured: Measured) -> None:
    parts = ("10,DACH,Enterprise", "20,Nordics,Enterprise", "30,UK,Enterprise", "40,UK,Growth")
    rows = [f"2026-09-30,{part}" for part in ("100,,", *parts)]
    assert kpis(measured, observed(*rows)) == {"clinics": (30, 2, "sum"), "large": (60, 3, "sum")}


def test_where_the_total_is_the_mean_of_its_parts_so_is_the_segment(measured: Measured) -> None:
    parts = ("10,DACH,Enterprise", "20,Nordics,Enterprise", "30,UK,Enterprise", "40,UK,Growth")
    rows = [f"2026-09-30,{part}" for part in ("26,,", *parts)]
    assert kpis(measured, observed(*rows)) == {"clinics": (15, 2, "mean"), "large": (20, 3, "mean")}


def test_a_total_of_the_group_itself_counts_before_its_parts(measured: Measured) -> None:
    parts = ("100,,", "61,,Enterprise", "30,UK,Enterprise", "30,DACH,Enterprise", "39,UK,Growth")
    found = kpis(measured, observed(*(f"2026-09-30,{part}" for part in parts)))
    assert found["large"] == (61, 1, "single")


def test_observations_that_lack_a_dimension_say_nothing_of_a_segment(measured: Measured) -> None:
    rows = ["2026-09-30,10,DACH", "2026-09-30,20,UK"]
    assert kpis(measured, observed(*rows, header="date,value,region")) == {}
