"""Counting rows on an engine: the same expressions on every one.

Scores and dimensions are counted as the texts that stand in the data; who asks reads each distinct text once. Of a day
only the month is told apart, so that what leaves an engine stays small whatever goes in.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import narwhals as nw

from site_builder.load.engines.base import Engine, TextFiles
from site_builder.model.quick import dataclass

MOST_GROUPS = 200_000
"""So many groups may leave an engine: more are no groups that a page could show."""

SAMPLE = 5000
"""So many rows tell whether texts repeat."""

_SCORE, _DAY, _MONTH, _LAST, _COUNT, _KEY = "score", "day", "month", "last", "count", "key"
_CALENDAR = (
    r"[12]\d{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
    r"|02-(?:0[1-9]|1\d|2[0-8]))"
)
_CLOCK = r"[Tt ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?"
_WRITTEN_DAY = rf"^{_CALENDAR}(?:{_CLOCK})?$"
_DAY_IN_UTC = rf"^{_CALENDAR}(?:{_CLOCK}(?: ?(?:[Zz]|[+-]00:?00))?)?$"


class TooManyGroups(Exception):
    """The rows fall into more groups than can be shown: a column has other values than it should have."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The columns to count by: their names in the data. ``day`` may be missing; dimensions are in order.

    ``days`` is how days are written: ``utc`` and ``written`` are those of RFC 3339, of moments the one in UTC or the
    one that is written, where that has no zone; ``other`` is anything else.
    """

    score: str
    day: str | None
    dimensions: tuple[str, ...]
    days: str = "utc"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all of them, each once."""
        return tuple(dict.fromkeys((self.score, *((self.day,) if self.day else ()), *self.dimensions)))


@dataclass(frozen=True, slots=True)
class Group:
    """So many rows with the same texts. ``last`` is the last day of their month that has one.

    Where ``last`` is None ``day`` is the text of the day itself, blank or to be read.
    """

    score: str
    dimensions: tuple[str, ...]
    day: str
    last: date | None
    count: int


ReadDay = Callable[[str], date | None]
"""Reads the day that a text says; None where it says none."""


def counted_groups(
    engine: Engine,
    frame: nw.LazyFrame[Any],
    wanted: Wanted,
    read_day: ReadDay,
    scratch: Path,
    first_days: Sequence[str] = (),
) -> list[Group]:
    """Return the groups of the rows of a frame. Raises TooManyGroups, and what the engine raises.

    ``read_day`` reads what is not written as a day; ``scratch`` is a folder for what an engine has to join with.
    ``first_days`` are the texts of the first days, ``SAMPLE`` of them, where they are known without the engine.
    """
    schema = frame.collect_schema()
    texts = _as_texts(frame, schema, wanted)
    names = [f"d{number}" for number in range(len(wanted.dimensions))]
    if _repeat(engine, texts, names, first_days):
        texts = texts.group_by(_SCORE, _DAY, *names).agg(nw.len().alias(_COUNT))
    else:
        texts = texts.with_columns(nw.lit(1).alias(_COUNT))
    texts = texts.with_columns(nw.col(_DAY).cast(nw.String).fill_null(""))
    groups = _counted(engine, _with_months(texts, wanted.days), names)
    if len(groups) > MOST_GROUPS and wanted.day:
        groups = _counted(engine, _with_days_read(engine, texts, read_day, scratch), names)
    if len(groups) > MOST_GROUPS:
        raise TooManyGroups
    truths = [schema[name] == nw.Boolean for name in wanted.dimensions]
    return [
        Group(
            score,
            tuple(value.lower() if truth else value for value, truth in zip(values, truths, strict=True)),
            month,
            date.fromisoformat(last) if last else None,
            int(count),
        )
        for score, month, *values, last, count in groups
    ]


def _as_texts(frame: nw.LazyFrame[Any], schema: Mapping[str, Any], wanted: Wanted) -> nw.LazyFrame[Any]:
    """The columns under names of their own, days as texts or as dates; all else as it is."""
    day = nw.lit("").alias(_DAY) if wanted.day is None else day_column(schema, wanted.day, wanted.days).alias(_DAY)
    dimensions = [nw.col(name).alias(f"d{number}") for number, name in enumerate(wanted.dimensions)]
    return frame.select(nw.col(wanted.score).alias(_SCORE), day, *dimensions)


def is_typed(schema: Mapping[str, Any], day: str | None) -> bool:
    """Return whether a column of days has dates or moments, not texts."""
    return day is not None and isinstance(schema[day], nw.Date | nw.Datetime)


