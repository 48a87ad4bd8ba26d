"""Several folders and files of a published tree changed as one: all of them, or none.

What is new is written beside, in a hidden folder of the tree, whole. Then a journal says what goes where, and from that
moment on the change is decided: it only takes renames, which ``mend`` finishes if a kill comes between them. Folders
come first, then the root page, then ``versions.json``, and last what no list names any more goes; so the list names
whole folders only, at every moment.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import field
from pathlib import Path
from typing import Any, Final

from site_builder.edit.journal import sync_folder, write_durably
from site_builder.model.quick import dataclass
from site_builder.publish.names import check_name
from site_builder.publish.site_files import write_files
from site_builder.publish.swap import exchange
from site_builder.publish.version_list import FILE, TreeFault

HOME: Final = ".opsbook-publish"
ROOT_PAGE: Final = "index.html"
_JOURNAL: Final = "journal.json"
_FILES: Final = (ROOT_PAGE, FILE)
"""The files at the root of a tree, in the order in which they are replaced."""


@dataclass
class Transaction:
    """A change of a tree that is being written. Nothing of the tree is touched before ``commit``."""

    tree: Path
    removed: tuple[str, ...] = ()
    _placed: dict[str, int] = field(default_factory=dict)

    @property
    def _home(self) -> Path:
        return self.tree / HOME

    def place(self, name: str, files: Iterable[tuple[str, bytes | Path]]) -> Path:
        """Write a folder that will stand at the root of the tree; return where it is until then."""
        folder = self._home / "new" / name
        write_files(folder, files)
        self._placed[name] = folder.stat().st_ino
        return folder

    def write(self, name: str, content: bytes) -> None:
        """Write a file that will stand at the root of the tree: the root page or the list of versions."""
        if name not in _FILES:
            raise ValueError(name)
        (self._home / "files").mkdir(exist_ok=True)
        write_durably(self._home / "files" / name, content)

    def commit(self) -> None:
        """Decide the change, and make it. Raises OSError; what is decided and not done yet is done by ``mend``."""
        journal = {"placed": self._placed, "removed": list(self.removed)}
        draft = self._home / f"{_JOURNAL}.draft"
        write_durably(draft, json.dumps(journal).encode())
        draft.rename(self._home / _JOURNAL)
        sync_folder(self._home)
        _finish(self.tree, self._placed, self.removed)

    def abandon(self) -> None:
        """Throw away what was written, unless it is decided already."""
        if not (self._home / _JOURNAL).exists():
            _clear(self._home)


def begin(tree: Path) -> Transaction:
    """Return a new change of a tree, whose lock is held. An interrupted change is finished or forgotten first."""
    mend(tree)
    return Transaction(tree)


def is_interrupted(tree: Path) -> bool:
    """Return whether a change of the tree was decided and not finished."""
    return (tree / HOME / _JOURNAL).is_file()


def mend(tree: Path) -> None:
    """Finish a change that was decided, forget one that was not. Raises TreeFault where its journal is not ours."""
    home = tree / HOME
    journal = home / _JOURNAL
    if journal.exists():
        try:
            read: Any = json.loads(journal.read_bytes())
            placed = {check_name(name): int(number) for name, number in read["placed"].items()}
            removed = tuple(map(check_name, read["removed"]))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
            raise TreeFault(f"{journal} cannot be read; look at {tree}, then take {home} away") from fault
        _finish(tree, placed, removed)
    _clear(home)


def _finish(tree: Path, placed: dict[str, int], removed: Iterable[str]) -> None:
    """Do what is not done yet; every step may have been done, or half of one, before."""
    home = tree / HOME
    (home / "old").mkdir(exist_ok=True)
    for name, number in placed.items():
        _place(home / "new" / name, tree / name, home / "old" / name, number)
    sync_folder(tree)
    for name in _FILES:
        written = home / "files" / name
        if written.exists():
            written.replace(tree / name)
            sync_folder(tree)
    for name in removed:
        if (tree / name).exists():
            (tree / name).rename(home / "old" / name)
    sync_folder(tree)
    (home / _JOURNAL).unlink()
    sync_folder(home)
    _clear(home)


def _place(new: Path, target: Path, old: Path, number: int) -> None:
    """Put a new folder in its place. It is known by its number in the file system, whichever of two names it has."""
    if target.exists() and target.stat().st_ino == number:
        return
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        target.rename(old)
        new.rename(target)


def _clear(home: Path) -> None:
    """Take away what is neither decided nor needed any more; the lock stays."""
    for name in ("new", "old", "files"):
        shutil.rmtree(home / name, ignore_errors=True)
    (home / f"{_JOURNAL}.draft").unlink(missing_ok=True)


def make_home(tree: Path) -> Path:
    """Return the hidden folder of a tree, made where there is none. Raises OSError or TreeFault where it cannot be."""
    home = tree / HOME
    if home.is_symlink():
        raise TreeFault(f"{home} is a symbolic link, and such are never followed; take it away")
    os.makedirs(home, exist_ok=True)  # noqa: PTH103  (raises for a file in the way, as it should)
    return home
