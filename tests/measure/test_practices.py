"""Practices: who follows them, and what their metric did since."""

import pytest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from site_builder.model.metric import MetricResult
from tests.measure.conftest import Measured


def practice(fields: str, status: str = "accepted", area: str = "feedback") -> str:
    return f"status: {status}\narea: {area}\nstatement: Do it.\n{fields}\n"


def only(results: tuple[MetricResult, ...], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


PRACTICES = {
    "content/best-practices/p.yml": practice(
        "applies_to: [Web, app, Support desk]\nadopted_by: [web, sales, support  desk]\nreview_by: 2026-09-30"
    ),
    "content/best-practices/q.yml": practice("applies_to: [web]\nreview_by: 2026-10-01", area="roadmap"),
    "content/best-practices/all.yml": practice("adopted_by: [web]"),
    "content/best-practices/new.yml": practice("applies_to: [web]", "proposed"),
}


def test_adopters_of_those_it_is_for(measured: Measured) -> None:
    results = measured(PRACTICES).results("practice-adoption")
    overall = only(results)
    assert (overall.value, overall.n) == (0.5, 4)
    assert overall.details == {"adopters": 2, "practices": 3, "without_teams": 1, "reviews_overdue": ["p"]}
    one = only(results, practice="p")
    assert one.value == pytest.approx(2 / 3)
    assert one.details == {
        "adopters": 2,
        "without_teams": 0,
        "reviews_overdue": ["p"],
        "status": "accepted",
        "missing": ["app"],
        "adopted_on": None,
        "before_after": None,
    }
    assert (only(results, area="feedback").value, only(results, area="roadmap").value) == pytest.approx((2 / 3, 0))
    assert only(results, practice="all").reason == "no practice says which teams it is for"
    assert only(results, practice="new").details["status"] == "proposed"


def test_no_practice(measured: Measured) -> None:
    (overall,) = measured({}).results("practice-adoption")
    assert (overall.value, overall.reason) == (None, "there is no accepted practice")


BEFORE = {"2025-03-31": 50, "2025-06-30": 61, "2026-01-31": 60, "2026-02-28": 62, "2026-03-31": 64}
AFTER = {"2026-04-15": 70, "2026-05-31": 71, "2026-06-30": 75}
METRIC = {
    "content/metrics/m.yml": "definition: It.\ndirection: up\nsource: content/metrics/m.csv\n",
    "content/metrics/m.csv": "date,value\n" + "".join(f"{day},{value}\n" for day, value in {**BEFORE, **AFTER}.items()),
    "content/best-practices/p.yml": practice("applies_to: [web]\nmetric: m"),
}


def decision(decided_on: str, status: str = "accepted", subject: str = "practice:p") -> str:
    return f"status: {status}\ndecided_on: {decided_on}\nsubject: {subject}\n"


def test_before_and_after_the_decision(measured: Measured) -> None:
    files = {
        **METRIC,
        "roadmap/decisions/first.yml": decision("2026-04-15"),
        "roadmap/decisions/again.yml": decision("2026-06-01"),
        "roadmap/decisions/rejected.yml": decision("2025-06-01", "rejected"),
        "roadmap/decisions/else.yml": decision("2025-06-01", subject="metric:m"),
        "roadmap/decisions/ahead.yml": decision("2026-12-01"),
    }
    found = only(measured(files).results("practice-adoption"), practice="p")
    assert found.details["adopted_on"] == "2026-04-15"
    # What is more than a year away is left out.
    before, after = [61, 60, 62, 64], [70, 71, 75]
    compared = CompareMeans(DescrStatsW(after), DescrStatsW(before))
    low, high = compared.tconfint_diff(usevar="unequal")
    assert found.details["before_after"] == {
        "metric": "m",
        "before": pytest.approx(61.75),
        "after": pytest.approx(72),
        "difference": pytest.approx(10.25),
        "low": pytest.approx(low),
        "high": pytest.approx(high),
        "p": pytest.approx(compared.ttest_ind(usevar="unequal")[1]),
        "n_before": 4,
        "n_after": 3,
    }


@pytest.mark.parametrize(
    "files",
    [
        {"roadmap/decisions/late.yml": decision("2026-06-30")},
        {"roadmap/decisions/early.yml": decision("2025-03-31")},
        {"roadmap/decisions/open.yml": decision("2026-04-15", "proposed")},
        {
            "roadmap/decisions/d.yml": decision("2026-04-15"),
            "content/best-practices/p.yml": practice("applies_to: [web]"),
        },
    ],
)
def test_the_data_do_not_allow_it(measured: Measured, files: dict[str, str]) -> None:
    found = only(measured({**METRIC, **files}).results("practice-adoption"), practice="p")
    assert found.details["before_after"] is None


def test_a_metric_that_does_not_vary_has_no_interval(measured: Measured) -> None:
    flat = METRIC["content/metrics/m.csv"].splitlines()[0] + "\n" + "".join(f"{day},5\n" for day in {**BEFORE, **AFTER})
    files = {**METRIC, "content/metrics/m.csv": flat, "roadmap/decisions/d.yml": decision("2026-04-15")}
    found = only(measured(files).results("practice-adoption"), practice="p").details["before_after"]
    assert (found["difference"], found["low"], found["p"]) == (0, None, None)
