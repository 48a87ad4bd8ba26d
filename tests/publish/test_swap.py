"""A built site takes the old one's place, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.publish import swap


def _site(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text)
    return folder


def test_the_first_build_becomes_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with swap.build_directory(site) as built:
        _site(built, "new")
        swap.swap_in(built, site)
    assert (site / "index.html").read_text() == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]
    assert site.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("exchange", [True, False])
def test_a_later_build_replaces_the_whole_site(tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "exchange", lambda first, second: False)
    site = _site(tmp_path / "site", "old")
    (site / "gone.html").write_text("old")
    with swap.build_directory(site) as built:
        swap.swap_in(_site(built, "new"), site)
    assert [entry.name for entry in site.iterdir()] == ["index.html"]
    assert (site / "index.html").read_text() == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_a_kill_between_two_renames_is_mended(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _site(tmp_path / ".site.former", "old")
    swap.recover(site)
    assert (site / "index.html").read_text() == "old"


def test_a_kill_after_both_renames_is_mended(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", "new")
    _site(tmp_path / ".site.former", "old")
    swap.recover(site)
    assert (site / "index.html").read_text() == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_what_a_killed_build_left_is_removed_and_what_another_one_makes_is_not(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", "old")
    _site(tmp_path / ".site.build-killed", "half")
    _site(tmp_path / ".site-public.build-killed", "of another site")
    with swap.build_directory(site) as built:
        swap.recover(site)
        assert sorted(entry.name for entry in tmp_path.iterdir()) == [".site-public.build-killed", built.name, "site"]
    assert not built.exists()
