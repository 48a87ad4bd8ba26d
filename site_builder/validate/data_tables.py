"""The tables that a record names, and the columns in them: for observations and items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from site_builder.load.source import Source
from site_builder.load.table import TextTable, read_table
from site_builder.model.data_source import DataSource
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Record
from site_builder.model.settings import Settings
from site_builder.model.suggest import did_you_mean
from site_builder.validate.response_paths import find_files

MAX_BYTES = 64 * 1024 * 1024
"""The largest table that is read: 64 MiB."""

_MANY = 12


@dataclass(frozen=True, slots=True)
class NamedTables:
    """The tables that could be read, and why others could not."""

    tables: tuple[TextTable, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_named(source: Source, record: Record[Any], field: str, data: DataSource, settings: Settings) -> NamedTables:
    """Return the tables that a field of a record names."""
    found = find_files(source, data, record.span(field), settings)
    tables = tuple(_read(source, path) for path in found.paths)
    return NamedTables(tables, found.diagnostics)


def _read(source: Source, path: str) -> TextTable:
    try:
        data = source.read(path, MAX_BYTES)
    except FileNotFoundError:
        gone = error("dangling-reference", "the file cannot be read", Span(path), "add the file")
        return TextTable(path, (), (), (), (gone,))
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 2**20} MiB"
        large = error("file-too-large", message, Span(path), "split it by year, and name the files with a pattern")
        return TextTable(path, (), (), (), (large,))
    return read_table(data, path)


def places_of(
    record: Record[Any], field: str, wanted: Mapping[str, FieldPath], tables: Iterable[TextTable]
) -> tuple[Mapping[str, Mapping[str, int]], tuple[Diagnostic, ...]]:
    """Return where each wanted column is, by path of the file and name; and what is missing, told once.

    ``wanted`` gives for each column the field that asks for it. Files of which no row could be read have no columns.
    """
    places: dict[str, Mapping[str, int]] = {}
    missing: dict[str, Diagnostic] = {}
    for table in tables:
        if table.diagnostics and not table.rows:
            continue
        found = {name: index for name in wanted if (index := table.index_of(name)) is not None}
        places[table.path] = found
        for name in wanted:
            if name not in found and name not in missing:
                span = record.span(*wanted[name]) if wanted[name] in record.positions else record.span(field)
                missing[name] = _missing(table, name, span)
    return places, tuple(missing.values())


def _missing(table: TextTable, name: str, span: Span) -> Diagnostic:
    names: Sequence[str] = [column for column in table.header if column.strip()]
    listed = ", ".join(names[:_MANY]) + (" …" if len(names) > _MANY else "")
    hint = did_you_mean(name, names) or f"the columns are: {listed}"
    return error("column-missing", f"{table.path} has no column {name!r}", span, hint)
