"""Polars: lazy, on all processors of one machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import narwhals as nw

from site_builder.load.engines.base import ROW, TextFiles, frame_of, library


class PolarsEngine:
    """Scans CSV and Parquet files."""

    name = "polars"

    def __init__(self) -> None:
        """Import Polars. Raises EngineMissing without it."""
        self._polars = library("polars", "polars")
        self.faults: tuple[type[Exception], ...] = (self._polars.exceptions.PolarsError, OSError)

    def texts(self, files: TextFiles, columns: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return columns of text files; a blank field is null."""
        scan = self._polars.scan_csv(
            list(files.paths),
            separator=files.delimiter,
            infer_schema=False,
            # Polars takes doubled quotation marks in a header as they are.
            new_columns=list(files.header),
            glob=False,
        )
        return frame_of(scan).select(*columns)

    def parquet(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """Return all columns of Parquet files."""
        return frame_of(self._polars.scan_parquet(list(paths), glob=False))

    def numbered(self, path: Path) -> nw.LazyFrame[Any]:
        """Return all columns of a Parquet file, with the number of each row."""
        return frame_of(self._polars.scan_parquet(path, glob=False, row_index_name=ROW, row_index_offset=1))

    def table(self, name: str) -> nw.LazyFrame[Any]:
        """Raise ValueError: Polars has no tables, and settings do not let it be asked for one."""
        raise ValueError(f"Polars has no table {name!r}")

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a frame."""
        return frame.collect().rows()
