"""Whatever is done to a handbook: a build with all that was kept makes the site that a first build makes.

``OPSBOOK_EDITS`` says how many edits there are, in stories of 25 over handbooks of several sizes; 3 without it.
``OPSBOOK_SEED`` is then the seed of the first story, to tell others than usual, or one that failed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.warm import of_records
from tests.warm.book import large, shared, small, starter
from tests.warm.story import told

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork"),
]

Write = Callable[[Path], Path]
_A_STORY = 25
_BOOKS: tuple[Write, ...] = (small, shared, small, starter, small, small, shared, small, large, small)
"""Most stories are of a small one, where an edit takes a second or two."""


def stories() -> list[tuple[Write, int, int]]:
    """Return the handbook, the seed and the number of edits of each story."""
    edits, seed = int(os.environ.get("OPSBOOK_EDITS", "0")), int(os.environ.get("OPSBOOK_SEED", "1"))
    if not edits:
        # Stories in which records come, go and move, options change, and nothing is broken.
        return [(small, 30, 2), (shared, 36, 1)]
    starts = range(0, edits, _A_STORY)
    return [
        (_BOOKS[(seed + n - 1) % len(_BOOKS)], seed + n, min(_A_STORY, edits - start)) for n, start in enumerate(starts)
    ]


@pytest.mark.parametrize(("write", "seed", "edits"), stories())
def test_a_warm_build_is_a_cold_one(write: Write, seed: int, edits: int, tmp_path: Path) -> None:
    with told(tmp_path, write, seed) as story:
        story.begin()
        for _ in range(edits):
            story.go_on()


def test_earlier_addresses_are_those_of_a_cold_build(tmp_path: Path) -> None:
    acts = (of_records.an_earlier_id, of_records.renamed_with_references, of_records.another_title)
    with told(tmp_path, small, 1, acts) as story:
        story.begin()
        for _ in acts:
            story.edit()
            story.compare("internal")
