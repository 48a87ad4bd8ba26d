"""A built site becomes a version of a tree, with aliases that lead to it and a list for the version selector."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder.publish.lock import locked
from site_builder.publish.names import UnfitName
from site_builder.publish.version_list import TreeFault, read_versions
from site_builder.publish.versions import publish, remove, retitle
from tests.publish.built import FILES, built, built_for, listed, texts


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with two versions, the newer of which is the latest."""
    for name in ("2026.2", "2026.10"):
        publish(built(tmp_path / name, name), tmp_path / "tree", name, f"Version {name}", ["latest"])
    return tmp_path / "tree"


def test_the_list_is_what_the_selector_reads_the_newest_first(tree: Path) -> None:
    assert listed(tree) == [
        {"version": "2026.10", "title": "Version 2026.10", "aliases": ["latest"]},
        {"version": "2026.2", "title": "Version 2026.2", "aliases": []},
    ]


def test_every_file_of_a_site_is_in_the_folder_of_its_version(tree: Path) -> None:
    assert texts(tree / "2026.2") == dict.fromkeys(FILES, "2026.2")
    assert texts(tree / "2026.10") == dict.fromkeys(FILES, "2026.10")


def test_a_published_version_stays_when_the_site_is_written_over(tree: Path, tmp_path: Path) -> None:
    with (tmp_path / "2026.2/index.html").open("r+", encoding="utf-8") as file:
        file.write("other")
    assert texts(tree / "2026.2") == dict.fromkeys(FILES, "2026.2")


def test_each_page_of_an_alias_leads_to_the_same_page_of_the_version(tree: Path) -> None:
    page = (tree / "latest/roadmap/initiatives/checkout/index.html").read_text(encoding="utf-8")
    address = "../../../../2026.10/roadmap/initiatives/checkout/"
    assert f'<meta http-equiv="refresh" content="0; url={address}">' in page
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<a href="{address}">' in page
    assert "<script" not in page
    assert 'url=../2026.10/"' in (tree / "latest/index.html").read_text(encoding="utf-8")


def test_what_programs_subscribe_to_is_in_the_alias_itself(tree: Path) -> None:
    assert (tree / "latest/releases/feed.atom").read_text(encoding="utf-8") == "2026.10"
    assert not (tree / "latest/assets").exists()


def test_the_root_leads_to_the_latest(tree: Path) -> None:
    assert 'content="0; url=latest/"' in (tree / "index.html").read_text(encoding="utf-8")


def test_a_version_published_again_is_replaced_whole_and_keeps_its_title_and_aliases(
    tree: Path, tmp_path: Path
) -> None:
    site = built(tmp_path / "again", "again")
    (site / "404.html").unlink()
    before = listed(tree)
    publish(site, tree, "2026.10")
    assert set(texts(tree / "2026.10").values()) == {"again"}
    assert not (tree / "2026.10/404.html").exists()
    assert (tree / "latest/releases/feed.atom").read_text(encoding="utf-8") == "again"
    assert listed(tree) == before


def test_a_version_that_goes_takes_its_aliases_along(tree: Path) -> None:
    remove(tree, "2026.10")
    assert [entry["version"] for entry in listed(tree)] == ["2026.2"]
    assert sorted(path.name for path in tree.iterdir()) == [".opsbook-publish", "2026.2", "index.html", "versions.json"]
    assert 'content="0; url=2026.2/"' in (tree / "index.html").read_text(encoding="utf-8")


def test_another_title(tree: Path) -> None:
    retitle(tree, "2026.2", "February")
    assert [entry["title"] for entry in listed(tree)] == ["Version 2026.10", "February"]


def test_nothing_is_left_beside_but_the_lock(tree: Path) -> None:
    assert [path.name for path in (tree / ".opsbook-publish").iterdir()] == ["lock"]


def test_what_another_program_noted_of_a_version_is_kept(tree: Path, tmp_path: Path) -> None:
    entries = listed(tree)
    entries[1]["properties"] = {"hidden": True}
    (tree / "versions.json").write_text(json.dumps(entries), encoding="utf-8")
    publish(built(tmp_path / "3", "3"), tree, "2026.11")
    assert listed(tree)[2]["properties"] == {"hidden": True}


