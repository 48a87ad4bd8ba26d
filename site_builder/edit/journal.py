"""The journal of edits that are being written: what each file held before, until all of them are done.

It is there only while files are replaced. A command that is killed meanwhile leaves it behind, and the next one puts
the old files back. As it stands in the work tree, where anybody may have put it, it is not trusted: it can only undo
edits of files that hold exactly what it says they were given, and none outside the root. In a hidden folder, where
programs keep what they run, it can only undo edits of YAML and Markdown, and none at all in those of git and opsbook.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from site_builder.edit.file_edit import digest
from site_builder.load.source import inside
from site_builder.load.work_tree import WorkTree
from site_builder.model.quick import dataclass

FOLDER: Final = ".opsbook/edits"
_JOURNAL: Final = "journal.json"
_RECORDS: Final = (".yml", ".md")
_NO_RECORDS: Final = frozenset({".git", ".opsbook"})
_MOST_BYTES: Final = 64 * 1024 * 1024


class NotMended(Exception):
    """An interrupted edit cannot be undone. The message is for people."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that is edited: the digests of its old and new bytes, None where there is no file; its old bytes."""

    path: str
    old: str | None
    new: str | None
    old_data: bytes | None = None

    @property
    def name_of_new(self) -> str:
        """The path of the new bytes until they are renamed into place: beside the file, hidden."""
        folder, slash, name = self.path.rpartition("/")
        return f"{folder}{slash}.{name}.opsbook-edit"


def write_journal(root: Path, entries: Iterable[Entry]) -> None:
    """Write the journal, so that from now on a kill can be mended. Nothing of the handbook is touched."""
    folder = root / FOLDER
    if folder.is_symlink() or folder.parent.is_symlink():
        raise NotMended(f"{FOLDER} is a symbolic link, and such are never followed; remove it")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        _write_into(folder, entries)
    except BaseException:
        close_journal(root)
        raise


def _write_into(folder: Path, entries: Iterable[Entry]) -> None:
    listed = []
    for number, entry in enumerate(entries):
        listed.append({"path": entry.path, "old": entry.old, "new": entry.new})
        if entry.old_data is not None:
            write_durably(folder / f"{number}.old", entry.old_data)
    draft = folder / f"{_JOURNAL}.draft"
    write_durably(draft, json.dumps(listed).encode())
    draft.rename(folder / _JOURNAL)
    sync_folder(folder)
    sync_folder(folder.parent)


def close_journal(root: Path) -> None:
    """Take the journal away: the edits are done, or undone."""
    folder = root / FOLDER
    (folder / _JOURNAL).unlink(missing_ok=True)
    sync_folder(folder)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.parent.rmdir()
    except OSError:
        # The cache is there as well.
        return


def set_aside(root: Path) -> str:
    """Keep the journal where it stops nobody, for somebody has to look at it; return where that is."""
    kept = root / f"{FOLDER}-interrupted"
    shutil.rmtree(kept, ignore_errors=True)
    (root / FOLDER).rename(kept)
    return kept.relative_to(root).as_posix()


def is_open(root: Path) -> bool:
    """Return whether edits are being written, or were interrupted."""
    return (root / FOLDER / _JOURNAL).is_file()


def read_journal(root: Path) -> list[Entry]:
    """Return what the journal says. Raises NotMended where it cannot be read or is not one of ours."""
    tree = WorkTree(root)
    try:
        listed: Any = json.loads(tree.read(f"{FOLDER}/{_JOURNAL}", _MOST_BYTES))
        entries = [_entry(tree, number, line) for number, line in enumerate(listed)]
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as fault:
        message = f"{FOLDER}/{_JOURNAL} cannot be read; look at your changes with git diff, then remove {FOLDER}"
        raise NotMended(message) from fault
    return entries


def _entry(tree: WorkTree, number: int, line: dict[str, Any]) -> Entry:
    path, old, new = line["path"], line["old"], line["new"]
    if not isinstance(path, str) or inside(path) != path or _is_off_limits(path):
        raise ValueError(path)
    if tree.problem_of(path):
        raise ValueError(path)
    old_data = tree.read(f"{FOLDER}/{number}.old") if old is not None else None
    if old_data is not None and digest(old_data) != old:
        raise ValueError(path)
    return Entry(path, old, new, old_data)


def _is_off_limits(path: str) -> bool:
    """Whether no edit of opsbook can have been there: a folder of records may be hidden, a record is no program."""
    hidden = [part.casefold() for part in path.split("/") if part.startswith(".")]
    return bool(hidden) and (not path.endswith(_RECORDS) or not _NO_RECORDS.isdisjoint(hidden))


def undo(root: Path, entries: Iterable[Entry]) -> list[str]:
    """Put back what each file held before; return the paths of those that somebody else has changed since."""
    left: list[str] = []
    for entry in entries:
        target, staged = root / entry.path, root / entry.name_of_new
        with suppress(FileNotFoundError, NotADirectoryError):
            staged.unlink()
        current = digest_of(target)
        if current == entry.old:
            continue
        if current != entry.new:
            left.append(entry.path)
        elif entry.old_data is None:
            target.unlink()
        else:
            write_durably(staged, entry.old_data, like=target)
            staged.replace(target)
        sync_folder(target.parent)
    return left


def digest_of(path: Path) -> str | None:
    """Return the digest of a file's bytes, None where there is no file."""
    try:
        return digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def write_durably(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write a file anew so that it outlasts a loss of power, with the permissions of another one."""
    # Whatever has that name, were it a link to elsewhere, is not written through.
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(data)
        if like is not None and like.exists():
            path.chmod(like.stat().st_mode & 0o7777)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder outlast a loss of power, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return
    finally:
        os.close(descriptor)
