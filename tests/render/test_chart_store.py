"""A chart is drawn once, and not again the next time where nothing has changed on which it depends."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import site_builder
from site_builder.load.kept_file import write_kept
from site_builder.render.chart_store import ChartStore, charts_file
from site_builder.render.charts import key_of
from site_builder.render.drawing_key import drawing_key
from site_builder.views.charts.bars import Bar, ranked_bars


def bars(count: int) -> Mapping[str, Any]:
    return ranked_bars("causes", "Causes", "", [Bar("Drift – é", count), Bar("Outage", 7)]).spec


def draw_and_save(file: Path, *specs: Mapping[str, Any]) -> tuple[list[str], int]:
    """Draw charts as a build does; return the drawings, and how many were drawn."""
    store = ChartStore(file)
    drawings = [store.drawing(spec) for spec in specs]
    store.save()
    return drawings, store.drawn


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return charts_file(tmp_path / ".opsbook", "internal")


def test_each_distinct_chart_is_drawn_once() -> None:
    store = ChartStore()
    first = store.drawing(bars(12))
    assert store.drawing(bars(12)) == first
    assert store.drawing(bars(13)) != first
    assert store.drawn == 2


def test_what_was_saved_is_not_drawn_again(file: Path) -> None:
    drawings, drawn = draw_and_save(file, bars(12), bars(13))
    assert drawn == 2
    assert draw_and_save(file, bars(13), bars(12)) == (drawings[::-1], 0)


def test_another_specification_is_drawn(file: Path) -> None:
    draw_and_save(file, bars(12))
    assert draw_and_save(file, bars(12), bars(13))[1] == 1
    assert draw_and_save(file, bars(12), bars(13))[1] == 0


def test_what_is_no_longer_shown_is_dropped(file: Path) -> None:
    draw_and_save(file, bars(12))
    alone = file.read_bytes()
    draw_and_save(file, bars(12), bars(13))
    draw_and_save(file, bars(12))
    assert file.read_bytes() == alone


def draw_part(file: Path, *specs: Mapping[str, Any]) -> int:
    """Draw the charts of a part of a site; return how many were drawn."""
    store = ChartStore(file)
    for spec in specs:
        store.drawing(spec)
    store.save(is_whole=False)
    return store.drawn


def test_a_part_leaves_the_drawings_of_the_rest(file: Path) -> None:
    draw_and_save(file, bars(12), bars(13))
    assert draw_part(file, bars(14)) == 1
    assert draw_and_save(file, bars(12), bars(13), bars(14))[1] == 0


def test_parts_keep_twice_what_is_shown_and_drop_what_was_asked_for_first(file: Path) -> None:
    draw_and_save(file, bars(1), bars(2))
    assert [draw_part(file, bars(count), bars(2)) for count in (3, 4, 5)] == [1, 1, 1]
    # Two are shown, so four are kept.
    assert draw_part(file, bars(5), bars(4), bars(3), bars(2)) == 0
    assert draw_part(file, bars(1)) == 1


def test_audiences_keep_their_own(tmp_path: Path) -> None:
    internal, public = (charts_file(tmp_path, audience) for audience in ("internal", "public"))
    draw_and_save(internal, bars(12))
    assert draw_and_save(public, bars(13))[1] == 1
    assert draw_and_save(internal, bars(12))[1] == 0
    assert draw_and_save(public, bars(13))[1] == 0


def test_nothing_is_kept_without_a_file_and_nothing_before_it_is_saved(file: Path, tmp_path: Path) -> None:
    unnamed = ChartStore()
    unnamed.drawing(bars(12))
    unnamed.save()
    ChartStore(file).drawing(bars(12))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_made_anew(file: Path) -> None:
    whole = draw_and_save(file, bars(12))
    content = file.read_bytes()
    for damaged in (b"", content[:-1], content.replace(b"Drift", b"Draft"), b"{}"):
        file.write_bytes(damaged)
        assert draw_and_save(file, bars(12)) == whole
        assert file.read_bytes() == content


@pytest.mark.parametrize("drawings", [None, [], {"": 1}, {"KEY": 1}, {"KEY": {}}, {"KEY": ""}, {"KEY": "<script>"}])
def test_a_file_of_another_shape_is_made_anew(file: Path, drawings: object) -> None:
    if isinstance(drawings, dict) and "KEY" in drawings:
        drawings = {key_of(bars(12)): drawings["KEY"]}
    write_kept(file, {"key": drawing_key(), "drawings": drawings})
    assert draw_and_save(file, bars(12))[1] == 1
    assert draw_and_save(file, bars(12))[1] == 0


def test_what_was_drawn_in_another_way_is_drawn_again(file: Path) -> None:
    write_kept(file, {"key": "another", "drawings": {key_of(bars(12)): '<svg viewBox="0 0 1 1" />'}})
    (drawing,), drawn = draw_and_save(file, bars(12))
    assert ("Drift" in drawing, drawn) == (True, 1)


def key_in(folder: Path) -> str:
    """Return the key of the code in a folder, which is made in a process of its own."""
    command = "from site_builder.render.drawing_key import drawing_key; print(drawing_key())"
    done = subprocess.run([sys.executable, "-c", command], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_code_that_draws_is_part_of_the_key(tmp_path: Path) -> None:
    shutil.copytree(Path(site_builder.__file__).parent, tmp_path / "site_builder")
    before = key_in(tmp_path)
    assert key_in(tmp_path) == before
    for module in ("render/charts.py", "render/chart_engine.py", "views/charts/theme.py"):
        with (tmp_path / "site_builder" / module).open("a", encoding="utf-8") as source:
            source.write("# changed\n")
        after = key_in(tmp_path)
        assert after != before
        before = after


def test_the_version_of_the_library_is_part_of_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = drawing_key()
    installed = tmp_path / "vl_convert_python-99.dist-info/METADATA"
    installed.parent.mkdir()
    installed.write_text("Metadata-Version: 2.1\nName: vl-convert-python\nVersion: 99\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert drawing_key() != before


def test_the_time_zone_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    there = drawing_key()
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    time.tzset()
    elsewhere = drawing_key()
    monkeypatch.undo()
    time.tzset()
    assert there != elsewhere


def test_fonts_are_part_of_the_key_where_they_decide_on_widths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    without = drawing_key()
    (tmp_path / "Library/Fonts").mkdir(parents=True)
    (tmp_path / "Library/Fonts/mine.ttf").write_bytes(b"")
    assert drawing_key() != without
