"""Objects of a git repository, read one after the other through one process."""

from __future__ import annotations

import subprocess
import weakref
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from site_builder.load.git_command import git_arguments, git_environment
from site_builder.load.source import SourceError


class GitObjects:
    """One ``git cat-file --batch``, asked for one object after the other. Use it as a context, or close it."""

    def __init__(self, root: Path) -> None:
        """Read from the repository that a folder is in. Raises SourceError where git cannot be run."""
        self._process = subprocess.Popen(
            git_arguments(root, "cat-file", "--batch"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=git_environment(),
        )
        self.close = weakref.finalize(self, _end, self._process)

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the git process."""
        self.close()

    def read(self, name: str, limit: int | None) -> bytes:
        """Return the object's bytes, at most ``limit`` + 1. Raises SourceError where the repository lacks it."""
        request, answer = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        try:
            request.write(name.encode("ascii") + b"\n")
            request.flush()
        except OSError as fault:
            raise SourceError("git ended before all files were read") from fault
        head = answer.readline().split()
        if len(head) != 3:
            raise SourceError(f"the repository lacks the object {name}; it is a partial clone or damaged")
        size = int(head[2])
        wanted = size if limit is None else min(size, limit + 1)
        data = answer.read(wanted)
        remaining = size - wanted + 1
        while remaining:
            skipped = len(answer.read(min(remaining, 1 << 16)))
            if not skipped:
                raise SourceError("git ended before all files were read")
            remaining -= skipped
        return data


def _end(process: subprocess.Popen[bytes]) -> None:
    with process:
        if process.stdin is not None:
            process.stdin.close()
