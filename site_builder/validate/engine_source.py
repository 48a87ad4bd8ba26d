"""Sources that an engine reads: the engines in use, and what a record names opened by one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.load.files_ahead import FilesAhead
from site_builder.load.large_files import ReadyFile, first_texts
from site_builder.load.large_rows import LargeFile
from site_builder.load.source import Source
from site_builder.load.work_tree import WorkTree
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass
from site_builder.model.settings import DataSource
from site_builder.validate.engines_in_use import Engines
from site_builder.validate.response_paths import TEXT_FILES, matching_files

if TYPE_CHECKING:
    import narwhals as nw

    from site_builder.load.engines.base import Engine

_PARQUET = (".parquet",)


@dataclass(frozen=True, slots=True)
class Part:
    """Data of one schema that an engine has opened: text files, Parquet files, or a table.

    ``header`` has the names of the columns, ``name`` is what the part is called in messages, ``frame`` makes the frame
    of some columns.
    """

    engine: Engine
    name: str
    header: tuple[str, ...]
    texts: tuple[ReadyFile, ...] = ()
    parquet: Mapping[str, Path] | None = None
    table: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of its files, as they are called in messages; none of a table."""
        return tuple(self.parquet) if self.parquet else tuple(file.file.path for file in self.texts)

    def first_texts(self, column: str, count: int) -> list[str]:
        """Return what stands in a column in the first rows of text files; nothing where there are none."""
        return first_texts(self.texts[0], column, count) if self.texts else []

    def frame(self, columns: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return the frame of some of the columns. Raises what the engine raises."""
        from site_builder.load.engines.base import TextFiles

        if self.texts:
            paths = tuple(file.disk for file in self.texts)
            quoted = any(file.quoted for file in self.texts)
            return self.engine.texts(TextFiles(paths, self.header, self.texts[0].file.delimiter, quoted), columns)
        frame = (
            self.engine.table(self.table) if self.table else self.engine.parquet(list((self.parquet or {}).values()))
        )
        return frame.select(*columns)


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of a source, and what is wrong with it. ``rejected`` counts rows of text files that are left out."""

    parts: tuple[Part, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    rejected: int = 0


def open_declared(
    engines: Engines,
    source: Source,
    name: str,
    declared: DataSource,
    place: Span,
    scratch: Path,
    paths: tuple[str, ...] = (),
    **reading: Any,
) -> Opened:
    """Return a source of mkdocs.yml as its engine has opened it. Nothing raises: what is wrong becomes diagnostics.

    ``place`` is where a record names it, ``scratch`` a folder that must be there as long as the parts are used, and
    ``reading`` has ``encoding`` and ``skip_rows`` of text files. ``paths`` are its files where they are known.
    """
    database: Path | None = None
    if declared.database is not None:
        found = matching_files(source, place, declared.database, ("",))
        if found.diagnostics:
            return Opened(diagnostics=found.diagnostics)
        database = on_disk(source, found.paths[0], scratch)
    if declared.path is not None and not paths:
        suffixes = TEXT_FILES if declared.text_files else _PARQUET
        found = matching_files(source, place, declared.path, suffixes)
        if found.diagnostics:
            return Opened(diagnostics=found.diagnostics)
        paths = found.paths
    from site_builder.load.engines.base import EngineFault

    texts = _texts_ahead(source, paths, scratch, **reading) if declared.text_files else None
    try:
        engine = engines.start(declared, database, place)
        if engine is None or isinstance(engine, Diagnostic):
            return Opened(diagnostics=(engine,) if engine else ())
        if texts is not None:
            return open_texts(engine, texts.take())
        if paths:
            return _open_parquet(engine, {path: on_disk(source, path, scratch) for path in paths})
        return _open_table(engine, str(declared.table))
    except EngineFault as fault:
        return Opened(diagnostics=(unreadable(f"the source {name!r} ({declared.engine})", fault, place),))
    finally:
        if texts is not None:
            texts.stop()


def _texts_ahead(
    source: Source, paths: Sequence[str], scratch: Path, *, encoding: str = "utf-8", skip_rows: int = 0
) -> FilesAhead:
    """Return text files that are made ready while their engine starts, which takes as long."""
    return FilesAhead(
        [
            (LargeFile(on_disk(source, path, scratch), path, encoding, skip_rows), scratch / f"{number}.csv")
            for number, path in enumerate(paths)
        ]
    )


def open_texts(engine: Engine, files: Sequence[ReadyFile]) -> Opened:
    """Return text files as an engine has opened them: a part for each header among them."""
    parts: dict[tuple[object, ...], list[ReadyFile]] = {}
    diagnostics: list[Diagnostic] = []
    rejected = 0
    for ready in files:
        diagnostics.extend(ready.diagnostics)
        rejected += ready.rejected
        if ready.header:
            parts.setdefault((ready.header, ready.file.delimiter), []).append(ready)
    opened = tuple(Part(engine, files[0].file.path, files[0].header, tuple(files)) for files in parts.values())
    return Opened(opened, tuple(diagnostics), rejected)


def _open_parquet(engine: Engine, files: Mapping[str, Path]) -> Opened:
    """Files are one part where they have the same columns of the same types."""
    from site_builder.load.engines.base import reading

    parts: dict[tuple[tuple[str, str], ...], dict[str, Path]] = {}
    with reading(*engine.faults):
        for path, disk in files.items():
            schema = engine.parquet([disk]).collect_schema()
            parts.setdefault(tuple((name, str(kind)) for name, kind in schema.items()), {})[path] = disk
    return Opened(
        tuple(
            Part(engine, next(iter(found)), tuple(name for name, _ in schema), parquet=found)
            for schema, found in parts.items()
        )
    )


def _open_table(engine: Engine, table: str) -> Opened:
    from site_builder.load.engines.base import reading

    with reading(*engine.faults):
        names = tuple(engine.table(table).collect_schema().names())
    return Opened((Part(engine, f"the table {table}", names, table=table),))


def on_disk(source: Source, path: str, scratch: Path) -> Path:
    """Return a file of a source as a file on disk: itself in a work tree, a copy of what a revision has."""
    if isinstance(source, WorkTree):
        return source.root / path
    copy = scratch / "revision" / path
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(source.read(path))
    return copy


def unreadable(name: str, fault: Exception, place: Span) -> Diagnostic:
    """Return the diagnostic of a source that its engine cannot read."""
    hint = "check the path, the table and the options of the source in mkdocs.yml"
    return error("response-unreadable", f"{name} cannot be read: {fault}", place, hint)


def engine_faults() -> tuple[type[Exception], ...]:
    """Return what counting may raise where the data cannot be counted."""
    from site_builder.load.engines.base import EngineFault
    from site_builder.load.engines.tally import TooManyGroups

    return EngineFault, TooManyGroups


def told_of(name: str, fault: Exception, place: Span) -> Diagnostic:
    """Return the diagnostic of what counting the data of that name has raised."""
    from site_builder.load.engines.tally import MOST_GROUPS, TooManyGroups

    if isinstance(fault, TooManyGroups):
        message = f"the rows of {name} fall into more than {MOST_GROUPS:,} groups"
        hint = "check columns and dimensions: a column with a value of its own in each row is no dimension"
        return error("response-unreadable", message, place, hint)
    return unreadable(name, fault, place)
