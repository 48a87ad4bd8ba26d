"""A closer look at data on an engine: rows that are there twice, and rows in which something cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import narwhals as nw

from site_builder.load.engines.base import ROW, Engine
from site_builder.load.engines.tally import day_column

_DAY, _KEY, _COUNT = "day", "key", "count"


def surplus(engine: Engine, frame: nw.LazyFrame[Any], identity: str, day: str | None) -> int:
    """Return how many rows have the id and the day of another row, beyond the first of each. Blank ids are nobody's."""
    schema = frame.collect_schema()
    rows = frame.select(
        nw.col(identity).cast(nw.String).fill_null("").alias(_KEY),
        (nw.lit("") if day is None else day_column(schema, day, "utc").cast(nw.String).fill_null("")).alias(_DAY),
    ).filter(nw.col(_KEY) != nw.lit(""))
    ((all_, distinct),) = engine.rows(rows.select(nw.len().alias("rows"), nw.col(_KEY).n_unique().alias("distinct")))
    if all_ == distinct:
        return 0
    day_of = nw.col(_DAY).str.slice(0, 10)
    repeated = rows.with_columns(day_of.alias(_DAY)).group_by(_KEY, _DAY).agg(nw.len().alias(_COUNT))
    ((more,),) = engine.rows(repeated.select((nw.col(_COUNT) - 1).sum().alias(_COUNT)))
    return int(more)


def find_rows(
    engine: Engine, path: Path, column: str, texts: Sequence[str], most: int, days: str | None = None
) -> list[tuple[int, str]]:
    """Return the numbers of the first rows of a Parquet file in which a column has one of these texts, and the text."""
    frame = engine.numbered(path)
    schema = frame.collect_schema()
    text = nw.col(column) if days is None else day_column(schema, column, days)
    found = frame.select(nw.col(ROW), text.cast(nw.String).fill_null("").alias(_KEY))
    hits = found.filter(nw.col(_KEY).is_in(list(texts))).sort(ROW).head(most)
    return [(int(row), key) for row, key in engine.rows(hits)]
