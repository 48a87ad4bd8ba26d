"""Timelines out of real repositories, small enough that every answer is known."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path

import pytest

from site_builder.history.history import History, read_history
from site_builder.history.states import tracked_fields
from site_builder.history.store import HistoryStore, store_key
from site_builder.history.timelines import Timelines
from site_builder.kinds import all_kinds
from site_builder.load.names import RecordNames
from site_builder.model.reference import Reference
from tests.history.repository import Repository

FOLDERS = ("feedback", "roadmap")
TRACKED = tracked_fields(all_kinds().values())
NAMES = RecordNames({name: kind.folder for name, kind in all_kinds().items()})
BASKET = "roadmap/initiatives/basket.yml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "handbook")


def read(root: Path, store: HistoryStore | None = None) -> History:
    return read_history(root, FOLDERS, TRACKED, store)


def timelines_of(
    root: Path, as_of: str = "2026-12-31", store: HistoryStore | None = None, earlier: Mapping[str, str] | None = None
) -> Timelines:
    """Return the timelines; ``earlier`` maps an initiative's id to the one it formerly had."""
    names = {Reference("initiative", new): (Reference("initiative", old),) for new, old in (earlier or {}).items()}
    return read(root, store).timelines(NAMES.of, names, date.fromisoformat(as_of))


def told(timelines: Timelines, name: str = "basket", kind: str = "initiative") -> list[tuple[str, str | None]]:
    """Return the day of each version with status and target; None where it was removed."""
    timeline = timelines.of(Reference(kind, name))
    assert timeline is not None
    return [
        (version.day.isoformat(), None if (state := version.state) is None else _words(state))
        for version in timeline.versions
    ]


def _words(state: Mapping[str, str]) -> str:
    return f"{state.get('status')} {state.get('target', '')}".strip()


def record(status: str = "planned", target: str = "", **fields: str) -> str:
    """Return the text of an initiative."""
    lines = ["title: Basket", "owner: '@a'", f"status: {status}", *([f"target: {target}"] if target else [])]
    return "\n".join([*lines, *(f"{key}: {value}" for key, value in fields.items())]) + "\n"


def test_status_and_dates_by_commit(repository: Repository) -> None:
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record(target="2026-Q1")})
    repository.commit("2026-02-05T10:00:00Z", {BASKET: record("in_progress", "2026-Q2")})
    repository.commit("2026-02-06T10:00:00Z", {"other.txt": "not a record"})
    repository.commit("2026-03-05T10:00:00Z", {BASKET: record("in_progress", "2026-Q2", summary="More.")})

    found = timelines_of(repository.root)

    assert told(found) == [
        ("2026-01-05", "planned 2026-Q1"),
        ("2026-02-05", "in_progress 2026-Q2"),
        ("2026-03-05", "in_progress 2026-Q2"),
    ]
    timeline = found.of(Reference("initiative", "basket"))
    assert timeline is not None
    assert [(version.day.isoformat(), before, after) for version, before, after in timeline.changes("target")] == [
        ("2026-01-05", None, "2026-Q1"),
        ("2026-02-05", "2026-Q1", "2026-Q2"),
    ]
    assert found.began is not None
    assert found.began.day == date(2026, 1, 5)


def test_days_after_the_as_of_date_are_not_known_yet(repository: Repository) -> None:
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})
    repository.commit("2026-02-05T10:00:00Z", {BASKET: record("released")})

    assert told(timelines_of(repository.root, "2026-02-04")) == [("2026-01-05", "planned")]
    assert timelines_of(repository.root, "2026-01-04").reason == (
        "not available: the history begins on 2026-01-05, after 2026-01-04"
    )


def test_a_file_that_moves_stays_the_same_record(repository: Repository) -> None:
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})
    repository.commit(
        "2026-02-05T10:00:00Z", {BASKET: None, "roadmap/initiatives/shop/basket.yml": record("in_progress")}
    )

    assert told(timelines_of(repository.root)) == [("2026-01-05", "planned"), ("2026-02-05", "in_progress")]


def test_an_earlier_id_is_followed_and_likeness_is_not(repository: Repository) -> None:
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record(target="2026-Q1")})
    new = "roadmap/initiatives/cart.yml"
    repository.commit("2026-02-05T10:00:00Z", {BASKET: None, new: record("in_progress", "2026-Q2")})

    assert told(timelines_of(repository.root), "cart") == [("2026-02-05", "in_progress 2026-Q2")]
    followed = timelines_of(repository.root, earlier={"cart": "basket"})
    assert told(followed, "cart") == [("2026-01-05", "planned 2026-Q1"), ("2026-02-05", "in_progress 2026-Q2")]
    assert followed.of(Reference("initiative", "basket")) is None


