"""``opsbook check --base``: what a change brought, and nothing that was wrong before."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group, main
from tests.acceptance.commands import commit, git
from tests.support import CONFIG, initiative, write

OLD = "roadmap/initiatives/old.yml"
NEW = "roadmap/initiatives/new.yml"
BROKEN = initiative(status="finished")


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """A repository whose one commit holds a record with an error."""
    write(tmp_path, {OLD: BROKEN})
    commit(tmp_path, "Begin", day="2026-10-01")
    return tmp_path


def check(root: Path, *options: str, base: str = "main") -> Result:
    call = ["check", "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31", "--base", base, *options]
    return CliRunner().invoke(group, call)


def found(root: Path, base: str = "main") -> list[tuple[str, str]]:
    """Return path and code of what the work tree brought."""
    return [(each["path"], each["code"]) for each in json.loads(check(root, "--format", "json", base=base).stdout)]


def test_an_old_error_is_counted_and_does_not_fail(handbook: Path) -> None:
    result = check(handbook)
    assert result.exit_code == 0
    expected = "no findings in 0 records, as of 2026-10-31; 1 older finding is not shown (base main)\n"
    assert result.output == expected


def test_a_new_error_in_the_dirty_work_tree_fails_and_is_the_only_one_shown(handbook: Path) -> None:
    write(handbook, {NEW: BROKEN})
    result = check(handbook)
    assert result.exit_code == 1
    assert result.output.startswith(f"{NEW}:3:9: error[invalid-value]")
    assert OLD not in result.output
    assert result.output.endswith("1 error in 0 records, as of 2026-10-31; 1 older finding is not shown (base main)\n")


def test_what_was_fixed_is_counted(handbook: Path) -> None:
    write(handbook, {OLD: initiative()})
    assert check(handbook).output.endswith("; 0 older findings are not shown (base main), 1 was fixed\n")


def test_a_line_that_moved_is_not_new(handbook: Path) -> None:
    write(handbook, {OLD: f"# A remark.\n\n{BROKEN}"})
    assert found(handbook) == []


def test_a_second_error_like_the_first_is_new(handbook: Path) -> None:
    write(handbook, {OLD: "title: A\nowner: '@team'\nstatus: planned\ndepends_on: [nowhere]\n"})
    commit(handbook, "One", day="2026-10-02")
    write(handbook, {OLD: "title: A\nowner: '@team'\nstatus: planned\ndepends_on: [nowhere, nowhere]\n"})
    assert found(handbook) == [(OLD, "dangling-reference")]


@pytest.mark.parametrize("earlier", ["", "formerly: [old]\n"])
def test_a_renamed_record_keeps_its_findings_where_it_says_what_it_was_called(earlier: str, handbook: Path) -> None:
    (handbook / OLD).unlink()
    write(handbook, {NEW: BROKEN + earlier})
    assert found(handbook) == ([] if earlier else [(NEW, "invalid-value")])


def test_a_record_that_moved_to_another_folder_keeps_its_findings(handbook: Path) -> None:
    (handbook / OLD).unlink()
    write(handbook, {"roadmap/initiatives/2026/old.yml": f"\n{BROKEN}"})
    assert found(handbook) == []


def test_what_only_time_brought_is_not_new(tmp_path: Path) -> None:
    write(tmp_path, {OLD: initiative(target="2026-10-15")})
    commit(tmp_path, "Begin", day="2026-10-01")
    write(tmp_path, {NEW: initiative(target="2026-10-20")})
    assert found(tmp_path) == [(NEW, "target-past")]


def test_an_edit_after_a_release_is_judged_by_the_commits_of_each_side(tmp_path: Path) -> None:
    release = "roadmap/releases/1.0.yml"
    change = "roadmap/changes/faster.yml"
    words = "title: It is faster\nowner: '@team'\ntype: changed\nrelease: '1.0'\n"
    write(tmp_path, {release: "title: One\nowner: '@team'\nstatus: released\ndate: 2026-09-01\n", change: words})
    commit(tmp_path, "Release", day="2026-09-01")
    write(tmp_path, {change: words.replace("It is", "All is")})
    commit(tmp_path, "Edit after the release", day="2026-09-20")
    after_release = (change, "edited-after-release")
    assert after_release in found(tmp_path, "HEAD~1")
    assert after_release not in found(tmp_path, "HEAD")


def test_a_file_that_could_not_be_read_at_the_base_breaks_nothing(tmp_path: Path) -> None:
    write(tmp_path, {OLD: b"title: \xff\n", NEW: "title: [\n", "content/bad.md": b"\xff"})
    commit(tmp_path, "Begin", day="2026-10-01")
    write(tmp_path, {OLD: initiative(), NEW: initiative(depends_on="[nowhere]")})
    assert found(tmp_path) == [(NEW, "dangling-reference")]


def test_a_mistake_in_the_configuration_is_compared_with_that_of_the_base(handbook: Path) -> None:
    wrong = CONFIG.replace("- opsbook\n", "- opsbook:\n      colour: red\n")
    write(handbook, {"mkdocs.yml": wrong})
    assert found(handbook) == [("mkdocs.yml", "unknown-key")]
    commit(handbook, "Configure", day="2026-10-02")
    assert found(handbook) == []
    assert ("mkdocs.yml", "unknown-key") in found(handbook, "main~1")


def test_a_base_from_before_there_was_a_handbook(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing yet\n")
    commit(tmp_path, "Begin", day="2026-10-01")
    write(tmp_path, {OLD: BROKEN})
    assert found(tmp_path) == [(OLD, "invalid-value")]


@pytest.mark.parametrize("form", ["json", "github", "gitlab", "sarif"])
def test_every_format_shows_what_is_new_and_says_apart_what_is_not_shown(form: str, handbook: Path) -> None:
    write(handbook, {NEW: BROKEN})
    result = check(handbook, "--format", form)
    assert result.exit_code == 1
    assert NEW in result.stdout
    assert OLD not in result.stdout
    assert "; 1 older finding is not shown (base main)" in result.stderr
    assert "not shown" not in result.stdout


def test_branches_tags_and_commits_are_bases_whatever_their_names(handbook: Path) -> None:
    first = git(handbook, "rev-parse", "HEAD")
    git(handbook, "branch", "$(id);'ä")
    git(handbook, "tag", "v1")
    for base in (first, first[:8], "v1", "$(id);'ä", "HEAD"):
        assert found(handbook, base) == []


@pytest.mark.parametrize("base", ["", " ", "--all", "a\0b"])
def test_a_name_that_can_be_none_is_a_wrong_call(base: str, handbook: Path) -> None:
    result = check(handbook, base=base)
    assert result.exit_code == 2
    assert "name of a revision" in result.output


def ended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: Path, base: str
) -> tuple[int, str]:
    """Return the exit code of the whole program, and what it says went wrong."""
    monkeypatch.setattr("sys.argv", ["opsbook", "check", "-f", str(root / "mkdocs.yml"), "--base", base])
    with pytest.raises(SystemExit) as stop:
        main()
    assert isinstance(stop.value.code, int)
    return stop.value.code, capsys.readouterr().err


def test_an_unknown_revision_is_said_in_a_sentence(
    handbook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "opsbook: cannot compare with 'nowhere': there is no revision 'nowhere' in this repository\n"
    assert ended(monkeypatch, capsys, handbook, "nowhere") == (3, said)


def test_a_shallow_clone_says_how_to_get_the_rest(
    handbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(handbook, {OLD: initiative()})
    commit(handbook, "Mend", day="2026-10-02")
    git(tmp_path, "clone", "--quiet", "--depth=1", handbook.as_uri(), str(tmp_path / "shallow"))
    code, said = ended(monkeypatch, capsys, tmp_path / "shallow", "HEAD~1")
    assert code == 3
    assert said.endswith("which is a shallow clone; git fetch --unshallow brings the rest\n")


def test_a_folder_without_git_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = ended(monkeypatch, capsys, write(tmp_path, {OLD: BROKEN}), "main")
    assert code == 3
    assert said.startswith("opsbook: cannot compare with 'main': not a git repository")
    assert said.count("\n") == 1


def test_a_machine_without_git_is_said_in_a_sentence(
    handbook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    code, said = ended(monkeypatch, capsys, handbook, "main")
    assert (code, said.startswith("opsbook: cannot compare with 'main': git cannot be run")) == (3, True)


def test_a_partial_clone_that_lacks_a_file_is_said_in_a_sentence(
    handbook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blob = git(handbook, "rev-parse", f"HEAD:{OLD}")
    (handbook / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    code, said = ended(monkeypatch, capsys, handbook, "main")
    assert code == 3
    assert "it is a partial clone or damaged" in said


def test_a_handbook_in_a_folder_of_its_repository_names_files_from_the_top(tmp_path: Path) -> None:
    write(tmp_path / "docs" / "handbook", {OLD: BROKEN})
    commit(tmp_path, "Begin", day="2026-10-01")
    write(tmp_path / "docs" / "handbook", {NEW: BROKEN})
    root = tmp_path / "docs" / "handbook"
    [issue] = json.loads(check(root, "--format", "gitlab").stdout)
    assert issue["location"]["path"] == f"docs/handbook/{NEW}"
    assert found(root) == [(NEW, "invalid-value")]
    shutil.rmtree(tmp_path / ".git")


def test_the_summary_of_a_workflow_run_is_added_to_what_is_there(
    handbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Another step\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    write(handbook, {NEW: BROKEN})
    check(handbook, "--format", "github")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Another step\n## opsbook check\n")
    assert text.count("| error |") == 1
    check(handbook, "--format", "json")
    assert summary.read_text(encoding="utf-8") == text
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert "cannot write the summary" in check(handbook, "--format", "github").stderr
