"""``opsbook publish``: versions come, go and are listed; what cannot be is said in a sentence."""

from __future__ import annotations

import fcntl
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from tests.acceptance.commands import command
from tests.publish.built import built, built_for, texts
from tests.support import write


def publish(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["publish", *map(str, arguments)])


def called(tree: Path, site: Path, *, most_bytes: int | None = None) -> subprocess.CompletedProcess[str]:
    """Publish in a process of its own, which can write no file that is longer."""

    def limit() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    call = command("opsbook", "publish", "2.0", "--to", tree, "--site-dir", site)
    return subprocess.run(call, capture_output=True, text=True, check=False, preexec_fn=limit)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    built(tmp_path / "one", "one")
    done = publish("1.0", "--to", tmp_path / "tree", "--site-dir", tmp_path / "one", "--alias", "latest")
    assert done.exit_code == 0, done.output
    return tmp_path / "tree"


def test_versions_are_listed_with_their_titles_and_aliases(tree: Path, tmp_path: Path) -> None:
    site = built(tmp_path / "two", "two")
    done = publish("2.0", "--to", tree, "--site-dir", site, "--title", "Two", "--alias", "latest", "--alias", "next")
    assert done.stderr == f"published 2.0 in {tree}, which has 2 versions now\n"
    assert publish("--list", "--to", tree).stdout == "2.0\tTwo\tlatest, next\n1.0\t1.0\n"


@pytest.mark.parametrize(("page", "is_said"), [("Welcome", True), ('<a href="latest/">Welcome</a>', False)])
def test_a_root_page_of_somebody_else_that_leads_nowhere_is_named(tree: Path, page: str, is_said: bool) -> None:
    (tree / "index.html").write_text(page, encoding="utf-8")
    done = publish("1.0", "--to", tree, "--site-dir", tree.parent / "one")
    assert done.exit_code == 0, done.output
    said = f"opsbook: {tree / 'index.html'} is not of opsbook publish and stays; let it lead to latest/\n"
    assert (said in done.stderr) is is_said
    assert (tree / "index.html").read_text(encoding="utf-8") == page


def test_another_title_and_no_version_any_more(tree: Path) -> None:
    assert publish("--retitle", "1.0", "The first", "--to", tree).exit_code == 0
    assert publish("--list", "--to", tree).stdout == "1.0\tThe first\tlatest\n"
    assert publish("--remove", "1.0", "--to", tree).exit_code == 0
    assert publish("--list", "--to", tree).stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("1.0", "--list"),
        ("--remove", "1.0", "--retitle", "1.0", "x"),
        ("--list", "--alias", "latest"),
        ("--remove", "3.0"),
        ("../x",),
        ("2.0", "--branch", "pages"),
        ("--list", "--remote", "origin"),
        ("3.0", "--site-dir", "no-such-folder"),
        ("1.0", "--site-dir", "one", "--title", "\udcff"),
        ("1.0", "--site-dir", "one", "--title", "a\nb"),
        ("--retitle", "1.0", "\udcff"),
        ("--retitle", "1.0", "a\tb"),
        ("--retitle", "1.0", " "),
    ],
)
def test_a_wrong_call_is_a_usage_error_and_changes_nothing(
    tree: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree.parent)
    before = texts(tree)
    done = publish(*arguments, "--to", tree)
    assert done.exit_code == 2
    assert "Error:" in done.stderr
    assert texts(tree) == before


def test_a_title_of_several_lines_that_another_program_wrote_is_listed_in_one(tree: Path) -> None:
    (tree / "versions.json").write_text('[{"version": "1.0", "title": "a\\n\\tb"}]', encoding="utf-8")
    assert publish("--list", "--to", tree).stdout == "1.0\ta b\n"


def test_a_second_publisher_at_once_is_told_so(tree: Path, tmp_path: Path) -> None:
    before = texts(tree)
    with (tree / ".opsbook-publish/lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = called(tree, built(tmp_path / "two", "two"))
    assert (done.returncode, done.stdout) == (3, "")
    assert "another opsbook publish is writing" in done.stderr
    assert texts(tree) == before


def test_a_lock_of_a_process_that_is_gone_stops_nobody(tree: Path, tmp_path: Path) -> None:
    holder = f"import fcntl, os; fcntl.flock(open({str(tree / '.opsbook-publish/lock')!r}), 2); os.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", holder], check=False).returncode == -9
    assert called(tree, built(tmp_path / "two", "two")).returncode == 0


def test_a_full_disk_changes_nothing(tree: Path, tmp_path: Path) -> None:
    before = texts(tree)
    site = built(tmp_path / "two", "two")
    (site / "large.html").write_text("x" * 100_000, encoding="utf-8")
    done = called(tree, site, most_bytes=50_000)
    assert done.returncode == 3
    assert done.stderr.startswith("opsbook: cannot write ")
    assert "the versions stay as they are" in done.stderr
    assert texts(tree) == before
    assert [path.name for path in (tree / ".opsbook-publish").iterdir()] == ["lock"]


def test_where_nothing_can_be_written_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = called(tmp_path / "file/tree", built(tmp_path / "two", "two"))
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def handbook(root: Path, audience: str) -> Path:
    """Write a handbook with both of its sites built; return its configuration."""
    write(root, {"mkdocs.yml": f"site_name: X\nsite_dir: inside\nplugins:\n  - opsbook: {{audience: {audience}}}\n"})
    built_for("internal", root / "inside", "internal")
    built_for("public", root / "site-public", "public")
    return root / "mkdocs.yml"


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_site_of_the_configured_audience_is_taken(audience: str, tmp_path: Path) -> None:
    done = publish("1.0", "--to", tmp_path / "tree", "-f", handbook(tmp_path / "book", audience))
    assert done.exit_code == 0, done.output
    assert texts(tmp_path / "tree/1.0")["404.html"] == audience


@pytest.mark.parametrize(("configured", "folder"), [("public", "inside"), ("internal", "site-public")])
def test_a_folder_with_the_site_for_others_is_refused(configured: str, folder: str, tmp_path: Path) -> None:
    file = handbook(tmp_path / "book", configured)
    done = publish("1.0", "--to", tmp_path / "tree", "-f", file, "--site-dir", tmp_path / "book" / folder)
    assert done.exit_code == 2
    assert f"and the {configured} one is to be published; nothing was changed" in done.stderr
    assert not (tmp_path / "tree").exists()


def test_another_audience_can_be_asked_for(tmp_path: Path) -> None:
    file = handbook(tmp_path / "book", "internal")
    done = publish("1.0", "--to", tmp_path / "tree", "-f", file, "--audience", "public")
    assert done.exit_code == 0, done.output
    assert texts(tmp_path / "tree/1.0")["404.html"] == "public"
    assert publish("2.0", "--to", tmp_path / "tree", "-f", file).exit_code == 2


def test_nothing_is_published_where_nobody_can_tell_for_whom(tmp_path: Path) -> None:
    file = handbook(tmp_path / "book", "publik")
    done = publish("1.0", "--to", tmp_path / "tree", "-f", file)
    assert done.exit_code == 2
    assert "has errors, which opsbook check names; nothing was changed" in done.stderr


@pytest.mark.parametrize("option", [("--audience", "public"), ("--site-dir", "site")])
def test_a_branch_gets_what_the_configuration_says(option: tuple[str, ...], tmp_path: Path) -> None:
    done = publish("1.0", "--branch", "pages", "-f", handbook(tmp_path / "book", "internal"), *option)
    assert done.exit_code == 2
    assert "go with --to" in done.stderr
