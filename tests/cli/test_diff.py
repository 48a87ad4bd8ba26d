"""``opsbook diff`` in real repositories, with all that may stand in one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from site_builder.cli.exits import ENVIRONMENT, EnvironmentFault
from site_builder.cli.main import group
from tests.support import CONFIG, initiative, write

CHECKOUT = "roadmap/initiatives/checkout.yml"
BASKET = "roadmap/initiatives/basket.yml"
DAY = "2026-10-31"
_PLAIN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
for _who in ("AUTHOR", "COMMITTER"):
    _PLAIN |= {f"GIT_{_who}_NAME": "Team", f"GIT_{_who}_EMAIL": "team@example.org"}
    _PLAIN[f"GIT_{_who}_DATE"] = "2026-10-01T09:00:00+00:00"


class Repository:
    """A small repository of a handbook."""

    def __init__(self, root: Path) -> None:
        """Make a repository with the configuration in its first commit."""
        self.root = write(root, {})
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit({})

    def git(self, *arguments: str, given: str = "") -> str:
        """Run git and return what it prints."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**os.environ, **_PLAIN},
            input=given.encode(),
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def commit(self, files: Mapping[str, str | bytes]) -> str:
        """Write files, commit everything and return the commit."""
        write(self.root, files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=change")
        return self.git("rev-parse", "HEAD")

    def diff(self, *arguments: str, **environment: str) -> Done:
        """Call ``opsbook diff`` as a person in the repository does."""
        return diff(self.root, *arguments, **environment)

    def changes(self, *arguments: str) -> list[tuple[str, str, dict[str, tuple[Any, Any]]]]:
        """Return how each record changed: change, id, and old and new of its fields."""
        found = json.loads(self.diff(*arguments, "--format", "json").stdout)
        return [
            (each["change"], each["id"], {field["field"]: (field["old"], field["new"]) for field in each["fields"]})
            for each in found["records"]
        ]


@dataclass(frozen=True)
class Done:
    """What a call printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


def diff(root: Path, *arguments: str, **environment: str) -> Done:
    """Call ``opsbook diff`` on a handbook."""
    call = ["diff", "-f", str(root / "mkdocs.yml"), "--as-of", DAY, *arguments]
    result = CliRunner(env={**_PLAIN, **environment}).invoke(group, call)
    if isinstance(result.exception, EnvironmentFault):
        return Done(ENVIRONMENT, result.stdout, f"{result.exception}\n")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def only_sentence(done: Done) -> str:
    """Return the one line that a call said, nothing being on standard output."""
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    return line


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "handbook")


SLIP = {"status": ("planned", "in_progress"), "target": ("2026-Q4", "2027-Q1")}
BEFORE = initiative(target="2026-Q4")
AFTER = initiative(status="in_progress", target="2027-Q1")


def test_two_commits_are_compared_without_a_checkout(repository: Repository) -> None:
    base = repository.commit({CHECKOUT: BEFORE})
    head = repository.commit({CHECKOUT: AFTER})
    repository.commit({CHECKOUT: initiative("Other")})
    done = repository.diff(base, head)
    assert (done.returncode, done.stderr) == (0, "")
    assert "target moved from 2026-Q4 to 2027-Q1: 90 days later" in done.stdout
    assert repository.changes(base, head) == [("changed", "checkout", SLIP)]
    assert repository.git("status", "--porcelain") == ""


def test_a_slip_is_numbered_by_what_the_commits_say(repository: Repository) -> None:
    targets = ("2026-Q4", "2027-Q1", "2026-12-01", "2027-Q2")
    commits = [repository.commit({CHECKOUT: initiative(target=target)}) for target in targets]
    repository.git("mv", CHECKOUT, "roadmap/initiatives/payment.yml")
    renamed = {"roadmap/initiatives/payment.yml": initiative(target="2027-Q2", formerly="[checkout]")}
    commits.append(repository.commit(renamed))
    again = {"roadmap/initiatives/payment.yml": initiative(target="2027-Q3", formerly="[checkout]")}
    write(repository.root, again)
    first, second = "moved from 2026-Q4 to 2027-Q1: 90 days later, the first slip", ": 211 days later, the second slip"
    assert first in repository.diff(commits[0], commits[1]).stdout
    assert second in repository.diff(commits[2], commits[3]).stdout
    assert ": 92 days later, the third slip" in repository.diff("HEAD").stdout
    commits.append(repository.commit({}))
    assert ": 92 days later, the third slip" in repository.diff("HEAD~1", "HEAD").stdout


def test_several_slips_at_once_are_not_numbered(repository: Repository) -> None:
    commits = [repository.commit({CHECKOUT: initiative(target=f"2027-Q{quarter}")}) for quarter in (1, 2, 3)]
    assert "moved from 2027-Q1 to 2027-Q3: 183 days later\n" in repository.diff(commits[0], commits[2]).stdout


def test_a_target_that_was_past_was_no_promise(repository: Repository) -> None:
    base = repository.commit({CHECKOUT: initiative(target="2026-Q1")})
    repository.commit({CHECKOUT: initiative(target="2026-Q4")})
    assert "moved from 2026-Q1 to 2026-Q4: 275 days later\n" in repository.diff(base, "HEAD").stdout


def test_without_a_head_the_work_tree_is_compared_as_it_is(repository: Repository) -> None:
    repository.commit({CHECKOUT: BEFORE})
    write(repository.root, {CHECKOUT: AFTER, BASKET: initiative("Basket")})
    assert [(change, name) for change, name, _ in repository.changes("HEAD")] == [
        ("added", "basket"),
        ("changed", "checkout"),
    ]
    assert repository.diff("HEAD").stdout.splitlines()[0].endswith(f"→ the work tree, as of {DAY}")
    assert json.loads(repository.diff("HEAD", "--format", "json").stdout)["head"] is None


def test_the_configuration_is_that_of_the_work_tree(repository: Repository) -> None:
    base = repository.commit({CHECKOUT: BEFORE})
    head = repository.commit({CHECKOUT: AFTER})
    configuration = CONFIG.replace("  - opsbook\n", "  - opsbook:\n      folders: {initiative: plans}\n")
    write(repository.root, {"mkdocs.yml": configuration})
    assert repository.changes(base, head) == []


def test_new_errors_are_exit_code_1_and_old_ones_are_not(repository: Repository) -> None:
    clean = repository.commit({CHECKOUT: BEFORE})
    broken = repository.commit({CHECKOUT: initiative(depends_on="[missing]")})
    worse = repository.commit({BASKET: initiative("Basket")})
    assert [repository.diff(*pair).returncode for pair in ((clean, broken), (broken, worse), (broken, clean))] == [
        1,
        0,
        0,
    ]
    assert "dangling-reference: there is no initiative 'missing'" in repository.diff(clean, broken).stdout


def test_the_comment_begins_with_its_marker(repository: Repository) -> None:
    base = repository.commit({CHECKOUT: BEFORE})
    repository.commit({CHECKOUT: AFTER})
    done = repository.diff(base, "main", "--format", "markdown")
    assert done.stdout.splitlines()[0] == "<!-- opsbook-diff -->"
    assert "`target` moved from `2026-Q4` to `2027-Q1`: 90 days later" in done.stdout


@pytest.mark.parametrize(
    "name",
    [
        "größe/日本",
        "a;touch${IFS}pwned",
        "quote'\"s",
        "$(reboot)",
        "`reboot`",
        "@everyone",
        "a&b|c>d",
        "refs/heads/-x",
        "#12",
        "<script>",
    ],
)
def test_hostile_names_of_branches(name: str, repository: Repository) -> None:
    repository.commit({CHECKOUT: BEFORE})
    # Plumbing makes what git branch would refuse.
    repository.git("update-ref", name if name.startswith("refs/") else f"refs/heads/{name}", "HEAD")
    repository.commit({CHECKOUT: AFTER})
    assert repository.changes(name) == [("changed", "checkout", SLIP)]
    comment = repository.diff(name, "main", "--format", "markdown").stdout
    fence = "``" if "`" in name else "`"
    pad = " " if "`" in name else ""
    assert f"\n{fence}{pad}{name}{pad}{fence} (`" in comment
    assert not (repository.root / "pwned").exists()


@pytest.mark.parametrize("name", ["", " ", "-x", "--output=x"])
def test_what_can_be_no_name_is_a_usage_error(name: str, repository: Repository) -> None:
    done = repository.diff("--", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{name!r} is no name of a revision" in done.stderr


@pytest.mark.parametrize("name", ["missing", "a b", "main:content", "main..main", "main^9", "0" * 40, "x" * 5000])
def test_an_unknown_revision_is_one_sentence(name: str, repository: Repository) -> None:
    done = repository.diff(name)
    assert done.returncode == 3
    assert only_sentence(done) == f"there is no revision {name!r} in this repository"


def test_without_a_base_it_is_a_usage_error(repository: Repository) -> None:
    assert repository.diff().returncode == 2


def test_outside_a_repository(tmp_path: Path) -> None:
    done = diff(write(tmp_path / "alone", {}), "main", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert done.returncode == 3
    assert only_sentence(done).startswith("not a git repository")


def test_without_git(repository: Repository, tmp_path: Path) -> None:
    done = repository.diff("main", PATH=str(tmp_path))
    assert done.returncode == 3
    assert only_sentence(done) == "git cannot be run: No such file or directory"


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    root = write(tmp_path / "new", {})
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    assert only_sentence(diff(root, "HEAD")) == "there is no revision 'HEAD' in this repository"


def clone(repository: Repository, target: Path, *options: str) -> Path:
    """Clone a repository as from another machine."""
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git("clone", "--quiet", *options, repository.root.as_uri(), str(target))
    return target


def test_a_shallow_clone_lacks_the_base_and_says_why(repository: Repository, tmp_path: Path) -> None:
    base = repository.commit({CHECKOUT: BEFORE})
    repository.commit({CHECKOUT: AFTER})
    done = diff(clone(repository, tmp_path / "clone", "--depth=1"), base)
    assert done.returncode == 3
    assert only_sentence(done) == (
        f"there is no revision {base!r} in this repository, which is a shallow clone; "
        "git fetch --unshallow brings the rest"
    )


def test_a_shallow_clone_that_holds_both_commits_is_enough(repository: Repository, tmp_path: Path) -> None:
    repository.commit({CHECKOUT: BEFORE})
    repository.commit({CHECKOUT: AFTER})
    done = diff(clone(repository, tmp_path / "clone", "--depth=2"), "HEAD~1", "HEAD")
    assert (done.returncode, "90 days later" in done.stdout) == (0, True)


def test_a_partial_clone_fetches_nothing_and_says_why(repository: Repository, tmp_path: Path) -> None:
    base = repository.commit({CHECKOUT: BEFORE})
    repository.commit({CHECKOUT: AFTER})
    done = diff(clone(repository, tmp_path / "clone", "--filter=blob:none"), base)
    assert done.returncode == 3
    assert only_sentence(done).endswith("it is a partial clone or damaged")


def test_merges_with_two_and_three_parents(repository: Repository) -> None:
    base = repository.commit({CHECKOUT: BEFORE})
    for name in ("one", "two"):
        repository.git("switch", "--quiet", "--create", name, base)
        repository.commit({f"roadmap/initiatives/{name}.yml": initiative(name)})
    repository.git("switch", "--quiet", "main")
    repository.commit({CHECKOUT: AFTER})
    repository.git("merge", "--quiet", "--no-edit", "one", "two")
    assert len(repository.git("rev-parse", "HEAD^@").split()) == 3
    assert [(change, name) for change, name, _ in repository.changes(base, "HEAD")] == [
        ("changed", "checkout"),
        ("added", "one"),
        ("added", "two"),
    ]
    assert [name for _, name, _ in repository.changes("HEAD^1", "HEAD")] == ["one", "two"]


def test_a_rename_with_an_edit(repository: Repository) -> None:
    base = repository.commit({CHECKOUT: BEFORE})
    (repository.root / CHECKOUT).unlink()
    repository.commit({"roadmap/initiatives/payment.yml": initiative(target="2027-Q1", formerly="[checkout]")})
    [found] = json.loads(repository.diff(base, "main", "--format", "json").stdout)["records"]
    assert (found["change"], found["id"], found["formerly"]) == ("renamed", "payment", "checkout")
    assert found["fields"][0] == {"field": "target", "old": "2026-Q4", "new": "2027-Q1", "days": 90}


def test_a_file_that_was_invalid_in_the_old_commit(repository: Repository) -> None:
    base = repository.commit({CHECKOUT: initiative(status="finished"), BASKET: b"title: \xff\n"})
    repository.commit({CHECKOUT: initiative(status="planned"), BASKET: initiative("Basket")})
    done = repository.diff(base, "main")
    assert done.returncode == 0
    assert "initiative basket (Basket) had errors before, and was left out of everything" in done.stdout
    assert repository.changes(base, "main") == [
        ("changed", "basket", {}),
        ("changed", "checkout", {"status": ("finished", "planned")}),
    ]


def test_other_line_ends_are_no_change(repository: Repository) -> None:
    path = "roadmap/initiatives/story.md"
    text = f"---\n{initiative()}---\nOne.\n\nTwo.\n"
    base = repository.commit({CHECKOUT: BEFORE, path: text})
    repository.git("config", "core.autocrlf", "false")
    windows = {name: each.replace("\n", "\r\n").encode() for name, each in ((CHECKOUT, BEFORE), (path, text))}
    repository.commit(windows)
    assert repository.git("diff", "--name-only", base, "HEAD") != ""
    assert repository.diff(base, "HEAD").stdout.splitlines()[1] == "no record changed"


def test_submodules_and_symbolic_links_are_reported_and_not_followed(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text(initiative("Secret"), encoding="utf-8")
    base = repository.commit({CHECKOUT: BEFORE})
    target = repository.git("hash-object", "-w", "--stdin", given="../../../secret.yml")
    for mode, name, path in (("160000", base, "module"), ("120000", target, "link.yml")):
        repository.git("update-index", "--add", "--cacheinfo", f"{mode},{name},roadmap/initiatives/{path}")
    repository.git("commit", "--quiet", "--message=links")
    done = repository.diff(base, "HEAD")
    assert done.returncode == 1
    assert "roadmap/initiatives/link.yml:1:1 outside-repository: this file is a symbolic link" in done.stdout
    assert "roadmap/initiatives/module:1:1 outside-repository: this file belongs to another repository" in done.stdout
    assert "Secret" not in done.stdout
    assert repository.diff("HEAD", "HEAD").returncode == 0


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_names_of_files_that_are_no_text(form: str, repository: Repository) -> None:
    base = repository.commit({CHECKOUT: BEFORE})
    blob = repository.git("hash-object", "-w", "--stdin", given=initiative("Odd"))
    index = b"100644 " + blob.encode() + b"\troadmap/initiatives/a\xff.yml\0"
    call = ["git", "update-index", "-z", "--index-info"]
    subprocess.run(call, cwd=repository.root, input=index, check=True)
    repository.git("commit", "--quiet", "--message=odd")
    done = repository.diff(base, "HEAD", "--format", form)
    assert done.returncode == 1
    assert "xff" in done.stdout


def test_a_handbook_in_a_folder_of_its_repository(repository: Repository) -> None:
    root = write(repository.root / "docs/handbook", {CHECKOUT: BEFORE})
    repository.commit({})
    write(root, {CHECKOUT: AFTER})
    done = diff(root, "HEAD")
    assert (done.returncode, "90 days later" in done.stdout) == (0, True)


def test_neither_mkdocs_nor_pandas_is_imported(repository: Repository) -> None:
    repository.commit({CHECKOUT: BEFORE})
    script = (
        "import sys; sys.argv = ['opsbook', 'diff', 'HEAD']\n"
        "from site_builder.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('pandas', 'mkdocs', 'numpy', 'jinja2', 'nh3') if name in sys.modules])"
    )
    call = [sys.executable, "-c", script]
    done = subprocess.run(call, cwd=repository.root, capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_what_the_environment_lacks_is_exit_code_3(repository: Repository) -> None:
    call = [str(Path(sys.executable).parent / "opsbook"), "diff", "missing"]
    done = subprocess.run(call, cwd=repository.root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "opsbook: there is no revision 'missing' in this repository\n"
