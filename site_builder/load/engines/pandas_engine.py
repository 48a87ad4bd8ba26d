"""pandas: the engine that is there. It holds the columns that are needed in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from site_builder.load.engines.base import ROW, TextFiles, frame_of, library

if TYPE_CHECKING:
    from collections.abc import Hashable

_SAMPLE = 5000


class PandasEngine:
    """Reads CSV files, and Parquet files with pyarrow."""

    name = "pandas"
    faults: tuple[type[Exception], ...] = (ValueError, OSError)

    def texts(self, files: TextFiles, columns: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return columns of text files. Those whose texts repeat are categories, each text kept once."""
        sample = _read(files, files.paths[0], columns, str, _SAMPLE)
        types: dict[Hashable, Any] = {
            name: "category" if 2 * sample[name].nunique() <= len(sample) else str for name in columns
        }
        frames = [_read(files, path, columns, types) for path in files.paths]
        if len(frames) > 1:
            frames = [frame.astype(str) for frame in frames]
        return frame_of(pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0])

    def parquet(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """Return all columns of Parquet files. Raises EngineMissing without pyarrow."""
        library("pyarrow", "parquet")
        frames = [pd.read_parquet(path, engine="pyarrow", dtype_backend="pyarrow") for path in paths]
        return frame_of(pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0])

    def numbered(self, path: Path) -> nw.LazyFrame[Any]:
        """Return all columns of a Parquet file, with the number of each row."""
        frame = pd.read_parquet(path, engine="pyarrow", dtype_backend="pyarrow")
        frame[ROW] = range(1, len(frame) + 1)
        return frame_of(frame)

    def table(self, name: str) -> nw.LazyFrame[Any]:
        """Raise ValueError: pandas has no tables, and settings do not let it be asked for one."""
        raise ValueError(f"pandas has no table {name!r}")

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a frame."""
        return frame.collect().rows()


def _read(files: TextFiles, path: Path, columns: Sequence[str], types: Any, rows: int | None = None) -> pd.DataFrame:
    return pd.read_csv(
        path,
        sep=files.delimiter,
        usecols=list(columns),
        dtype=types,
        keep_default_na=False,
        na_filter=False,
        index_col=False,
        nrows=rows,
        encoding="utf-8",
    )
