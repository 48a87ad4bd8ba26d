"""What commits say about files, against repositories of which every answer is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from site_builder.history.changes import FileHistory, file_history
from site_builder.history.git_log import read_commit_log
from tests.history.repository import Repository


def read_file_history(root: Path, folders: tuple[str, ...]) -> FileHistory:
    return file_history(read_commit_log(root, folders))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "handbook")


def summary(history: FileHistory) -> dict[str, tuple[str, str, int]]:
    """Return path → added, changed, commits."""
    return {
        path: (change.added_on.isoformat(), change.changed_on.isoformat(), change.commits)
        for path, change in sorted(history.files.items())
    }


def test_days_commits_and_the_last_commit_of_each_file(repository: Repository) -> None:
    first = repository.commit("2026-01-05T10:00:00Z", {"roadmap/a.yml": "1", "roadmap/b.yml": "1", "other/c.yml": "1"})
    repository.commit("2026-02-10T10:00:00Z", {"roadmap/a.yml": "2"})
    repository.commit("2026-02-11T10:00:00Z", {})
    last = repository.commit("2026-03-15T10:00:00Z", {"roadmap/a.yml": "3", "roadmap/sub/d.yml": "1"})

    history = read_file_history(repository.root, ("roadmap", "content"))

    assert summary(history) == {
        "roadmap/a.yml": ("2026-01-05", "2026-03-15", 3),
        "roadmap/b.yml": ("2026-01-05", "2026-01-05", 1),
        "roadmap/sub/d.yml": ("2026-03-15", "2026-03-15", 1),
    }
    a, b = history.of("roadmap/a.yml"), history.of("roadmap/b.yml")
    assert a is not None
    assert b is not None
    assert (a.commit, b.commit) == (last, first)
    assert history.reason == ""
    assert history.of("other/c.yml") is None


def test_days_are_utc_and_of_the_committer(repository: Repository) -> None:
    repository.commit("2026-01-05T23:30:00-05:00", {"roadmap/a.yml": "1"}, authored="2025-06-01T10:00:00Z")
    repository.commit("2026-01-10T00:30:00+02:00", {"roadmap/b.yml": "1"})

    assert summary(read_file_history(repository.root, ("roadmap",))) == {
        "roadmap/a.yml": ("2026-01-06", "2026-01-06", 1),
        "roadmap/b.yml": ("2026-01-09", "2026-01-09", 1),
    }


def test_a_renamed_file_begins_anew(repository: Repository) -> None:
    repository.commit("2026-01-05T10:00:00Z", {"roadmap/old.yml": "the same text\n" * 20})
    repository.git("mv", "roadmap/old.yml", "roadmap/new.yml")
    repository.commit("2026-02-05T10:00:00Z", {})

    assert summary(read_file_history(repository.root, ("roadmap",))) == {
        "roadmap/new.yml": ("2026-02-05", "2026-02-05", 1),
        "roadmap/old.yml": ("2026-01-05", "2026-02-05", 2),
    }


def test_only_the_first_parents_count(repository: Repository) -> None:
    repository.commit("2026-01-05T10:00:00Z", {"roadmap/a.yml": "1"})
    repository.git("switch", "--quiet", "--create", "branch")
    repository.commit("2026-01-06T10:00:00Z", {"roadmap/a.yml": "2", "roadmap/b.yml": "1"})
    repository.commit("2026-01-07T10:00:00Z", {"roadmap/a.yml": "3"})
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-01-08T10:00:00Z", {"roadmap/c.yml": "1"})
    repository.git("merge", "--quiet", "--no-ff", "--message=merge", "branch", when="2026-01-20T10:00:00Z")
    merge = repository.git("rev-parse", "HEAD")

    history = read_file_history(repository.root, ("roadmap",))

    assert summary(history) == {
        "roadmap/a.yml": ("2026-01-05", "2026-01-20", 2),
        "roadmap/b.yml": ("2026-01-20", "2026-01-20", 1),
        "roadmap/c.yml": ("2026-01-08", "2026-01-08", 1),
    }
    assert {change.commit for change in (history.files["roadmap/a.yml"], history.files["roadmap/b.yml"])} == {merge}


@pytest.mark.parametrize(
    "name",
    [
        "roadmap/größe.yml",
        "roadmap/日本.yml",
        "roadmap/a b.yml",
        'roadmap/"q".yml',
        "roadmap/x\x01y 1.yml",
        "roadmap/\n.yml",
    ],
)
def test_names_are_as_they_are(repository: Repository, name: str) -> None:
    repository.commit("2026-01-05T10:00:00Z", {name: "1"})
    repository.commit("2026-01-06T10:00:00Z", {name: "2", "roadmap/z.yml": "1"})

    assert summary(read_file_history(repository.root, ("roadmap",))) == {
        name: ("2026-01-05", "2026-01-06", 2),
        "roadmap/z.yml": ("2026-01-06", "2026-01-06", 1),
    }


def test_a_handbook_in_a_folder_of_the_repository(repository: Repository) -> None:
    repository.commit("2026-01-05T10:00:00Z", {"docs/roadmap/a.yml": "1", "roadmap/a.yml": "1"})
    repository.commit("2026-01-06T10:00:00Z", {"roadmap/a.yml": "2"})

    assert summary(read_file_history(repository.root / "docs", ("roadmap",))) == {
        "roadmap/a.yml": ("2026-01-05", "2026-01-05", 1)
    }


def test_a_time_that_no_calendar_has(repository: Repository) -> None:
    repository.commit("@99999999999999 +0000", {"roadmap/a.yml": "1"})

    change = read_file_history(repository.root, ("roadmap",)).of("roadmap/a.yml")

    assert change is not None
    assert change.changed_on <= date.max


def test_the_options_of_a_user_change_nothing(repository: Repository) -> None:
    for option in ("log.showSignature=true", "diff.renames=copies", "log.decorate=full", "core.quotePath=true"):
        repository.git("config", *option.split("="))
    repository.commit("2026-01-05T10:00:00Z", {"roadmap/ä.yml": "1"})

    assert summary(read_file_history(repository.root, ("roadmap",))) == {
        "roadmap/ä.yml": ("2026-01-05", "2026-01-05", 1)
    }


def test_a_shallow_clone_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-01-05T10:00:00Z", {"roadmap/a.yml": "1"})
    repository.commit("2026-01-06T10:00:00Z", {"roadmap/a.yml": "2"})
    repository.git("clone", "--quiet", "--depth=1", repository.root.as_uri(), str(tmp_path / "clone"))

    assert read_file_history(tmp_path / "clone", ("roadmap",)) == FileHistory(reason="not available: shallow clone")


def test_no_repository_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert read_file_history(tmp_path, ("roadmap",)) == FileHistory(reason="not available: no git repository")


def test_no_commit_says_so(repository: Repository) -> None:
    assert read_file_history(repository.root, ("roadmap",)) == FileHistory(reason="not available: no commits")


def test_without_git_there_is_no_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2026-01-05T10:00:00Z", {"roadmap/a.yml": "1"})
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))

    assert read_file_history(repository.root, ("roadmap",)).reason == "not available: no git repository"
