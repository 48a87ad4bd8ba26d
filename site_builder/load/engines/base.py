"""What every engine offers: frames of files and tables, and their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from site_builder.model.quick import dataclass

if TYPE_CHECKING:
    import narwhals as nw

ROW = "opsbook row"
"""The column with the number of a row in its Parquet file, from 1, in frames that are looked at closely."""

_LONGEST = 300


class EngineMissing(Exception):
    """An engine cannot be started here. The message says what is missing; ``hint`` says how to install it."""

    def __init__(self, message: str, hint: str) -> None:
        """Say what is missing, and how it is mended."""
        super().__init__(message)
        self.hint = hint


class EngineFault(Exception):
    """An engine cannot read data: a damaged file, no such table, a cluster that is away. The message is its own."""


@dataclass(frozen=True, slots=True)
class TextFiles:
    """CSV or TSV files with the same header that are known to be well formed.

    They are UTF-8 without a byte order mark; the header is the first line; every row has as many fields as it; quoted
    fields are quoted as a whole. ``quoted`` says whether any field is.
    """

    paths: tuple[Path, ...]
    header: tuple[str, ...]
    delimiter: str
    quoted: bool


class Engine(Protocol):
    """A dataframe library that is ready to read. Its frames are lazy where the library is."""

    name: str

    @property
    def faults(self) -> tuple[type[Exception], ...]:
        """What it raises where data cannot be read."""
        ...

    def texts(self, files: TextFiles, columns: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return columns of text files. Every field is text as it is written; a blank one may be null."""
        ...

    def parquet(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """Return all columns of Parquet files of one schema."""
        ...

    def numbered(self, path: Path) -> nw.LazyFrame[Any]:
        """Return all columns of a Parquet file, with the number of each row from 1 in the column ``ROW``."""
        ...

    def table(self, name: str) -> nw.LazyFrame[Any]:
        """Return all columns of a table."""
        ...

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a frame, which are few."""
        ...


@contextmanager
def reading(*faults: type[Exception]) -> Iterator[None]:
    """Raise as EngineFault, in one line, what an engine raises where it cannot read data."""
    from narwhals.exceptions import NarwhalsError

    expected: tuple[type[Exception], ...] = (*faults, NarwhalsError)
    try:
        yield
    except expected as fault:
        line = next((line for line in str(fault).splitlines() if line.strip()), type(fault).__name__).strip()
        raise EngineFault(line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …") from fault


def frame_of(native: Any) -> nw.LazyFrame[Any]:
    """Return the frame of a library as narwhals speaks to it, lazy where the library is."""
    import narwhals

    frame: nw.LazyFrame[Any] = narwhals.from_native(native).lazy()
    return frame


def library(name: str, extra: str) -> Any:
    """Return a module that an optional extra of this distribution brings. Raises EngineMissing without it."""
    try:
        return import_module(name)
    except ImportError as fault:
        distribution = name.partition(".")[0]
        raise EngineMissing(f"{distribution} is not installed", f'run: pip install "opsbook[{extra}]"') from fault
