"""A revision of git is the same handbook as the work tree at that commit, and is read without a checkout."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from site_builder.load.source import SourceError
from site_builder.pipeline import Checked, check, open_revision
from tests.acceptance.commands import commit, copy_starter
from tests.support import check_files, codes, initiative, inputs_of, write

AS_OF = date(2026, 10, 31)


def of_revision(root: Path, revision: str) -> Checked:
    return check(open_revision(root / "mkdocs.yml", revision, lambda _: AS_OF))


def graver(checked: Checked) -> list[tuple[str, str]]:
    """Return what is wrong. Infos are left out: some speak of the commits, which a revision is read without."""
    return codes(tuple(finding for finding in checked.diagnostics if finding.severity != "info"))


def assert_same(found: Checked, expected: Checked) -> None:
    records = {record.reference: (record.path, record.fields) for record in expected.handbook}
    assert {record.reference: (record.path, record.fields) for record in found.handbook} == records
    assert [page.path for page in found.handbook.prose] == [page.path for page in expected.handbook.prose]
    for record in expected.handbook:
        assert found.handbook.backlinks_of(record) == expected.handbook.backlinks_of(record)
    for name in ("nps", "time-to-resolve", "initiatives"):
        assert found.measures.results(name) == expected.measures.results(name)


@pytest.mark.slow
def test_the_starter_is_the_same_from_the_work_tree_and_from_its_commit(tmp_path: Path) -> None:
    root = copy_starter(tmp_path)
    head = commit(root, "Begin", day="2026-10-30")
    expected = check(inputs_of(root, AS_OF))
    assert len(expected.handbook) > 150
    for revision in ("HEAD", "main", head, head[:10]):
        found = of_revision(root, revision)
        assert_same(found, expected)
        assert graver(found) == graver(expected)


def test_what_is_not_committed_is_not_in_the_revision(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "roadmap/initiatives/a.yml": initiative("A"),
            "roadmap/initiatives/b.md": f"---\n{initiative('B')}---\nWhy.\n",
        },
    )
    first = commit(tmp_path, "Begin", day="2026-10-01")
    before = check(inputs_of(tmp_path, AS_OF))
    (tmp_path / "roadmap/initiatives/a.yml").unlink()
    check_files(tmp_path, {"roadmap/initiatives/c.yml": initiative("C"), "content/more.md": "# More\n"})
    assert_same(of_revision(tmp_path, first), before)
    second = commit(tmp_path, "Change", day="2026-10-02")
    assert [record.id for record in of_revision(tmp_path, second).handbook] == ["b", "c"]
    assert [record.id for record in of_revision(tmp_path, f"{second}~1").handbook] == ["a", "b"]


def test_findings_of_a_revision_are_at_the_same_places(tmp_path: Path) -> None:
    found = check_files(tmp_path, {
        "roadmap/initiatives/a.yml": initiative(status="finished"),
        "roadmap/initiatives/b.yml": initiative(depends_on="[nowhere]"),
        "roadmap/initiatives/c.yml": "title: [\n",
    })  # fmt: skip
    commit(tmp_path, "Begin", day="2026-10-01")
    assert len(graver(found)) >= 3
    assert graver(of_revision(tmp_path, "HEAD")) == graver(found)


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD~99", ""])
def test_a_revision_that_is_not_there_is_said_in_words(tmp_path: Path, revision: str) -> None:
    write(tmp_path, {})
    commit(tmp_path, "Begin", day="2026-10-01")
    with pytest.raises(SourceError):
        of_revision(tmp_path, revision)
