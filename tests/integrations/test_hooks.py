"""The hooks, run by prek on a sample repository before a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.cli.integrations import PLACES
from tests.acceptance.commands import ROOT, commit, environment, git, run, wrong
from tests.support import initiative, write

pytestmark = pytest.mark.slow

PACKED = ROOT / "site_builder" / "integrations" / "pre_commit.yaml"
RECORD = "roadmap/initiatives/a.yml"
NEEDED = "roadmap/initiatives/b.yml"
PROJECT = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: opsbook-check
        language: system  # the opsbook of this test, instead of one that is installed for the hook
"""


def prek(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    variables = environment(PREK_HOME=str(root.parent / "prek"), GIT_CONFIG_GLOBAL=os.devnull, PATH=path)
    return run("prek", *arguments, cwd=root, env=variables)


def handbook(root: Path, hooks: str) -> Path:
    """A repository with a clean handbook and hooks."""
    write(root, {RECORD: initiative(depends_on="[b]"), NEEDED: initiative(), PLACES["pre_commit.yaml"]: hooks})
    commit(root, "Begin", day="2026-10-01")
    return root


def passes_and_refuses(root: Path) -> None:
    """Whether the hook lets a clean handbook pass, and refuses an error and the deletion of what others need."""
    done = prek(root, "run", "--all-files")
    assert done.returncode == 0, wrong(done)
    assert "Passed" in done.stdout
    git(root, "rm", "--quiet", NEEDED)
    refused = prek(root, "run")
    assert refused.returncode == 1, wrong(refused)
    assert "error[dangling-reference]" in refused.stdout
    git(root, "reset", "--quiet", "--hard")
    write(root, {RECORD: initiative(status="finished")})
    git(root, "add", "--all")
    refused = prek(root, "run")
    assert refused.returncode == 1, wrong(refused)
    assert f"{RECORD}:3:9: error[invalid-value]" in refused.stdout


def test_the_hook_that_init_lays(tmp_path: Path) -> None:
    passes_and_refuses(handbook(tmp_path / "handbook", PACKED.read_text("utf-8")))


def test_the_hook_that_this_repository_offers(tmp_path: Path) -> None:
    offering = tmp_path / "opsbook"
    offering.mkdir()
    (offering / ".pre-commit-hooks.yaml").write_bytes((ROOT / ".pre-commit-hooks.yaml").read_bytes())
    revision = commit(offering, "Offer", day="2026-10-01")
    passes_and_refuses(handbook(tmp_path / "handbook", PROJECT.format(repository=offering, revision=revision)))


@pytest.mark.parametrize(
    ("command", "file"), [("validate-manifest", ROOT / ".pre-commit-hooks.yaml"), ("validate-config", PACKED)]
)
def test_the_files_of_hooks_are_valid(command: str, file: Path, tmp_path: Path) -> None:
    done = run("prek", command, file, cwd=tmp_path)
    assert done.returncode == 0, wrong(done)
