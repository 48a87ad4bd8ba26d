"""pandas: the engine that is there. It holds the columns that are needed in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        sample = _read(files, files.paths[0], columns, dict.fromkeys(columns, str), _SAMPLE)
        types: dict[Hashable, Any] = {name: _type_of(sample[name]) for name in columns}
        frames = [_read(files, path, columns, types) for path in files.paths]
        if len(frames) > 1:
            return frame_of(pd.concat([frame.astype(str) for frame in frames], ignore_index=True))
        return frame_of(frames[0])

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


def _type_of(sample: pd.Series[Any]) -> Any:
    """Return how a column is read. pandas would make numbers of categories that are all numbers, if it is not told."""
    texts = [str(text) for text in sample.unique()]
    if 2 * len(texts) > len(sample):
        return str
    return pd.CategoricalDtype(texts) if all(map(_is_number, texts)) else "category"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _read(
    files: TextFiles, path: Path, columns: Sequence[str], types: Mapping[Hashable, Any], rows: int | None = None
) -> pd.DataFrame:
    """Return columns with every text as it is written; those that pandas has changed are read again."""
    frame = pd.read_csv(
        path,
        sep=files.delimiter,
        usecols=list(columns),
        dtype=types,
        keep_default_na=False,
        na_filter=False,
        index_col=False,
        nrows=rows,
        encoding="utf-8",
        # In pieces, categories of one piece could be numbers and those of another texts.
        low_memory=False,
    )
    altered = [name for name in columns if types[name] is not str and not _is_as_written(frame[name])]
    return _read(files, path, columns, {**types, **dict.fromkeys(altered, str)}) if altered else frame


def _is_as_written(column: pd.Series[Any]) -> bool:
    """Return whether no category was made a number, and no text is missing since it was not among those expected."""
    return all(isinstance(category, str) for category in column.cat.categories) and not column.hasnans
