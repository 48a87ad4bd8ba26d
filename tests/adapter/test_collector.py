from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_opsbook.collector import Collector
from tests.adapter.fake import build_fake
from tests.adapter.handbook import FILES, handbook


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[tuple[int, int, int]]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield (700, 10, 10)
    gc.set_threshold(*before)


def test_the_collector_is_put_back_after_a_build(tmp_path: Path, thresholds: tuple[int, int, int]) -> None:
    seen: list[int] = []

    def outputs() -> tuple[()]:
        seen.append(gc.get_threshold()[0])
        return ()

    site = handbook()
    site.outputs = lambda part=None: (outputs,)  # type: ignore[method-assign]
    build_fake(tmp_path, site, FILES)
    assert seen > [thresholds[0]]
    assert gc.get_threshold() == thresholds


def test_the_collector_is_put_back_after_a_build_that_fails(tmp_path: Path, thresholds: tuple[int, int, int]) -> None:
    site = handbook()

    def fail() -> tuple[()]:
        raise RuntimeError("no outputs")

    site.outputs = lambda part=None: (fail,)  # type: ignore[method-assign]
    with pytest.raises(RuntimeError, match="no outputs"):
        build_fake(tmp_path, site, FILES)
    assert gc.get_threshold() == thresholds


@pytest.mark.parametrize("already", [(0, 10, 10), (1_000_000, 50, 1000)])
def test_a_collector_that_looks_less_often_or_never_stays_so(already: tuple[int, int, int]) -> None:
    gc.set_threshold(*already)
    collector = Collector()
    collector.slow_down()
    assert gc.get_threshold() == already
    collector.put_back()
    assert gc.get_threshold() == already
