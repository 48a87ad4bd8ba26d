"""Whether an engine reads the data that a record names, or this program row by row.

Row by row is the quicker way for files of some megabytes, and the only one that reads comments. What an engine needs is
imported only when one is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from site_builder.kinds.survey import Survey
from site_builder.load.source import Source
from site_builder.load.table import delimiter_of
from site_builder.load.work_tree import WorkTree
from site_builder.model.data_source import DataSource as Named
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.record import Record
from site_builder.model.responses import Responses
from site_builder.model.settings import DataSource, Settings
from site_builder.validate.engines_in_use import Engines
from site_builder.validate.response_paths import find_files

LARGE = 16 * 1024 * 1024
"""From so many bytes on pandas counts the responses of CSV and TSV files: 16 MiB, some hundred thousand rows."""


def declared_for_engine(data: Named, settings: Settings) -> DataSource | None:
    """Return the source of mkdocs.yml that a record names, if it is not text files for pandas, which may be small."""
    declared = settings.sources.get(data.named) if data.named else None
    return None if declared is None or (declared.engine == "pandas" and declared.text_files) else declared


def responses_by_engine(
    source: Source, survey: Record[Survey], settings: Settings, engines: Engines
) -> tuple[Responses, tuple[Diagnostic, ...]] | None:
    """Return the responses of a survey as an engine has counted them, and what is wrong; None where none has to."""
    data, columns, place = survey.fields.responses, survey.fields.columns, survey.span("responses")
    reading: dict[str, Any] = {"encoding": columns.encoding, "skip_rows": columns.skip_rows}
    declared = declared_for_engine(data, settings)
    large: tuple[str, ...] = ()
    if declared is None:
        paths = find_files(source, data, place, settings).paths
        if not _is_large(source, paths) or (not data.named and _may_have(source, paths[0], columns.comment, reading)):
            return None
        declared, large = DataSource(path=paths[0]), paths

    from site_builder.validate.counted_responses import counted_responses
    from site_builder.validate.engine_source import open_declared

    with scratch_folder() as scratch:
        opened = open_declared(engines, source, data.named, declared, place, scratch, large, **reading)
        return counted_responses(survey, opened, scratch, always_ids=not data.named)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder for what an engine needs while it reads."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="opsbook-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _is_large(source: Source, paths: Sequence[str]) -> bool:
    """Return whether files are so large that an engine is quicker; those of a revision are not asked for their size."""
    if not isinstance(source, WorkTree):
        return False
    return sum(map(source.size_of, paths)) >= LARGE


def _may_have(source: Source, path: str, column: str, reading: dict[str, Any]) -> bool:
    """Return whether the first file has a column of that name, as far as its first bytes tell."""
    if reading["skip_rows"] or reading["encoding"] != "utf-8":
        return True
    head = source.read(path, 64 * 1024).partition(b"\n")[0].decode("utf-8", "replace")
    return column in [name.strip('\ufeff" \r') for name in head.split(delimiter_of(path))]
