"""What is kept between runs, as a person meets it: quicker, and never another answer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from site_builder.load.kept_file import write_kept
from tests.support import initiative, write

FILES = {
    "roadmap/initiatives/late.yml": initiative(target="2026-Q1"),
    "roadmap/initiatives/wrong.yml": initiative(status="finished"),
}
_CHECK = (
    "import sys\nfrom site_builder.cli.main import group\n"
    "try: group(['check', '--as-of', '2026-10-31', *sys.argv[1:]])\n"
    "finally: print('pydantic' in sys.modules, file=sys.stderr)\n"
)


@pytest.fixture(autouse=True)
def _allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow the cache, which ``--no-cache`` forbids for the rest of a process."""
    monkeypatch.delenv("OPSBOOK_NO_CACHE", raising=False)


def check(root: Path, *options: str) -> tuple[int, str, bool]:
    """Run a check in a process of its own; return its exit code, its output, and whether records were validated."""
    done = subprocess.run(
        [sys.executable, "-c", _CHECK, *options], cwd=root, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr.strip() == "True"


def cache(root: Path, command: str) -> Result:
    return CliRunner().invoke(group, ["cache", command, "-f", str(root / "mkdocs.yml")])


def test_findings_are_told_again_without_reading_a_record(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    first, again = check(tmp_path), check(tmp_path)
    assert first[2] is True
    assert again == (first[0], first[1], False)
    assert "wrong.yml:3:9: error[invalid-value]" in again[1]


@pytest.mark.parametrize("form", ["json", "github", "gitlab", "sarif"])
def test_findings_are_told_again_in_every_format(tmp_path: Path, form: str) -> None:
    write(tmp_path, FILES)
    command = ["check", "-f", str(tmp_path / "mkdocs.yml"), "--as-of", "2026-10-31", "--format", form]
    first, again = CliRunner().invoke(group, command), CliRunner().invoke(group, command)
    assert "finished" in first.output
    assert (again.exit_code, again.output) == (first.exit_code, first.output)


def test_another_day_an_edit_and_another_configuration_are_checked(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    check(tmp_path)
    assert check(tmp_path, "--as-of", "2026-01-01")[2]
    check(tmp_path)
    (tmp_path / "roadmap/initiatives/wrong.yml").write_text(initiative(target="2027-Q1"), encoding="utf-8")
    code, output, is_checked = check(tmp_path)
    assert (code, "wrong.yml" in output, is_checked) == (0, False, True)
    with (tmp_path / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("extra: {}\n")
    assert check(tmp_path)[2]


def test_a_commit_and_a_tag_are_noticed(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    name = "-c user.name=a -c user.email=a@example.org"
    for command in ("init --quiet", "add roadmap", f"{name} commit --quiet -m a", "tag v1"):
        check(tmp_path)
        assert not check(tmp_path)[2]
        subprocess.run(["git", *command.split()], cwd=tmp_path, check=True)
        assert check(tmp_path)[2] is (command != "add roadmap")


def test_without_the_cache_nothing_is_kept(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    check(tmp_path, "--no-cache")
    assert not (tmp_path / ".opsbook").exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00" * 100])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, FILES)
    first = check(tmp_path)
    for file in (tmp_path / ".opsbook").rglob("*.json"):
        file.write_bytes(content)
    assert check(tmp_path) == first
    assert check(tmp_path) == (*first[:2], False)


@pytest.mark.parametrize("content", [{}, {"configured": 1}, {"configured": None, "config": "mkdocs.yml"}])
def test_a_cache_of_another_shape_is_made_anew(tmp_path: Path, content: object) -> None:
    write(tmp_path, FILES)
    write_kept(tmp_path / ".opsbook/findings.json", content)
    assert check(tmp_path)[2]
    assert not check(tmp_path)[2]


def test_two_checks_at_once_say_the_same(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    command = [sys.executable, "-c", _CHECK]
    running = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in "123"]
    said = {process.communicate()[0] for process in running}
    assert said == {check(tmp_path)[1].encode()}


def test_a_check_that_is_killed_leaves_no_cache_that_lies(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    expected = check(tmp_path, "--no-cache")[:2]
    for number in range(1, 4):
        with subprocess.Popen([sys.executable, "-c", _CHECK], cwd=tmp_path, stdout=subprocess.PIPE) as process:
            try:
                process.wait(number / 4)
            except subprocess.TimeoutExpired:
                process.kill()
        assert check(tmp_path)[:2] == expected
        cache(tmp_path, "clear")


def test_the_cache_is_shown_and_cleared(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    CliRunner().invoke(group, ["check", "-f", str(tmp_path / "mkdocs.yml")])
    shown = cache(tmp_path, "show").output
    assert "records " in shown
    assert "in all " in shown
    assert " cleared\n" in cache(tmp_path, "clear").output
    assert cache(tmp_path, "show").output == "nothing is kept\n"
    assert [path.name for path in (tmp_path / ".opsbook").iterdir()] == [".gitignore"]


def test_clearing_keeps_the_bytes_of_edits_and_follows_no_link(tmp_path: Path) -> None:
    root = write(tmp_path / "handbook", {**FILES, ".opsbook/edits/0": "x", ".opsbook/edits-interrupted/0.old": "x"})
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (root / ".opsbook/records").symlink_to(tmp_path)
    assert cache(root, "clear").exit_code == 0
    assert (root / ".opsbook/edits/0").exists()
    assert (root / ".opsbook/edits-interrupted/0.old").exists()
    assert (tmp_path / "mine.txt").exists()


def test_a_cache_that_is_a_link_is_not_cleared(tmp_path: Path) -> None:
    root = write(tmp_path / "handbook", FILES)
    (root / ".opsbook").symlink_to(tmp_path)
    result = cache(root, "clear")
    assert result.exit_code == 1
    assert "symbolic link" in str(result.exception)
    assert (root / "mkdocs.yml").exists()


def test_a_cache_that_is_a_link_or_came_with_the_repository_is_not_used(tmp_path: Path) -> None:
    linked = write(tmp_path / "linked", FILES)
    (tmp_path / "elsewhere").mkdir()
    (linked / ".opsbook").symlink_to(tmp_path / "elsewhere")
    tracked = write(tmp_path / "tracked", {**FILES, ".opsbook/findings.json": "{}"})
    for command in ("init --quiet", "add --force ."):
        subprocess.run(["git", *command.split()], cwd=tracked, check=True)
    for root in (linked, tracked):
        check(root)
        assert check(root)[2]
    assert list((tmp_path / "elsewhere").iterdir()) == []


_BUILD = (
    "import sys\nfrom site_builder.render import drawing_ahead\ndrawing_ahead.can_share = lambda: False\n"
    "from site_builder.cli.main import group\n"
    "try: group(['build', '--as-of', '2026-10-31', *sys.argv[1:]])\n"
    "finally: print('vl_convert' in sys.modules)\n"
)


def build(root: Path, site: str, *options: str) -> tuple[dict[str, bytes], bool]:
    """Build in a process of its own; return the files of the site, and whether a chart was drawn.

    What was drawn in a copy of the process would leave no trace, so there is none.
    """
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, "--site-dir", site, *options],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    files = {str(path.relative_to(root / site)): path.read_bytes() for path in (root / site).rglob("*.*")}
    return files, done.stdout.strip() == "True"


def test_a_build_draws_no_chart_that_the_last_one_drew(tmp_path: Path) -> None:
    write(tmp_path, {f"roadmap/initiatives/{name}.yml": initiative(target="2027-Q1") for name in ("a", "b", "c")})
    cold, drew = build(tmp_path, "cold")
    assert drew
    assert sum(b"ob-chart__picture" in page for page in cold.values()) > 0
    build(tmp_path, "public", "--audience", "public")
    assert build(tmp_path, "warm") == (cold, False)
    assert "charts " in cache(tmp_path, "show").output
    cache(tmp_path, "clear")
    assert build(tmp_path, "again") == (cold, True)
    assert build(tmp_path, "without", "--no-cache") == (cold, True)
