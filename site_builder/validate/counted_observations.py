"""Observations of a metric that an engine reads: figures by day and dimensions, not events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import date

from site_builder.kinds.metric import Metric
from site_builder.load.table import TextTable
from site_builder.model.diagnostic import Diagnostic, Span, warning
from site_builder.model.observations import Observations
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Record
from site_builder.validate.bad_values import BadValues, in_words, located
from site_builder.validate.data_tables import places_of
from site_builder.validate.engine_source import Opened, Part, engine_faults, told_of
from site_builder.validate.response_fault import Fault, folded

ReadDay = Callable[[str], date | Fault]
ReadValue = Callable[[str], float | Fault | None]


@dataclass(frozen=True, slots=True)
class ObservationColumns:
    """The columns of observations, with what reads their texts; ``wanted`` has the field that asks for each."""

    date: str
    value: str
    wanted: dict[str, FieldPath]
    read_day: ReadDay
    read_value: ReadValue


@dataclass(slots=True)
class _Found:
    rows: list[tuple[date, float, tuple[str, ...]]] = field(default_factory=list)
    told: list[Diagnostic] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)


def observations_by_engine(
    metric: Record[Metric], opened: Opened, columns: ObservationColumns
) -> tuple[Observations, list[Diagnostic]]:
    """Return the observations of an opened source, and what is wrong with them."""
    place = metric.span("source")
    names = tuple(dict.fromkeys(metric.fields.dimensions))
    heads = [TextTable(part.name, part.header, (), ()) for part in opened.parts]
    places, missing = places_of(metric, "source", columns.wanted, heads)
    found = _Found(told=list(missing), faults=list(opened.diagnostics))
    for part in opened.parts:
        if {columns.date, columns.value} <= places.get(part.name, {}).keys():
            try:
                _read(part, columns, names, found, place)
            except engine_faults() as fault:
                found.told.append(told_of(part.name, fault, place))
    total = max(opened.rejected, len(opened.diagnostics)) + found.reasons.total()
    diagnostics = [*found.told, *folded(found.faults, total, in_words(found.reasons))]
    found.rows.sort(key=lambda row: row[0])
    observations = Observations(
        metric.id,
        tuple(day for day, _, _ in found.rows),
        tuple(value for _, value, _ in found.rows),
        {name: tuple(groups[number] for _, _, groups in found.rows) for number, name in enumerate(names)},
        tuple(path for part in opened.parts for path in part.paths),
    )
    return observations, diagnostics


def _read(part: Part, columns: ObservationColumns, names: Sequence[str], found: _Found, place: Span) -> None:
    from site_builder.load.engines.base import reading
    from site_builder.load.engines.tally import distinct_rows

    present = [name for name in names if name in part.header and name not in (columns.date, columns.value)]
    wanted = [columns.date, columns.value, *present]
    with reading(*part.engine.faults):
        rows = distinct_rows(part.engine, part.frame(wanted), wanted, columns.date)
    bad = BadValues(columns.value, columns.date, "utc")
    seen: Counter[tuple[date, tuple[str, ...]]] = Counter()
    for (day_text, value_text, *texts), count in rows:
        value = columns.read_value(value_text)
        if value is None:
            continue
        day = columns.read_day(day_text)
        if isinstance(value, Fault):
            bad.note_score(value_text, value, count)
        if isinstance(day, Fault):
            bad.note_day(day_text, day, count)
        if isinstance(value, Fault) or isinstance(day, Fault):
            continue
        of_row = dict(zip(present, texts, strict=True))
        groups = tuple(of_row.get(name, "").strip() for name in names)
        found.rows.extend([(day, value, groups)] * count)
        seen[day, groups] += count
    found.reasons.update(bad.reasons)
    found.faults.extend(located(part, bad, place))
    more = seen.total() - len(seen)
    if more:
        rows_are = "1 row has" if more == 1 else f"{more:,} rows have"
        message = f"{rows_are} the date and the dimensions of another one in {part.name}"
        hint = "take them out of the source, or give the metric the dimension that tells them apart; all are counted"
        found.told.append(warning("duplicate-id", message, place, hint))
