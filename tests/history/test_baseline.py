"""Baselines: the targets of a tag, of a period's first instant, and the first of all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from site_builder.history.baseline import Baseline
from site_builder.load.source import SourceError
from site_builder.pipeline import check, open_work_tree
from tests.history.repository import Repository
from tests.support import initiative, write

BASKET = "roadmap/initiatives/basket.yml"


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    repository = Repository(tmp_path / "handbook")
    write(repository.root, {})
    repository.commit("2025-12-30T10:00:00Z", {BASKET: initiative(target="2026-Q1")})
    repository.git("tag", "plan")
    repository.commit("2026-02-01T10:00:00Z", {BASKET: initiative(target="2026-Q2")})
    repository.commit("2026-04-02T10:00:00Z", {BASKET: initiative(target="2026-Q3")})
    return repository.root


def baseline(root: Path, name: str) -> Baseline:
    inputs = open_work_tree(root / "mkdocs.yml", lambda _: date(2026, 10, 31), baseline=name)
    return check(inputs).measures.context.history.baseline


@pytest.mark.parametrize(
    ("name", "target"),
    [("", "2026-Q1"), ("plan", "2026-Q1"), ("HEAD~1", "2026-Q2"), ("2026", "2026-Q1"), ("2026-Q2", "2026-Q2")],
)
def test_the_target_as_it_was(name: str, target: str, handbook: Path) -> None:
    found = baseline(handbook, name)
    assert found.name == name
    assert [str(planned) for planned in found.targets.values()] == [target]


def test_before_there_was_anything_nothing_was_promised(handbook: Path) -> None:
    assert baseline(handbook, "2025").targets == {}


def test_what_is_neither_a_period_nor_a_revision_is_refused(handbook: Path) -> None:
    with pytest.raises(SourceError, match="no revision 'plam'"):
        baseline(handbook, "plam")
