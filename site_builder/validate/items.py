"""Items of workflows: rows of CSV and TSV files that say which item entered which stage, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from site_builder.kinds.workflow import WORKFLOW, Workflow
from site_builder.load.source import Source
from site_builder.load.table import TextTable
from site_builder.model.data_source import DataSource
from site_builder.model.dates import parse_day, parse_moment
from site_builder.model.diagnostic import Diagnostic, in_order
from site_builder.model.items import Item, Items, Visit
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Record
from site_builder.model.settings import Settings
from site_builder.model.suggest import did_you_mean
from site_builder.validate.data_tables import places_of, read_named
from site_builder.validate.response_fault import FAULTS_TOLD, Fault, quoted, tell

ITEM = "item"
STAGE = "stage"
ENTERED_AT = "entered_at"

_MOST_LISTED = 20
_WANTED: Mapping[str, FieldPath] = dict.fromkeys((ITEM, STAGE, ENTERED_AT), ("items",))


@dataclass(frozen=True, slots=True)
class ReadItems:
    """The items of each workflow by its id, and what was wrong with them."""

    items: Mapping[str, Items]
    diagnostics: tuple[Diagnostic, ...]


def read_items(source: Source, records: Iterable[Record[Any]], settings: Settings) -> ReadItems:
    """Return the items of all workflows among the records that name data. Bad files become diagnostics."""
    items: dict[str, Items] = {}
    diagnostics: list[Diagnostic] = []
    for record in records:
        if record.kind == WORKFLOW.name and record.fields.items is not None:
            items[record.id], found = _read_workflow(source, record, record.fields.items, settings)
            diagnostics.extend(found)
    return ReadItems(items, in_order(diagnostics))


def _read_workflow(
    source: Source, workflow: Record[Workflow], data: DataSource, settings: Settings
) -> tuple[Items, list[Diagnostic]]:
    named = read_named(source, workflow, "items", data, settings)
    places, missing = places_of(workflow, "items", _WANTED, named.tables)
    stages = tuple(stage.name for stage in workflow.fields.stages)
    diagnostics = [*named.diagnostics, *missing]
    visits: defaultdict[str, list[Visit]] = defaultdict(list)
    for table in named.tables:
        columns = places.get(table.path, {})
        faults = _read_rows(table, columns, stages, visits) if len(columns) == len(_WANTED) else []
        diagnostics.extend(tell(table, faults, len(faults)))
    items = tuple(Item(name, _in_time(found)) for name, found in sorted(visits.items()))
    return Items(workflow.id, items, tuple(table.path for table in named.tables)), diagnostics


def _read_rows(
    table: TextTable, columns: Mapping[str, int], stages: Sequence[str], visits: Mapping[str, list[Visit]]
) -> list[tuple[int, int, Fault]]:
    """Add the visits of a table to those of their items; return what is wrong with the other rows."""
    stage_of = _stages(table.column(columns[STAGE]), stages)
    moment_of = {text: _moment(text) for text in set(table.column(columns[ENTERED_AT]))}
    faults: list[tuple[int, int, Fault]] = []
    for number, row in enumerate(table.rows):
        name = row[columns[ITEM]].strip()
        stage, moment = stage_of[row[columns[STAGE]]], moment_of[row[columns[ENTERED_AT]]]
        wrong = [
            (number, columns[column], value)
            for column, value in ((STAGE, stage), (ENTERED_AT, moment))
            if isinstance(value, Fault)
        ]
        if not name:
            wrong.append((number, columns[ITEM], Fault("a row without an item", "write which item entered the stage")))
        if isinstance(stage, str) and isinstance(moment, datetime) and name:
            visits[name].append(Visit(stage, moment))
        faults.extend(sorted(wrong, key=lambda fault: fault[:2]))
    return faults


def _stages(column: Sequence[str], stages: Sequence[str]) -> Mapping[str, str | Fault]:
    """Return what each text of a column says. Suggestions are looked for as often as faults are told one by one."""
    known, listed = frozenset(stages), f"the stages are: {', '.join(stages[:_MOST_LISTED])}"
    found: dict[str, str | Fault] = {}
    unknown = 0
    for text in dict.fromkeys(column):
        name = text.strip()
        if name in known:
            found[text] = name
            continue
        unknown += 1
        hint = (did_you_mean(name, stages) if unknown <= FAULTS_TOLD else "") or listed
        message = f"{quoted(name)} is no stage of the workflow" if name else "a row without a stage"
        found[text] = Fault(message, hint, "invalid-value")
    return found


def _moment(text: str) -> datetime | Fault:
    """Return the moment of a text: RFC 3339, or a day for its first instant. Without a zone it is UTC."""
    text = text.strip()
    try:
        if len(text) == 10:
            return datetime.combine(parse_day(text), time(), UTC)
        return parse_moment(_completed(text))
    except ValueError as fault:
        return Fault(str(fault), "write 2026-03-31T14:30:00Z, or a day such as 2026-03-31")


def _completed(text: str) -> str:
    """Return a moment with the seconds and the zone that it left out, if it is one."""
    if len(text) == 16:
        text += ":00"
    return text + "Z" if len(text) == 19 else text


def _in_time(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Return the visits in order, those of one moment as they stand in the file, without repetitions of a stage."""
    kept: list[Visit] = []
    for visit in sorted(visits, key=lambda visit: visit.entered_at):
        if not kept or kept[-1].stage != visit.stage:
            kept.append(visit)
    return tuple(kept)
