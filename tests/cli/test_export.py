"""``opsbook export --markdown``: all or nothing, and never over what it has not written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from tests.support import initiative, write

GOOD = {"roadmap/initiatives/checkout.yml": initiative(target="2027-Q1")}
BAD = {"roadmap/initiatives/checkout.yml": initiative(status="finished")}


def export(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["export", "-f", str(root / "mkdocs.yml"), *arguments])


def test_it_writes_the_pages_and_says_how_many(tmp_path: Path) -> None:
    root, target = write(tmp_path / "book", GOOD), tmp_path / "out"
    result = export(root, "--markdown", str(target), "--as-of", "2026-10-31")
    assert result.exit_code == 0, result.output
    assert f"files in {target}" in result.stderr
    assert "as of 31 October 2026" in (target / "index.md").read_text(encoding="utf-8")
    assert (target / "roadmap/initiatives/checkout.md").is_file()
    assert (target / "api/v1/initiatives/checkout.json").is_file()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["book", "out"]


def test_a_later_export_replaces_an_earlier_one_whole(tmp_path: Path) -> None:
    root, target = write(tmp_path / "book", GOOD), tmp_path / "out"
    export(root, "--markdown", str(target))
    (root / "roadmap/initiatives/checkout.yml").rename(root / "roadmap/initiatives/basket.yml")
    assert export(root, "--markdown", str(target)).exit_code == 0
    assert (target / "roadmap/initiatives/basket.md").is_file()
    assert not (target / "roadmap/initiatives/checkout.md").exists()


@pytest.mark.parametrize("mine", ["hugo.toml", ".git/HEAD", "roadmap/notes.md"])
def test_what_somebody_put_beside_an_earlier_export_is_not_lost(tmp_path: Path, mine: str) -> None:
    root, target = write(tmp_path / "book", GOOD), tmp_path / "out"
    assert export(root, "--markdown", str(target)).exit_code == 0
    (target / mine).parent.mkdir(exist_ok=True)
    (target / mine).write_text("mine")
    (root / "roadmap/initiatives/checkout.yml").rename(root / "roadmap/initiatives/basket.yml")
    result = export(root, "--markdown", str(target))
    assert result.exit_code == 2
    assert f"{target}/{mine} is of no earlier export and would be lost" in result.stderr
    assert (target / mine).read_text() == "mine"
    assert (target / "roadmap/initiatives/checkout.md").is_file()


def test_of_a_link_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    root, link = write(tmp_path / "book", GOOD), tmp_path / "link"
    (tmp_path / "out").mkdir()
    link.symlink_to("out")
    for _ in range(2):
        assert export(root, "--markdown", str(link)).exit_code == 0
    assert (link.is_symlink(), (tmp_path / "out" / "index.md").is_file()) == (True, True)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["book", "link", "out"]


def test_a_marker_that_is_no_text_names_no_file(tmp_path: Path) -> None:
    root, target = write(tmp_path / "book", GOOD), tmp_path / "out"
    target.mkdir()
    (target / ".opsbook-export").write_bytes(b"\xff\nmine\xff.md\n")
    (target / "mine.md").write_text("mine")
    result = export(root, "--markdown", str(target))
    assert (result.exit_code, f"{target}/mine.md is of no earlier export" in result.stderr) == (2, True)


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    root, target = write(tmp_path / "book", GOOD), tmp_path / "out"
    target.mkdir()
    assert export(root, "--markdown", str(target)).exit_code == 0
    assert (target / "index.md").is_file()


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    root, target = write(tmp_path / "book", GOOD), tmp_path / "out"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    result = export(root, "--markdown", str(target))
    assert result.exit_code == 2
    assert "is not empty and no earlier export" in result.output
    assert [entry.name for entry in target.iterdir()] == ["mine.txt"]
    over_a_file = export(root, "--markdown", str(target / "mine.txt"))
    assert over_a_file.exit_code == 2
    assert "is no folder" in over_a_file.output


@pytest.mark.parametrize("folder", ["content/export", "roadmap/export"])
def test_it_is_never_written_into_what_the_handbook_is_read_from(tmp_path: Path, folder: str) -> None:
    root = write(tmp_path, GOOD)
    result = export(root, "--markdown", str(root / folder))
    assert result.exit_code == 2
    assert "which the handbook is read from" in result.output
    assert not (root / folder).exists()


def test_with_errors_nothing_is_written_and_the_earlier_export_stays(tmp_path: Path) -> None:
    root, target = write(tmp_path / "book", GOOD), tmp_path / "out"
    export(root, "--markdown", str(target))
    write(root, BAD)
    result = export(root, "--markdown", str(target))
    assert result.exit_code == 1
    assert "roadmap/initiatives/checkout.yml:3:9: error[invalid-value]" in result.stderr
    assert result.stderr.endswith("opsbook: nothing was written\n")
    assert (target / "roadmap/initiatives/checkout.md").is_file()


def test_a_draft_says_on_every_page_that_it_has_errors(tmp_path: Path) -> None:
    root, target = (
        write(tmp_path / "book", {**GOOD, "roadmap/initiatives/bad.yml": initiative(status="x")}),
        tmp_path / "out",
    )
    assert export(root, "--markdown", str(target), "--allow-errors").exit_code == 0
    for page in ("index.md", "roadmap/initiatives/checkout.md", "reference/index.md"):
        assert "> **Draft**" in (target / page).read_text(encoding="utf-8")


def test_it_must_be_said_where_to(tmp_path: Path) -> None:
    result = export(write(tmp_path, GOOD))
    assert result.exit_code == 2
    assert "--markdown" in result.output


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    root = write(tmp_path / "book", GOOD)
    script = (
        f"import sys; sys.argv = ['opsbook', 'export', '-f', {str(root / 'mkdocs.yml')!r}, "
        "'--markdown', '/proc/nowhere/out']\n"
        "from site_builder.cli.main import main\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "opsbook: cannot write /proc/nowhere/out" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_works_without_mkdocs(tmp_path: Path) -> None:
    root, target = write(tmp_path / "book", GOOD), tmp_path / "out"
    script = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('mkdocs', 'material', 'mkdocs_opsbook', 'markdown'):\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "from site_builder.cli.main import group\n"
        f"group(['export', '-f', {str(root / 'mkdocs.yml')!r}, '--markdown', {str(target)!r}])\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    assert (target / "roadmap/initiatives/checkout.md").is_file()
