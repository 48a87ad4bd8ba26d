"""Edits of several files are written all or nothing, whatever comes between."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.edit.apply import ChangedMeanwhile, apply, mend
from site_builder.edit.file_edit import EditedSource, FileEdit, digest
from site_builder.edit.journal import FOLDER, Entry, NotMended, is_open, write_journal
from site_builder.load.work_tree import WorkTree

OLD = {
    "roadmap/releases/1.0.yml": b"status: planned\r\n",
    "roadmap/initiatives/swap.yml": b"title: x\n",
    "mkdocs.yml": b"site_name: x\n",
}
NEW = {
    "roadmap/releases/1.0.yml": b"status: released\r\n",
    "roadmap/initiatives/shift-swaps.yml": b"title: y\n",
    "mkdocs.yml": b"site_name: x\n",
}
EDITS = (
    FileEdit.change("roadmap/releases/1.0.yml", OLD["roadmap/releases/1.0.yml"], NEW["roadmap/releases/1.0.yml"]),
    FileEdit.create("roadmap/initiatives/shift-swaps.yml", NEW["roadmap/initiatives/shift-swaps.yml"]),
    FileEdit.remove("roadmap/initiatives/swap.yml", OLD["roadmap/initiatives/swap.yml"]),
)

# Forks a process for each handbook. In the n-th the n-th thing that is asked of the file system never happens: the
# process is killed just before it, or it fails.
STOPPED = """
import json, os, signal, sys
from pathlib import Path
from site_builder.edit.apply import apply, mend
from tests.edit.test_apply import EDITS

ASKED = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.rmtree")

def run(root, step):
    def watch(event, arguments):
        nonlocal step
        if event in ASKED:
            step -= 1
            if step == -1 and sys.argv[1] != "fail":
                os.kill(os.getpid(), signal.SIGKILL)
            elif step == -1:
                raise OSError(28, "no space left", str(arguments[0]))
    sys.addaudithook(watch)
    try:
        mend(Path(root)) if sys.argv[1] == "kill mending" else apply(Path(root), EDITS)
    except Exception:
        os._exit(3)
    os._exit(0)

ends = []
for step, root in enumerate(sys.argv[2:]):
    child = os.fork()
    if not child:
        run(root, step)
    ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(json.dumps(ends))
"""
STEPS = 60
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")


def stop_at_each_step(roots: list[Path], how: str) -> list[tuple[Path, int]]:
    """Return a handbook for each step at which its edit was stopped, and how the process ended; the last was not."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", STOPPED, how, *map(str, roots)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    ends: list[int] = json.loads(done.stdout)
    assert ends[-1] == 0, "more steps than were tried"
    return list(zip(roots, ends, strict=True))


