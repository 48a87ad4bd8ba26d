"""Where a site or a tree of versions must not be written: the handbook, and files that nobody has built."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from tests.support import CONFIG, initiative, write

FILES = {
    "roadmap/initiatives/checkout.yml": initiative(target="2027-Q1"),
    "content/index.md": "# Home\n",
    ".git/HEAD": "ref: refs/heads/main\n",
    "mine/notes.txt": "mine",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "handbook", FILES)


def run(root: Path, command: str, *arguments: str) -> Result:
    return CliRunner().invoke(group, [command, "-f", str(root / "mkdocs.yml"), *arguments])


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.parent.rglob("*") if path.is_file() and ".opsbook" not in path.parts)
    return {path.relative_to(root.parent).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("name", [".", "..", "content", "roadmap", "roadmap/initiatives/site", ".git", "mine"])
def test_a_build_over_what_nobody_built_is_refused(root: Path, name: str) -> None:
    before = files(root)
    done = run(root, "build", "--as-of", "2026-10-31", "--site-dir", str(root / name))
    assert done.exit_code == 2, done.output
    assert "let --site-dir name a new folder, nothing was written" in done.stderr
    assert files(root) == before


@pytest.mark.parametrize("options", [(), ("--allow-errors",), ("--strict",)])
def test_so_is_one_that_the_configuration_asks_for(root: Path, options: tuple[str, ...]) -> None:
    write(root, {"mkdocs.yml": f"{CONFIG}\nsite_dir: .\n"})
    before = files(root)
    done = run(root, "build", "--as-of", "2026-10-31", *options)
    assert done.exit_code == 2, done.output
    assert "holds the handbook itself; let site_dir of mkdocs.yml name a new folder" in done.stderr
    assert files(root) == before


def test_an_earlier_site_is_replaced(root: Path) -> None:
    write(root, {"site/index.html": "old", "site/old/index.html": "older"})
    assert run(root, "build", "--as-of", "2026-10-31").exit_code == 0
    assert "old" not in (root / "site/index.html").read_text(encoding="utf-8").split()
    assert not (root / "site/old").exists()


@pytest.mark.parametrize("name", [".", "content", "roadmap/initiatives"])
def test_a_tree_of_versions_in_the_handbook_is_refused(root: Path, tmp_path: Path, name: str) -> None:
    write(tmp_path / "built", {"index.html": "built"})
    before = files(root)
    done = run(root, "publish", "1.0", "--site-dir", str(tmp_path / "built"), "--to", str(root / name))
    assert done.exit_code == 2, done.output
    assert "let --to name a folder elsewhere, nothing was written" in done.stderr
    assert files(root) == before


def test_a_tree_beside_the_handbook_is_not(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "built", {"index.html": "built"})
    done = run(root, "publish", "1.0", "--site-dir", str(tmp_path / "built"), "--to", str(root / "versions"))
    assert done.exit_code == 0, done.output


def test_a_site_behind_a_link_is_built_where_the_link_leads(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "www", {"index.html": "old"})
    (root / "site").symlink_to(tmp_path / "www")
    for title in ("Checkout", "Checkout again"):
        write(root, {"roadmap/initiatives/checkout.yml": initiative(title=title, target="2027-Q1")})
        done = run(root, "build", "--as-of", "2026-10-31")
        assert done.exit_code == 0, done.output
        assert (root / "site").is_symlink()
        page = (tmp_path / "www/roadmap/initiatives/checkout/index.html").read_text(encoding="utf-8")
        assert f"{title}<" in page
    assert sorted(path.name for path in tmp_path.iterdir()) == ["handbook", "www"]