def day_column(schema: Mapping[str, Any], name: str, days: str) -> nw.Expr:
    """Return a column of days: of dates and moments in UTC the date, of others the text.

    Moments with a zone that count for the day of another zone (``days`` is not ``utc``) become texts.
    """
    column, kind = nw.col(name), schema[name]
    if isinstance(kind, nw.Datetime):
        zone = kind.time_zone
        if zone is not None and zone != "UTC":
            column = column.dt.convert_time_zone("UTC")
        if zone is not None and days != "utc":
            return nw.concat_str(column.dt.to_string("%Y-%m-%dT%H:%M"), nw.lit("Z"))
        return column.dt.date()
    return column


def _repeat(engine: Engine, texts: nw.LazyFrame[Any], names: Iterable[str], first_days: Sequence[str]) -> bool:
    """Return whether the same texts stand in many rows, so that it pays to look at each of them once."""
    if first_days:
        return 2 * len(set(first_days)) <= len(first_days)
    schema = texts.collect_schema()
    if all(schema[name] == nw.Categorical for name in (_SCORE, _DAY, *names)):
        return True
    if schema[_DAY] == nw.Date:
        return True
    ((rows, days),) = engine.rows(
        texts.select(_DAY).head(SAMPLE).select(nw.len().alias("rows"), nw.col(_DAY).n_unique().alias("days"))
    )
    return bool(2 * days <= rows)


def _with_months(texts: nw.LazyFrame[Any], days: str) -> nw.LazyFrame[Any]:
    text = nw.col(_DAY)
    pattern = _WRITTEN_DAY if days == "written" else _DAY_IN_UTC
    if days == "other":
        return texts.with_columns(text.alias(_MONTH), nw.lit("").alias(_LAST))
    plain = text.str.contains(pattern)
    return texts.with_columns(
        nw.when(plain).then(text.str.slice(0, 7)).otherwise(text).alias(_MONTH),
        nw.when(plain).then(text.str.slice(0, 10)).otherwise(nw.lit("")).alias(_LAST),
    )


def _with_days_read(engine: Engine, texts: nw.LazyFrame[Any], read_day: ReadDay, scratch: Path) -> nw.LazyFrame[Any]:
    """The same months, where days are written in so many ways that each is read once here and joined there."""
    keyed = texts.with_columns(nw.col(_DAY).alias(_KEY))
    known = [
        (key, found.isoformat())
        for (key,) in engine.rows(keyed.select(_KEY).unique())
        if (found := read_day(key)) is not None
    ]
    path = scratch / "days.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerows([(_KEY, _LAST), *known])
    days = engine.texts(TextFiles((path,), (_KEY, _LAST), ",", quoted=True), (_KEY, _LAST))
    days = days.select(nw.col(_KEY).cast(nw.String), nw.col(_LAST).cast(nw.String))
    joined = keyed.join(days, on=_KEY, how="left")
    joined = joined.with_columns(nw.col(_LAST).fill_null(""))
    read = nw.col(_LAST) != nw.lit("")
    return joined.with_columns(nw.when(read).then(nw.col(_LAST).str.slice(0, 7)).otherwise(nw.col(_KEY)).alias(_MONTH))


def _counted(engine: Engine, texts: nw.LazyFrame[Any], names: Sequence[str]) -> list[tuple[Any, ...]]:
    counted = texts.group_by(_SCORE, _MONTH, *names).agg(nw.col(_LAST).max(), nw.col(_COUNT).sum())
    # Only what is left becomes text: categories and numbers are grouped faster.
    score, *dimensions = (nw.col(name).cast(nw.String).fill_null("") for name in (_SCORE, *names))
    return engine.rows(counted.select(score, _MONTH, *dimensions, _LAST, _COUNT).head(MOST_GROUPS + 1))


def distinct_rows(
    engine: Engine, frame: nw.LazyFrame[Any], columns: Sequence[str], day: str
) -> list[tuple[tuple[str, ...], int]]:
    """Return the distinct rows of some columns as texts, and how many rows are so, in order. Raises TooManyGroups.

    Dates and moments (of those with a zone the day in UTC) are written as ``2026-03-31``.
    """
    schema = frame.collect_schema()
    names = [f"c{number}" for number in range(len(columns))]
    texts = frame.select(
        *(
            (day_column(schema, column, "utc") if column == day else nw.col(column))
            .cast(nw.String)
            .fill_null("")
            .alias(name)
            for name, column in zip(names, columns, strict=True)
        )
    )
    found = engine.rows(texts.group_by(*names).agg(nw.len().alias(_COUNT)).head(MOST_GROUPS + 1))
    if len(found) > MOST_GROUPS:
        raise TooManyGroups
    return sorted((tuple(values), int(count)) for *values, count in found)
