"""Metrics that are to be computed as one that the program does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import check_files

RECORD = "content/metrics/m.yml"
METRIC = "title: M\nowner: '@team'\ndefinition: What counts.\ndirection: up\n"


@pytest.mark.parametrize(
    ("source", "place", "hint"),
    [
        ("{computed: npz}", f"{RECORD}:5:20", "did you mean 'nps'?"),
        ("'computed: npz'", f"{RECORD}:5:9", "did you mean 'nps'?"),
        ("{computed: happiness-of-all}", f"{RECORD}:5:20", "opsbook metrics lists those that there are"),
    ],
)
def test_a_metric_that_is_not_there_is_an_error_at_its_name(source: str, place: str, hint: str, tmp_path: Path) -> None:
    [found] = check_files(tmp_path, {RECORD: f"{METRIC}source: {source}\n"}).diagnostics
    assert (found.code, found.severity.value, str(found.span)) == ("dangling-reference", "error", place)
    assert found.hint == hint


def test_a_metric_that_is_there_is_none(tmp_path: Path) -> None:
    assert check_files(tmp_path, {RECORD: f"{METRIC}source: {{computed: nps}}\n"}).diagnostics == ()


@pytest.mark.parametrize(
    ("unit", "computed", "message"),
    [
        ("hours", "csat", "csat is computed in share and cannot be shown in hours"),
        ("'%'", "time-to-resolve", "time-to-resolve is computed in minutes and cannot be shown in %"),
        ("'%'", "nps", "nps is computed in points and cannot be shown in %"),
    ],
)
def test_a_unit_that_the_computed_value_does_not_have_is_an_error(
    unit: str, computed: str, message: str, tmp_path: Path
) -> None:
    text = f"{METRIC}unit: {unit}\nsource: {{computed: {computed}}}\n"
    [found] = check_files(tmp_path, {RECORD: text}).diagnostics
    assert (found.code, str(found.span), found.message) == ("invalid-value", f"{RECORD}:5:7", message)


@pytest.mark.parametrize(
    ("unit", "computed"),
    [("'%'", "csat"), ("hours", "time-to-resolve"), ("Days", "forecast"), ("EUR", "tool-cost"), ("score", "nps")],
)
def test_a_unit_that_the_computed_value_can_be_shown_in_is_none(unit: str, computed: str, tmp_path: Path) -> None:
    text = f"{METRIC}unit: {unit}\nsource: {{computed: {computed}}}\n"
    assert check_files(tmp_path, {RECORD: text}).diagnostics == ()
