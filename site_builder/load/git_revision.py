"""A git revision: files as a commit holds them, read from the object database without a checkout."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from site_builder.load.git_command import run_git
from site_builder.load.git_objects import GitObjects
from site_builder.load.patterns import fixed_folder, matching
from site_builder.load.source import IS_LINK, IS_REPOSITORY, LEAVES_ROOT, SourceError, SourceFile, inside

_LINK = "120000"
_REPOSITORY = "160000"


class GitRevision:
    """A source that reads the files of one commit below the root of the handbook.

    The root may be a folder inside the repository. ``commit`` is the full name of the commit. Use it as a context, or
    close it, to end the git process that it reads through.
    """

    def __init__(self, root: Path, revision: str) -> None:
        """Read ``revision`` (a branch, tag or commit). Raises SourceError where there is none, or no git."""
        self.root = root.resolve()
        self.commit = resolve_revision(self.root, revision)
        self._entries = _entries(run_git(self.root, "ls-tree", "-r", "-z", self.commit))
        self._folders = _folders(self._entries)
        self._paths = sorted(self._entries)
        self._blobs: GitObjects | None = None

    def files(self, folder: str) -> Sequence[SourceFile]:
        """Return every file below a folder in the order of paths, links included; see ``Source``."""
        start = inside(folder)
        if start is None:
            return ()
        link = self._link_in(start)
        if link:
            return (SourceFile(link, is_link=True),)
        prefix = f"{start}/" if start else ""
        return [
            SourceFile(path, is_link=self._entries[path][0] in (_LINK, _REPOSITORY))
            for path in self._paths
            if path.startswith(prefix) and not _is_hidden(path[len(prefix) :])
        ]

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's bytes, of a longer file ``limit`` + 1. Raises FileNotFoundError where none may be read."""
        clean = inside(path)
        entry = self._entries.get(clean) if clean else None
        if entry is None or entry[0] in (_LINK, _REPOSITORY):
            raise FileNotFoundError(path)
        if self._blobs is None:
            self._blobs = GitObjects(self.root)
        return self._blobs.read(entry[1], limit)

    def exists(self, path: str) -> bool:
        """Return whether a file or folder of that path may be read."""
        clean = inside(path)
        if clean is None or self._link_in(clean):
            return False
        return clean in self._entries or clean in self._folders

    def match(self, pattern: str) -> list[str]:
        """Return the paths of the files that a pattern names, in order, links left out."""
        clean = inside(pattern)
        if clean is None:
            return []
        return matching(clean, (file.path for file in self.files(fixed_folder(clean)) if not file.is_link))

    def problem_of(self, path: str) -> str:
        """Return why a path must not be read, or an empty text."""
        clean = inside(path)
        if clean is None:
            return LEAVES_ROOT
        link = self._link_in(clean)
        if not link:
            return ""
        return IS_LINK if self._entries[link][0] == _LINK else IS_REPOSITORY

    def close(self) -> None:
        """End the git process that the files are read through."""
        if self._blobs is not None:
            self._blobs.close()
            self._blobs = None

    def __enter__(self) -> Self:
        """Return the source itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the source."""
        self.close()

    def _link_in(self, path: str) -> str:
        """The part of a path that is a link or another repository; empty where none is."""
        parts = path.split("/") if path else []
        for length in range(1, len(parts) + 1):
            part = "/".join(parts[:length])
            entry = self._entries.get(part)
            if entry is not None:
                return part if entry[0] in (_LINK, _REPOSITORY) else ""
        return ""


class RevisionNameError(SourceError):
    """What was given can be no name of a revision, in whatever repository."""


def resolve_revision(root: Path, revision: str) -> str:
    """Return the full name of the commit that a revision names.

    Raises RevisionNameError where it can name none, SourceError where there is none, or no git. A revision may be
    missing only because the clone is shallow; then the message says so.
    """
    if not revision.strip() or revision.startswith("-"):
        raise RevisionNameError(f"{revision!r} is no name of a revision")
    if "\0" in revision:
        raise RevisionNameError("the name of a revision cannot hold a NUL")
    shallow = run_git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    try:
        name = run_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    except SourceError:
        why = ", which is a shallow clone; git fetch --unshallow brings the rest" if shallow else ""
        raise SourceError(f"there is no revision {revision!r} in this repository{why}") from None
    return name.decode("ascii").strip()


def _entries(listing: bytes) -> dict[str, tuple[str, str]]:
    """Mode and object name of each path of a listing by ``git ls-tree -z``."""
    entries = {}
    for line in listing.decode("utf-8", "surrogateescape").split("\0"):
        if line:
            head, _, path = line.partition("\t")
            mode, _, name = head.split(" ")
            entries[path] = (mode, name)
    return entries


def _folders(paths: dict[str, tuple[str, str]]) -> frozenset[str]:
    folders = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(folders)


def _is_hidden(path: str) -> bool:
    """Whether a folder on the way begins with a dot."""
    return "/." in f"/{path.rpartition('/')[0]}"
