"""What holds for the results of every metric, shown on a handbook that has a little of everything."""

from __future__ import annotations

import json

import pytest

from site_builder.export.metric_results import as_plain
from site_builder.measure.base import Measures, all_metrics
from tests.history.made import timelines
from tests.measure.conftest import Measured

CONTRACT = frozenset(
    """
    nps nps-change csat ces response-rate closed-loop request-weight time-to-acknowledge time-to-mitigate
    time-to-resolve time-to-close open-escalations policy-breaches actions-on-time recurrence initiatives slips on-time
    say-do cycle-time throughput work-in-progress item-age forecast changes-per-release launch-readiness sample-ratio
    experiment-effect experiment-portfolio flow-efficiency dwell bottleneck assets-fresh launch-coverage
    practice-adoption tool-cost seat-utilisation kpi key-results updates-on-cadence reviews-overdue workload
    handbook-health
    """.split()
)
"""The names that other programs build on."""

OWN_UNIT = frozenset(("experiment-effect", "kpi", "tool-cost", "cycle-time", "item-age"))
"""Metrics whose results have the unit of what they measure: of workflows minutes, of the roadmap days."""

SURVEY = "responses: feedback/responses/{0}.csv\ndimensions: [region]\nclosed_on: 2026-06-30\n"
ROWS = (
    "score,responded_at,region,comment\n"
    + "5,2026-01-01,UK,Good.\n4,2026-05-01,UK,\n" * 6
    + "1,2026-05-02,FR,Bad.\n" * 5
    + ",,,\n"
)

FILES = {
    "content/team/po.yml": "holders: ['@ann']\nareas: [roadmap]\nteam: web\n",
    "feedback/surveys/nps.yml": f"type: nps\n{SURVEY.format('nps')}",
    "feedback/surveys/csat.yml": f"type: csat\n{SURVEY.format('csat')}",
    "feedback/surveys/ces.yml": f"type: ces\n{SURVEY.format('ces')}",
    **{f"feedback/responses/{name}.csv": ROWS for name in ("nps", "csat", "ces")},
    "feedback/segments/uk.yml": "match: {region: [UK]}\n",
    "feedback/requests/r.yml": "source: survey\nsubmitted_on: 2026-01-01\nstatus: released\ninitiatives: [i]\n"
    "customer: c-1\nimportance: 2\nlinks: [survey:nps]\n",
    "feedback/escalations/e.yml": "severity: high\nstatus: resolved\nsource: team\ndetected_at: 2026-02-01T10:00:00Z\n"
    "acknowledged_at: 2026-02-01T10:01:00Z\nresolved_at: 2026-02-03T12:00:00Z\n",
    "roadmap/initiatives/i.yml": "status: released\nreleased_on: 2026-03-01\n",
    "roadmap/initiatives/late.yml": "status: in_progress\ntarget: 2026-03-01\nallow: {target-past: It is known.}\n",
    "roadmap/launches/l.yml": "tier: 1\ndate: 2026-11-01\ngates: [{name: docs, due: 2026-09-01}]\n",
    "roadmap/objectives/o.yml": "statement: Better.\nperiod: 2026\nstatus: active\n"
    "key_results: [{metric: m, from: 1, to: 9}]\n",
    "roadmap/decisions/d.yml": "status: accepted\ndecided_on: 2026-06-15\nsubject: practice:p\n",
    "roadmap/updates/u1.yml": "subject: initiative:late\ndate: 2026-08-01\nhealth: on_track\nnext_due: 2026-08-08\n",
    "roadmap/updates/u2.yml": "subject: initiative:late\ndate: 2026-08-08\nhealth: at_risk\n",
    "roadmap/experiments/x.yml": "hypothesis: H.\nstatus: stopped\nmetric: m\nplan: {baseline: 0.5, mde: 0.1}\n"
    "started_on: 2026-01-01\nended_on: 2026-01-31\ncleanup_by: 2026-02-28\nvariants:\n"
    "  - {key: a, control: true, units: 100, conversions: 50}\n  - {key: b, units: 90, conversions: 55}\n"
    "  - {key: c, units: 90}\n",
    "content/metrics/m.yml": "definition: M.\ndirection: up\nunit: shifts\nbaseline: 1\n"
    "target: {value: 9, by: 2026-Q4}\n"
    "source: content/metrics/m.csv\ndimensions: [region]\n",
    "content/metrics/m.csv": "date,value,region\n"
    + "".join(f"{year}-{month:02d}-28,{month},UK\n" for year in (2025, 2026) for month in range(1, 10)),
    "content/metrics/none.yml": "definition: No data.\ndirection: none\n",
    "content/best-practices/p.yml": "status: accepted\narea: roadmap\nstatement: Do it.\nmetric: m\n"
    "applies_to: [web, app]\nadopted_by: [web]\nreview_by: 2026-03-01\n",
    "content/tools/t.yml": "category: tracking\nstatus: adopt\ndata_classification: internal\n"
    "cost: {amount: 100, currency: EUR, per: month}\nseats: {paid: 10, active: 8}\n",
    "content/enablement/a.yml": "type: faq\naudience: sales\nverified_on: 2026-09-01\nlaunch: l\n",
    "content/workflows/w.yml": "items: content/workflows/w.csv\n"
    "stages: [{name: todo, wip_limit: 1}, {name: doing, active: true}, {name: done}]\n",
    "content/workflows/w.csv": "item,stage,entered_at\na,todo,2026-09-01\na,doing,2026-09-02\na,done,2026-09-04\n"
    "b,todo,2026-09-01\nb,doing,2026-09-05\nc,todo,2026-09-01\n",
    "content/workflows/git.yml": "from: git\nstages: [{name: idea}, {name: released}]\n",
}
HISTORY = timelines(
    {
        "early": [("2025-11-01", "released 2025-12-31"), ("2025-11-02", "in_progress 2025-12-31")],
        "gone": [("2025-12-01", "planned 2026-03-31"), ("2026-01-10", None)],
        "i": [
            ("2025-12-01", "planned 2026-01-31 milestones/Pilot=2026-01-15"),
            ("2026-01-05", "in_progress 2026-02-15 milestones/Pilot=2026-02-01"),
            ("2026-03-01", "released 2026-02-15"),
        ],
        "late": [("2025-12-01", "in_progress 2026-03-01"), ("2025-12-05", "in_progress")],
    },
    began="2025-06-01",
)
"""What the commits say."""
POLICIES = {"response": {"high": {"acknowledge": "15m", "resolve": "4h"}}, "launch_gates": {1: ["docs", "sales"]}}


