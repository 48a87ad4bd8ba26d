"""The branch form: mike builds with the plugin and commits; a push that came second is tried again."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from site_builder.publish.branch import BranchTarget, publish_to_branch
from site_builder.publish.names import UnfitName
from site_builder.publish.version_list import TreeFault
from tests.acceptance.commands import commit, git
from tests.support import initiative, write

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook in a clone of a bare repository."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(tmp_path / "remote.git"))
    root = write(
        tmp_path / "book", {"roadmap/initiatives/checkout.yml": initiative(), ".gitignore": "site\n.opsbook\n"}
    )
    commit(root, "Begin", day="2026-01-10")
    git(root, "remote", "add", "origin", str(tmp_path / "remote.git"))
    return root


def published(root: Path, name: str, remote: str = "origin") -> None:
    publish_to_branch(BranchTarget(root / "mkdocs.yml", "pages", remote), name, f"Handbook {name}", ["latest"])


def versions(repository: Path) -> list[str]:
    found = json.loads(git(repository, "show", "pages:versions.json"))
    return [entry["version"] for entry in found]


def test_a_version_is_on_the_branch_under_an_identity_of_its_own(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    published(root, "1.0", remote="")
    assert git(root, "log", "-1", "--format=%cn <%ce>", "pages") == "opsbook publish <opsbook@localhost>"
    page = git(root, "show", "pages:1.0/roadmap/initiatives/checkout/index.html")
    assert "<h1" in page
    assert "Faster checkout" in page
    assert "../../../../1.0/roadmap/initiatives/checkout/" in git(
        root, "show", "pages:latest/roadmap/initiatives/checkout/index.html"
    )
    assert git(root, "status", "--porcelain") == ""


def test_the_branch_does_not_tell_of_the_commit_of_the_handbook(root: Path) -> None:
    published(root, "1.0", remote="")
    assert git(root, "log", "-1", "--format=%B", "pages") == "Publish 1.0"


def test_audiences_are_never_mixed_on_a_branch(root: Path) -> None:
    published(root, "1.0", remote="")
    before = git(root, "rev-parse", "pages")
    with pytest.raises(UnfitName, match="never stands beside the public one"):
        publish_to_branch(BranchTarget(root / "mkdocs.yml", "pages", audience="public"), "2.0", None, [])
    assert git(root, "rev-parse", "pages") == before


def test_a_push_that_came_second_is_tried_again_and_loses_nothing(root: Path, tmp_path: Path) -> None:
    published(root, "1.0")
    git(tmp_path, "clone", "--quiet", "--branch", "pages", str(tmp_path / "remote.git"), "other")
    (tmp_path / "other/other.txt").write_text("other", encoding="utf-8")
    commit(tmp_path / "other", "Come first", day="2026-01-11")
    hook = root / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    raced = tmp_path / "raced"
    hook.write_text(
        f"#!/bin/sh\n[ -e {raced} ] && exit 0\ntouch {raced}\n"
        f"unset GIT_DIR\nexec git -C {tmp_path / 'other'} push --quiet origin pages\n",
        encoding="utf-8",
    )
    hook.chmod(0o755)
    published(root, "2.0")
    assert raced.exists()
    assert versions(tmp_path / "remote.git") == ["2.0", "1.0"]
    assert git(tmp_path / "remote.git", "show", "pages:other.txt") == "other"


def test_what_cannot_be_pushed_is_not_left_on_the_branch(root: Path, tmp_path: Path) -> None:
    hook = tmp_path / "remote.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    with pytest.raises(TreeFault, match="nothing was published"):
        published(root, "1.0")
    assert git(root, "branch", "--list", "pages") == ""


def test_a_name_is_checked_before_anything_is_built(root: Path) -> None:
    with pytest.raises(UnfitName):
        published(root, "../1.0")


def test_without_mike_that_is_said(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TreeFault, match="pip install mike"):
        published(root, "1.0", remote="")
