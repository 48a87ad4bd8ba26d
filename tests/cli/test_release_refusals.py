"""``opsbook release cut`` refuses what cannot be, in a sentence, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.cli.exits import EnvironmentFault
from tests.acceptance.commands import commit, tree
from tests.cli.releases import FILES, call, change, handbook, release
from tests.support import initiative, write

NEW = "roadmap/releases/2026.4.yml"


def test_the_second_time_it_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    call(root, "cut", "2026.4", "--date", "2026-10-30")
    commit(root, "Release", day="2026-10-30")
    before = tree(root)
    again = call(root, "cut", "2026.4", "--date", "2026-10-30")
    assert again.exit_code == 2
    assert "release 2026.4 is there already: released, of 2026-10-30" in again.output
    assert tree(root) == before


@pytest.mark.parametrize(
    ("version", "options", "sentence"),
    [
        ("latest", [], "the site has a page of that address"),
        ("V2026.4", [], "cannot be the id of a release"),
        ("2026.3", [], "release 2026.3 is there already: released, of 2026-10-13"),
        ("2026.03.0", [], "2026.03.0 is the same version as 2026.3, which is there already"),
        ("2026.1", [], "2026.1 is lower than 2026.3, the latest release"),
        ("spring", [], "spring is lower than 2026.3"),
        ("2026.4", ["--date", "2026-11-01"], "2026-11-01 is in the future (today is 2026-10-31)"),
        ("2026.4", ["--date", "2026-10-01"], "2026-10-01 is before 2026-10-13, the day of 2026.3"),
        ("2026.4", ["--date", "soon"], "is not a date"),
        ("2026.4", ["--highlight", "swap"], "brings no change 'swap'; did you mean 'swaps'?"),
        ("2026.4", ["--highlight", "links"], "brings no change 'links'"),
        ("2026.4", ["--initiative", "swapz"], "there is no initiative 'swapz'; did you mean 'swaps'?"),
        ("2026.4", ["--initiative", "swaps", "--keep-initiatives"], "cannot both be given"),
    ],
)
def test_a_wrong_call_is_refused_in_a_sentence(version: str, options: list[str], sentence: str, tmp_path: Path) -> None:
    root = handbook(tmp_path)
    before = tree(root)
    done = call(root, "cut", version, *options)
    assert (done.exit_code, sentence in done.output) == (2, True), done.output
    assert tree(root) == before


def test_a_former_id_of_a_release_cannot_be_cut(tmp_path: Path) -> None:
    root = handbook(
        tmp_path, {"roadmap/releases/2026.2.yml": release("2026.2", "2026-06-16") + "formerly: ['2026.4']\n"}
    )
    done = call(root, "cut", "2026.4")
    assert (done.exit_code, "is an earlier id of the release '2026.2'" in done.output) == (2, True)


def test_a_version_that_is_planned_in_another_form_is_refused(tmp_path: Path) -> None:
    root = handbook(tmp_path, {"roadmap/releases/2026.04.yml": release("2026.04", "2026-11", "planned")})
    done = call(root, "cut", "2026.4")
    assert (done.exit_code, "the same version as 2026.04, which is planned; cut 2026.04" in done.output) == (2, True)


def test_a_title_with_a_control_character_is_refused(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    before = tree(root)
    done = call(root, "cut", "2026.4", "--title", "a\x01b")
    assert (done.exit_code, "the control character U+0001 is not allowed" in done.output) == (1, True), done.output
    assert tree(root) == before


def test_without_a_change_there_is_no_release_but_on_purpose(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    call(root, "cut", "2026.4", "--include-embargoed", "--date", "2026-10-30")
    commit(root, "Release", day="2026-10-30")
    done = call(root, "cut", "2026.5")
    assert (done.exit_code, "there are no unreleased changes; --empty" in done.output) == (1, True), done.output
    assert call(root, "cut", "2026.5", "--empty").exit_code == 0


def test_what_is_not_committed_stops_it(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    (root / "content/index.md").write_text("# Elsewhere\n")
    (root / "roadmap/changes/new.yml").write_text(change("New"))
    done = call(root, "cut", "2026.4")
    assert (done.exit_code, "roadmap/changes/new.yml is not committed" in done.output) == (1, True), done.output
    assert not (root / NEW).exists()
    assert call(root, "cut", "2026.4", "--allow-dirty").exit_code == 0


def test_where_git_does_not_answer_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = handbook(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    done = call(root, "cut", "2026.4")
    assert isinstance(done.exception, EnvironmentFault)
    assert "git cannot be run: No such file or directory; mend that, or give --allow-dirty" in str(done.exception)
    assert not (root / NEW).exists()
    assert call(root, "cut", "2026.4", "--allow-dirty").exit_code == 0


def test_where_there_is_no_repository_nothing_has_to_be_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, FILES)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert call(root, "cut", "2026.4").exit_code == 0


def test_changes_elsewhere_in_the_repository_stop_nothing(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    (root / "content/index.md").write_text("# Elsewhere\n")
    assert call(root, "cut", "2026.4").exit_code == 0


def test_an_error_in_the_handbook_stops_it(tmp_path: Path) -> None:
    root = handbook(tmp_path, {"roadmap/initiatives/bad.yml": initiative(status="finished")})
    before = tree(root)
    done = call(root, "cut", "2026.4")
    assert (done.exit_code, "the handbook has an error, which opsbook check shows" in done.output) == (1, True)
    assert tree(root) == before


def test_an_error_that_it_would_bring_stops_it(tmp_path: Path) -> None:
    late = initiative("Shift swaps", "in_progress", start="2026-10-31")
    root = handbook(tmp_path, {"roadmap/initiatives/swaps.yml": late})
    before = tree(root)
    done = call(root, "cut", "2026.4", "--date", "2026-10-30")
    assert (done.exit_code, "error[moment-order]" in done.output) == (1, True), done.output
    assert tree(root) == before
