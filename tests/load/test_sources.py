"""Both sources answer alike: the work tree, and the commit made of it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.load.git_revision import GitRevision
from site_builder.load.records import load_records
from site_builder.load.source import Source, SourceError, inside, printable
from site_builder.load.work_tree import WorkTree

FILES = {
    "mkdocs.yml": "site_name: x\n",
    "roadmap/initiatives/b.yml": "title: b\n",
    "roadmap/initiatives/a/ä b.yml": "title: ä\n",
    "roadmap/initiatives-old/z.yml": "title: z\n",
    "roadmap/.hidden/c.yml": "title: c\n",
    "feedback/responses/one.csv": "score\n9\n",
    "feedback/responses/two.csv": "score\n8\n",
    "feedback/responses/deep/three.csv": "score\n7\n",
    "feedback/responses/.secret.csv": "score\n1\n",
}


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose folder ``handbook`` is the root of a handbook, with a secret beside it."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    top = tmp_path / "top"
    root = top / "handbook"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (top / "secret.yml").write_text("title: secret\n")
    (root / "roadmap" / "initiatives" / "link.yml").symlink_to("../../../secret.yml")
    (root / "roadmap" / "linked").symlink_to("initiatives")
    _git(tmp_path, "init", "-q", "-b", "main", "top")
    _git(top, "add", "-A")
    _git(top, "commit", "-q", "-m", "first")
    return top


@pytest.fixture(params=["work tree", "git revision"])
def source(request: pytest.FixtureRequest, repository: Path) -> Iterator[Source]:
    if request.param == "work tree":
        yield WorkTree(repository / "handbook")
        return
    with GitRevision(repository / "handbook", "main") as revision:
        yield revision


def test_files_are_named_in_order_and_links_are_marked(source: Source) -> None:
    assert [(file.path, file.is_link) for file in source.files("roadmap/initiatives")] == [
        ("roadmap/initiatives/a/ä b.yml", False),
        ("roadmap/initiatives/b.yml", False),
        ("roadmap/initiatives/link.yml", True),
    ]
    assert [file.path for file in source.files("roadmap")] == [
        "roadmap/initiatives-old/z.yml",
        "roadmap/initiatives/a/ä b.yml",
        "roadmap/initiatives/b.yml",
        "roadmap/initiatives/link.yml",
        "roadmap/linked",
    ]
    assert [file.path for file in source.files("")][-1] == "roadmap/linked"


@pytest.mark.parametrize("folder", ["missing", "..", "../top", "/etc", "mkdocs.yml/x"])
def test_other_folders_have_no_files(folder: str, source: Source) -> None:
    assert list(source.files(folder)) == []


def test_a_folder_that_is_a_link_is_named_and_not_followed(source: Source) -> None:
    assert [(file.path, file.is_link) for file in source.files("roadmap/linked")] == [("roadmap/linked", True)]


def test_files_are_read(source: Source) -> None:
    assert source.read("roadmap/initiatives/a/ä b.yml") == "title: ä\n".encode()
    assert source.read("./roadmap/initiatives/../initiatives/b.yml") == b"title: b\n"
    assert source.read("mkdocs.yml", 3) == b"site"
    assert source.read("mkdocs.yml", 100) == source.read("mkdocs.yml") == b"site_name: x\n"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "roadmap",
        "missing.yml",
        "../secret.yml",
        "/etc/passwd",
        "roadmap/initiatives/link.yml",
        "roadmap/linked/b.yml",
        "mkdocs.yml/x",
        "a\0b",
        "C:\\x",
    ],
)
def test_nothing_else_is_read(path: str, source: Source) -> None:
    with pytest.raises(FileNotFoundError):
        source.read(path)


def test_what_exists(source: Source) -> None:
    there = ["roadmap", "roadmap/initiatives/b.yml", "./mkdocs.yml", "."]
    missing = ["x", "../secret.yml", "roadmap/linked", "roadmap/linked/b.yml", "/etc", "mkdocs.yml/x"]
    assert [path for path in there + missing if source.exists(path)] == there


def test_patterns_name_files(source: Source) -> None:
    assert source.match("feedback/responses/*.csv") == ["feedback/responses/one.csv", "feedback/responses/two.csv"]
    assert source.match("feedback/**/t*.csv") == ["feedback/responses/deep/three.csv", "feedback/responses/two.csv"]
    assert source.match("./feedback/responses/one.csv") == ["feedback/responses/one.csv"]
    assert source.match("roadmap/initiatives/l*.yml") == []
    assert source.match("../*.yml") == []


def test_why_a_path_must_not_be_read(source: Source) -> None:
    assert source.problem_of("roadmap/initiatives/b.yml") == ""
    assert source.problem_of("missing.yml") == ""
    assert source.problem_of("../../../../etc/passwd") == "leads out of the repository"
    assert source.problem_of("roadmap/initiatives/link.yml") == "is a symbolic link"
    assert source.problem_of("roadmap/linked/b.yml") == "is a symbolic link"


def test_records_are_loaded_alike_from_both(repository: Path) -> None:
    root = repository / "handbook"
    folders = {"initiative": "roadmap/initiatives"}
    with GitRevision(root, "HEAD") as revision:
        from_git = load_records(revision, folders)
    assert from_git == load_records(WorkTree(root), folders)
    assert [record.id for record in from_git.records] == ["b"]


def test_a_revision_is_what_was_committed(repository: Path) -> None:
    root = repository / "handbook"
    first = _git(root, "rev-parse", "HEAD")
    (root / "mkdocs.yml").write_text("site_name: y\n")
    _git(root, "commit", "-qam", "second")
    _git(root, "tag", "v1")
    (root / "mkdocs.yml").write_text("site_name: z\n")
    with GitRevision(root, "v1~1") as before, GitRevision(root, "v1") as after:
        assert before.commit == first
        assert before.read("mkdocs.yml") == b"site_name: x\n"
        assert after.read("mkdocs.yml") == b"site_name: y\n"
        assert before.read("mkdocs.yml") == b"site_name: x\n"


def test_a_submodule_belongs_to_another_repository(repository: Path) -> None:
    root = repository / "handbook"
    commit = _git(root, "rev-parse", "HEAD")
    _git(repository, "update-index", "--add", "--cacheinfo", f"160000,{commit},handbook/roadmap/module")
    _git(repository, "commit", "-qm", "module")
    with GitRevision(root, "HEAD") as revision:
        assert ("roadmap/module", True) in [(file.path, file.is_link) for file in revision.files("roadmap")]
        assert revision.problem_of("roadmap/module/x.yml") == "belongs to another repository"
        with pytest.raises(FileNotFoundError):
            revision.read("roadmap/module")


@pytest.mark.parametrize("revision", ["missing", "-h", "--output=x", "", " ", "a\0b", "HEAD:handbook", "main..main"])
def test_an_unknown_revision_is_said_in_words(revision: str, repository: Path) -> None:
    with pytest.raises(SourceError, match="revision"):
        GitRevision(repository / "handbook", revision)


def test_a_folder_outside_any_repository_has_no_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SourceError, match="not a git repository"):
        GitRevision(tmp_path, "HEAD")


def test_without_git_there_are_no_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match="git cannot be run"):
        GitRevision(tmp_path, "HEAD")


def test_an_object_that_is_missing_is_said_in_words(repository: Path) -> None:
    name = _git(repository, "rev-parse", "HEAD:handbook/mkdocs.yml")
    (repository / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with GitRevision(repository / "handbook", "HEAD") as revision, pytest.raises(SourceError, match="lacks the object"):
        revision.read("mkdocs.yml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_no_file_and_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    tree = WorkTree(tmp_path)
    assert list(tree.files("")) == []
    with pytest.raises(FileNotFoundError):
        tree.read("pipe.yml")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is allowed to this user")
def test_a_file_that_may_not_be_read_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a: 1")
    (tmp_path / "a.yml").chmod(0)
    with pytest.raises(SourceError, match="permission denied"):
        WorkTree(tmp_path).read("a.yml")


def test_paths_are_brought_to_their_shortest_form() -> None:
    assert [inside(path) for path in ("a/./b", "a/../b", ".", "a//b/")] == ["a/b", "b", "", "a/b"]
    assert [inside(path) for path in ("..", "a/../../b", "/a", "a\\b", "c:/x", "a\0")] == [None] * 6
    assert printable("a\udcff/ä") == "a\\xff/ä"
