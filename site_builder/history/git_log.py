"""Reading the commits of the first-parent line out of git in one pass."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Final

from site_builder.history.commits import Commit, CommitLog, FileVersion
from site_builder.load.git_command import run_git
from site_builder.load.source import SourceError

NO_REPOSITORY: Final = "not available: no git repository"
SHALLOW: Final = "not available: shallow clone"
NO_COMMITS: Final = "not available: no commits"
INCOMPLETE: Final = "not available: partial clone or damaged repository"

_FILE_MODES: Final = frozenset(("100644", "100755", "100664"))


def history_problem(root: Path) -> str:
    """Return why the commits of a folder's repository say nothing, or an empty text.

    Of a shallow clone every first date would be wrong, so it counts as none.
    """
    try:
        shallow = run_git(root, "rev-parse", "--is-shallow-repository")
    except SourceError:
        return NO_REPOSITORY
    return SHALLOW if shallow.strip() == b"true" else ""


def tip_of(root: Path, revision: str = "HEAD") -> str:
    """Return the full name of a revision's commit; an empty text where there is none."""
    try:
        found = run_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    except SourceError:
        return ""
    return found.decode("ascii").strip()


def read_commit_log(root: Path, folders: tuple[str, ...], tip: str = "", known: CommitLog | None = None) -> CommitLog:
    """Return the commits that touched ``folders``, from one ``git log`` of the first parents of ``tip`` (HEAD).

    With a ``known`` log of an earlier commit of the same line only what came after is read. Returns an empty log with
    its reason where there is no repository, no commit, or not the whole history.
    """
    problem = history_problem(root)
    if problem:
        return CommitLog(reason=problem)
    tip = tip or tip_of(root)
    if not tip:
        return CommitLog(reason=NO_COMMITS)
    span = f"{known.tip}..{tip}" if known else tip
    try:
        log = run_git(
            root, "-c", "core.quotePath=false", "log", "--first-parent", "-m", "--no-renames", "--raw", "--no-abbrev",
            "--relative", "-z", "--no-show-signature", "--no-ext-diff", "--format=%x01%H %ct %at", span, "--", *folders,
        )  # fmt: skip
    except SourceError:
        return CommitLog(reason=INCOMPLETE)
    return _parse(log, tip, known or CommitLog())


def _parse(log: bytes, tip: str, known: CommitLog) -> CommitLog:
    """Return the log, oldest first, after what is known.

    Between two zero bytes stands a commit, which begins with ``\\x01``; or the modes, objects and letter of a change,
    which begin with a colon; or, after these, the name of its file.
    """
    commits: list[Commit] = []
    changes: list[tuple[int, str, str]] = []
    parts = iter(log.decode("utf-8", "surrogateescape").split("\0"))
    for part in parts:
        head = part.lstrip("\n")
        if head.startswith("\x01"):
            commit, seconds, authored = head[1:].split(" ")
            commits.append(Commit(commit, int(seconds), int(authored)))
        elif head.startswith(":"):
            _, mode, _, blob, _ = head.split(" ")
            changes.append((len(commits) - 1, next(parts), blob if mode in _FILE_MODES else ""))
    first = len(known.commits)
    last = first + len(commits) - 1
    files: defaultdict[str, list[FileVersion]] = defaultdict(list)
    for path, versions in known.files.items():
        files[path].extend(versions)
    for number, path, blob in reversed(changes):
        files[path].append(FileVersion(last - number, blob))
    return CommitLog((*known.commits, *reversed(commits)), {path: tuple(found) for path, found in files.items()}, tip)


def is_on_line(root: Path, commit: str, tip: str) -> bool:
    """Return whether a commit is among the first parents of ``tip``."""
    try:
        line = run_git(root, "rev-list", "--first-parent", tip)
    except SourceError:
        return False
    return commit.encode("ascii", "replace") in line.split()
