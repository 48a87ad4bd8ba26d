"""A kill at any step of a publication: what was decided is finished by the next one, what was not is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.publish import swap, transaction
from site_builder.publish.transaction import begin, make_home, mend
from site_builder.publish.version_list import TreeFault
from site_builder.publish.versions import publish, remove
from tests.publish.built import built, listed, texts

STEPS = ("rename", "replace", "unlink")


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    publish(built(tmp_path / "one", "one"), tmp_path / "tree", "1.0", None, ["latest"])
    return tmp_path / "tree"


def killed_at(step: int, act: Callable[[], object], patch: pytest.MonkeyPatch) -> bool:
    """Act until that many names were changed, and stop there as if killed; return whether it came to that."""
    left = step
    with patch.context() as patched:

        def counted(function: Callable[..., object]) -> Callable[..., object]:
            def call(*arguments: object, **more: object) -> object:
                nonlocal left
                if left == 0:
                    raise Killed
                left -= 1
                return function(*arguments, **more)

            return call

        for name in STEPS:
            patched.setattr(Path, name, counted(getattr(Path, name)))
        patched.setattr(transaction, "exchange", counted(vars(transaction)["exchange"]))
        patched.setattr(transaction.Transaction, "abandon", lambda self: None)
        try:
            act()
        except Killed:
            return True
    return False


def each_step_is_mended(tree: Path, act: Callable[[], object], patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Kill an act at every step on a copy of the tree: mended, the tree is the one before or the one after."""
    old = texts(tree)
    seen = set()
    for step in range(1000):
        was_killed = killed_at(step, act, patch)
        for entry in listed(tree):
            assert (tree / entry["version"] / "index.html").is_file()
        make_home(tree)
        mend(tree)
        now = texts(tree)
        if not was_killed:
            new = now
            break
        seen.add(tuple(sorted(now.items())))
        if now != old:
            _back(tree, folder)
            assert texts(tree) == old
    assert seen == {tuple(sorted(old.items())), tuple(sorted(new.items()))}


def _back(tree: Path, folder: Path) -> None:
    for version in ("2.0", "1.0"):
        if (tree / version).exists():
            remove(tree, version)
    publish(folder / "one", tree, "1.0", None, ["latest"])


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_new_version(tree: Path, tmp_path: Path, exchanges: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exchanges:
        monkeypatch.setattr(transaction, "exchange", lambda first, second: False)
    site = built(tmp_path / "two", "two")
    each_step_is_mended(tree, lambda: publish(site, tree, "2.0", None, ["latest"]), monkeypatch, tmp_path)


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_version_published_again(
    tree: Path, tmp_path: Path, exchanges: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchanges:
        monkeypatch.setattr(transaction, "exchange", lambda first, second: False)
    site = built(tmp_path / "again", "again", "new.html")

    def act() -> object:
        return publish(site, tree, "1.0")

    old = texts(tree)
    results = set()
    for step in range(1000):
        was_killed = killed_at(step, act, monkeypatch)
        mend(tree)
        now = texts(tree)
        results.add("old" if now == old else "new" if set(texts(tree / "1.0").values()) == {"again"} else "mixed")
        if not was_killed:
            break
        publish(tmp_path / "one", tree, "1.0")
    assert results == {"old", "new"}


def test_a_version_that_goes(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    each_step_is_mended(tree, lambda: remove(tree, "1.0"), monkeypatch, tmp_path)


@pytest.mark.parametrize("text", ["", "[]", '{"placed": {"../x": 1}, "removed": []}', '{"placed": {}}'])
def test_a_journal_that_is_not_ours_is_not_followed(tree: Path, text: str) -> None:
    (tree / ".opsbook-publish/journal.json").write_text(text, encoding="utf-8")
    before = texts(tree)
    with pytest.raises(TreeFault, match="cannot be read"):
        begin(tree)
    assert texts(tree) == before


def test_a_hidden_folder_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "tree/.opsbook-publish").symlink_to(tmp_path / "outside")
    with pytest.raises(TreeFault, match="symbolic link"):
        publish(built(tmp_path / "one", "one"), tmp_path / "tree", "1.0")
    assert list((tmp_path / "outside").iterdir()) == []


def test_two_names_are_exchanged_in_one_step(tmp_path: Path) -> None:
    built(tmp_path / "one", "one")
    built(tmp_path / "two", "two")
    if not swap.exchange(tmp_path / "one", tmp_path / "two"):
        pytest.skip("this system cannot")
    assert set(texts(tmp_path / "one").values()) == {"two"}
