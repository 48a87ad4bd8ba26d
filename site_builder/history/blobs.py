"""The states of all versions of records, read from git's objects in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from site_builder.history.assemble import NameOf, suffix_of
from site_builder.history.commits import CommitLog
from site_builder.history.states import State, read_state
from site_builder.load.git_objects import GitObjects
from site_builder.load.names import RecordFile
from site_builder.load.text import MAX_BYTES

StateKey = tuple[str, str]
"""How a file is to be read (``.md`` or ``.yml``), and the name of its object."""

_NAMES: Final = {".md": RecordFile("version.md", "", "version"), ".yml": RecordFile("version.yml", "", "version")}


def wanted_states(log: CommitLog, name_of: NameOf) -> frozenset[StateKey]:
    """Return what must be read to know the state of each version of each record."""
    return frozenset(
        (suffix_of(path), version.blob)
        for path, versions in log.files.items()
        if name_of(path) is not None
        for version in versions
        if version.blob
    )


def read_states(root: Path, wanted: Iterable[StateKey], tracked: frozenset[str]) -> Mapping[StateKey, State | None]:
    """Return the state of each object. Raises SourceError where the repository lacks one, as a partial clone does."""
    keys = sorted(wanted, key=lambda key: key[1])
    if not keys:
        return {}
    with GitObjects(root) as objects:
        return {key: _state(objects.read, key, tracked) for key in keys}


def _state(read: Callable[[str, int | None], bytes], key: StateKey, tracked: frozenset[str]) -> State | None:
    suffix, name = key
    return read_state(read(name, MAX_BYTES), _NAMES[suffix], tracked)
