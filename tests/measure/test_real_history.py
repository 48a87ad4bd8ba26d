"""A real history of 26 years against facts that another program found in it.

OPSBOOK_REAL_DATA names a folder with ``history.bundle`` and ``keys/history.json``.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from site_builder.history.promises import promises_of
from site_builder.history.timelines import Timeline, Timelines
from site_builder.measure.base import Measures
from site_builder.measure.common.roadmap import roadmap_of
from site_builder.measure.common.roadmap_flow import STAGES, roadmap_flow
from site_builder.model.metric import MetricResult
from site_builder.model.reference import Reference
from site_builder.pipeline import check
from tests.history.repository import git_clone
from tests.support import inputs_of, write

DATA = os.environ.get("OPSBOOK_REAL_DATA", "")
pytestmark = [pytest.mark.real_data, pytest.mark.skipif(not DATA, reason="OPSBOOK_REAL_DATA is not set")]

AS_OF = date(2026, 8, 22)
EXACT = 6e-5
"""Days in the key have four decimals."""


@pytest.fixture(scope="module")
def key() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(Path(DATA, "keys/history.json").read_text(encoding="utf-8"))
    return facts


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory) -> Measures:
    root = tmp_path_factory.mktemp("history") / "handbook"
    git_clone(Path(DATA, "history.bundle"), root)
    return check(inputs_of(write(root, {}), AS_OF)).measures


@pytest.fixture(scope="module")
def history(measures: Measures) -> Timelines:
    return measures.context.history.timelines


def only(measures: Measures, name: str, **dimensions: str) -> MetricResult:
    (found,) = measures.where(name, **dimensions)
    return found


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def named(history: Timelines, name: str) -> Timeline:
    timeline = history.of(Reference("initiative", name))
    assert timeline is not None
    return timeline


def test_records_and_their_ends(history: Timelines, key: dict[str, Any]) -> None:
    timelines = history.of_kind("initiative")
    assert len(timelines) == key["initiatives_ever"]
    last = [timeline.last.state for timeline in timelines]
    assert sum(state is not None for state in last) == key["initiatives_at_end"]
    assert Counter(state["status"] for state in last if state) == key["status_at_end"]
    removals = [
        (timeline.reference.id, version.commit.id)
        for timeline in timelines
        for version in timeline.versions
        if version.state is None
    ]
    assert sorted(removals) == sorted((entry["id"], entry["commit"]) for entry in key["removals"])


def test_the_tree_at_the_start_of_years(history: Timelines, key: dict[str, Any]) -> None:
    for year, expected in key["status_at_start_of_year"].items():
        start = datetime(int(year), 1, 1, tzinfo=UTC)
        states = [timeline.state_before(start) for timeline in history.of_kind("initiative")]
        assert Counter(state["status"] for state in states if state) == expected, year


def test_slips(measures: Measures, key: dict[str, Any]) -> None:
    found, expected = only(measures, "slips"), key["slips"]
    details = found.details
    assert (found.value, details["pull_ins"]) == (expected["later"], expected["earlier"])
    assert details["records"] == expected["initiatives_that_slipped"]
    assert details["gross_days"] == expected["total_days_later"]
    assert details["net_days"] == expected["total_days_net"]
    assert details["median_days"] == expected["median_days_later"]
    assert (details["corrections"], details["removed"]) == (expected["corrections"], expected["targets_removed"])
    worst = expected["worst"]
    assert [details["worst"][name] for name in ("id", "days", "from", "to")] == [
        worst[name] for name in ("id", "days", "from", "to")
    ]
    assert moment(details["worst"]["at"]) == moment(worst["at"])
    slips = {name: len(made.slips) for name, made in roadmap_of(measures.context).promises.items()}
    assert [[name, slips[name]] for name, _ in expected["most_often"]] == expected["most_often"]


def test_on_time(measures: Measures, key: dict[str, Any]) -> None:
    found, expected = only(measures, "on-time"), key["on_time"]
    details, late = found.details, expected["days_late_of_late_ones"]
    assert found.n == expected["released_with_a_promise"]
    assert found.value == pytest.approx(expected["share"], abs=6e-7)
    assert (details["on_time"], details["released"]) == (expected["on_time"], expected["released"])
    assert found.n - details["on_time"] == late["n"]
    assert [details[f"{name}_days_late"] for name in ("median", "p85", "min", "max")] == pytest.approx(
        [late[name] for name in ("median", "p85", "min", "max")], abs=EXACT
    )
    assert details["latest"][:5] == expected["latest_five"]


def test_cycle_times_and_work_in_progress(measures: Measures, key: dict[str, Any]) -> None:
    found, expected = only(measures, "cycle-time"), key["cycle_time_days"]
    assert (found.n, found.unit) == (expected["n"], "days")
    assert found.value == pytest.approx(expected["median"], abs=EXACT)
    for name in ("p85", "min", "max"):
        assert found.details[name] == pytest.approx(expected[name], abs=EXACT)
    assert found.details["out_of_order"] == expected["released_before_in_progress"]
    assert only(measures, "work-in-progress").details["items"] == key["in_progress_at_end"]


def test_what_was_released_in_each_year(measures: Measures, key: dict[str, Any]) -> None:
    years = Counter(str(commit.day.year) for commit in roadmap_of(measures.context).released_commits.values())
    assert years == {year: count for year, count in key["released_first_per_year"].items() if count}


def test_say_do(measures: Measures, key: dict[str, Any]) -> None:
    for year, expected in key["say_do"].items():
        details = only(measures, "say-do", period=year).details
        assert {name: details[name] for name in expected} == expected, year


def test_single_initiatives(history: Timelines, key: dict[str, Any]) -> None:
    for name, expected in key["initiatives"].items():
        timeline = named(history, name)
        first = promises_of(timeline).first
        assert (str(first.target) if first else None) == expected["first_promise"], name
        targets = [(version.commit.at, after) for version, _, after in _targets(timeline)]
        assert targets == [(moment(entry["at"]), entry["target"]) for entry in expected["targets_in_order"]], name
        for status, entry in expected["first_commit_per_status"].items():
            version = next(v for v in timeline.versions if v.state and v.state["status"] == status)
            assert (version.commit.id, version.commit.at) == (entry["commit"], moment(entry["at"])), (name, status)


def _targets(timeline: Timeline) -> Iterator[tuple[Any, str | None, str | None]]:
    """Yield the first version and each in which the target changed, but for removals of the file."""
    before: str | None = ""
    for version in timeline.versions:
        if version.state is not None:
            after = version.state.get("target")
            if after != before:
                yield version, before, after
            before = after


def test_the_flow_of_the_roadmap_has_the_statuses_of_each_year(measures: Measures, key: dict[str, Any]) -> None:
    years = sorted(key["status_at_start_of_year"])
    days = [date(int(year) - 1, 12, 31) for year in years]
    flow = roadmap_flow(roadmap_of(measures.context).timelines, [*days, AS_OF])
    known = [*(key["status_at_start_of_year"][year] for year in years), key["status_at_end"]]
    expected = [tuple(counts.get(stage, 0) for stage in STAGES) for counts in known]
    assert [(*row[:-1], row[-1] + flow.finished_before) for row in flow.counts] == expected
