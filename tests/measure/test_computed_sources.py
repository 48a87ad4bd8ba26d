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