def test_a_root_page_of_somebody_else_stays(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "index.html").write_text("mine", encoding="utf-8")
    publish(built(tmp_path / "site", "1"), tree, "1.0")
    assert (tree / "index.html").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "aliases", "message"),
    [
        ("latest", [], "is an alias of '2026.10'"),
        ("3", ["2026.2"], "is a version, and can be no alias"),
        ("3", ["3"], "no alias of itself"),
        ("3", ["LATEST"], "differ in the case"),
        ("docs", [], "is there and is no version"),
        ("DOCS", [], "is there and is no version"),
        ("../3", [], "no name of a version"),
        ("3", ["a/b"], "no name of a version"),
    ],
)
def test_a_name_that_is_unfit_or_taken_changes_nothing(
    tree: Path, tmp_path: Path, name: str, aliases: list[str], message: str
) -> None:
    (tree / "docs").mkdir()
    before = texts(tree)
    with pytest.raises(UnfitName, match=message):
        publish(built(tmp_path / "3", "3"), tree, name, None, aliases)
    assert texts(tree) == before
    assert [path.name for path in (tree / ".opsbook-publish").iterdir()] == ["lock"]


@pytest.mark.parametrize("name", ["2026.3", "latest"])
def test_only_a_version_that_is_there_can_go(tree: Path, name: str) -> None:
    before = texts(tree)
    with pytest.raises(UnfitName, match=name):
        remove(tree, name)
    assert texts(tree) == before


def test_what_is_no_site_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnfitName, match="run opsbook build first"):
        publish(tmp_path / "folder", tmp_path / "tree", "1.0")
    assert not (tmp_path / "tree").exists()


def test_a_site_is_not_published_into_itself(tmp_path: Path) -> None:
    site = built(tmp_path / "site", "1")
    with pytest.raises(UnfitName, match="inside of the site"):
        publish(site, site / "versions", "1.0")
    with pytest.raises(UnfitName, match="build into another folder"):
        publish(site, tmp_path, "site")


@pytest.mark.parametrize("place", ["2026.2", "latest", "2026.10/deeper"])
def test_a_version_of_a_tree_is_no_tree_of_its_own(place: str, tree: Path, tmp_path: Path) -> None:
    before = texts(tree)
    with pytest.raises(UnfitName, match="a version of the tree"):
        publish(built(tmp_path / "3", "3"), tree / place, "3")
    assert texts(tree) == before


def test_a_built_site_is_no_tree(tmp_path: Path) -> None:
    site = built_for("internal", tmp_path / "site")
    with pytest.raises(UnfitName, match="is a built site itself"):
        publish(built(tmp_path / "3", "3"), site, "3")
    assert not (site / "versions.json").exists()


def test_a_list_of_another_program_above_a_tree_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "versions.json").write_text('{"node": 22}', encoding="utf-8")
    assert publish(built(tmp_path / "3", "3"), tmp_path / "tree", "3")


def test_a_link_in_a_site_is_not_followed(tree: Path, tmp_path: Path) -> None:
    site = built(tmp_path / "3", "3")
    (site / "secret.html").symlink_to("/etc/passwd")
    before = texts(tree)
    with pytest.raises(UnfitName, match="links are not followed"):
        publish(site, tree, "3")
    assert texts(tree) == before


def test_a_link_in_the_place_of_a_version_is_not_written_through(tree: Path, tmp_path: Path) -> None:
    outside = built(tmp_path / "outside", "outside")
    (tree / "3").symlink_to(outside)
    with pytest.raises(UnfitName):
        publish(built(tmp_path / "new", "3"), tree, "3")
    assert texts(outside) == dict.fromkeys(FILES, "outside")


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}",
        "[1]",
        '[{"version": "../x"}]',
        '[{"version": "a"}, {"version": "A"}]',
        r'[{"version": "a", "title": "\ud800"}]',
    ],
)
def test_a_list_that_is_none_is_not_guessed_at(tree: Path, tmp_path: Path, text: str) -> None:
    (tree / "versions.json").write_text(text, encoding="utf-8")
    before = texts(tree)
    with pytest.raises(TreeFault, match="no list of versions"):
        publish(built(tmp_path / "3", "3"), tree, "3")
    assert texts(tree) == before
    with pytest.raises(TreeFault):
        read_versions(tree)


def test_a_second_publisher_at_once_is_refused(tree: Path, tmp_path: Path) -> None:
    before = texts(tree)
    with (
        locked(tree / ".opsbook-publish/lock", tree),
        pytest.raises(TreeFault, match="another opsbook publish is writing"),
    ):
        publish(built(tmp_path / "3", "3"), tree, "3")
    assert texts(tree) == before
    assert publish(tmp_path / "3", tree, "3")


def test_without_a_list_the_tree_is_empty(tmp_path: Path) -> None:
    assert read_versions(tmp_path) == ()
