"""Edits of files are written all or nothing.

The new bytes are written beside each file and renamed into place once all are there and no file has changed since the
edits were planned. Until the last rename a journal keeps the old bytes: a failure on the way is undone at once, a kill
by the next command.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from site_builder.edit.file_edit import FileEdit, digest
from site_builder.edit.journal import (
    Entry,
    NotMended,
    close_journal,
    digest_of,
    is_open,
    read_journal,
    set_aside,
    sync_folder,
    undo,
    write_durably,
    write_journal,
)
from site_builder.load.work_tree import WorkTree


class ChangedMeanwhile(Exception):
    """A file is not what it was when the edit was planned. The message is for people."""


def apply(root: Path, edits: Sequence[FileEdit]) -> None:
    """Write all edits, or none. Each path is edited once.

    Raises ChangedMeanwhile where a file is not as it was planned for, OSError where one cannot be written, NotMended
    where an earlier edit was interrupted and cannot be undone; no file is different then.
    """
    with _alone(root):
        _mend(root)
        entries = [_entry(root, edit) for edit in edits]
        write_journal(root, entries)
        try:
            _write(root, edits, entries)
            close_journal(root)
        except BaseException:
            if not undo(root, entries):
                close_journal(root)
            raise


def mend(root: Path) -> list[str]:
    """Undo an edit that was killed half-way, if there is one; return the paths of the files that it was to change.

    Waits for an edit that is still being written. Raises NotMended where it cannot be undone.
    """
    if not is_open(root):
        return []
    with _alone(root):
        return _mend(root)


def _mend(root: Path) -> list[str]:
    if not is_open(root):
        return []
    entries = read_journal(root)
    left = undo(root, entries)
    if left:
        raise NotMended(
            f"an earlier edit was interrupted and is undone, but for {', '.join(left)}, which changed since; "
            f"what stood there before is kept in {set_aside(root)}"
        )
    close_journal(root)
    return [entry.path for entry in entries]


def _entry(root: Path, edit: FileEdit) -> Entry:
    tree = WorkTree(root)
    problem = tree.problem_of(edit.path)
    if problem:
        raise ChangedMeanwhile(f"{edit.path} {problem}; nothing was written")
    if (root / edit.path).is_dir():
        raise ChangedMeanwhile(f"{edit.path} is a folder, and a file is to stand there; nothing was written")
    try:
        old = tree.read(edit.path)
    except FileNotFoundError:
        old = None
    entry = Entry(edit.path, edit.old, None if edit.new is None else digest(edit.new), old)
    if (None if old is None else digest(old)) != edit.old:
        raise ChangedMeanwhile(f"{edit.path} changed meanwhile; nothing was written")
    return entry


def _write(root: Path, edits: Sequence[FileEdit], entries: Sequence[Entry]) -> None:
    for edit, entry in zip(edits, entries, strict=True):
        if edit.new is not None:
            target = root / edit.path
            target.parent.mkdir(parents=True, exist_ok=True)
            write_durably(root / entry.name_of_new, edit.new, like=target)
    for entry in entries:
        if digest_of(root / entry.path) != entry.old:
            raise ChangedMeanwhile(f"{entry.path} changed meanwhile; nothing was written")
    # What takes another's place is there before that other one goes.
    for edit, entry in sorted(zip(edits, entries, strict=True), key=lambda both: both[0].new is None):
        target = root / edit.path
        if edit.new is None:
            target.unlink()
        else:
            (root / entry.name_of_new).replace(target)
        sync_folder(target.parent)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until no other command writes edits below this root; where the system has no such locks, go on."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(root, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
