"""The findings of the last check, told again where nothing has changed on which they depend.

They depend on what the handbook's source was asked, on what git says of its commits, on the day, and on the code. All
four are kept beside them, and looked at again before a finding is told. What else came of a run, such as a site, is
kept with them in a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from site_builder.load.code_state import code_state, is_same_code
from site_builder.load.git_state import git_state
from site_builder.load.kept_file import read_kept, write_kept
from site_builder.load.source import SourceError
from site_builder.load.stamps import moment_of
from site_builder.load.traced import Trace, TracedTree, changed_files, doubtful_readings
from site_builder.load.work_tree import WorkTree
from site_builder.model.diagnostic import Diagnostic, Related, Severity, Span
from site_builder.model.quick import dataclass
from site_builder.report.outcome import Outcome

FILE: Final = "findings.json"


@dataclass(slots=True)
class Recorder:
    """Records what a run depends on while it runs, to keep its findings after it in a file of the cache."""

    config_file: Path
    file: Path
    moment: int
    source: TracedTree
    commits: list[str]

    def read_all(self, folder: str) -> None:
        """Read the files of a folder that were not read yet: others read them, after this and past the source."""
        known = {path for path, _ in self.source.trace.readings}
        for file in self.source.files(folder):
            if not file.is_link and file.path not in known:
                self.source.read(file.path)

    def keep(self, outcome: Outcome, configured: date | None, result: Mapping[str, Any] | None = None) -> bool:
        """Keep the findings in place of those of the run before. ``configured`` is the day that mkdocs.yml names.

        ``result`` is what else the run came to. They are not kept where the handbook or the code changed meanwhile, nor
        where an engine read files. Return whether they are.
        """
        code, trace = code_state(self.moment), self.source.trace
        if code is None or not trace.is_steady or not trace.is_whole:
            return False
        content = {
            "config": self.config_file.name,
            "as_of": outcome.as_of.isoformat(),
            "configured": configured.isoformat() if configured else None,
            "commits": self.commits,
            "code": code,
            "records": outcome.records,
            "site_url": outcome.site_url,
            "diagnostics": [_plain(diagnostic) for diagnostic in outcome.diagnostics],
            "result": dict(result or {}),
            "trace": trace.plain(),
        }
        write_kept(self.file, content)
        return True


def record(config_file: Path, file: Path) -> Recorder | None:
    """Return what records a run over the handbook; None where nothing can be kept in the folder of the cache."""
    moment = moment_of(file.parent)
    if moment is None:
        return None
    source = TracedTree(config_file.parent, moment)
    return Recorder(config_file, file, moment, source, git_state(config_file.parent))


@dataclass(frozen=True, slots=True)
class Since:
    """What is known of the last run: what it read, and what it found, where a run would find the same.

    Without an ``outcome`` the content of some files has changed, and nothing else that it asked for.
    """

    trace: Trace
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class KeptFindings:
    """The findings of the last run, with all that they depend on."""

    config_file: Path
    file: Path
    content: Any

    def outcome(self, choose: Callable[[date | None], date]) -> Outcome | None:
        """Return what a run would find; None where it has to be run to know.

        ``choose`` chooses the day that "today" means, knowing which one mkdocs.yml names.
        """
        since = self.since(choose)
        return since.outcome if since is not None else None

    def since(self, choose: Callable[[date | None], date]) -> Since | None:
        """Return what is known of the last run; None where more has changed since than the content of files."""
        try:
            day = self.content["configured"]
            return self._since(choose(date.fromisoformat(day) if day else None))
        except (SourceError, OSError, KeyError, TypeError, ValueError, AttributeError, IndexError):
            return None

    def _since(self, as_of: date) -> Since | None:
        content, root = self.content, self.config_file.parent
        if content["config"] != self.config_file.name or content["as_of"] != as_of.isoformat():
            return None
        if not is_same_code(content["code"]) or content["commits"] != git_state(root):
            return None
        tree, trace = WorkTree(root), Trace.of(content["trace"])
        doubtful = doubtful_readings(trace, tree)
        if doubtful is None:
            return None
        if doubtful:
            again = TracedTree(root, moment_of(self.file.parent) or 0)
            changed = changed_files(doubtful, again)
            if changed is None or changed:
                return Since(trace) if changed else None
            trace.readings.update(again.trace.readings)
            write_kept(self.file, {**content, "trace": trace.plain()})
        found = tuple(_diagnostic(plain) for plain in content["diagnostics"])
        return Since(trace, Outcome(found, content["records"], as_of, tree, root, content["site_url"]))


def kept_findings(config_file: Path, file: Path) -> KeptFindings | None:
    """Return what a file of the cache has of the handbook with this ``mkdocs.yml``; None where there is nothing."""
    content = read_kept(file)
    return KeptFindings(config_file, file, content) if isinstance(content, dict) else None


def _plain(found: Diagnostic) -> list[Any]:
    span, related = found.span, [[each.message, *_place(each.span)] for each in found.related]
    return [found.code, found.severity.value, found.message, *_place(span), found.hint, related]


def _place(span: Span) -> tuple[str, int, int]:
    return span.path, span.line, span.column


def _diagnostic(plain: Any) -> Diagnostic:
    code, severity, message, path, line, column, hint, related = plain
    elsewhere = tuple(Related(Span(*place), said) for said, *place in related)
    return Diagnostic(code, _SEVERITIES[severity], message, Span(path, line, column), hint, elsewhere)


_SEVERITIES: Final = {severity.value: severity for severity in Severity}
