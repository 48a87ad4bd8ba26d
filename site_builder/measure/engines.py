"""Counting responses: how often each score was given, by dimensions and month.

Responses that were read from files are counted by the standard library, up to ``ENGINE_ROWS`` rows: that is done before
pandas is imported. Beyond, a dataframe counts, through narwhals: the same expressions run on pandas (the default),
DuckDB, Polars and PySpark.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from site_builder.measure.statistics.score import ScoreCounts
from site_builder.model.responses import Responses

if TYPE_CHECKING:
    import pandas as pd

ENGINE_ROWS = 1_000_000
"""From so many rows on a dataframe counts; fewer the standard library has counted before pandas is imported."""

SCORE = "score"
DAY = "day"
MONTH = "month"
DIMENSION = "dimension:"
"""What the name of a dimension's column begins with in a frame, so that no dimension can hide the columns above."""

Group = tuple[str, ...]
"""Values of the dimensions in their order (an empty text is the blank group), then the month such as ``2026-03``."""

Counts = Mapping[Group, ScoreCounts]
"""The groups that have a response, in order, with how often each score was given."""


def count_scores(responses: Responses, dimensions: Sequence[str] = (), *, by_month: bool = False) -> Counts:
    """Return the counts of every group that has a response. Raises KeyError for a dimension the responses lack.

    With ``by_month`` the month is the last part of the group, an empty text for responses without a day.
    """
    if len(responses.scores) >= ENGINE_ROWS:
        return count_frame(response_frame(responses), dimensions, by_month=by_month)
    columns: list[Sequence[str]] = [responses.dimensions[name] for name in dimensions]
    if by_month:
        month_of = {day: _month(day) for day in set(responses.days)}
        columns.append([month_of[day] for day in responses.days])
    counted = Counter(zip(*columns, responses.scores, strict=True))
    return _by_group((group, score, count) for (*group, score), count in counted.items())


def response_frame(responses: Responses) -> pd.DataFrame:
    """Return the responses as a pandas frame: score, day, and a column of texts for each dimension."""
    import pandas as pd

    columns: dict[str, Any] = {SCORE: responses.scores, DAY: pd.to_datetime(pd.Series(responses.days))}
    for name, values in responses.dimensions.items():
        columns[DIMENSION + name] = values
    return pd.DataFrame(columns)


def count_frame(frame: Any, dimensions: Sequence[str] = (), *, by_month: bool = False) -> Counts:
    """Return the same as ``count_scores`` for a frame of any library that narwhals knows.

    The frame has the columns of ``response_frame``. Only the counts leave the engine: one row for each group and score.
    """
    import narwhals

    keys = [DIMENSION + name for name in dimensions]
    columns = [narwhals.col(key).cast(narwhals.String).fill_null("") for key in keys]
    if by_month:
        keys.append(MONTH)
        day = narwhals.col(DAY)
        columns.append((day.dt.year() * 100 + day.dt.month()).fill_null(0).alias(MONTH))
    lazy = narwhals.from_native(frame).lazy()
    counted = lazy.select(SCORE, *columns).group_by(*keys, SCORE).agg(narwhals.len().alias("count"))
    # DuckDB and PySpark would need pyarrow to hand over their results otherwise.
    engine = lazy.implementation
    rows = counted.collect("pandas" if engine.is_duckdb() or engine.is_pyspark() else None).rows()
    if not by_month:
        return _by_group((group, score, count) for *group, score, count in rows)
    return _by_group(([*group, _month_text(int(month))], score, count) for *group, month, score, count in rows)


def _by_group(counted: Iterable[tuple[Sequence[str], float, int]]) -> Counts:
    groups: defaultdict[Group, dict[int, int]] = defaultdict(dict)
    for group, score, count in counted:
        groups[tuple(group)][int(score)] = int(count)
    return {group: ScoreCounts.of(groups[group]) for group in sorted(groups)}


def _month(day: date | None) -> str:
    return "" if day is None else _month_text(day.year * 100 + day.month)


def _month_text(number: int) -> str:
    return f"{number // 100:04d}-{number % 100:02d}" if number else ""
