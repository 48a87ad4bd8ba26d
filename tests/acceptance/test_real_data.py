"""A handbook of real data, against figures that were computed elsewhere."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.commands import opsbook, wrong
from tests.acceptance.once import made_once

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not os.environ.get("OPSBOOK_REAL_DATA"), reason="OPSBOOK_REAL_DATA names no folder"),
]

DAY = "2026-08-22"
Result = Mapping[str, Any]
Select = Callable[..., Result]


def near(value: float) -> Any:
    """Return what equals a figure that was rounded to six decimals."""
    return pytest.approx(value, abs=6e-7)


@pytest.fixture(scope="module")
def key() -> Any:
    return json.loads((Path(os.environ["OPSBOOK_REAL_DATA"]) / "keys/open.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def copy(folder: Path) -> None:
        shutil.copytree(Path(os.environ["OPSBOOK_REAL_DATA"]) / "handbook", folder, dirs_exist_ok=True)

    return made_once(tmp_path_factory, "real-data", copy)


@pytest.fixture(scope="module")
def results(handbook: Path) -> list[Result]:
    done = opsbook("metrics", "--format", "json", "--as-of", DAY, cwd=handbook)
    assert done.returncode == 0, wrong(done)
    found: list[Result] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def one(results: list[Result]) -> Select:
    """Return the result of a metric for exactly these dimensions."""

    def select(name: str, **dimensions: str) -> Result:
        [found] = [each for each in results if each["name"] == name and each["dimensions"] == dimensions]
        return found

    return select


def test_it_checks_without_an_error(handbook: Path) -> None:
    done = opsbook("check", "--as-of", DAY, "--format", "json", cwd=handbook)
    assert done.returncode == 0, wrong(done)
    assert {finding["severity"] for finding in json.loads(done.stdout)} <= {"warning", "info"}


def test_it_builds_with_a_page_for_each_record(handbook: Path, key: Any, tmp_path: Path) -> None:
    done = opsbook("build", "--as-of", DAY, "--site-dir", tmp_path / "site", cwd=handbook)
    assert done.returncode == 0, wrong(done)
    assert "Traceback" not in done.stderr
    index = json.loads((tmp_path / "site/api/v1/index.json").read_text(encoding="utf-8"))
    counted = {entry["kind"]: entry["count"] for entry in index["collections"] if entry["count"]}
    assert counted == {kind: count["total"] for kind, count in key["counts"].items()}
    assert sum(counted.values()) == 2158
    for entry in index["collections"]:
        for record in json.loads((tmp_path / "site" / entry["url"]).read_text(encoding="utf-8"))["records"]:
            assert (tmp_path / "site" / record["url"] / "index.html").is_file(), record["url"]


def assert_nps(result: Result, expected: Mapping[str, Any]) -> None:
    details = result["details"]
    assert {name: details[name] for name in ("promoters", "passives", "detractors")} == {
        name: expected[name] for name in ("promoters", "passives", "detractors")
    }
    assert result["n"] == expected["n"]
    assert result["value"] == near(expected["nps"])
    assert (details["centre"], details["margin"]) == (near(expected["centre"]), near(expected["margin"]))
    interval = result["interval"]
    assert [interval["low"], interval["high"], interval["level"]] == [*map(near, expected["interval95"]), 0.95]


def test_nps_of_every_wave(key: Any, one: Select) -> None:
    assert len(key["surveys"]) == 4
    for survey, expected in key["surveys"].items():
        result = one("nps", survey=survey)
        assert_nps(result, expected)
        assert result["details"]["histogram"] == expected["histogram"]
        assert result["details"]["excluded"] == expected["blank_scores"]


def test_nps_by_dimension(key: Any, results: list[Result]) -> None:
    compared = 0
    for survey, wave in key["surveys"].items():
        for dimension, expected in wave["by_dimension"].items():
            found = {
                result["dimensions"][dimension]: result
                for result in results
                if result["name"] == "nps" and result["dimensions"].keys() == {"survey", dimension}
                and result["dimensions"]["survey"] == survey
            }  # fmt: skip
            shown = {group: result for group, result in found.items() if not result["suppressed"]}
            assert shown.keys() == expected["groups"].keys(), (survey, dimension)
            assert len(found) - len(shown) == expected["groups_under_5"], (survey, dimension)
            for group, figures in expected["groups"].items():
                assert_nps(shown[group], figures)
                compared += 1
    assert compared > 60


def test_changes_of_nps(key: Any, one: Select) -> None:
    for expected in key["nps_changes"]:
        result = one("nps-change", survey=expected["to"])
        assert (result["value"], result["details"]["z"]) == (near(expected["difference"]), near(expected["z"]))
        assert result["details"]["p"] == near(expected["p"])
        assert result["details"]["from"] == expected["from"]


def test_time_to_resolve(key: Any, one: Select) -> None:
    times = key["escalations"]
    rows: list[tuple[dict[str, str], Any]] = [({}, times["time_to_resolve"])]
    rows += [({"severity": name}, expected) for name, expected in times["time_to_resolve_by_severity"].items()]
    assert len(rows) == 5
    for dimensions, expected in rows:
        result = one("time-to-resolve", **dimensions)
        assert result["unit"] == "minutes"
        assert (result["n"], result["value"]) == (expected["n"], near(expected["median"]))
        assert result["details"]["p85"] == pytest.approx(expected["p85"], abs=6e-4)
    closed = one("time-to-close")
    assert (closed["n"], closed["value"]) == (times["time_to_close"]["n"], near(times["time_to_close"]["median"]))
    assert one("open-escalations")["value"] == key["counts"]["escalation"]["by_status"]["open"]


def test_initiatives_by_status(key: Any, one: Select) -> None:
    counts = key["counts"]["initiative"]
    assert one("initiatives")["value"] == counts["total"] == 736
    assert {status: one("initiatives", status=status)["value"] for status in counts["by_status"]} == counts["by_status"]
    assert {team: one("initiatives", team=team)["value"] for team in counts["by_team"]} == counts["by_team"]


def test_changes_of_every_release(key: Any, one: Select) -> None:
    releases = key["releases"]
    for version, count in releases["changes_per_release"].items():
        release = "" if version == "unreleased" else version
        assert one("changes-per-release", release=release)["value"] == count, version
    over_all = one("changes-per-release")["details"]
    assert Counter(over_all["by_type"]) == Counter(releases["changes_by_type"])
    assert over_all["breaking"] == releases["breaking"]
    assert one("changes-per-release", release="15.0.0")["details"]["by_type"] == releases["by_type_in_15.0.0"]
