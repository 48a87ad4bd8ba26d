"""What was read of the history, kept for the next time: one JSON file, never trusted, never fatal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import site_builder.history
import site_builder.load
from site_builder.history.blobs import StateKey
from site_builder.history.commits import Commit, CommitLog, FileVersion
from site_builder.history.states import State
from site_builder.load.kept_file import read_kept, write_kept
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept: the log up to its tip, and the states of the objects of records."""

    log: CommitLog
    states: Mapping[StateKey, State | None]


@dataclass(frozen=True, slots=True)
class HistoryStore:
    """The file that keeps the history. ``key`` names all that its content depends on beside the commits."""

    path: Path
    key: str

    def read(self) -> Kept | None:
        """Return what is kept; None where nothing is, or where it is damaged or made by other code or options."""
        data = read_kept(self.path)
        try:
            return _kept(data) if data["key"] == self.key else None
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            return None

    def write(self, kept: Kept) -> None:
        """Keep a history in place of what was kept. Where the folder cannot be written, nothing is kept."""
        write_kept(self.path, {"key": self.key, **_plain(kept)})


def store_key(folders: Iterable[str], tracked: Iterable[str]) -> str:
    """Return the key of a history: the folders that were read, the fields, and the code that read them."""
    digest = blake2b(digest_size=16)
    digest.update(json.dumps([sorted(folders), sorted(tracked)]).encode())
    for package in (site_builder.history, site_builder.load):
        for file in sorted(Path(package.__path__[0]).glob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _plain(kept: Kept) -> dict[str, Any]:
    log = kept.log
    return {
        "tip": log.tip,
        "commits": [[commit.id, commit.seconds, commit.authored] for commit in log.commits],
        "files": {path: [[v.commit, v.blob] for v in versions] for path, versions in log.files.items()},
        "states": {suffix: {name: state for (kind, name), state in kept.states.items() if kind == suffix}
                   for suffix in (".md", ".yml")},
    }  # fmt: skip


def _kept(data: Any) -> Kept:
    commits = tuple(Commit(str(name), int(seconds), int(authored)) for name, seconds, authored in data["commits"])
    files = {
        str(path): tuple(FileVersion(_number(number, len(commits)), str(blob)) for number, blob in versions)
        for path, versions in data["files"].items()
    }
    states = {
        (suffix, name): None if state is None else {str(key): str(value) for key, value in state.items()}
        for suffix, found in data["states"].items()
        for name, state in found.items()
    }
    if any(not versions for versions in files.values()):
        raise ValueError("a file without a version")
    return Kept(CommitLog(commits, files, str(data["tip"])), states)


def _number(value: Any, count: int) -> int:
    if not 0 <= int(value) < count:
        raise ValueError("there is no such commit")
    return int(value)
