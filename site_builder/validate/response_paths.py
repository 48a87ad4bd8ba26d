"""Which files hold the responses of a survey."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.kinds.survey import Survey
from site_builder.load.patterns import is_pattern
from site_builder.load.source import Source
from site_builder.model.diagnostic import Diagnostic, error
from site_builder.model.record import Record
from site_builder.model.settings import Settings
from site_builder.model.suggest import did_you_mean

_TABLES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Found:
    """Paths of files that can be read, in order, and why others cannot."""

    paths: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def find_files(source: Source, survey: Record[Survey], settings: Settings) -> Found:
    """Return the files that a survey names itself, or by a source of mkdocs.yml."""
    named = survey.fields.responses.named
    if not named:
        return _matching(source, survey, survey.fields.responses.files)
    declared = settings.sources.get(named)
    if declared is None:
        hint = did_you_mean(named, settings.sources) or f"declare {named} under sources in mkdocs.yml, or name a file"
        return _refused(survey, "dangling-reference", f"there is no source {named!r} in mkdocs.yml", hint)
    if declared.engine != "pandas" or not declared.path.lower().endswith(_TABLES):
        message = f"the source {named!r} ({declared.engine}, {declared.path}) cannot be read for surveys yet"
        return _refused(survey, "response-unreadable", message, "export its rows as CSV and name that file")
    return _matching(source, survey, declared.path)


def _matching(source: Source, survey: Record[Survey], path: str) -> Found:
    problem = source.problem_of(path)
    if problem:
        message = f"{path!r} {problem}"
        return _refused(survey, "outside-repository", message, "name a file of this repository")
    if not is_pattern(path):
        if source.exists(path):
            return Found((path,))
        hint = "add the file, or correct the path; it is relative to the root of the repository"
        return _refused(survey, "dangling-reference", f"there is no file {path!r}", hint)
    paths = [match for match in source.match(path) if match.lower().endswith(_TABLES)]
    if not paths:
        hint = "paths are relative to the root of the repository; * stays within a folder"
        return _refused(survey, "dangling-reference", f"no file matches {path!r}", hint)
    return Found(tuple(sorted(paths)))


def _refused(survey: Record[Survey], code: str, message: str, hint: str) -> Found:
    return Found((), (error(code, message, survey.span("responses"), hint),))