@pytest.fixture
def measures(measured: Measured) -> Measures:
    return measured(FILES, policies=POLICIES, history=HISTORY)


def test_all_promised_metrics_are_there() -> None:
    assert set(all_metrics()) == CONTRACT


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_results_are_complete_unique_and_plain(measures: Measures, name: str) -> None:
    metric, results = all_metrics()[name], measures.results(name)
    assert results or name == "nps-change"
    for result in results:
        assert (result.name, result.method) == (metric.name, metric.method)
        assert result.unit == metric.unit or name in OWN_UNIT
        assert (result.value is None) == (bool(result.reason) or result.suppressed)
        assert set(result.details) <= set(metric.details)
        assert json.dumps(as_plain(result), allow_nan=False)
        if result.interval is not None and result.value is not None and name != "nps":
            assert result.interval.low <= result.value <= result.interval.high
    dimensions = [tuple(sorted(result.dimensions.items())) for result in results]
    assert len(set(dimensions)) == len(dimensions)


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_what_is_explained_is_there(measures: Measures, name: str) -> None:
    results = measures.results(name)
    if not results or all(result.value is None for result in results) or name == "nps-change":
        pytest.skip("shown elsewhere")
    seen = {key for result in results for key in result.details}
    assert seen == set(all_metrics()[name].details)


def test_the_date_is_what_today_means(measured: Measured) -> None:
    """What lies after the as-of date changes nothing."""
    later = {
        "content/metrics/m.csv": FILES["content/metrics/m.csv"] + "2026-10-02,99,UK\n",
        "content/workflows/w.csv": FILES["content/workflows/w.csv"] + "c,done,2026-10-02\n",
        "roadmap/updates/u3.yml": "subject: initiative:late\ndate: 2026-10-02\nhealth: off_track\n",
        "roadmap/decisions/e.yml": "status: accepted\ndecided_on: 2026-10-02\nsubject: practice:p\n",
    }
    names = sorted(CONTRACT - {"handbook-health"})
    before = measured(FILES, policies=POLICIES, history=HISTORY)
    expected = {name: before.results(name) for name in names}
    after = measured({**FILES, **later}, policies=POLICIES, history=HISTORY)
    assert {name: after.results(name) for name in names} == expected
