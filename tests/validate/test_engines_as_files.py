"""Any file is counted by an engine as it is read row by row: the same groups, the same faults at the same places."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.model.diagnostic import Diagnostic
from site_builder.model.responses import Responses
from site_builder.validate import engine_choice
from tests.validate.engines import need, survey, write

SCORES = st.sampled_from(["9", " 10", "0", "9.0", "", " ", "NA", "7.5", "11", "-1", '"8"', "nan", "1e1", "null", "inf"])
DAYS = st.sampled_from(
    [
        "2026-01-02",
        "2026-01-31",
        "2026-02-28T23:59:59Z",
        "2026-02-29",
        "",
        "x",
        "2026-03-01 10:00",
        "2026-01-02T01:00+02:00",
    ]
)
REGIONS = st.sampled_from(
    [
        "UK",
        " UK",
        "",
        "NA",
        "null",
        "\\N",
        "Île",
        '"a,b"',
        '"a ""b"""',
        '"two\nlines"',
        "x\ty",
        "#x",
        '""',
        "True",
        "007",
    ]
)
ROWS = st.one_of(
    st.tuples(SCORES, DAYS, REGIONS).map(",".join),
    st.tuples(SCORES, DAYS, REGIONS).map(",".join),
    st.tuples(SCORES, DAYS, REGIONS).map(",".join),
    st.sampled_from(["", "9", "9,2026-01-02", "9,2026-01-02,UK,more", ",,", '9,2026-01-02,U"K']),
)
FILES = st.tuples(st.lists(ROWS, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
FIELDS = "dimensions: [region]\nclosed_on: 2026-06-30\n"


def by_group(found: Responses) -> Counter[tuple[float, str, str]]:
    months = [f"{day:%Y-%m}" if day else "" for day in found.days]
    regions = found.dimensions.get("region", ())
    return Counter(dict(found.tally(found.scores, months, regions)))


def faults(diagnostics: list[Diagnostic]) -> list[str]:
    return [
        f"{each.code} {each.span} {each.message.partition('; in all')[0]}" for each in diagnostics if each.span.line
    ]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
@settings(deadline=None, max_examples=int(os.environ.get("OPSBOOK_EXAMPLES", "40")))
@given(file=FILES)
def test_an_engine_reads_a_file_as_it_is_read_row_by_row(engine: str, file: tuple[list[str], str, bool, bool]) -> None:
    need(engine)
    rows, end, marked, ended = file
    text = (
        ("\ufeff" if marked else "")
        + end.join(["score,responded_at,region", "9,2026-01-02,UK", *rows])
        + (end if ended else "")
    )
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, {"a.csv": text})
        expected, told = survey(root, {"path": "a.csv"}, FIELDS)
        with mock.patch.object(engine_choice, "LARGE", 0):
            found, diagnostics = survey(root, {"engine": engine, "path": "a.csv"}, FIELDS)
    assert (found.rows, found.blank_scores, found.unreadable) == (
        expected.rows,
        expected.blank_scores,
        expected.unreadable,
    )
    assert by_group(found) == by_group(expected)
    assert faults(diagnostics) == faults(told)
