"""Edits of what records and tables say: a part of the site is built each time, and the whole is as it should be.

``OPSBOOK_EDITS`` says how many edits there are of each handbook; 5 without it, one of the large one.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.warm import of_files, of_records
from tests.warm.book import large, shared, small, starter
from tests.warm.story import Act, told
from tests.warm.test_mutation import Write

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork"),
]

_EDITS = int(os.environ.get("OPSBOOK_EDITS", "0"))
_OF_CONTENT: tuple[Act, ...] = (
    of_records.another_title,
    of_records.another_owner,
    of_records.another_status,
    of_records.another_day,
    of_records.other_tags,
    of_records.another_reference,
    of_records.other_links,
    of_records.a_mention,
    of_records.a_sentence,
    of_records.a_line_less,
    of_records.letters_of_the_same_size,
    of_files.a_row_more,
    of_files.a_row_less,
    of_files.a_row_changed,
)


@pytest.mark.parametrize(
    ("write", "seed", "edits"),
    [(small, 4, 5), (shared, 5, 2), (starter, 6, 3), (large, 8, 1)] if not _EDITS
    else [(write, seed, _EDITS) for seed, write in enumerate((small, shared, starter, large))],
)  # fmt: skip
def test_a_part_makes_the_whole(write: Write, seed: int, edits: int, tmp_path: Path) -> None:
    with told(tmp_path, write, seed, _OF_CONTENT) as story:
        story.begin()
        for _ in range(edits):
            story.edit()
            story.compare("internal")
        assert story.in_part > 0
