"""What the pipeline starts from: a source, its configuration, the date, what the commits say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import date
from pathlib import Path

from site_builder.history.baseline import period_of
from site_builder.history.history import History, read_history
from site_builder.history.states import tracked_fields
from site_builder.history.store import HistoryStore, store_key
from site_builder.kinds import all_kinds
from site_builder.load.git_revision import GitRevision, resolve_revision
from site_builder.load.kept_file import FOLDER
from site_builder.load.kept_records import KeptRecords
from site_builder.load.settings import LoadedSettings, load_settings
from site_builder.load.source import Source
from site_builder.load.touched_files import TouchedFiles
from site_builder.load.work_tree import WorkTree
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a result depends on: bytes, options, the date, what the commits say.

    ``root`` is the folder of a work tree, None for a revision; only what is watched for edits depends on it.
    ``baseline`` names the tag or period whose targets the roadmap is held against; empty for the first promises.
    ``touched`` is what was touched since a base; it names no file where there is none. ``records`` has what was kept of
    reading records, and ``cache`` is the folder of what else is kept for the next time; neither changes a result.
    """

    source: Source
    configuration: LoadedSettings
    as_of: date
    history: History = field(default_factory=History)
    root: Path | None = None
    baseline: str = ""
    touched: TouchedFiles = field(default_factory=TouchedFiles)
    records: KeptRecords | None = field(default=None, compare=False)
    cache: Path | None = field(default=None, compare=False)


_DOCUMENTATION = "content"

ChooseDate = Callable[[LoadedSettings], date]
"""Chooses the date that "today" means, knowing what ``mkdocs.yml`` says."""


def open_work_tree(
    config_file: Path,
    as_of: ChooseDate,
    *,
    cache: Path | None = None,
    baseline: str = "",
    history: bool = True,
    source: Source | None = None,
) -> Inputs:
    """Return the inputs of the handbook whose ``mkdocs.yml`` this is.

    Raises SourceError where it cannot be read, or where the ``baseline`` is neither a period nor a revision. ``cache``
    is the folder in which what was read is kept for the next time; without it nothing is. Without ``history`` no commit
    is read. ``source`` reads the work tree in another way than by itself.
    """
    root = config_file.parent
    if baseline and period_of(baseline) is None:
        resolve_revision(root, baseline)
    source = source or WorkTree(root)
    configuration = load_settings(source, config_file.name, kinds=all_kinds())
    known = _history(root, configuration, cache) if history else History()
    records = KeptRecords(cache) if cache else None
    return Inputs(source, configuration, as_of(configuration), known, root, baseline, records=records, cache=cache)


def open_revision(config_file: Path, revision: str, as_of: ChooseDate) -> Inputs:
    """Return the inputs of a revision of the handbook, read without a checkout, with the work tree's configuration.

    Raises SourceError where there is no such revision.
    """
    configuration = load_settings(WorkTree(config_file.parent), config_file.name, kinds=all_kinds())
    return Inputs(GitRevision(config_file.parent, revision), configuration, as_of(configuration))


def kind_folders(configuration: LoadedSettings) -> dict[str, str]:
    """Return the folder of each kind: where ``mkdocs.yml`` puts it, or the default one.

    The folders of ``content/`` follow the documentation folder, whatever it is called.
    """
    remapped, docs_dir = configuration.settings.folders, configuration.docs_dir
    return {name: remapped.get(name) or _default_folder(kind.folder, docs_dir) for name, kind in all_kinds().items()}


def folders_needed(root: Path, configuration: LoadedSettings) -> tuple[Path, ...]:
    """Return the folders that a handbook is read from, and what git and earlier runs keep: nobody else writes there."""
    names = (configuration.docs_dir, *kind_folders(configuration).values(), ".git", FOLDER)
    return tuple(root / name for name in names)


def _default_folder(folder: str, docs_dir: str) -> str:
    top, _, rest = folder.partition("/")
    return f"{docs_dir}/{rest}" if top == _DOCUMENTATION and docs_dir not in ("", ".") else folder


def _history(root: Path, configuration: LoadedSettings, cache: Path | None) -> History:
    folders = tuple(sorted(set(kind_folders(configuration).values())))
    tracked = tracked_fields(all_kinds().values())
    store = HistoryStore(cache / "history.json", store_key(folders, tracked)) if cache else None
    return read_history(root, folders, tracked, store)
