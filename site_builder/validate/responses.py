"""Responses to surveys: rows of CSV and TSV files, read strictly, in the columns that the survey names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from typing import Any

from site_builder.kinds.survey import SURVEY, Columns, Survey
from site_builder.load.source import Source
from site_builder.load.table import TextTable, read_table
from site_builder.load.text import is_wide
from site_builder.model.diagnostic import Diagnostic, Related, Severity, Span, error, in_order, warning, worst
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.responses import Responses
from site_builder.model.settings import Settings
from site_builder.validate.engine_choice import responses_by_engine
from site_builder.validate.engines_in_use import Engines
from site_builder.validate.response_columns import find_columns
from site_builder.validate.response_day import day_reader, format_fault
from site_builder.validate.response_fault import FAULTS_TOLD, quoted, tell
from site_builder.validate.response_file import ColumnPlaces, FileRows, rows_of
from site_builder.validate.response_paths import find_files
from site_builder.validate.response_score import score_reader

MAX_BYTES = 256 * 1024 * 1024
"""The largest file of responses that is read: 256 MiB, some millions of rows."""


@dataclass(frozen=True, slots=True)
class ReadResponses:
    """The responses of each survey by its id, and what was wrong with them."""

    responses: Mapping[str, Responses]
    diagnostics: tuple[Diagnostic, ...]


def read_responses(
    source: Source, records: Iterable[Record[Any]], settings: Settings, engines: Engines | None = None
) -> ReadResponses:
    """Return the responses of all surveys among the records. Bad files never raise: they become diagnostics.

    ``engines`` are those that other data of the handbook are read by as well.
    """
    engines = engines or Engines()
    responses: dict[str, Responses] = {}
    diagnostics: list[Diagnostic] = []
    for record in records:
        if record.kind == SURVEY.name:
            responses[record.id], found = _read_survey(source, record, settings, engines)
            diagnostics.extend(found)
    return ReadResponses(responses, in_order(diagnostics))


def responses_until(
    responses: Mapping[str, Responses], records: Iterable[Record[Any]], as_of: date
) -> Mapping[str, Responses]:
    """Return the responses of each survey up to a day: what was given later is not known on it."""
    closed_on = {record.id: record.fields.closed_on for record in records if record.kind == SURVEY.name}
    return {name: found.until(as_of, closed_on.get(name)) for name, found in responses.items()}


def _read_survey(
    source: Source, survey: Record[Survey], settings: Settings, engines: Engines
) -> tuple[Responses, tuple[Diagnostic, ...]]:
    fault = format_fault(survey.fields.columns.date_format)
    if fault:
        hint = "write it as %Y-%m-%d or %d/%m/%Y %H:%M"
        return Responses(survey.id), (error("invalid-value", fault, survey.span("columns", "date_format"), hint),)
    counted = responses_by_engine(source, survey, settings, engines)
    if counted is not None:
        return counted
    found = find_files(source, survey.fields.responses, survey.span("responses"), settings)
    tables = [_read_table(source, path, survey.fields.columns) for path in found.paths]
    columns = find_columns(survey, tables)
    files = [_read_file(table, survey.fields, columns.places.get(table.path)) for table in tables]
    diagnostics = [*found.diagnostics, *columns.diagnostics, *_repeated(files)]
    for file in files:
        diagnostics.extend(file.diagnostics)
    responses = _together(survey, files)
    if tables and not responses.scores and worst(diagnostics) is not Severity.ERROR:
        diagnostics.append(_no_score(tables[0]))
    return responses, tuple(diagnostics)


def _read_table(source: Source, path: str, columns: Columns) -> TextTable:
    try:
        data = source.read(path, MAX_BYTES)
    except FileNotFoundError:
        gone = error("dangling-reference", "the file of responses cannot be read", Span(path), "add the file")
        return TextTable(path, (), (), (), (gone,))
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 2**20} MiB"
        large = error("file-too-large", message, Span(path), "split it by period, and name the files with a pattern")
        return TextTable(path, (), (), (), (large,))
    table = read_table(data, path, encoding=columns.encoding, skip_rows=columns.skip_rows)
    if "encoding" in columns.model_fields_set or is_wide(data):
        return table
    return replace(table, diagnostics=tuple(map(_with_other_encoding, table.diagnostics)))


def _with_other_encoding(found: Diagnostic) -> Diagnostic:
    if found.code != "not-utf8":
        return found
    return replace(found, hint=f"{found.hint}, or write columns: {{encoding: latin-1}} in the survey if it is in that")


def _read_file(table: TextTable, survey: Survey, places: ColumnPlaces | None) -> FileRows:
    if places is None:
        return FileRows(table, diagnostics=tell(table, (), 0))
    read_score = score_reader(*survey.bounds)
    read_day = day_reader(survey.columns.date_format, survey.columns.zone)
    return rows_of(table, places, read_score, read_day, survey.closed_on)


def _together(survey: Record[Survey], files: Sequence[FileRows]) -> Responses:
    names = [name for name in survey.fields.dimensions if any(name in file.dimensions for file in files)]
    return Responses(
        survey=survey.id,
        rows=sum(file.rows for file in files),
        blank_scores=sum(file.blank_scores for file in files),
        unreadable=sum(file.unreadable for file in files),
        scores=tuple(chain.from_iterable(file.scores for file in files)),
        days=tuple(chain.from_iterable(file.days for file in files)),
        dimensions={name: tuple(chain.from_iterable(_dimension(file, name) for file in files)) for name in names},
        comments=tuple(chain.from_iterable(file.comments for file in files)),
        paths=tuple(file.table.path for file in files),
    )


def _dimension(file: FileRows, name: str) -> Sequence[str]:
    return file.dimensions[name] if name in file.dimensions else [""] * len(file.scores)


def _repeated(files: Sequence[FileRows]) -> Iterator[Diagnostic]:
    """Return a warning for each response that has the id and the day of one before it.

    The same id on another day is the same person, asked again.
    """
    ids = [identity for file in files for identity in file.ids]
    if len(set(ids)) == len(ids):
        return iter(())
    return islice(_warnings_of_repeated(files), FAULTS_TOLD)


def _warnings_of_repeated(files: Iterable[FileRows]) -> Iterator[Diagnostic]:
    first: dict[tuple[str, date | None], Span] = {}
    for file in files:
        for identity, row, day in zip(file.ids, file.positions, file.days, strict=bool(file.ids)):
            span = Span(file.table.path, file.table.lines[row])
            if identity and first.setdefault((identity, day), span) is not span:
                related = (Related(first[identity, day], "the first one"),)
                message = f"the response {quoted(identity)} is here a second time"
                yield warning(
                    "duplicate-id", message, span, "take one of the rows out; as it is, both are counted", related
                )


def _no_score(table: TextTable) -> Diagnostic:
    line = table.lines[0] if table.rows else table.header_line
    hint = "check that columns.score names the right column"
    return warning("response-unreadable", "no row has a score", Span(table.path, line), hint)
