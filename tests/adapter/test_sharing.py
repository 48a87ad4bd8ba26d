"""A site made by the process and a copy of it: the same as made by one alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_opsbook import records
from mkdocs_opsbook.command import build
from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.prepared import Prepared
from mkdocs_opsbook.record_work import RecordWork
from mkdocs_opsbook.request import Request
from tests.support import AS_OF, initiative, write

needs_copies = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not copy processes")


@needs_copies
@pytest.mark.slow
def test_a_site_is_the_same_whoever_makes_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        f"roadmap/initiatives/i{number:03d}.yml": initiative(f"Initiative {number}", body=f"Words of {number}.")
        for number in range(450)
    }
    root = write(tmp_path / "handbook", files)
    trees = []
    here = os.getpid()
    write_page = RecordWork.write

    def write_here(work: RecordWork, record: RecordFile, prepared: Prepared, page: bytes) -> None:
        if os.getpid() != here:
            raise RuntimeError("not in the copy")
        write_page(work, record, prepared, page)

    for name, may_share in (("alone", False), ("shared", True), ("failed", True)):
        monkeypatch.setattr(records, "can_share", lambda answer=may_share: answer)
        monkeypatch.setattr(RecordWork, "write", write_here if name == "failed" else write_page)
        build(root / "mkdocs.yml", tmp_path / name, Request(as_of=AS_OF))
        site = tmp_path / name
        trees.append({str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()})
    assert trees[0] == trees[1] == trees[2]
    assert len(trees[0]) > 900
