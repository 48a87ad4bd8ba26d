"""What git knows of a handbook: when its files changed, and the timelines of its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from site_builder.history.assemble import EarlierNames, NameOf, assemble, suffix_of
from site_builder.history.baseline import Baseline
from site_builder.history.blobs import StateKey, read_states, wanted_states
from site_builder.history.changes import FileHistory, Said, file_history
from site_builder.history.commits import CommitLog
from site_builder.history.git_log import INCOMPLETE, is_on_line, read_commit_log, tip_of
from site_builder.history.rewriting import rewriting_problem
from site_builder.history.states import State
from site_builder.history.store import HistoryStore, Kept
from site_builder.history.tags import Tags
from site_builder.history.timelines import Timelines
from site_builder.load.source import SourceError
from site_builder.model.quick import dataclass


@dataclass(frozen=True, eq=False)
class History:
    """The commits of a folder's repository. Versions of records are read when timelines are first asked for."""

    root: Path | None = None
    log: CommitLog = field(default_factory=lambda: CommitLog(reason="not available: no history"))
    tracked: frozenset[str] = frozenset()
    store: HistoryStore | None = None
    _known: Kept | None = field(default=None, repr=False)

    @cached_property
    def files(self) -> FileHistory:
        """When each file was added and last changed."""
        return file_history(self.log, self._values)

    def _values(self, paths: Iterable[str], name: str) -> Mapping[str, Sequence[Said]]:
        versions = {path: [each for each in self.log.files.get(path, ()) if each.blob] for path in paths}
        wanted = {(suffix_of(path), version.blob) for path, found in versions.items() for version in found}
        if self.root is None or not wanted:
            return {}
        try:
            states = read_states(self.root, wanted, frozenset((name,)))
        except SourceError:
            return {}
        said: dict[str, Sequence[Said]] = {}
        for path, found in versions.items():
            read = [(self.log.commits[each.commit].day, states[suffix_of(path), each.blob]) for each in found]
            said[path] = [(day, state.get(name)) for day, state in read if state is not None]
        return said

    def timelines(self, name_of: NameOf, earlier_names: EarlierNames, as_of: date) -> Timelines:
        """Return the timelines of all records up to a day; see ``assemble``."""
        problem = self.log.reason or rewriting_problem(self.log)
        if problem or self.root is None:
            return Timelines(reason=problem)
        wanted = wanted_states(self.log, name_of)
        known = self._known.states if self._known else {}
        missing = [key for key in wanted if key not in known]
        try:
            fresh = read_states(self.root, missing, self.tracked)
        except SourceError:
            return Timelines(reason=INCOMPLETE)
        states: dict[StateKey, State | None] = {**{key: known[key] for key in wanted if key in known}, **fresh}
        if self.store is not None and (fresh or self._known is None or self._known.log.tip != self.log.tip):
            self.store.write(Kept(self.log, states))
        return assemble(self.log, states, name_of, earlier_names, as_of)


def read_history(
    root: Path, folders: tuple[str, ...], tracked: frozenset[str], store: HistoryStore | None = None
) -> History:
    """Return the history of the files below ``folders``: of what is kept in ``store``, and of the commits since.

    What was kept of commits that are no longer on the line of first parents (another branch, a rewritten history) is
    not used; only the states of their objects are.
    """
    known = store.read() if store else None
    tip = tip_of(root)
    if known is not None and known.log.tip == tip:
        problem = read_commit_log(root, folders, tip, known.log).reason
        log = replace(known.log, commits=(), files={}, reason=problem) if problem else known.log
    elif known is not None and is_on_line(root, known.log.tip, tip):
        log = read_commit_log(root, folders, tip, known.log)
    else:
        log = read_commit_log(root, folders, tip)
    return History(root, log, tracked, store, known)


@dataclass(frozen=True, eq=False)
class RecordHistory:
    """What the commits say of one handbook, each part read when it is first asked for.

    These are the timelines of its records, a baseline of its roadmap, and its versions.
    """

    read: Callable[[], Timelines] = Timelines
    read_baseline: Callable[[Timelines], Baseline] = lambda _: Baseline()
    read_tags: Callable[[], Tags] = Tags

    @cached_property
    def timelines(self) -> Timelines:
        """The timelines; see ``Timelines.reason`` where there are none."""
        return self.read()

    @property
    def reason_so_far(self) -> str:
        """Why there are no timelines; empty where there are, or where nobody has asked for them yet."""
        known: Timelines | None = self.__dict__.get("timelines")
        return known.reason if known else ""

    @cached_property
    def baseline(self) -> Baseline:
        """The targets that the roadmap is held against."""
        return self.read_baseline(self.timelines)

    @cached_property
    def tags(self) -> Tags:
        """The versions of the handbook: tags of its repository."""
        return self.read_tags()
