"""The handbook itself: what is open, with whom, and how far it can be relied on."""

from datetime import date
from pathlib import Path

import pytest

from site_builder.measure.base import MeasureContext, Measures
from site_builder.measure.handbook_health import AREAS
from site_builder.model.metric import MetricResult
from site_builder.model.settings import Settings
from tests.measure.conftest import Measured
from tests.rules.stages import read_handbook, write_files

PRACTICE = "status: accepted\narea: {}\nstatement: Do it.\n"


def only(results: tuple[MetricResult, ...], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


def initiative(status: str, fields: str = "") -> str:
    return f"status: {status}\n{fields}\n"


OPEN = {
    "content/team/pm.yml": "team: web\n",
    "roadmap/initiatives/a.yml": initiative("in_progress", "target: 2026-09-30"),
    "roadmap/initiatives/b.yml": initiative("released", "released_on: 2026-09-01"),
    "roadmap/initiatives/c.yml": initiative("idea"),
    "roadmap/changes/unreleased.yml": "type: added\n",
    "roadmap/changes/released.yml": "type: added\nrelease: '1.0'\n",
    "roadmap/releases/1.0.yml": "date: 2026-09-01\nstatus: released\n",
    "roadmap/releases/2.0.yml": "date: 2026-09-01\nstatus: planned\n",
    "roadmap/launches/ahead.yml": "tier: 1\ndate: 2026-10-01\ngates: [{name: docs, due: 2026-09-01}]\n",
    "roadmap/launches/past.yml": "tier: 1\ndate: 2026-09-30\ngates: [{name: docs, due: 2026-09-01}]\n",
    "roadmap/objectives/o.yml": "statement: Better.\nperiod: 2026-Q3\nstatus: active\n",
    "feedback/escalations/e.yml": "severity: high\nstatus: resolved\nsource: team\ndetected_at: 2026-02-01T10:00:00Z\n",
    "content/best-practices/p.yml": PRACTICE.format("roadmap"),
}


def test_workload_by_owner(tmp_path: Path) -> None:
    files = {
        path: f"title: T\nowner: {'pm' if path.endswith(('a.yml', 'c.yml')) else chr(39) + '@team' + chr(39)}\n{text}"
        for path, text in OPEN.items()
    }
    context, _ = read_handbook(write_files(tmp_path, files), date(2026, 10, 1))
    results = Measures(MeasureContext(context.handbook, context.as_of, Settings())).results("workload")
    overall = only(results)
    assert (overall.value, overall.details["owners"], overall.details["past_due"]) == (6, 2, 4)
    assert overall.details["by_kind"] == {"objective": 1, "initiative": 2, "release": 1, "change": 1, "launch": 1}
    assert (only(results, owner="pm").value, only(results, owner="@team").value) == (2, 4)
    assert only(results, owner="pm").details["by_kind"] == {"initiative": 2}
    web, others = only(results, team="web"), only(results, team="")
    assert (web.value, web.details["owners"], web.details["past_due"]) == (2, 1, 1)
    assert (others.value, others.details["owners"], others.details["past_due"]) == (4, 1, 3)


def test_there_is_no_workload_of_teams_where_no_role_names_one(measured: Measured) -> None:
    results = measured({"content/team/pm.yml": "", "roadmap/initiatives/a.yml": initiative("idea")}).results("workload")
    assert [dict(result.dimensions) for result in results] == [{}, {"owner": "@team"}]


def test_an_empty_handbook_is_in_no_health(measured: Measured) -> None:
    overall, *areas = measured({}).results("handbook-health")
    assert (overall.value, overall.n, overall.details["gaps"]) == (0, 0, list(AREAS))
    assert [(area.dimensions["area"], area.value) for area in areas] == [(area, 0) for area in AREAS]
    assert len(AREAS) == 14
    assert measured({}).results("workload")[0].value == 0


def test_the_parts_of_an_area(measured: Measured) -> None:
    files = {
        "content/team/po.yml": "holders: ['@ann']\nareas: [roadmap]\n",
        "roadmap/initiatives/late.yml": initiative("planned", "target: 2026-09-30\nallow: {target-past: It is known.}"),
        "roadmap/initiatives/fine.yml": initiative("planned", "target: 2026-12-30\nreview_by: 2026-09-30"),
        "roadmap/initiatives/step.yml": initiative("planned", "milestones: [{name: M, target: 2026-09}]"),
        "roadmap/decisions/old.yml": "status: accepted\nrevisit_on: 2026-01-01\nreviewed_on: 2026-01-02\n",
        "content/best-practices/p.yml": PRACTICE.format("roadmap"),
    }
    measures = measured(files, rules={"unlinked": "off"})
    roadmap = only(measures.results("handbook-health"), area="roadmap")
    assert roadmap.n == 5
    assert roadmap.details["parts"] == {
        "has_records": 1,
        "has_guidance": 1,
        "has_role": 1,
        "owned": 1,
        "fresh": 0.5,
        "on_time": 0.6,
        "linked": 1,
    }
    assert roadmap.value == pytest.approx(100 * 6.1 / 7)
    assert roadmap.details["stale"] == ["initiative:fine"]
    assert roadmap.details["past_due"] == ["initiative:late", "initiative:step"]
    best = only(measures.results("handbook-health"), area="best-practices")
    assert (best.n, best.details["parts"]["has_guidance"], best.details["parts"]["has_role"]) == (1, 0, 0)
    overall = only(measures.results("handbook-health"))
    assert overall.details["covered"] == ["best-practices", "roadmap"]
    assert (overall.details["suppressed"], overall.details["rules_off"]) == ({"target-past": 1}, ["unlinked"])
    assert overall.value == pytest.approx(((roadmap.value or 0) + (best.value or 0)) / 14)


def test_playbooks_and_tools_and_assets_have_their_areas(measured: Measured) -> None:
    tool = "category: tracking\nstatus: adopt\ndata_classification: internal\n"
    files = {
        "content/playbooks/active.yml": "area: launches\n",
        "content/playbooks/draft.yml": "area: releases\nstatus: draft\n",
        "content/tools/t.yml": tool,
        "content/enablement/stale.yml": "type: faq\naudience: sales\nverified_on: 2026-01-01\n",
        "content/enablement/fresh.yml": "type: training\naudience: sales\nverified_on: 2026-01-01\n",
        "roadmap/experiments/e.yml": "hypothesis: H.\nstatus: stopped\nmetric: m\ncleanup_by: 2026-09-30\n",
        "content/metrics/m.yml": "definition: M.\ndirection: up\nsource: {computed: nps}\n",
    }
    results = measured(files).results("handbook-health")
    assert only(results, area="launches").details["parts"]["has_guidance"] == 1
    assert only(results, area="releases").details["parts"]["has_guidance"] == 0
    assert (only(results, area="tools").n, only(results, area="tech-stack").n) == (1, 1)
    assert only(results, area="workflows").n == 0
    enablement = only(results, area="enablement")
    assert (enablement.details["parts"]["fresh"], enablement.details["stale"]) == (0.5, ["asset:stale"])
    assert only(results, area="experimentation").details["past_due"] == ["experiment:e"]
    assert only(results, area="analytics").details["parts"]["fresh"] == 1


@pytest.mark.parametrize(("reviewed_on", "is_stale"), [("2026-08-31", True), ("2026-09-01", False)])
def test_a_review_on_its_day_is_a_review(measured: Measured, reviewed_on: str, is_stale: bool) -> None:
    text = f"area: launches\nreview_by: 2026-09-01\nreviewed_on: {reviewed_on}\n"
    found = only(measured({"content/playbooks/p.yml": text}).results("handbook-health"), area="launches")
    assert bool(found.details["stale"]) is is_stale


def test_a_computed_metric_is_as_old_as_its_last_wave(measured: Measured) -> None:
    files = {
        "content/metrics/m.yml": "definition: M.\ndirection: up\nsource: {computed: nps}\n",
        "feedback/surveys/s.yml": "type: nps\nresponses: s.csv\nclosed_on: 2026-03-31\n",
        "s.csv": "score\n" + "10\n" * 5,
    }
    for day, stale in (("2026-10-01", []), ("2026-10-02", ["metric:m"])):
        measures = measured(files, day)
        assert only(measures.results("handbook-health"), area="analytics").details["stale"] == stale
        assert measures.results("kpi")[0].details["stale"] is bool(stale)


def test_metrics_without_data_are_a_gap(measured: Measured) -> None:
    metric = "definition: M.\ndirection: up\n"
    files = {
        "content/metrics/none.yml": metric,
        "content/metrics/empty.yml": f"{metric}source: content/metrics/empty.csv\n",
        "content/metrics/empty.csv": "date,value\n",
        "content/metrics/old.yml": f"{metric}source: content/metrics/old.csv\n",
        "content/metrics/old.csv": "date,value\n2025-01-01,1\n",
        "content/metrics/new.yml": f"{metric}source: content/metrics/new.csv\n",
        "content/metrics/new.csv": "date,value\n2026-09-01,1\n",
    }
    analytics = only(measured(files).results("handbook-health"), area="analytics")
    assert analytics.details["no_data"] == ["metric:empty", "metric:none"]
    assert analytics.details["stale"] == ["metric:old"]
    assert analytics.details["parts"]["fresh"] == 0.25


def test_actions_past_due_and_gates(measured: Measured) -> None:
    escalation = "severity: high\nstatus: closed\nsource: team\ndetected_at: 2026-02-01T10:00:00Z\nactions: [{}]\n"
    files = {
        "feedback/escalations/late.yml": escalation.format("{title: A, due: 2026-09-30}"),
        "feedback/escalations/done.yml": escalation.format("{title: A, due: 2026-09-30, done_on: 2026-10-01}"),
        "feedback/escalations/today.yml": escalation.format("{title: A, due: 2026-10-01}, {title: B}"),
        "roadmap/launches/l.yml": "tier: 1\ndate: 2026-12-01\n"
        "gates: [{name: a, due: 2026-09-01, status: done}, {name: b, due: 2026-09-01, status: blocked}]\n",
        "roadmap/launches/fine.yml": "tier: 1\ndate: 2026-12-01\ngates: [{name: a, status: todo}]\n",
    }
    overall = only(measured(files).results("handbook-health"))
    assert overall.details["past_due"] == ["escalation:late", "launch:l"]


@pytest.mark.parametrize(
    ("holders", "unowned"),
    [
        ({"po": "", "pm": ""}, ["initiative:nobody"]),
        ({"po": "holders: ['@ann']\n", "pm": ""}, ["initiative:nobody", "initiative:pm"]),
    ],
)
def test_owners_that_cannot_be_found(tmp_path: Path, holders: dict[str, str], unowned: list[str]) -> None:
    files = {f"content/team/{name}.yml": f"title: R\nowner: '@team'\n{text}" for name, text in holders.items()}
    for owner in ("po", "pm", "nobody"):
        files[f"roadmap/initiatives/{owner}.yml"] = f"title: I\nowner: {owner}\nstatus: idea\ndepends_on: [handle]\n"
    files["roadmap/initiatives/handle.yml"] = "title: I\nowner: '@team'\nstatus: idea\nsummary: See [[tool:gone]].\n"
    context, _ = read_handbook(write_files(tmp_path, files), date(2026, 10, 1))
    overall = only(Measures(MeasureContext(context.handbook, context.as_of, Settings())).results("handbook-health"))
    assert overall.details["unowned"] == unowned
    assert overall.details["dangling"] == ["initiative:handle", "initiative:nobody"]
