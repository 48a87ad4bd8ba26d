"""Observations of metrics: rows of CSV and TSV files with a date, a value and the metric's dimensions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import compress, islice
from typing import Any, TypeVar

from site_builder.kinds.metric import METRIC, Metric
from site_builder.load.source import Source
from site_builder.load.table import TextTable
from site_builder.model.data_source import DataSource
from site_builder.model.dates import parse_planned
from site_builder.model.diagnostic import Diagnostic, Related, Span, in_order, warning
from site_builder.model.observations import Observations
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Record
from site_builder.model.settings import DataSource as DeclaredSource
from site_builder.model.settings import Settings
from site_builder.validate.data_tables import places_of, read_named
from site_builder.validate.engine_choice import declared_for_engine, scratch_folder
from site_builder.validate.engines_in_use import Engines
from site_builder.validate.response_day import day_reader
from site_builder.validate.response_fault import FAULTS_TOLD, Fault, quoted, tell

DATE = "date"
VALUE = "value"

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_MONTH_OR_QUARTER = re.compile(r"\d{4}-(\d{2}|Q\d)", re.ASCII)
_LARGEST = 1e15
_FORMS = "write 2026-03-31, 2026-03 or 2026-Q1"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReadObservations:
    """The observations of each metric by its id, and what was wrong with them."""

    observations: Mapping[str, Observations]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """An observation: its day, its value, its dimensions in the record's order."""

    day: date
    value: float
    groups: tuple[str, ...]


def read_observations(
    source: Source, records: Iterable[Record[Any]], settings: Settings, engines: Engines | None = None
) -> ReadObservations:
    """Return the observations of all metrics among the records that name data. Bad files become diagnostics.

    ``engines`` are those that other data of the handbook are read by as well.
    """
    engines = engines or Engines()
    observations: dict[str, Observations] = {}
    diagnostics: list[Diagnostic] = []
    for record in records:
        data: DataSource | None = record.fields.source if record.kind == METRIC.name else None
        if data is not None and not data.computed:
            observations[record.id], found = _read_metric(source, record, data, settings, engines)
            diagnostics.extend(found)
    return ReadObservations(observations, in_order(diagnostics))


def _read_metric(
    source: Source, metric: Record[Metric], data: DataSource, settings: Settings, engines: Engines
) -> tuple[Observations, list[Diagnostic]]:
    names = tuple(dict.fromkeys(metric.fields.dimensions))
    wanted: dict[str, FieldPath] = {DATE: ("source",), VALUE: ("source",)}
    for number, name in enumerate(metric.fields.dimensions):
        wanted.setdefault(name, ("dimensions", number))
    declared = declared_for_engine(data, settings)
    if declared is not None:
        return _by_engine(source, metric, data.named, declared, wanted, engines)
    named = read_named(source, metric, "source", data, settings)
    places, missing = places_of(metric, "source", wanted, named.tables)
    diagnostics = [*named.diagnostics, *missing]
    rows: list[_Row] = []
    for table in named.tables:
        columns = places.get(table.path, {})
        if DATE in columns and VALUE in columns:
            found, told = _rows_of(table, columns, names)
            rows.extend(found)
            diagnostics.extend(told)
        else:
            diagnostics.extend(tell(table, (), 0))
    rows.sort(key=lambda row: row.day)
    read = Observations(
        metric.id,
        tuple(row.day for row in rows),
        tuple(row.value for row in rows),
        {name: tuple(row.groups[number] for row in rows) for number, name in enumerate(names)},
        tuple(table.path for table in named.tables),
    )
    return read, diagnostics


def _by_engine(
    source: Source,
    metric: Record[Metric],
    name: str,
    declared: DeclaredSource,
    wanted: dict[str, FieldPath],
    engines: Engines,
) -> tuple[Observations, list[Diagnostic]]:
    from site_builder.validate.counted_observations import ObservationColumns, observations_by_engine
    from site_builder.validate.engine_source import open_declared

    read_day = day_reader(None, None)
    columns = ObservationColumns(DATE, VALUE, wanted, lambda text: _day(text, read_day), _value)
    with scratch_folder() as scratch:
        opened = open_declared(engines, source, name, declared, metric.span("source"), scratch)
        return observations_by_engine(metric, opened, columns)


def _rows_of(
    table: TextTable, columns: Mapping[str, int], names: Sequence[str]
) -> tuple[Sequence[_Row], tuple[Diagnostic, ...]]:
    """Return the rows that have a value. One without is a gap; one with a value but without a date is a fault."""
    read_day = day_reader(None, None)
    days = _read_column(table, columns[DATE], lambda text: _day(text, read_day))
    values = _read_column(table, columns[VALUE], _value)
    faults: list[tuple[int, int, Fault]] = []
    for number, (day, value) in enumerate(zip(days, values, strict=True)):
        if isinstance(value, Fault):
            faults.append((number, columns[VALUE], value))
        if isinstance(day, Fault) and value is not None:
            faults.append((number, columns[DATE], day))
    texts = [_texts(table, columns.get(name)) for name in names]
    rows = [
        _Row(day, value, tuple(groups))
        for day, value, *groups in zip(days, values, *texts, strict=True)
        if isinstance(day, date) and isinstance(value, float)
    ]
    used = [isinstance(day, date) and isinstance(value, float) for day, value in zip(days, values, strict=True)]
    told = tell(table, sorted(faults, key=lambda fault: fault[:2]), len(faults))
    return rows, (*told, *islice(_repeated(table, columns[VALUE], used), FAULTS_TOLD))


def _read_column(table: TextTable, index: int, read: Callable[[str], T]) -> list[T]:
    column = table.column(index)
    known = {text: read(text) for text in set(column)}
    return [known[text] for text in column]


def _texts(table: TextTable, index: int | None) -> Sequence[str]:
    if index is None:
        return [""] * len(table.rows)
    return _read_column(table, index, str.strip)


def _day(text: str, read_day: Callable[[str], date | Fault | None]) -> date | Fault:
    text = text.strip()
    if _MONTH_OR_QUARTER.fullmatch(text):
        try:
            return parse_planned(text).last_day
        except ValueError as fault:
            return Fault(str(fault).partition("; ")[0], _FORMS)
    day = read_day(text) or Fault("a value without a date", "write the day, the month or the quarter it is for")
    # What is said after the semicolon is how to write a day, and here there are more forms.
    return Fault(day.message.partition("; ")[0], _FORMS) if text and isinstance(day, Fault) else day


def _value(text: str) -> float | Fault | None:
    text = text.strip()
    if not text:
        return None
    number = float(text) if _NUMBER.fullmatch(text) else None
    if number is None:
        hint = "write digits with a decimal point and without a unit, or leave the field empty where there is no value"
        return Fault(f"{quoted(text)} is no number", hint)
    if abs(number) > _LARGEST:
        return Fault(f"{quoted(text)} is too large a number to be meant", "check its digits")
    # Of 0 there is one: −0 would be read as something that is below it.
    return number + 0.0


def _repeated(table: TextTable, value: int, used: Sequence[bool]) -> Iterator[Diagnostic]:
    """Yield a warning for each row that differs from one before it in nothing but its value."""
    first: dict[tuple[str, ...], int] = {}
    for row, line in compress(zip(table.rows, table.lines, strict=True), used):
        key = (*row[:value], *row[value + 1 :])
        earlier = first.setdefault(key, line)
        if earlier != line:
            message = "a second value for the same date and dimensions"
            related = (Related(Span(table.path, earlier), "the first one"),)
            yield warning(
                "duplicate-id", message, Span(table.path, line), "take one out; as it is, both are counted", related
            )
