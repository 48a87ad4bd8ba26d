from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.measure import engines
from site_builder.measure.engines import count_frame, count_scores, response_frame
from site_builder.measure.statistics.score import ScoreCounts
from site_builder.model.responses import Responses

DAYS = (date(2026, 1, 31), date(2026, 2, 1), date(2025, 12, 31), None)
REGIONS = ("DACH", "UK", "", "null", "NA")
PLANS = ("free", "team")

rows = st.lists(
    st.tuples(st.integers(0, 10), st.sampled_from(DAYS), st.sampled_from(REGIONS), st.sampled_from(PLANS)), max_size=30
)
GROUPINGS = [((), False), ((), True), (("region",), False), (("region",), True), (("plan", "region"), True)]


def responses(given_rows: list[tuple[int, date | None, str, str]]) -> Responses:
    scores, days, regions, plans = zip(*given_rows, strict=True) if given_rows else ((), (), (), ())
    dimensions = {"region": regions, "plan": plans}
    return Responses("q", len(scores), scores=tuple(map(float, scores)), days=days, dimensions=dimensions)


EXAMPLE = responses(
    [
        (10, DAYS[0], "DACH", "team"),
        (10, DAYS[0], "DACH", "free"),
        (3, DAYS[1], "DACH", "free"),
        (7, DAYS[3], "", "free"),
        (0, DAYS[2], "NA", "free"),
    ]
)


def brute_force(answers: Responses, dimensions: tuple[str, ...], by_month: bool) -> dict[tuple[str, ...], ScoreCounts]:
    found: dict[tuple[str, ...], Counter[int]] = {}
    for row, (score, day) in enumerate(zip(answers.scores, answers.days, strict=True)):
        group = tuple(answers.dimensions[name][row] for name in dimensions)
        if by_month:
            group += (f"{day:%Y-%m}" if day else "",)
        found.setdefault(group, Counter())[int(score)] += 1
    return {group: ScoreCounts.of(counts) for group, counts in found.items()}


def test_groups_have_a_known_count() -> None:
    counts = count_scores(EXAMPLE, ("region",), by_month=True)
    assert list(counts) == [("", ""), ("DACH", "2026-01"), ("DACH", "2026-02"), ("NA", "2025-12")]
    assert counts["DACH", "2026-01"].histogram == (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)
    assert count_scores(EXAMPLE)[()].n == 5


def test_nobody_answered() -> None:
    assert count_scores(responses([])) == {}
    assert count_frame(response_frame(responses([])), ("region",), by_month=True) == {}


def test_a_dimension_the_responses_lack() -> None:
    with pytest.raises(KeyError):
        count_scores(EXAMPLE, ("country",))


@pytest.mark.parametrize(("dimensions", "by_month"), GROUPINGS)
@settings(deadline=None, max_examples=30)
@given(given_rows=rows)
def test_the_standard_library_and_pandas_count_the_same(
    given_rows: list[tuple[int, date | None, str, str]], dimensions: tuple[str, ...], by_month: bool
) -> None:
    answers = responses(given_rows)
    expected = brute_force(answers, dimensions, by_month)
    assert count_scores(answers, dimensions, by_month=by_month) == expected
    if given_rows:
        assert count_frame(response_frame(answers), dimensions, by_month=by_month) == expected


def test_large_files_are_counted_by_a_dataframe(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = count_scores(EXAMPLE, ("region",), by_month=True)
    used: list[int] = []

    def frame(answers: Responses) -> Any:
        used.append(len(answers.scores))
        return response_frame(answers)

    monkeypatch.setattr(engines, "ENGINE_ROWS", 5)
    monkeypatch.setattr(engines, "response_frame", frame)
    assert count_scores(EXAMPLE, ("region",), by_month=True) == expected
    assert used == [5]


def frame_of(engine: str) -> Any:
    """Return EXAMPLE as a frame of an engine, with missing values where an export has them."""
    library = pytest.importorskip(engine)
    if engine == "duckdb":
        return library.from_df(response_frame(EXAMPLE))
    columns = {
        "score": EXAMPLE.scores,
        "day": EXAMPLE.days,
        "dimension:region": [region or None for region in EXAMPLE.dimensions["region"]],
        "dimension:plan": EXAMPLE.dimensions["plan"],
    }
    if engine == "polars":
        return library.DataFrame(columns)
    session = pytest.importorskip("pyspark.sql").SparkSession.builder.master("local[1]").getOrCreate()
    return session.createDataFrame(list(zip(*columns.values(), strict=True)), list(columns))


@pytest.mark.parametrize("engine", ["polars", "duckdb", "pyspark"])
@pytest.mark.parametrize(("dimensions", "by_month"), GROUPINGS)
def test_every_engine_counts_the_same(engine: str, dimensions: tuple[str, ...], by_month: bool) -> None:
    counts = count_frame(frame_of(engine), dimensions, by_month=by_month)
    assert counts == count_scores(EXAMPLE, dimensions, by_month=by_month)
