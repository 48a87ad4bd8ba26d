"""Some files of a site are replaced, added and removed, as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.load.folder_state import mark_of
from site_builder.publish import swap
from site_builder.publish.patch import Overtaken, patch
from tests.publish.built import built, texts

OLD = {"index.html": "old", "404.html": "old", "a/index.html": "old", "a/b/index.html": "old", "search/1.js": "old"}


def written(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def patched(site: Path, files: dict[str, str], *gone: str, mark: str | None = None) -> None:
    with swap.build_directory(site) as changed:
        patch(written(changed, files), gone, site, mark)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return written(tmp_path / "home/site", OLD)


def beside(site: Path) -> list[str]:
    return [entry.name for entry in site.parent.iterdir() if entry != site]


def test_files_are_replaced_added_and_removed(site: Path) -> None:
    patched(site, {"index.html": "new", "c/d/index.html": "new"}, "404.html", "a/b/index.html")
    assert texts(site) == {
        "index.html": "new",
        "c/d/index.html": "new",
        "a/index.html": "old",
        "search/1.js": "old",
    }
    assert beside(site) == []


def test_nothing_else_is_touched(site: Path) -> None:
    def stamps() -> list[tuple[str, int, int, int]]:
        seen = ((path, path.stat()) for path in [*(site / "search").rglob("*"), site / "a", site / "a/b"])
        return [(path.name, each.st_ino, each.st_mtime_ns, each.st_ctime_ns) for path, each in seen]

    before = stamps()
    patched(site, {"index.html": "new"}, "404.html")
    assert stamps() == before


def test_folders_in_which_nothing_is_left_go(site: Path) -> None:
    patched(site, {}, "a/b/index.html", "a/index.html")
    assert sorted(entry.name for entry in site.iterdir()) == ["404.html", "index.html", "search"]


def test_a_folder_in_which_something_is_left_stays(site: Path) -> None:
    patched(site, {}, "a/index.html")
    assert (site / "a/b/index.html").is_file()


def test_what_goes_and_is_not_there_is_passed_over(site: Path) -> None:
    patched(site, {"index.html": "new"}, "never.html", "never/was/index.html", "404.html/index.html")
    assert texts(site) == OLD | {"index.html": "new"}


def test_what_goes_and_is_new_is_replaced(site: Path) -> None:
    patched(site, {"a/b/index.html": "new"}, "a/b/index.html")
    assert texts(site) == OLD | {"a/b/index.html": "new"}


def test_a_file_takes_the_place_of_a_folder_and_a_folder_that_of_a_file(site: Path) -> None:
    patched(site, {"a": "new", "404.html/index.html": "new"})
    assert texts(site) == {"a": "new", "404.html/index.html": "new", "index.html": "old", "search/1.js": "old"}


def test_files_keep_their_modes(site: Path) -> None:
    with swap.build_directory(site) as changed:
        written(changed, {"index.html": "new"})
        (changed / "index.html").chmod(0o640)
        patch(changed, (), site)
    assert (site / "index.html").stat().st_mode & 0o777 == 0o640


def test_a_patch_of_nothing_leaves_the_site_as_it_is(site: Path) -> None:
    patched(site, {})
    assert texts(site) == OLD
    assert beside(site) == []


@pytest.mark.parametrize("path", ["", "/etc/x", "../x", "a/../../x", "a//x", "./x", "a/", "a/.", "a\0b", "\ud800"])
def test_a_path_that_leads_out_of_the_site_is_refused(site: Path, path: str) -> None:
    with pytest.raises(ValueError):
        patched(site, {"index.html": "new"}, "404.html", path)
    assert texts(site) == OLD
    assert beside(site) == []


def test_a_folder_that_no_build_has_made_is_refused(site: Path, tmp_path: Path) -> None:
    mine = written(tmp_path / "home/mine", {"index.html": "new"})
    with pytest.raises(ValueError, match="no build directory"):
        patch(mine, (), site)
    assert texts(mine) == {"index.html": "new"}


def test_the_name_of_the_list_is_refused(site: Path) -> None:
    with pytest.raises(ValueError, match="no file of a site"):
        patched(site, {".opsbook-gone.json": "[]"})


def test_where_there_is_no_site_nothing_is_made(site: Path) -> None:
    site.rename(site.with_name("elsewhere"))
    with pytest.raises(NotADirectoryError):
        patched(site, {"index.html": "new"})
    assert beside(site) == ["elsewhere"]


class TestLinks:
    @pytest.fixture
    def outside(self, tmp_path: Path) -> Path:
        return written(tmp_path / "outside", {"index.html": "mine", "b/index.html": "mine"})

    def test_one_in_the_way_of_a_folder_is_replaced(self, site: Path, outside: Path) -> None:
        (site / "linked").symlink_to(outside)
        patched(site, {"linked/index.html": "new", "linked/b/index.html": "new"})
        assert texts(site / "linked") == {"index.html": "new", "b/index.html": "new"}
        assert not (site / "linked").is_symlink()
        assert set(texts(outside).values()) == {"mine"}

    def test_one_in_the_way_of_a_file_is_replaced(self, site: Path, outside: Path) -> None:
        (site / "new.html").symlink_to(outside / "index.html")
        (site / "plain").symlink_to(outside)
        patched(site, {"new.html": "new", "plain": "new"})
        assert (site / "new.html").read_text() == (site / "plain").read_text() == "new"
        assert set(texts(outside).values()) == {"mine"}

    def test_nothing_is_removed_behind_one(self, site: Path, outside: Path) -> None:
        (site / "linked").symlink_to(outside)
        patched(site, {}, "linked/index.html", "linked/b/index.html")
        assert set(texts(outside)) == {"index.html", "b/index.html"}

    def test_one_that_goes_is_removed_itself(self, site: Path, outside: Path) -> None:
        (site / "linked").symlink_to(outside)
        patched(site, {}, "linked")
        assert not (site / "linked").is_symlink()
        assert set(texts(outside)) == {"index.html", "b/index.html"}

    def test_a_site_that_is_one_is_not_patched(self, site: Path, outside: Path) -> None:
        site.rename(site.with_name("elsewhere"))
        site.symlink_to(outside)
        with pytest.raises(NotADirectoryError):
            patched(site, {"index.html": "new"})
        assert set(texts(outside).values()) == {"mine"}

    def test_one_that_has_the_name_of_a_patch_is_left_alone(self, site: Path, outside: Path) -> None:
        site.with_name(".site.patch-x").symlink_to(outside)
        swap.recover(site)
        assert texts(site) == OLD
        assert set(texts(outside).values()) == {"mine"}


class TestOtherBuilds:
    def test_a_patch_of_the_site_that_it_was_made_for(self, site: Path) -> None:
        patched(site, {"index.html": "new"}, mark=mark_of(site))
        assert texts(site) == OLD | {"index.html": "new"}

    def test_a_site_swapped_in_meanwhile_is_not_patched(self, site: Path) -> None:
        mark = mark_of(site)
        with swap.build_directory(site) as other:
            swap.swap_in(built(other, "theirs"), site)
        with pytest.raises(Overtaken, match="another build"):
            patched(site, {"index.html": "new"}, "404.html", mark=mark)
        assert set(texts(site).values()) == {"theirs"}
        assert beside(site) == []

    def test_a_site_patched_meanwhile_is_not_patched(self, site: Path) -> None:
        mark = mark_of(site)
        patched(site, {"a/b/index.html": "theirs"})
        with pytest.raises(Overtaken):
            patched(site, {"index.html": "new"}, mark=mark)
        assert texts(site) == OLD | {"a/b/index.html": "theirs"}

    def test_a_patch_that_was_killed_meanwhile_is_finished_first(self, site: Path) -> None:
        mark = mark_of(site)
        written(site.with_name(".site.patch-killed"), {"a/b/index.html": "theirs"})
        with pytest.raises(Overtaken):
            patched(site, {"index.html": "new"}, mark=mark)
        assert texts(site) == OLD | {"a/b/index.html": "theirs"}

    def test_a_killed_patch_is_not_brought_into_a_site_swapped_in_later(self, site: Path) -> None:
        with swap.build_directory(site) as other:
            written(site.with_name(".site.patch-killed"), {"only-old.html": "theirs"})
            swap.swap_in(built(other, "new"), site)
        swap.recover(site)
        assert set(texts(site).values()) == {"new"}
        assert beside(site) == []


class TestRecovery:
    def test_it_changes_nothing_the_second_time(self, site: Path) -> None:
        written(site.with_name(".site.patch-killed"), {"index.html": "new", ".opsbook-gone.json": '["404.html"]'})
        swap.recover(site)
        after, mark = texts(site), mark_of(site)
        swap.recover(site)
        assert (texts(site), mark_of(site)) == (after, mark)
        assert after == {path: text for path, text in OLD.items() if path != "404.html"} | {"index.html": "new"}

    def test_where_the_site_was_taken_away_nothing_comes_back(self, site: Path) -> None:
        written(site.with_name(".site.patch-killed"), {"index.html": "new"})
        site.rename(site.with_name("elsewhere"))
        swap.recover(site)
        assert beside(site) == ["elsewhere"]
        assert not site.exists()

    def test_a_patch_of_another_site_is_left_alone(self, site: Path) -> None:
        written(site.with_name(".site-public.patch-killed"), {"index.html": "new"})
        swap.recover(site)
        assert texts(site) == OLD
        assert beside(site) == [".site-public.patch-killed"]

    @pytest.mark.parametrize("text", ["", "{}", "[1]", '["404.html", "../outside.html"]', '["/etc/x"]', "\x00"])
    def test_a_list_that_cannot_be_read_is_not_followed(self, site: Path, text: str) -> None:
        written(site.parent, {"outside.html": "mine"})
        written(site.with_name(".site.patch-odd"), {"index.html": "new", ".opsbook-gone.json": text})
        swap.recover(site)
        assert texts(site) == OLD
        assert beside(site) == ["outside.html"]

    def test_the_file_of_a_lock_that_a_killed_build_left_goes(self, site: Path) -> None:
        site.with_name(".site.lock").touch()
        swap.recover(site)
        assert beside(site) == []
