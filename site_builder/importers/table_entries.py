"""Rows of an exported table as records: which column a field is read from, what its texts stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Final

from site_builder.edit.values import with_value
from site_builder.importers.base import BODY, Entry, Export, ExportFile, Imported, Wish, WrongWish
from site_builder.importers.ids import each_once, id_from
from site_builder.importers.table_columns import place_of, places_alike, places_of, wanted_rows
from site_builder.importers.text_values import Path, TextValues, field_named
from site_builder.load.table import FieldPlaces, TextTable, read_table
from site_builder.model.diagnostic import Diagnostic, error
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.validate.messages import written_path
from site_builder.validate.shape import group_at

ID: Final = "id"
TABLE_OPTIONS: Final = frozenset({"columns", "where", "delimiter", "skip_rows", "encoding"})
"""What every table is read by."""
ROW_OPTIONS: Final = TABLE_OPTIONS | {"kind", "values", "date_format", "timezone"}
"""What rows are read by that become records."""
_WORKBOOK: Final = b"PK\x03\x04"
_SEPARATOR: Final = re.compile(rb"(?:\xef\xbb\xbf)?sep=([ -~\t])\r?\n", re.IGNORECASE)
"""A first line that tells Excel what separates the columns."""
_COMMAS: Final = "say so: --delimiter ';'"
_NEVER_GUESSED: Final = frozenset({"customer"})
"""A pseudonym here, and somebody's name in most tools: it is read only where that is asked for."""
_GIVE_ID: Final = "say which column tells them apart: --map id=COLUMN"


