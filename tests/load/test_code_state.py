"""Code is another one after any change of what was imported, or of what would be found."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from site_builder.load.code_state import code_state, is_same_code

LATER = 2**62
"""A moment before which every module was changed long ago."""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield the folder of a pack of somebody else, whose only module is imported."""
    (tmp_path / "pack_of_rules.py").write_text("LIMIT = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("pack_of_rules")
    yield tmp_path
    del sys.modules["pack_of_rules"]


def state() -> Any:
    """Return the state of the code as it comes back from a file."""
    return json.loads(json.dumps(code_state(LATER)))


def test_code_that_nobody_touched_is_the_same(pack: Path) -> None:
    (pack / "notes.txt").touch()
    assert is_same_code(state())


CHANGES: dict[str, Callable[[Path], object]] = {
    "a module that was edited": lambda pack: (pack / "pack_of_rules.py").write_text("LIMIT = 2\n", encoding="utf-8"),
    "a module that went away": lambda pack: (pack / "pack_of_rules.py").unlink(),
    "a module that hides another": lambda pack: (pack / "yaml.py").touch(),
    "another distribution": lambda pack: (pack / "more_rules-1.0.dist-info").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_the_code_is_noticed(pack: Path, change: Callable[[Path], object]) -> None:
    before = state()
    change(pack)
    assert not is_same_code(before)


def test_another_search_path_is_noticed(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state()
    monkeypatch.setattr(sys, "path", [*sys.path, str(pack / "more")])
    assert not is_same_code(before)


def test_a_module_that_was_just_written_may_be_another_one_than_was_imported(pack: Path) -> None:
    assert code_state((pack / "pack_of_rules.py").stat().st_mtime_ns) is None
