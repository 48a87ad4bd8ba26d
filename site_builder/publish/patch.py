"""Single files of a site replaced, added and removed as one: all of them, or none.

A build that makes only some pages makes them in a folder beside the site (``build_directory``). A list of the files
that go is written into it, then it gets another name, in one step: from that moment on the patch is decided. A kill
before that leaves the old site, and the folder is swept as any that a killed build left; after a later one ``recover``
finishes the patch. What goes is removed first, then its list, and then the new files are moved; so every step can be
done again.

Builds of one site at once: a patch, a swap and a recovery each have the site for themselves (``changing``), and each
first finishes a patch that was decided and not finished. So none is ever finished over a site swapped in later. A
patch only fits the site that it was made for; ``mark`` says which that was. Where another build was quicker, nothing is
touched and ``Overtaken`` is raised: the caller builds the whole site or gives up. Without locks (Windows) kills do
no harm either, but builds of one site at once may.
"""

from __future__ import annotations

import errno
import glob
import json
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any, Final

from site_builder.load.folder_state import mark_of
from site_builder.publish.beside import build_prefix, changing, patch_prefix

_GONE: Final = ".opsbook-gone.json"


class Overtaken(OSError):
    """Another build has changed the site since a patch of it was begun; nothing was touched."""

    def __init__(self, site: Path) -> None:
        super().__init__(errno.EAGAIN, "another build has changed it meanwhile; build again", str(site))


def patch(changed: Path, gone: Iterable[str], site: Path, mark: str | None = None) -> None:
    """Move the files of the folder ``changed`` into the site, to the same relative paths, and remove ``gone`` from it.

    ``changed`` is a folder that ``build_directory`` has made for this site; it is no more afterwards. ``gone`` are
    relative posix paths of files; what is not there is passed over, and one that is in ``changed``, too, is replaced.
    Folders are made where needed and removed where nothing is left in them. Links in the site are replaced or removed,
    never followed. ``mark`` is what ``mark_of(site)`` said before the patch was begun.

    Raises ValueError for a path that leads out of the site, Overtaken where the mark is another one now, and OSError
    where something cannot be written: before the patch is decided nothing is touched, later ``recover`` finishes it.
    """
    paths = [_checked(path) for path in gone]
    if changed.parent != site.parent or not changed.name.startswith(build_prefix(site)):
        raise ValueError(f"{changed} is no build directory of {site}")
    if os.path.lexists(changed / _GONE):
        raise ValueError(f"{_GONE} is no file of a site")
    with changing(site):
        finish(site)
        if not _is_folder(site):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(site))
        if mark is not None and mark_of(site) != mark:
            raise Overtaken(site)
        (changed / _GONE).write_text(json.dumps(paths), encoding="ascii")
        decided = site.with_name(patch_prefix(site) + changed.name.removeprefix(build_prefix(site)))
        changed.rename(decided)
        _apply(decided, site)


def finish(site: Path) -> None:
    """Finish what was decided of a site, which the caller has for itself. Raises OSError where it cannot be done.

    Where there is no site any more there is nothing to finish. A list of what goes that cannot be read is no kill's
    doing: such a patch is thrown away.
    """
    for decided in sorted(site.parent.glob(f"{glob.escape(patch_prefix(site))}*")):
        if not _is_folder(decided):
            continue
        if _is_folder(site):
            _apply(decided, site)
        else:
            shutil.rmtree(decided, ignore_errors=True)


def _apply(decided: Path, site: Path) -> None:
    """Do what is not done yet; every step may have been done before."""
    listed = decided / _GONE
    if os.path.lexists(listed):
        try:
            gone = _read(listed)
        except ValueError:
            shutil.rmtree(decided, ignore_errors=True)
            return
        for path in gone:
            _remove(site, path)
        # From here on only files move: on a system that takes A for a, what has moved is never taken for what goes.
        listed.unlink()
    ready = {""}
    for path in list(_files(decided)):
        _make_folder(site, path.rpartition("/")[0], ready)
        target = site / path
        if _is_folder(target):
            shutil.rmtree(target)
        (decided / path).replace(target)
    # Gives the site another mark, even if no file at its root has changed.
    os.utime(site)
    shutil.rmtree(decided, ignore_errors=True)


def _read(listed: Path) -> list[str]:
    """Return the paths of a list. Raises ValueError where it is none, OSError where it cannot be read."""
    read: Any = json.loads(listed.read_bytes())
    if not isinstance(read, list) or not all(isinstance(path, str) for path in read):
        raise ValueError(str(listed))
    return [_checked(path) for path in read]


def _checked(path: str) -> str:
    """Return a relative path. Raises ValueError for one that leads out of the site or that no file can have."""
    os.fsencode(path)
    for part in path.split("/"):
        if part in ("", ".", "..") or "\0" in part or PurePath(part).name != part:
            raise ValueError(f"{path!r} is no path of a file in a site")
    return path


def _remove(site: Path, path: str) -> None:
    """Remove a file, and the folders in which nothing is left."""
    *above, name = path.split("/")
    folders = [site]
    for part in above:
        inner = folders[-1] / part
        if not _is_folder(inner):
            break
        folders.append(inner)
    else:
        file = folders[-1] / name
        if not _is_folder(file):
            file.unlink(missing_ok=True)
    for folder in reversed(folders[1:]):
        try:
            folder.rmdir()
        except OSError:
            break


def _files(folder: Path, below: str = "") -> Iterator[str]:
    """Yield the relative paths of all that is no folder; links are not followed."""
    with os.scandir(folder / below) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _files(folder, f"{below}{entry.name}/")
            else:
                yield f"{below}{entry.name}"


def _make_folder(site: Path, below: str, ready: set[str]) -> None:
    """Make a folder of the site, and those above it; a file or a link in the way is removed."""
    if below in ready:
        return
    _make_folder(site, below.rpartition("/")[0], ready)
    folder = site / below
    if not _is_folder(folder):
        folder.unlink(missing_ok=True)
        folder.mkdir()
    ready.add(below)


def _is_folder(path: Path) -> bool:
    """Return whether a path is one of a folder, and of no link to one. Raises OSError where that cannot be known."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
