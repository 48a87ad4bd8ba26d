"""What git says was touched: since a revision, and since the last commit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from site_builder.load.git_command import repository_prefix, run_git
from site_builder.load.git_revision import resolve_revision
from site_builder.load.source import SourceError
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class TouchedFiles:
    """Files that a change added, edited or removed, in the order of paths.

    Paths are relative to the top of the repository. ``prefix`` is the path from there to the root of the handbook, with
    a slash at its end, and empty where they are one. ``removed`` are those of ``paths`` that are gone.
    """

    paths: tuple[str, ...] = ()
    removed: frozenset[str] = frozenset()
    prefix: str = ""


def touched_since(root: Path, base: str) -> TouchedFiles:
    """Return what the work tree, files that git does not know yet included, has otherwise than a revision.

    What others did at ``base`` after this line of work left it is not counted, where git knows when that was. Raises
    SourceError where there is no such revision, or no git.
    """
    start = _where_it_left(root, resolve_revision(root, base))
    # A setting of git could name paths from the folder that it is run in.
    from_the_top = ("-c", "diff.relative=false", "diff", "--name-status", "-z", "--no-renames", "--no-ext-diff")
    listed = _split(run_git(root, *from_the_top, start, "--"))
    states = dict(zip(listed[1::2], listed[::2], strict=True))
    new = _split(run_git(root, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/"))
    removed = frozenset(path for path, state in states.items() if state == "D") - frozenset(new)
    return TouchedFiles(tuple(sorted({*states, *new})), removed, repository_prefix(root))


def uncommitted(root: Path, folders: Sequence[str]) -> tuple[str, ...]:
    """Return the files below these folders that are not as the last commit has them, by path from ``root``.

    There are none where ``root`` is in no repository. Raises SourceError where it is in one and git does not answer.
    """
    try:
        listed = run_git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", *folders)
        prefix = repository_prefix(root)
    except SourceError:
        if _is_below_repository(root):
            raise
        return ()
    return tuple(sorted(line[3:].removeprefix(prefix) for line in _split(listed)))


def _is_below_repository(root: Path) -> bool:
    """Whether there is a repository around a folder, for when git itself cannot or will not say."""
    # In another work tree or a submodule, .git is a file.
    return any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents))


def _where_it_left(root: Path, commit: str) -> str:
    try:
        return run_git(root, "merge-base", commit, "HEAD").decode("ascii").strip()
    except SourceError:  # a shallow clone, or two histories that have nothing in common
        return commit


def _split(listed: bytes) -> list[str]:
    return [part for part in listed.decode("utf-8", "surrogateescape").split("\0") if part]
