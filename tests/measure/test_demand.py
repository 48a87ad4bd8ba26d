"""What customers ask for, and whether they are answered."""

import pytest

from site_builder.model.metric import MetricResult
from tests.measure.conftest import Measured


def request(submitted_on: str, fields: str = "", status: str = "new", source: str = "support") -> str:
    return f"source: {source}\nsubmitted_on: {submitted_on}\nstatus: {status}\n{fields}\n"


def only(results: tuple[MetricResult, ...], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


REQUESTS = "feedback/requests"
INITIATIVES = "roadmap/initiatives"

ANSWERED = {
    f"{INITIATIVES}/swaps.yml": "status: released\nreleased_on: 2026-03-11\nrequests: [by-initiative]\n",
    f"{INITIATIVES}/rota.yml": "status: released\nrelease: '1.0'\n",
    f"{INITIATIVES}/later.yml": "status: in_progress\nreleased_on: 2026-03-11\n",
    "roadmap/releases/1.0.yml": "date: 2026-03-31\nstatus: released\n",
    "roadmap/releases/2.0.yml": "date: 2026-12-01\nstatus: planned\n",
    "roadmap/releases/1.1.yml": "date: 2026-04-10\nstatus: withdrawn\n",
    "roadmap/changes/a.yml": "type: added\nrelease: '1.0'\nrequests: [by-change, early]\n",
    "roadmap/changes/b.yml": "type: added\nrelease: '2.0'\nrequests: [waits]\n",
    "roadmap/changes/c.yml": "type: added\nrelease: '1.1'\nrequests: [waits]\n",
    f"{REQUESTS}/by-initiative.yml": request("2026-03-01"),
    f"{REQUESTS}/by-release.yml": request("2026-03-01", "initiatives: [rota, later]", source="survey"),
    f"{REQUESTS}/by-change.yml": request("2026-03-11"),
    f"{REQUESTS}/first-of-two.yml": request("2026-03-01", "initiatives: [rota, swaps]"),
    f"{REQUESTS}/early.yml": request("2026-04-01", "initiatives: [swaps]"),
    f"{REQUESTS}/waits.yml": request("2026-03-01"),
    f"{REQUESTS}/declined.yml": request("2026-03-01", "reason: No.", "declined"),
    f"{REQUESTS}/alone.yml": request("2026-03-01", "links: [survey:nps]"),
    "feedback/surveys/nps.yml": "type: nps\nresponses: feedback/responses/nps.csv\n",
    "feedback/responses/nps.csv": "score,comment\n2,Slow.\n6,Slower.\n7,Fine.\n,No score.\n3,\n9,\n",
}


def test_requests_that_a_release_answers(measured: Measured) -> None:
    results = measured(ANSWERED).results("closed-loop")
    overall = only(results)
    assert (overall.value, overall.n, overall.interval) == (0.5, 8, None)
    # 10 days to swaps, 30 and 10 to the release, 20 from the change.
    assert overall.details == {
        "answered": 4,
        "declined": 1,
        "linked": 6,
        "median_days": 15,
        "p85_days": pytest.approx(25.5),
        "median_days_interval": None,
        "detractor_comments": 2,
        "from_surveys": 1,
    }
    assert only(results, source="survey").details["median_days"] == 30
    assert (only(results, source="support").value, only(results, source="support").n) == (3 / 7, 7)
    wave = only(results, survey="nps")
    assert (wave.value, wave.n, wave.details["detractor_comments"]) == (0, 1, 2)


def test_comments_of_a_survey_with_few_respondents_are_not_counted(measured: Measured) -> None:
    small = {
        "feedback/surveys/small.yml": "type: nps\nresponses: feedback/responses/small.csv\n",
        "feedback/responses/small.csv": "score,comment\n2,Slow.\n9,\n9,\n",
    }
    results = measured({**ANSWERED, **small}).results("closed-loop")
    assert only(results, survey="small").details["detractor_comments"] is None
    assert only(results).details["detractor_comments"] == 2


def test_what_is_asked_after_the_day_is_not_known_yet(measured: Measured) -> None:
    asked = "source: sales\nstatus: new\ncustomer: c\nimportance: "
    files = {
        "feedback/requests/a.yml": f"{asked}1\nsubmitted_on: 2026-03-31\n",
        "feedback/requests/b.yml": f"{asked}3\nsubmitted_on: 2026-04-01\n",
    }
    known, later = (only(measured(files, as_of=f"2026-0{day}").results("request-weight")) for day in ("3-31", "4-01"))
    assert (known.value, known.n, later.value, later.n) == (1, 1, 3, 2)
    assert only(measured(files, as_of="2026-03-31").results("closed-loop")).n == 1


def test_what_is_released_after_the_day_answers_nothing_yet(measured: Measured) -> None:
    overall = only(measured(ANSWERED, as_of="2026-03-30").results("closed-loop"))
    assert (overall.details["answered"], overall.details["linked"]) == (2, 5)


@pytest.mark.parametrize(("as_of", "answered"), [("2026-03-10", 0), ("2026-03-11", 1)])
def test_a_release_on_the_day_of_asking_answers_on_that_day(measured: Measured, as_of: str, answered: int) -> None:
    files = {
        f"{INITIATIVES}/swaps.yml": "status: released\nreleased_on: 2026-03-11\n",
        f"{REQUESTS}/a.yml": request("2026-03-11", "initiatives: [swaps]"),
    }
    overall = only(measured(files, as_of).results("closed-loop"))
    assert (overall.details["answered"], overall.details["median_days"]) == (answered, 0 if answered else None)


def test_the_median_has_an_interval_from_six_days_on(measured: Measured) -> None:
    files = {
        f"{REQUESTS}/r{number}.yml": request(f"2026-03-0{number}", "initiatives: [swaps]") for number in range(1, 8)
    }
    files[f"{INITIATIVES}/swaps.yml"] = "status: released\nreleased_on: 2026-03-11\n"
    overall = only(measured(files).results("closed-loop"))
    assert (overall.value, overall.details["median_days"]) == (1, 7)
    assert overall.details["median_days_interval"] == [4, 10]


def test_no_request(measured: Measured) -> None:
    files = {name: text for name, text in ANSWERED.items() if "nps" in name}
    overall, wave = measured(files).results("closed-loop")
    assert (overall.value, overall.reason) == (None, "there is no request")
    assert (wave.value, wave.reason) == (None, "no request refers to the survey")


WEIGHED = {
    f"{INITIATIVES}/swaps.yml": "status: planned\nrequests: [c]\n",
    f"{INITIATIVES}/rota.yml": "status: planned\n",
    "feedback/segments/clinics.yml": "plans: [Growth]\n",
    # One customer, who changed their mind, and the last time said nothing of importance.
    f"{REQUESTS}/a.yml": request(
        "2026-01-01", "customer: c-1\nimportance: 1\ninitiatives: [swaps]\ncomponent: clock\nsegment: clinics"
    ),
    f"{REQUESTS}/b.yml": request("2026-02-01", "customer: c-1\nimportance: 3\ninitiatives: [swaps]\ncomponent: clock"),
    f"{REQUESTS}/z.yml": request("2026-03-01", "customer: c-1\ninitiatives: [swaps, rota]"),
    f"{REQUESTS}/c.yml": request("2026-01-01", "customer: c-2\nreason: No."),
    f"{REQUESTS}/d.yml": request("2026-01-01", "importance: 0\ncomponent: clock"),
    f"{REQUESTS}/e.yml": request("2026-01-01", "reason: No.", "declined"),
}


def test_the_weight_of_requests(measured: Measured) -> None:
    results = measured(WEIGHED).results("request-weight")
    overall = only(results)
    assert (overall.value, overall.n) == (3 + 1 + 0 + 1, 6)
    assert overall.details == {"customers": 4, "without_customer": 2, "declined": 1}
    found = {next(iter(result.dimensions.items())): result.value for result in results if result.dimensions}
    assert found == {
        ("initiative", "swaps"): 3 + 1,
        ("initiative", "rota"): 1,
        ("initiative", ""): 0 + 1,
        ("component", "clock"): 3 + 0,
        ("component", ""): 1 + 1 + 1,
        ("segment", "clinics"): 1,
        ("segment", ""): 3 + 1 + 0 + 1,
        ("source", "support"): 3 + 1 + 0 + 1,
        ("status", "new"): 3 + 1 + 0,
        ("status", "declined"): 1,
    }


def test_a_request_without_a_segment_belongs_to_those_that_match_it(measured: Measured) -> None:
    files = {
        "feedback/segments/small.yml": "match: {tier: [small]}\n",
        "feedback/segments/all-of-sales.yml": "match: {source: [sales], tier: [small, Large]}\n",
        "feedback/segments/by-region.yml": "match: {region: [DACH]}\n",
        f"{REQUESTS}/a.yml": request("2026-01-01", "custom: {tier: large}", source="sales"),
        f"{REQUESTS}/b.yml": request("2026-01-01", "custom: {tier: small}", source="sales"),
        f"{REQUESTS}/c.yml": request("2026-01-01", "custom: {tier: small}\nsegment: by-region"),
        f"{REQUESTS}/d.yml": request("2026-01-01"),
    }
    results = measured(files, custom={"request": {"tier": "text"}}).results("request-weight")
    found = {result.dimensions["segment"]: result.value for result in results if "segment" in result.dimensions}
    assert found == {"all-of-sales": 2, "small": 1, "by-region": 1, "": 1}


def test_a_change_among_the_links_of_a_request_answers_it(measured: Measured) -> None:
    files = {
        "roadmap/releases/1.0.yml": "date: 2026-03-31\nstatus: released\n",
        "roadmap/changes/a.yml": "type: fixed\nrelease: '1.0'\n",
        f"{REQUESTS}/a.yml": request("2026-03-01", "links: [change:a]"),
    }
    overall = only(measured(files).results("closed-loop"))
    assert (overall.value, overall.details["median_days"], overall.details["linked"]) == (1, 30, 1)


def test_nobody_asked(measured: Measured) -> None:
    (overall,) = measured({}).results("request-weight")
    assert (overall.value, overall.n) == (0, 0)
