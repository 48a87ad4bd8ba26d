"""Which files hold the rows that a record names: responses, observations, items."""

from __future__ import annotations

from site_builder.load.patterns import is_pattern
from site_builder.load.source import Source
from site_builder.model.data_source import DataSource
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass
from site_builder.model.settings import Settings
from site_builder.model.suggest import did_you_mean

TEXT_FILES = (".csv", ".tsv")
"""What the names of files of rows end with."""


@dataclass(frozen=True, slots=True)
class Found:
    """Paths of files that can be read, in order, and why others cannot."""

    paths: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def find_files(source: Source, data: DataSource, place: Span, settings: Settings) -> Found:
    """Return the files that a record names itself, or by a source of mkdocs.yml. ``place`` is where it names them."""
    if not data.named:
        return matching_files(source, place, data.files, TEXT_FILES)
    declared = settings.sources.get(data.named)
    if declared is None:
        hint = (
            did_you_mean(data.named, settings.sources)
            or f"declare {data.named} under sources in mkdocs.yml, or name a file"
        )
        return _refused(place, "dangling-reference", f"there is no source {data.named!r} in mkdocs.yml", hint)
    if declared.engine != "pandas" or not declared.text_files:
        message = f"the source {data.named!r} ({declared.engine}, {declared.path or declared.table}) is no text file"
        return _refused(place, "response-unreadable", message, "name CSV or TSV files: these rows are read one by one")
    return matching_files(source, place, str(declared.path), TEXT_FILES)


def matching_files(source: Source, place: Span, path: str, suffixes: tuple[str, ...]) -> Found:
    """Return the files that a path or pattern names, of those whose names end with one of the suffixes."""
    problem = source.problem_of(path)
    if problem:
        message = f"{path!r} {problem}"
        return _refused(place, "outside-repository", message, "name a file of this repository")
    if not is_pattern(path):
        if source.exists(path):
            return Found((path,))
        hint = "add the file, or correct the path; it is relative to the root of the repository"
        return _refused(place, "dangling-reference", f"there is no file {path!r}", hint)
    paths = [match for match in source.match(path) if match.lower().endswith(suffixes)]
    if not paths:
        hint = "paths are relative to the root of the repository; * stays within a folder"
        return _refused(place, "dangling-reference", f"no file matches {path!r}", hint)
    return Found(tuple(sorted(paths)))


def _refused(place: Span, code: str, message: str, hint: str) -> Found:
    return Found((), (error(code, message, place, hint),))
