"""The page about reliability over a real history of 26 years, against facts that another program found in it.

OPSBOOK_REAL_DATA names a folder with ``history.bundle`` and ``keys/history.json``.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.model.page import Page
from site_builder.views.parts import ChartFigure
from site_builder.views.reliability import pages
from tests.history.repository import git_clone
from tests.support import check_files, view_context
from tests.views.reading import by_url, column, parts, table

DATA = os.environ.get("OPSBOOK_REAL_DATA", "")
pytestmark = [pytest.mark.real_data, pytest.mark.skipif(not DATA, reason="OPSBOOK_REAL_DATA is not set")]


@pytest.fixture(scope="module")
def key() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(Path(DATA, "keys/history.json").read_text(encoding="utf-8"))
    return facts


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Page]:
    root = tmp_path_factory.mktemp("history") / "handbook"
    git_clone(Path(DATA, "history.bundle"), root)
    return by_url(pages(view_context(check_files(root, {}, date(2026, 8, 22)))))


def test_the_first_sentence(found: Mapping[str, Page], key: dict[str, Any]) -> None:
    lead = found["roadmap/reliability/"].content.lead
    slips, cycle, kept = key["slips"], key["cycle_time_days"], key["on_time"]
    assert lead.startswith(f"{slips['initiatives_that_slipped']} of ")
    assert f"slipped, {slips['later']} times in all" in lead
    assert f"{kept['share']:.0%} kept their first promise, n {kept['released_with_a_promise']}" in lead
    assert f"median cycle time {cycle['median']:.0f} days, 85% within {cycle['p85']:,.0f} days, n {cycle['n']}" in lead


def test_every_slip_has_its_row(found: Mapping[str, Page], key: dict[str, Any]) -> None:
    slipped = table(found["roadmap/reliability/slips/"], "slipped")
    times = [int(count) for count in column(slipped, "Slips")]
    assert (len(times), sum(times)) == (key["slips"]["initiatives_that_slipped"], key["slips"]["later"])
    assert sorted(times)[-3:] == [5, 6, 7]


def test_quarters_of_all_years_are_in_the_tables(found: Mapping[str, Page]) -> None:
    charts = {figure.name: figure for figure in parts(found["roadmap/reliability/"], ChartFigure)}
    assert len(charts["on-time-by-quarter"].table.rows) == 105
    assert len(charts["say-do-by-quarter"].table.rows) == 104
    assert len(charts["released-over-time"].table.rows) == 12


def test_releases_of_all_years_are_told(found: Mapping[str, Page], key: dict[str, Any]) -> None:
    told = table(found["roadmap/reliability/"], "released-by-quarter")
    by_year: Counter[str] = Counter()
    for quarter, count in zip(column(told, "Quarter"), column(told, "Released"), strict=True):
        by_year[quarter[:4]] += int(count)
    # The first quarter of the history and the running one are not full.
    whole = [year for year in key["released_first_per_year"] if year not in ("2000", "2026")]
    assert {year: by_year[year] for year in whole} == {year: key["released_first_per_year"][year] for year in whole}