def old_files(root: Path) -> Path:
    for path, data in OLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def files(root: Path) -> dict[str, bytes]:
    """Return every file below a root, hidden ones too."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def visible(root: Path) -> dict[str, bytes]:
    """Return every file but those of the journal."""
    return {path: data for path, data in files(root).items() if not path.startswith(".opsbook/")}


def test_all_edits_are_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    root = old_files(tmp_path)
    (root / "roadmap/releases/1.0.yml").chmod(0o640)
    apply(root, EDITS)
    assert files(root) == NEW
    assert not (root / ".opsbook").exists()
    assert (root / "roadmap/releases/1.0.yml").stat().st_mode & 0o777 == 0o640


@pytest.mark.slow
@needs_fork
def test_a_kill_at_any_step_leaves_all_old_or_all_new_once_the_next_command_starts(tmp_path: Path) -> None:
    mended, states = [], []
    for root, end in stop_at_each_step([old_files(tmp_path / str(step)) for step in range(STEPS)], "kill"):
        assert end in (-signal.SIGKILL, 0)
        mended.append(bool(mend(root)))
        states.append(visible(root))
        assert states[-1] in (OLD, NEW)
        assert not is_open(root)
    # Killed before there was a journal, while files were replaced, and after the journal was gone.
    assert (mended[0], states[0]) == (False, OLD)
    assert sum(mended) > 10
    assert (mended[-1], states[-1]) == (False, NEW)
    assert states == sorted(states, key=NEW.__eq__)


@pytest.mark.slow
@needs_fork
def test_a_failure_at_any_step_leaves_all_old_or_all_new(tmp_path: Path) -> None:
    failed = 0
    for root, end in stop_at_each_step([old_files(tmp_path / str(step)) for step in range(STEPS)], "fail"):
        failed += end == 3
        assert visible(root) == (OLD if end == 3 else NEW)
        mend(root)
        assert visible(root) == (OLD if end == 3 else NEW)
    assert failed > 10


def half_done(root: Path) -> Path:
    """Leave behind what a kill between the renames leaves."""
    old_files(root)
    new = {edit.path: None if edit.new is None else digest(edit.new) for edit in EDITS}
    write_journal(root, [Entry(edit.path, edit.old, new[edit.path], OLD.get(edit.path)) for edit in EDITS])
    for path in ("roadmap/releases/1.0.yml", "roadmap/initiatives/shift-swaps.yml"):
        (root / path).write_bytes(NEW[path])
    (root / "roadmap/initiatives/swap.yml").unlink()
    return root


@pytest.mark.slow
@needs_fork
def test_a_kill_while_an_edit_is_undone_is_mended_as_well(tmp_path: Path) -> None:
    roots = [half_done(tmp_path / str(step)) for step in range(STEPS)]
    for root, _ in stop_at_each_step(roots, "kill mending"):
        mend(root)
        assert visible(root) == OLD
        assert not is_open(root)


@pytest.mark.parametrize("number", range(3))
def test_a_file_that_changed_meanwhile_stops_everything(number: int, tmp_path: Path) -> None:
    root = old_files(tmp_path)
    path = EDITS[number].path
    (root / path).write_bytes(b"title: somebody else's\n")
    before = files(root)
    with pytest.raises(ChangedMeanwhile, match=path):
        apply(root, EDITS)
    assert files(root) == before


def test_a_failure_on_the_way_is_undone(tmp_path: Path) -> None:
    root = old_files(tmp_path)
    blocked = FileEdit.create("mkdocs.yml/below-a-file.yml", b"title: z\n")
    with pytest.raises(OSError, match=r"mkdocs\.yml"):
        apply(root, (*EDITS, blocked))
    assert files(root) == OLD


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_bytes(b"title: x\n")
    root = old_files(tmp_path / "root")
    (root / "roadmap/link.yml").symlink_to(outside)
    with pytest.raises(ChangedMeanwhile, match="symbolic link"):
        apply(root, [FileEdit.change("roadmap/link.yml", b"title: x\n", b"title: y\n")])
    (root / "roadmap/releases/.1.0.yml.opsbook-edit").symlink_to(outside)
    apply(root, EDITS)
    assert outside.read_bytes() == b"title: x\n"


def interrupted(root: Path, path: str, old: bytes | None, new: bytes | None) -> Path:
    """Leave behind what a kill leaves: a journal of one file."""
    folder = root / FOLDER
    folder.mkdir(parents=True)
    entry = {"path": path, "old": None if old is None else digest(old), "new": None if new is None else digest(new)}
    (folder / "journal.json").write_text(json.dumps([entry]))
    if old is not None:
        (folder / "0.old").write_bytes(old)
    return root


def test_a_file_that_somebody_changed_since_a_kill_stays_and_the_old_one_is_kept_aside(tmp_path: Path) -> None:
    root = interrupted(tmp_path, "notes.yml", b"old", b"new")
    (root / "notes.yml").write_bytes(b"mine")
    with pytest.raises(NotMended, match=r"notes\.yml, which changed since; .* \.opsbook/edits-interrupted"):
        mend(root)
    assert (root / "notes.yml").read_bytes() == b"mine"
    assert (root / ".opsbook/edits-interrupted/0.old").read_bytes() == b"old"
    assert mend(root) == []


def test_an_edit_in_a_hidden_folder_of_records_is_undone(tmp_path: Path) -> None:
    root = interrupted(tmp_path, ".product/initiatives/swap.yml", b"title: x\n", b"title: y\n")
    (root / ".product/initiatives").mkdir(parents=True)
    (root / ".product/initiatives/swap.yml").write_bytes(b"title: y\n")
    assert mend(root) == [".product/initiatives/swap.yml"]
    assert (root / ".product/initiatives/swap.yml").read_bytes() == b"title: x\n"


@pytest.mark.parametrize(
    "path",
    [
        "../outside.yml",
        "/etc/outside.yml",
        "a/../../outside.yml",
        ".git/hooks/pre-commit",
        ".GIT/hooks/notes.md",
        ".venv/lib/click.py",
        "roadmap/.opsbook/a.yml",
    ],
)
def test_a_journal_that_reaches_outside_the_handbook_is_refused(path: str, tmp_path: Path) -> None:
    root = interrupted(tmp_path / "root", path, b"#!/bin/sh\n", None)
    before = files(tmp_path)
    with pytest.raises(NotMended, match="cannot be read"):
        mend(root)
    assert files(tmp_path) == before


@pytest.mark.parametrize("text", ["", "[", "{}", "[1]", '[{"path": 1}]', "[" * 100_000])
def test_a_broken_journal_is_said_not_guessed_around(text: str, tmp_path: Path) -> None:
    root = interrupted(tmp_path, "notes.yml", b"old", b"new")
    (root / FOLDER / "journal.json").write_text(text)
    if text == "{}":
        assert mend(root) == []
        return
    with pytest.raises(NotMended, match="cannot be read"):
        mend(root)


def test_a_journal_whose_old_bytes_are_not_those_that_it_names_is_refused(tmp_path: Path) -> None:
    root = interrupted(tmp_path, "notes.yml", b"old", b"new")
    (root / FOLDER / "0.old").write_bytes(b"other")
    with pytest.raises(NotMended):
        mend(root)


def test_a_handbook_looks_as_it_will_before_anything_is_written(tmp_path: Path) -> None:
    root = old_files(tmp_path)
    edited = EditedSource(WorkTree(root), EDITS)
    assert [file.path for file in edited.files("roadmap")] == sorted(path for path in NEW if path != "mkdocs.yml")
    assert edited.read("roadmap/releases/1.0.yml") == b"status: released\r\n"
    assert edited.read("roadmap/releases/1.0.yml", 3) == b"stat"
    assert edited.read("mkdocs.yml") == OLD["mkdocs.yml"]
    assert edited.exists("roadmap/initiatives/shift-swaps.yml")
    assert not edited.exists("roadmap/initiatives/swap.yml")
    assert edited.exists("mkdocs.yml")
    with pytest.raises(FileNotFoundError):
        edited.read("roadmap/initiatives/swap.yml")
    assert edited.match("roadmap/**/s*.yml") == ["roadmap/initiatives/shift-swaps.yml"]
    assert edited.match("../*") == []
    assert edited.files("../x") == ()
    assert edited.problem_of("../x") == "leads out of the repository"
    assert files(root) == OLD


def test_a_folder_where_a_file_is_to_stand_is_told_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "b.yml").mkdir()
    with pytest.raises(ChangedMeanwhile, match=r"b\.yml is a folder"):
        apply(tmp_path, [FileEdit.create("a.yml", b"x"), FileEdit.create("b.yml", b"y")])
    assert [path.name for path in tmp_path.glob("*.yml")] == ["b.yml"]
    assert not is_open(tmp_path)
