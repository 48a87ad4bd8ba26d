"""DuckDB: a database inside this process, whose memory is bounded and which spills to disk."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw

from site_builder.load.engines.base import ROW, TextFiles, frame_of, library, reading

_DEFAULTS: Mapping[str, str] = {
    "memory_limit": "600MB",
    "TimeZone": "UTC",
    # A build opens no connection: what is not installed is not fetched.
    "autoinstall_known_extensions": "false",
}
_OPTION = re.compile(r"[A-Za-z_]{1,64}")


class DuckdbEngine:
    """Reads CSV and Parquet files, and the tables of a database file, which it opens for reading only."""

    name = "duckdb"

    def __init__(self, database: Path | None, options: Mapping[str, str]) -> None:
        """Open a database file, or an empty one in memory. Raises EngineMissing, EngineFault."""
        duckdb = library("duckdb", "duckdb")
        self.faults: tuple[type[Exception], ...] = (duckdb.Error, OSError)
        with reading(*self.faults):
            if database is None:
                self._connection = duckdb.connect(":memory:")
            else:
                self._connection = duckdb.connect(str(database), read_only=True)
            for name, value in {**_DEFAULTS, **options}.items():
                if not _OPTION.fullmatch(name):
                    raise duckdb.InvalidInputException(f"{name!r} is no option of DuckDB")
                self._connection.execute(f"SET {name} = {_quoted(value)}")

    def texts(self, files: TextFiles, columns: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return columns of text files; a blank field is null."""
        types = ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in files.header)
        scan = (
            f"read_csv({_listed(files.paths)}, header = true, delim = {_quoted(files.delimiter)}, quote = '\"', "
            f"escape = '\"', auto_detect = false, strict_mode = true, null_padding = false, columns = {{{types}}})"
        )
        return self._frame(f"SELECT * FROM {scan}").select(*columns)  # noqa: S608  quoted above

    def parquet(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """Return all columns of Parquet files."""
        return self._frame(f"SELECT * FROM read_parquet({_listed(paths)})")  # noqa: S608

    def numbered(self, path: Path) -> nw.LazyFrame[Any]:
        """Return all columns of a Parquet file, with the number of each row."""
        scan = f"read_parquet({_listed([path])}, file_row_number = true)"
        return self._frame(f'SELECT *, file_row_number + 1 AS "{ROW}" FROM {scan}')  # noqa: S608

    def table(self, name: str) -> nw.LazyFrame[Any]:
        """Return all columns of a table or view, whose name may have its schema before it."""
        parts = ".".join('"' + part.replace('"', '""') + '"' for part in name.split("."))
        return self._frame(f"SELECT * FROM {parts}")  # noqa: S608

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a frame, without the pandas or pyarrow that narwhals would collect them with."""
        fetched: list[tuple[Any, ...]] = nw.to_native(frame).fetchall()
        return fetched

    def _frame(self, query: str) -> nw.LazyFrame[Any]:
        return frame_of(self._connection.sql(query))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _listed(paths: Sequence[Path]) -> str:
    return "[" + ", ".join(_quoted(_literal(path)) for path in paths) + "]"


def _literal(path: Path) -> str:
    """Return a path in which no character stands for others."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))