@dataclass(frozen=True, slots=True)
class TablePreset:
    """What is known of the tables that a tool exports.

    ``columns`` has for a field the names that its column may have, ``values`` what a value of theirs, its case folded,
    stands for in a field. ``guesses`` says that columns with the name of a field are read without being asked for.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    guesses: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    """A field, and the columns that it is read from, by their places: several with one name make a list."""

    path: Path
    name: str
    places: tuple[int, ...]

    @property
    def key(self) -> str:
        return ".".join(self.path)


def table_of(export: Export, wish: Wish) -> TextTable:
    """Return the table of an export that is one file. Raises WrongWish for a folder."""
    if export.is_folder:
        raise WrongWish(f"{export.name} is a folder; name the exported file")
    (file,) = export.files
    return _read(file, wish)


def _read(file: ExportFile, wish: Wish) -> TextTable:
    begins = _SEPARATOR.match(file.data)
    delimiter = wish.delimiter or (begins[1].decode() if begins else "")
    skipped = wish.skip_rows or (1 if begins else 0)
    table = read_table(
        file.data, file.path, encoding=wish.encoding, skip_rows=skipped, repeats=True, delimiter=delimiter
    )
    return replace(table, diagnostics=tuple(_mended(found, file) for found in table.diagnostics))


def _mended(found: Diagnostic, file: ExportFile) -> Diagnostic:
    """Say what to do with a file that is no text in UTF-8, as spreadsheets save them."""
    if file.data.startswith(_WORKBOOK):
        return replace(found, message="this is a workbook, not a table of texts", hint="save it as CSV in UTF-8")
    if found.code == "not-utf8":
        return replace(found, hint="save it as UTF-8, or name its encoding: --encoding cp1252, or utf-16")
    return replace(found, hint=found.hint.replace("export the file with commas", _COMMAS))


def entries_of(table: TextTable, kind: Kind[Any], wish: Wish, preset: TablePreset) -> Imported:
    """Return the rows of a table as records of a kind. Raises WrongWish."""
    columns = list(_columns(table, kind, wish, preset))
    if table.header and not columns:
        raise WrongWish(
            f"no column of {table.path} is called like a field of a {kind.name}; is its first line the header? "
            "--skip-rows leaves out lines above it, --map FIELD=COLUMN names a column"
        )
    if not table.rows:
        return Imported(diagnostics=table.diagnostics)
    texts = TextValues(kind, wish, preset.values)
    rows = _Rows(table, kind, columns, texts, wish)
    entries: list[Entry] = []
    diagnostics: list[Diagnostic] = list(table.diagnostics)
    for number in wanted_rows(table, wish.where):
        made = rows.entry(number)
        if isinstance(made, Diagnostic):
            diagnostics.append(made)
        else:
            entries.append(made)
    unique = each_once(entries, _GIVE_ID)
    return Imported(unique.entries, (), (*diagnostics, *unique.diagnostics), tuple(_notes(table, columns)))


class _Rows:
    """The rows of a table, each made a record when asked."""

    def __init__(
        self, table: TextTable, kind: Kind[Any], columns: Sequence[_Column], texts: TextValues, wish: Wish
    ) -> None:
        self._table = table
        self._places = FieldPlaces(table)
        self._kind = kind
        self._id = next((column for column in columns if column.key == ID), None)
        self._body = next((column for column in columns if column.key == BODY), None)
        self._fields = [column for column in columns if column.key not in (ID, BODY)]
        self._with_places = [column for column in columns if column.key != ID]
        self._texts = texts
        self._fixed = wish.fixed

    def entry(self, number: int) -> Entry | Diagnostic:
        """Return the record of a row, or why it can have no id."""
        row = self._table.rows[number]
        fields: dict[str, Any] = {}
        for column in self._fields:
            value = self._value(column, row)
            if value is not None:
                fields = with_value(fields, column.path, value)
        record_id = self._id_of(row, fields)
        span = self._places.span(number, self._id.places[0] if self._id else 0)
        if not record_id:
            return error("invalid-id", "nothing in this row can be the id of a record", span, _GIVE_ID)
        body = row[self._body.places[0]].strip() if self._body else ""
        return Entry(self._kind.name, record_id, fields, span, body, _Places(self._places, number, self._with_places))

    def _value(self, column: _Column, row: Sequence[str]) -> Any:
        found = [self._texts.of(column.path, row[place]) for place in column.places]
        present = [value for value in found if value is not None]
        if len(column.places) > 1 and present and all(isinstance(value, list) for value in present):
            return list(dict.fromkeys(item for value in present for item in value))
        return present[0] if present else None

    def _id_of(self, row: Sequence[str], fields: Mapping[str, Any]) -> str:
        """The id in its column; else one like the title, with the day before it where ids of the kind begin so."""
        if self._id is not None:
            return id_from(row[self._id.places[0]])
        title = str(fields.get("title") or self._fixed.get("title", ""))
        day = str(fields.get("date", "")) if self._kind.has_dated_ids else ""
        return id_from(f"{day} {title}" if day else title)


class _Places(Mapping[str, Any]):
    """Where the fields of a row stand, worked out when asked for: only what is wrong is."""

    def __init__(self, places: FieldPlaces, number: int, columns: Sequence[_Column]) -> None:
        self._places = places
        self._number = number
        self._columns = {column.path[0]: column for column in reversed(columns)}

    def __getitem__(self, key: str) -> Any:
        return self._places.span(self._number, self._columns[key].places[0])

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def _columns(table: TextTable, kind: Kind[Any], wish: Wish, preset: TablePreset) -> Iterator[_Column]:
    """Yield the columns that were asked for, then those that are known of the tool, then those called like a field."""
    taken: set[str] = set()
    asked: set[str] = set()
    for name, column in wish.columns.items():
        path = (ID,) if name == ID else field_named(kind, wish, name)
        asked.add(path[0])
        if column:
            found = table.header[place_of(table, column)]
            taken.add(found)
            yield _Column(path, found, places_of(table, found))
    guessed = [key for key in kind.keys if key not in _NEVER_GUESSED and not _is_group(kind, key)]
    known = {key: (key,) for key in (ID, *guessed)} if preset.guesses else {}
    for key, names in {**known, **preset.columns}.items():
        path = (ID,) if key == ID else field_named(kind, wish, key)
        places = next(filter(None, (places_alike(table, name) for name in names)), ())
        if places and path[0] not in asked and table.header[places[0]] not in taken:
            yield _Column(path, table.header[places[0]], places)


def _is_group(kind: Kind[Any], key: str) -> bool:
    """Whether a field is made of fields, so that no text can stand for it."""
    return group_at(kind.fields, (key,)) is not None or group_at(kind.fields, (key, 0)) is not None


def _notes(table: TextTable, columns: Sequence[_Column]) -> Iterator[str]:
    """Yield what is read from where, what is left out, and where ids come from if no column has them."""
    yield "read: " + ", ".join(
        f"{written_path(column.path)} from {column.name}" if column.key != column.name else column.name
        for column in columns
    )
    taken = {place for column in columns for place in column.places}
    left = dict.fromkeys(name for place, name in enumerate(table.header) if place not in taken and name)
    if left:
        yield f"left out: {', '.join(left)}"
    if not any(column.key == ID for column in columns):
        yield "ids are made of titles: what is called otherwise next time comes as a new record (--map id=COLUMN)"
