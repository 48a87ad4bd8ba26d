"""What git says of a repository that the history of its records depends on, without reading the history."""

from __future__ import annotations

import subprocess
from pathlib import Path

from site_builder.load.git_command import git_arguments, git_environment

_QUESTIONS = (
    ("rev-parse", "--show-prefix", "--is-shallow-repository", "HEAD"),
    ("for-each-ref", "--format=%(refname) %(objectname)", "refs/tags", "refs/replace"),
)


def git_state(root: Path) -> list[str]:
    """Return the commit that is checked out, whether the clone is shallow, the tags, and what replaces commits.

    Empty where there is no git or no repository.
    """
    answers: list[str] = []
    for question in _QUESTIONS:
        try:
            done = subprocess.run(
                git_arguments(root, *question), capture_output=True, check=False, env=git_environment()
            )
        except OSError:
            return answers
        if done.returncode and not done.stdout:
            return answers
        answers.append(done.stdout.decode("utf-8", "surrogateescape"))
    return answers
