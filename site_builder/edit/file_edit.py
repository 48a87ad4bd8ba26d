"""What is to be done to a file, and how a handbook looks once it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from site_builder.load.patterns import fixed_folder, matching
from site_builder.load.source import Source, SourceFile, inside
from site_builder.model.quick import dataclass


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A file's new bytes, and what it held when the edit was planned.

    ``path`` is relative to the root, with slashes. ``old`` is the digest of the old bytes, None for a file that must
    not be there; ``new`` is None for one that goes away.
    """

    path: str
    old: str | None
    new: bytes | None

    @classmethod
    def change(cls, path: str, old: bytes, new: bytes) -> FileEdit:
        """Return the edit that puts other bytes into a file."""
        return cls(path, digest(old), new)

    @classmethod
    def create(cls, path: str, new: bytes) -> FileEdit:
        """Return the edit that makes a file."""
        return cls(path, None, new)

    @classmethod
    def remove(cls, path: str, old: bytes) -> FileEdit:
        """Return the edit that takes a file away."""
        return cls(path, digest(old), None)


class EditedSource:
    """A source as it is once edits are applied: to check what they would bring, before anything is written."""

    def __init__(self, source: Source, edits: Iterable[FileEdit]) -> None:
        """Look at ``source`` through the edits."""
        self._source = source
        self._edits: Mapping[str, bytes | None] = {edit.path: edit.new for edit in edits}

    def files(self, folder: str) -> Sequence[SourceFile]:
        """Return every file below a folder; see ``Source``."""
        start = inside(folder)
        if start is None:
            return ()
        prefix = f"{start}/" if start else ""
        found = {file.path: file for file in self._source.files(folder)}
        for path, data in self._edits.items():
            if data is None:
                found.pop(path, None)
            elif path.startswith(prefix):
                found[path] = SourceFile(path)
        return [found[path] for path in sorted(found)]

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's bytes; see ``Source``."""
        clean = inside(path)
        if clean is None or clean not in self._edits:
            return self._source.read(path, limit)
        data = self._edits[clean]
        if data is None:
            raise FileNotFoundError(path)
        return data if limit is None else data[: limit + 1]

    def exists(self, path: str) -> bool:
        """Return whether a file or folder of that path may be read."""
        clean = inside(path)
        if clean is None or clean not in self._edits:
            return self._source.exists(path)
        return self._edits[clean] is not None

    def match(self, pattern: str) -> list[str]:
        """Return the paths of the files that a pattern names; see ``Source``."""
        clean = inside(pattern)
        if clean is None:
            return []
        return matching(clean, (file.path for file in self.files(fixed_folder(clean)) if not file.is_link))

    def problem_of(self, path: str) -> str:
        """Return why a path must not be read, or an empty text."""
        return self._source.problem_of(path)
