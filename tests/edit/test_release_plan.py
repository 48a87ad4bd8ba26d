"""What a release would bring."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from site_builder.edit.release_plan import Wish, plan_release
from tests.support import check_files

_CHANGE = "title: Links expire\nowner: '@team'\ntype: security\npublish_on: 2026-11-17\n"


@pytest.mark.parametrize(
    ("day", "changes", "embargoed"),
    [
        (date(2026, 11, 16), [], ["links"]),
        (date(2026, 11, 17), ["links"], []),
        (date(2026, 11, 18), ["links"], []),
    ],
)
def test_an_embargo_ends_on_its_day(day: date, changes: list[str], embargoed: list[str], tmp_path: Path) -> None:
    handbook = check_files(tmp_path, {"roadmap/changes/links.yml": _CHANGE}).handbook
    plan = plan_release(handbook, Wish("2026.4", day))
    assert [change.id for change in plan.changes] == changes
    assert [change.id for change in plan.embargoed] == embargoed
