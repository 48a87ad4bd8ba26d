"""Publishing to a branch of git, such as the one that a code host serves: ``mike`` builds the site and commits it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from site_builder.load.git_command import git_arguments
from site_builder.load.source import SourceError
from site_builder.model.quick import dataclass
from site_builder.model.settings import Audience
from site_builder.publish.audience import INDEX, check_beside
from site_builder.publish.names import UnfitName
from site_builder.publish.version_list import FILE, TreeFault, Versions, versions_of, with_version

_ATTEMPTS = 5
_IDENTITY = {"GIT_COMMITTER_NAME": "opsbook publish", "GIT_COMMITTER_EMAIL": "opsbook@localhost"}
"""Who commits, unless the environment says so: nobody's name stands on what a machine has built."""


@dataclass(frozen=True, slots=True)
class BranchTarget:
    """A branch of the repository of a handbook, and the remote that it is pushed to; empty: it is not.

    ``audience`` is who the configuration builds the site for.
    """

    config_file: Path
    branch: str
    remote: str = ""
    audience: Audience = "internal"


def publish_to_branch(target: BranchTarget, name: str, title: str | None, aliases: Sequence[str]) -> None:
    """Build the site and commit it to a branch as a version; push it, again where somebody else was faster.

    Raises UnfitName where a name is unfit or the branch has versions for another audience, TreeFault or SourceError
    where mike is missing, or it or git refuses. What cannot be pushed is not left on the branch.
    """
    with_version((), name, title, aliases)
    for each in (target.branch, target.remote):
        if each.startswith("-"):
            raise UnfitName(f"{each!r} is no name of a branch or remote")
    root = target.config_file.parent
    # By itself mike names the commit of the handbook, which a public site does not tell.
    call = [_mike(), "deploy", "--branch", target.branch, "--message", f"Publish {name}"]
    call += ["--alias-type", "redirect", "--update-aliases"]
    call += ["--config-file", str(target.config_file), *(["--title", title] if title else []), name, *aliases]
    if not target.remote:
        check_beside(target.audience, _indexes(root, target.branch))
        _run(call, root)
        return
    for _ in range(_ATTEMPTS):
        _follow(root, target)
        check_beside(target.audience, _indexes(root, target.branch))
        before = _tip(root, target.branch)
        _run(call, root)
        try:
            _git(root, "push", "--quiet", target.remote, f"refs/heads/{target.branch}")
        except SourceError as fault:
            refused = str(fault)
            _put_back(root, target.branch, before)
            if _tip_there(root, target) in ("", before):
                break
        else:
            return
    raise TreeFault(f"{target.branch} cannot be pushed to {target.remote} ({refused}); nothing was published")


def _follow(root: Path, target: BranchTarget) -> None:
    """Bring the branch to where it is on the remote; one that the remote does not have yet stays."""
    reference = f"refs/heads/{target.branch}"
    try:
        if _tip_there(root, target):
            _git(root, "fetch", "--quiet", target.remote, f"{reference}:{reference}")
    except SourceError as fault:
        raise TreeFault(f"{target.branch} cannot be fetched from {target.remote}: {fault}") from fault


def _indexes(root: Path, branch: str) -> Iterator[tuple[str, bytes]]:
    """Yield the versions on a branch, each with its index."""
    for each in _versions(root, branch):
        yield each.version, _file(root, branch, f"{each.version}/{INDEX}")


def _versions(root: Path, branch: str) -> Versions:
    return versions_of(_file(root, branch, FILE) or b"[]", f"{FILE} of {branch}")


def _file(root: Path, branch: str, path: str) -> bytes:
    """Return a file of a branch; empty where it has none."""
    try:
        return _git(root, "cat-file", "blob", f"refs/heads/{branch}:{path}").encode()
    except SourceError:
        return b""


def _tip(root: Path, branch: str) -> str:
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}").strip()
    except SourceError:
        return ""


def _tip_there(root: Path, target: BranchTarget) -> str:
    """Return the commit of the branch on the remote; empty where it has none."""
    found = _git(root, "ls-remote", target.remote, f"refs/heads/{target.branch}").split()
    return found[0] if found else ""


def _put_back(root: Path, branch: str, commit: str) -> None:
    reference = f"refs/heads/{branch}"
    if commit:
        _git(root, "update-ref", reference, commit)
    else:
        _git(root, "update-ref", "-d", reference)


def _git(root: Path, *arguments: str) -> str:
    """Return what git prints. Unlike what reads a handbook, this may open connections: it was asked to.

    Raises SourceError where git refuses.
    """
    environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
    call = git_arguments(root, *arguments)
    try:
        done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    except OSError as fault:
        raise SourceError(f"git cannot be run: {fault.strerror}") from fault
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("hint:")]
        raise SourceError(said[-1].strip() if said else f"git ended with code {done.returncode}")
    return done.stdout


def _mike() -> str:
    beside = Path(sys.executable).with_name("mike")
    found = str(beside) if beside.is_file() else shutil.which("mike")
    if found is None:
        raise TreeFault("publishing to a branch needs mike, which is not installed; pip install mike")
    return found


def _run(call: Sequence[str], root: Path) -> None:
    try:
        done = subprocess.run(call, cwd=root, env=_environment(os.environ), capture_output=True, text=True, check=False)
    except OSError as fault:
        raise TreeFault(f"mike cannot be run: {fault.strerror}") from fault
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).strip().splitlines() if line.strip()]
        raise TreeFault(f"mike stopped: {said[-1].strip() if said else f'it ended with code {done.returncode}'}")


def _environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of mike, which runs the builder that lies beside the interpreter."""
    path = os.pathsep.join((str(Path(sys.executable).parent), inherited.get("PATH", "")))
    return {**_IDENTITY, **inherited, "PATH": path, "NO_MKDOCS_2_WARNING": "1"}
