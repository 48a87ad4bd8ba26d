"""Small git repositories of which every answer is known."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

PLAIN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Author",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_COMMITTER_NAME": "Committer",
    "GIT_COMMITTER_EMAIL": "committer@example.org",
}


class Repository:
    """A small repository; each commit has a day."""

    def __init__(self, root: Path, *, make: bool = True) -> None:
        """Make an empty repository, or take the one that is there."""
        self.root = root
        if not make:
            return
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, when: str = "2026-01-01T12:00:00Z", authored: str = "") -> str:
        """Run git and return what it prints."""
        dates = {"GIT_AUTHOR_DATE": authored or when, "GIT_COMMITTER_DATE": when}
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env={**os.environ, **PLAIN, **dates}, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def commit(self, when: str, files: Mapping[str, str | bytes | None], authored: str = "") -> str:
        """Write files (None removes one), commit everything and return the commit."""
        for path, text in files.items():
            target = self.root / path
            if text is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=change", when=when, authored=authored)
        return self.git("rev-parse", "HEAD")


def git_clone(source: Path, target: Path) -> None:
    """Clone a repository or bundle with its work tree."""
    subprocess.run(["git", "clone", "--quiet", source, target], env={**os.environ, **PLAIN}, check=True)