def test_a_removed_record_and_its_second_life(repository: Repository) -> None:
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})
    repository.commit("2026-02-05T10:00:00Z", {BASKET: None})
    repository.commit("2026-03-05T10:00:00Z", {BASKET: record("in_progress")})

    found = timelines_of(repository.root)

    assert told(found) == [("2026-01-05", "planned"), ("2026-02-05", None), ("2026-03-05", "in_progress")]


def test_versions_that_cannot_be_read_are_passed_over(repository: Repository) -> None:
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})
    for day, broken in enumerate((b"status: [\n", b"\xff\xfe", b"- a\n", b"a" * 1_100_000, b"status: &a x\n"), start=6):
        repository.commit(f"2026-01-{day:02}T10:00:00Z", {BASKET: broken})
    repository.commit("2026-02-05T10:00:00Z", {BASKET: record("in_progress").replace("\n", "\r\n")})

    assert told(timelines_of(repository.root)) == [("2026-01-05", "planned"), ("2026-02-05", "in_progress")]


def test_only_the_first_parents_count(repository: Repository) -> None:
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})
    for branch in ("one", "two"):
        repository.git("switch", "--quiet", "--create", branch, "main")
        repository.commit("2026-01-06T10:00:00Z", {f"roadmap/initiatives/{branch}.yml": record("idea")})
        repository.commit("2026-01-07T10:00:00Z", {f"roadmap/initiatives/{branch}.yml": record("discovery")})
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--message=octopus", "one", "two", when="2026-01-20T10:00:00Z")

    found = timelines_of(repository.root)

    assert told(found, "one") == told(found, "two") == [("2026-01-20", "discovery")]
    assert told(found) == [("2026-01-05", "planned")]


def test_links_and_submodules_are_no_versions(repository: Repository) -> None:
    first = repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})
    (repository.root / BASKET).unlink()
    (repository.root / BASKET).symlink_to("/etc/passwd")
    repository.commit("2026-02-05T10:00:00Z", {})
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{first},roadmap/initiatives/other.yml")
    repository.git("commit", "--quiet", "--message=submodule", when="2026-02-06T10:00:00Z")

    found = timelines_of(repository.root)

    assert told(found) == [("2026-01-05", "planned"), ("2026-02-05", None)]
    assert found.of(Reference("initiative", "other")) is None


def test_milestones_and_records_in_markdown(repository: Repository) -> None:
    repository.commit(
        "2026-01-05T10:00:00Z",
        {
            BASKET: record(milestones="[{name: Pilot, target: 2026-02}, {name: All}, broken]"),
            "feedback/escalations/down.md": "---\ntitle: Down\nstatus: open\n---\nstatus: closed\n",
        },
    )
    found = timelines_of(repository.root)
    timeline = found.of(Reference("initiative", "basket"))
    assert timeline is not None
    assert timeline.last.state == {"title": "Basket", "status": "planned", "milestones/Pilot": "2026-02"}
    assert told(found, "down", "escalation") == [("2026-01-05", "open")]


def test_a_shallow_clone_and_a_partial_one_say_so(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})
    repository.commit("2026-01-06T10:00:00Z", {BASKET: record("in_progress")})
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = ("clone", "--quiet", "--no-checkout")
    repository.git(*clone, "--depth=1", repository.root.as_uri(), str(tmp_path / "shallow"))
    repository.git(*clone, "--filter=blob:none", repository.root.as_uri(), str(tmp_path / "partial"))

    assert timelines_of(tmp_path / "shallow").reason == "not available: shallow clone"
    assert timelines_of(tmp_path / "partial").reason == "not available: partial clone or damaged repository"


def test_a_rewritten_history_says_so(repository: Repository) -> None:
    for day in range(1, 29):
        text = record(summary=f"Day {day}.")
        repository.commit("2026-06-01T10:00:00Z", {BASKET: text}, authored=f"2026-01-{day:02}T10:00:00Z")

    assert timelines_of(repository.root).reason == (
        "not available: rewritten history (28 of 28 commits, written since 2026-01-01, were made anew on 2026-06-01)"
    )


