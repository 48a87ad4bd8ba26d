from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.publish.place import UnfitPlace, check_apart, check_site_place


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "handbook"
    (folder / "content").mkdir(parents=True)
    (folder / ".git").mkdir()
    return folder


def check(target: Path, root: Path) -> None:
    check_site_place(target, root, (root / "content", root / "roadmap/initiatives", root / ".git"))


@pytest.mark.parametrize("name", ["site", "out/site", "../elsewhere", "contents"])
def test_a_new_folder_is_fit(root: Path, name: str) -> None:
    check(root / name, root)


def test_an_empty_folder_is_fit_and_an_earlier_site_is(root: Path) -> None:
    site = root / "site"
    site.mkdir()
    check(site, root)
    (site / "index.html").write_text("", encoding="utf-8")
    check(site, root)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (".", "holds the handbook itself"),
        ("..", "holds the handbook itself"),
        ("content", "is where the handbook's content is"),
        ("content/site", "is where the handbook's content is"),
        ("roadmap", "is where the handbook's initiatives is"),
        ("roadmap/initiatives/site", "is where the handbook's initiatives is"),
        (".git", "is where the handbook's .git is"),
    ],
)
def test_what_the_handbook_is_made_of_is_not(root: Path, name: str, message: str) -> None:
    with pytest.raises(UnfitPlace, match=message):
        check(root / name, root)
    with pytest.raises(UnfitPlace, match=message):
        check_apart(root / name, root, (root / "content", root / "roadmap/initiatives", root / ".git"))


def test_a_link_to_the_handbook_is_seen_through(root: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(root)
    with pytest.raises(UnfitPlace, match="holds the handbook"):
        check(link, root)


@pytest.mark.parametrize("names", [["notes.txt"], [".hidden"], ["index.md", "photo.jpg"]])
def test_files_that_nobody_built_are_not_replaced(root: Path, names: list[str]) -> None:
    mine = root / "mine"
    mine.mkdir()
    for name in names:
        (mine / name).write_text("", encoding="utf-8")
    with pytest.raises(UnfitPlace, match="not empty, and no site that was built earlier"):
        check(mine, root)
    check_apart(mine, root, ())


def test_a_work_tree_of_git_is_not_replaced(root: Path) -> None:
    pages = root / "pages"
    pages.mkdir()
    for name in ("index.html", ".git"):
        (pages / name).write_text("", encoding="utf-8")
    with pytest.raises(UnfitPlace, match="work tree of git"):
        check(pages, root)


def test_a_file_is_no_folder(root: Path) -> None:
    (root / "site").write_text("", encoding="utf-8")
    with pytest.raises(UnfitPlace, match="is no folder"):
        check(root / "site", root)
