"""CODEOWNERS: each record is reviewed by who answers for it, and by nobody else."""

from __future__ import annotations

from pathlib import Path

import pathspec
import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from site_builder.export.code_owners import CodeOwners, code_owners
from tests.acceptance.commands import commit
from tests.support import check_files, initiative, write

ROLE = "title: Product operations\nowner: '@head'\nholders: ['@ada', Grace Hopper, '@acme/pm']\n"
UNHELD = "title: Support\nowner: product-ops\n"


def owned(owner: str) -> str:
    return initiative().replace("'@team'", owner)


FILES = {
    "content/team/product-ops.yml": ROLE,
    "content/team/support.yml": UNHELD,
    "roadmap/initiatives/b.yml": owned("product-ops"),
    "roadmap/initiatives/a.yml": owned("'@checkout/team'"),
    "roadmap/initiatives/2027/c.yml": owned("support"),
}


def owners(root: Path, prefix: str = "", files: dict[str, str] = FILES) -> CodeOwners:
    return code_owners(check_files(root, files).handbook, prefix)


def test_records_are_grouped_by_folder_and_roles_are_their_holders_with_a_handle(tmp_path: Path) -> None:
    assert owners(tmp_path).text.splitlines()[1:] == [
        "",
        "# content/team",
        "/content/team/product-ops.yml @head",
        "/content/team/support.yml @ada @acme/pm",
        "",
        "# roadmap/initiatives",
        "/roadmap/initiatives/a.yml @checkout/team",
        "/roadmap/initiatives/b.yml @ada @acme/pm",
    ]


def test_a_record_whose_owner_has_no_handle_is_left_out_and_named(tmp_path: Path) -> None:
    left_out = owners(tmp_path).left_out
    assert left_out == {"role support has no holder with a handle": ("roadmap/initiatives/2027/c.yml",)}


def test_paths_begin_at_the_top_of_the_repository(tmp_path: Path) -> None:
    assert "\n# docs/roadmap/initiatives\n/docs/roadmap/initiatives/a.yml @" in owners(tmp_path, "docs/").text


def test_each_pattern_matches_its_file_and_no_other(tmp_path: Path) -> None:
    folders = ["plain", "a b", "st*r", "wh?t", "[ab]", "!no", "#1", "ä"]
    files = {f"roadmap/initiatives/{folder}/r{n}.yml": initiative() for n, folder in enumerate(folders)}
    lines = [line for line in owners(tmp_path, files=files).text.splitlines() if line.startswith("/")]
    patterns = [line.removesuffix(" @team") for line in lines]
    decoys = ["roadmap/initiatives/starr/r2.yml", "roadmap/initiatives/what/r3.yml", "roadmap/initiatives/a/r4.yml"]
    matched = {
        tuple(pathspec.GitIgnoreSpec.from_lines([pattern]).match_files([*files, *decoys])) for pattern in patterns
    }
    assert matched == {(path,) for path in files}


def run(root: Path, *options: str) -> Result:
    return CliRunner().invoke(group, ["owners", "-f", str(root / "mkdocs.yml"), *options])


def test_the_command_prints_the_file_and_says_apart_what_is_left_out(tmp_path: Path) -> None:
    bad = {"roadmap/initiatives/bad.yml": initiative(status="finished")}
    result = run(write(tmp_path, {**FILES, **bad}))
    assert result.exit_code == 0
    assert result.stdout == owners(tmp_path).text
    assert result.stderr.splitlines() == [
        "opsbook: 1 error; 1 record that cannot be read is left out (see opsbook check)",
        "opsbook: role support has no holder with a handle: roadmap/initiatives/2027/c.yml is left out",
    ]


def test_the_command_writes_the_file_whole_and_the_same_again(tmp_path: Path) -> None:
    root = write(tmp_path / "docs", FILES)
    commit(tmp_path, "Begin", day="2026-10-01")
    target = tmp_path / ".github" / "CODEOWNERS"
    for _ in range(2):
        result = run(root, "--write", str(target))
        assert (result.exit_code, result.stdout) == (0, "")
        assert target.read_text(encoding="utf-8") == owners(tmp_path / "docs", "docs/").text
    assert [path.name for path in target.parent.iterdir()] == ["CODEOWNERS"]


def test_a_file_that_was_made_so_keeps_its_mode_and_what_leads_to_it(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    target, link = root / "CODEOWNERS", root / ".github" / "CODEOWNERS"
    assert run(root, "--write", str(target)).exit_code == 0
    made = target.read_text(encoding="utf-8")
    target.write_text(made.replace("\n", "\r\n").replace("@", "@old-"), encoding="utf-8", newline="")
    target.chmod(0o640)
    link.parent.mkdir()
    link.symlink_to("../CODEOWNERS")
    assert run(root, "--write", str(link)).exit_code == 0
    assert (link.is_symlink(), target.read_text(encoding="utf-8")) == (True, made)
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("mkdocs.yml", "was not made by opsbook owners and would be lost; remove it or name another file"),
        (".github/CODEOWNERS", "was not made by opsbook owners and would be lost; remove it or name another file"),
        ("link", "was not made by opsbook owners and would be lost; remove it or name another file"),
        ("roadmap/initiatives/a.yml", "is in initiatives/, which the handbook is read from; name a file elsewhere"),
        ("content/new.md", "is in content/, which the handbook is read from; name a file elsewhere"),
        ("", "is no file; name a new one"),
    ],
)
def test_what_somebody_has_written_is_not_overwritten(path: str, said: str, tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, ".github/CODEOWNERS": "* @by-hand\n"})
    (root / "link").symlink_to(".github/CODEOWNERS")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    result = run(root, "--write", path and str(root / path))
    assert (result.exit_code, said in result.stderr, "nothing was written" in result.stderr) == (2, True, True)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert (root / "link").is_symlink()


def test_a_file_in_the_folder_of_the_documentation_may_be_one_that_forges_read(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    assert run(root, "--write", str(root / "content" / "CODEOWNERS")).exit_code == 0
