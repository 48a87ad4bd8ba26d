"""Work shared between the process and a copy of it: the same results as of one alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_opsbook import sharing
from mkdocs_opsbook.command import build
from mkdocs_opsbook.request import Request
from tests.support import AS_OF, initiative, write

needs_copies = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not copy processes")


def _share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "can_share", lambda: True)


@needs_copies
def test_results_are_in_order_whoever_did_them(monkeypatch: pytest.MonkeyPatch) -> None:
    _share(monkeypatch)
    firsts: list[int] = []
    found = sharing.shared(500, lambda number: [number, number * number], first=lambda: firsts.append(os.getpid()))
    assert found == [[number, number * number] for number in range(500)]
    assert firsts == [os.getpid()]


@needs_copies
def test_what_the_copy_cannot_do_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    _share(monkeypatch)
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            raise RuntimeError("not in the copy")
        return number

    assert sharing.shared(20, work, first=lambda: None) == list(range(20))


@needs_copies
def test_a_fault_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    _share(monkeypatch)

    def work(number: int) -> int:
        raise ValueError(f"piece {number}")

    with pytest.raises(ValueError, match="piece"):
        sharing.shared(4, work, first=lambda: None)


def test_without_a_copy_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "can_share", lambda: False)
    assert sharing.shared(3, lambda number: os.getpid(), first=lambda: None) == [os.getpid()] * 3


@needs_copies
@pytest.mark.slow
def test_a_site_is_the_same_whether_its_pages_are_shared_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        f"roadmap/initiatives/i{number:03d}.yml": initiative(f"Initiative {number}", body=f"Words of {number}.")
        for number in range(450)
    }
    root = write(tmp_path / "handbook", files)
    trees = []
    for name, may_share in (("alone", False), ("shared", True)):
        monkeypatch.setattr(sharing, "can_share", lambda answer=may_share: answer)
        build(root / "mkdocs.yml", tmp_path / name, Request(as_of=AS_OF))
        site = tmp_path / name
        trees.append({str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()})
    assert trees[0] == trees[1]
    assert len(trees[0]) > 900