def test_what_was_kept_is_read_again_and_what_came_since(repository: Repository, tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "cache/history.json", store_key(FOLDERS, TRACKED))
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})
    first = told(timelines_of(repository.root, store=store))
    assert store.path.is_file()
    assert (store.path.parent / ".gitignore").read_text() == "*\n", "git does not offer what is kept"
    assert told(timelines_of(repository.root, store=store)) == first

    repository.commit("2026-02-05T10:00:00Z", {BASKET: record("in_progress")})
    assert told(timelines_of(repository.root, store=store)) == told(timelines_of(repository.root))

    # Another branch: what was kept is of another line.
    repository.git("switch", "--quiet", "--create", "other", "HEAD~1")
    repository.commit("2026-03-05T10:00:00Z", {BASKET: record("dropped")})
    found = timelines_of(repository.root, store=store)
    assert told(found) == [("2026-01-05", "planned"), ("2026-03-05", "dropped")]


def test_what_was_kept_is_what_is_used(repository: Repository, tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "history.json", store_key(FOLDERS, TRACKED))
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})
    expected = told(timelines_of(repository.root, store=store))
    for objects in (repository.root / ".git/objects").glob("[0-9a-f][0-9a-f]/*"):
        blob = subprocess.run(
            ["git", "cat-file", "-t", objects.parent.name + objects.name], cwd=repository.root, capture_output=True,
            check=True,
        )  # fmt: skip
        if blob.stdout.strip() == b"blob":
            objects.unlink()
    assert told(timelines_of(repository.root, store=store)) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"key": "other"}',
        b"[" * 100_000,
        b"\xff",
        b'{"key": "KEY", "tip": "x", "commits": [], "files": {"a": [[7, "b"]]}, "states": {}}',
        b'{"key": "KEY", "tip": "x", "commits": [], "files": {"a": []}, "states": {}}',
        b'{"key": "KEY", "tip": "x", "commits": [["a", "b", "c"]], "files": {}, "states": {}}',
    ],
)
def test_a_damaged_or_foreign_store_is_not_used(content: bytes, repository: Repository, tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "history.json", store_key(FOLDERS, TRACKED))
    known = content.replace(b"KEY", store.key.encode())
    store.path.write_bytes(blake2b(known, digest_size=16).hexdigest().encode() + b"\n" + known)
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})

    assert told(timelines_of(repository.root, store=store)) == [("2026-01-05", "planned")]
    assert store.read() is not None, "it is made anew"


def test_a_store_in_which_a_digit_has_changed_is_not_used(repository: Repository, tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "history.json", store_key(FOLDERS, TRACKED))
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})
    expected = told(timelines_of(repository.root, store=store))
    kept = store.path.read_bytes()
    seconds = kept.index(b'"commits":[["') + len(b'"commits":[["') + 40 + len(b'",')
    assert kept[seconds : seconds + 1] == b"1", "the first digit of the moment of the commit"

    store.path.write_bytes(kept[:seconds] + b"2" + kept[seconds + 1 :])

    assert store.read() is None
    assert told(timelines_of(repository.root, store=store)) == expected


def test_a_folder_that_cannot_be_written_keeps_nothing(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = HistoryStore(tmp_path / "file/history.json", "key")
    repository.commit("2026-01-05T10:00:00Z", {BASKET: record()})
    assert told(timelines_of(repository.root, store=store)) == [("2026-01-05", "planned")]


def test_what_the_versions_of_a_file_said_is_read_when_it_is_asked_for(repository: Repository) -> None:
    repository.commit("2026-02-01T12:00:00Z", {BASKET: record(summary="One")})
    repository.commit("2026-02-02T12:00:00Z", {BASKET: "title: [\n"})
    repository.commit("2026-02-03T12:00:00Z", {BASKET: record()})
    repository.commit("2026-02-04T12:00:00Z", {BASKET: None})
    repository.commit("2026-02-05T12:00:00Z", {BASKET: record(summary="Two")})
    said = read(repository.root).files.read_values([BASKET, "roadmap/initiatives/other.yml"], "summary")
    assert said == {
        BASKET: [(date(2026, 2, 1), "One"), (date(2026, 2, 3), None), (date(2026, 2, 5), "Two")],
        "roadmap/initiatives/other.yml": [],
    }


def test_where_git_lacks_a_version_nothing_is_known_of_what_it_said(repository: Repository) -> None:
    repository.commit("2026-02-01T12:00:00Z", {BASKET: record(summary="One")})
    history = read(repository.root)
    blob = repository.git("rev-parse", f"HEAD:{BASKET}")
    (repository.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert history.files.read_values([BASKET], "summary") == {}
