"""What the public audience gets: marked records, marked fields, nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.kinds.change import CHANGE
from site_builder.kinds.feature import FEATURE
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.release import RELEASE
from site_builder.link.handbook import Handbook
from site_builder.link.projection import NOBODY, PublicPolicy, project_public
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference
from tests.support import check_files

FILES = {
    "roadmap/initiatives/shown.yml": """\
title: Shown
owner: '@team'
status: released
released_on: 2026-09-01
release: "2.0"
visibility: public
team: SECRET-TEAM
outcome: SECRET-OUTCOME
depends_on: [hidden]
links: [https://example.com/SECRET-LINK]
body: Text for customers.
""",
    "roadmap/initiatives/hidden.yml": "title: SECRET-TITLE\nowner: '@team'\nstatus: planned\n",
    "roadmap/releases/2.0.yml": """\
title: Version 2.0
owner: '@team'
date: 2026-09-01
status: released
visibility: public
highlights: [open, internal]
""",
    "roadmap/changes/open.yml": """\
title: Open
owner: '@team'
type: added
release: "2.0"
initiative: hidden
visibility: public
audience_note: SECRET-NOTE
""",
    "roadmap/changes/internal.yml": "title: SECRET-CHANGE\nowner: '@team'\ntype: fixed\nrelease: \"2.0\"\n",
    "roadmap/changes/embargo.yml": """\
title: SECRET-UNTIL-NOVEMBER
owner: '@team'
type: added
release: "2.0"
visibility: public
publish_on: 2026-11-15
""",
    "roadmap/changes/unreleased.yml": "title: SECRET-UNRELEASED\nowner: '@team'\ntype: added\nvisibility: public\n",
    "feedback/requests/wish.yml": """\
title: SECRET-WISH
owner: '@team'
source: support
submitted_on: 2026-01-01
status: new
""",
}
AS_OF = date(2026, 10, 31)


def _public(tmp_path: Path, policy: PublicPolicy) -> Handbook:
    return project_public(check_files(tmp_path, FILES).handbook, policy)


def test_only_public_records_of_public_kinds_are_left(tmp_path: Path) -> None:
    handbook = _public(tmp_path, PublicPolicy(AS_OF))
    assert [str(record.reference) for record in handbook] == ["initiative:shown", "release:2.0", "change:open"]
    assert set(handbook.kinds) == {"initiative", "release", "change", "feature"}
    assert handbook.audience == "public"


def test_only_public_fields_are_left(tmp_path: Path) -> None:
    handbook = _public(tmp_path, PublicPolicy(AS_OF))
    shown = handbook.find(INITIATIVE, "shown")
    assert shown is not None
    assert shown.fields.body == "Text for customers."
    assert (shown.fields.team, shown.fields.outcome, shown.fields.depends_on, shown.fields.links) == (
        None,
        None,
        (),
        (),
    )
    assert shown.fields.owner == NOBODY
    assert (shown.path, shown.text, dict(shown.positions)) == ("roadmap/initiatives/shown", "", {})


def test_references_to_what_is_hidden_are_gone(tmp_path: Path) -> None:
    handbook = _public(tmp_path, PublicPolicy(AS_OF))
    release = handbook.find(RELEASE, "2.0")
    change = handbook.find(CHANGE, "open")
    assert release is not None
    assert change is not None
    assert release.fields.highlights == (Reference("change", "open"),)
    assert change.fields.initiative is None
    assert {str(link.source) for link in handbook.backlinks_of(release)} == {"initiative:shown", "change:open"}


def test_nothing_secret_is_left_anywhere(tmp_path: Path) -> None:
    handbook = _public(tmp_path, PublicPolicy(AS_OF))
    assert "SECRET" not in repr([record.fields for record in handbook])
    assert "SECRET" not in repr((handbook.references, handbook.backlinks, handbook.prose, handbook.responses))


def test_an_embargo_ends_on_its_day(tmp_path: Path) -> None:
    handbook = _public(tmp_path, PublicPolicy(date(2026, 11, 15)))
    assert handbook.find(CHANGE, "embargo") is not None


def test_unreleased_changes_are_shown_where_the_policy_says_so(tmp_path: Path) -> None:
    handbook = _public(tmp_path, PublicPolicy(AS_OF, show_unreleased=True))
    assert handbook.find(CHANGE, "unreleased") is not None


@pytest.mark.parametrize(
    ("kind", "fields", "told"),
    [
        (RELEASE, "date: 2027-03-17\nstatus: planned", "2027-Q1"),
        (RELEASE, "date: 2026-11-17\nstatus: planned", "2026-11"),
        (RELEASE, "date: 2026-10-17\nstatus: released", "2026-10-17"),
        (RELEASE, "date: 2026-10-17\nstatus: withdrawn", "2026-10-17"),
        (FEATURE, "since: 2027-03-17\nlifecycle: planned", "2027-Q1"),
        (FEATURE, "since: 2027-Q2\nlifecycle: planned", "2027-Q2"),
        (FEATURE, "since: '2.0'\nlifecycle: planned", "release:2.0"),
        (FEATURE, "since: 2026-10-17\nlifecycle: ga", "2026-10-17"),
        (INITIATIVE, "target: 2027-03-17\nstatus: in_progress", "2027-Q1"),
        (INITIATIVE, "target: 2026-10-17\nreleased_on: 2026-10-20\nstatus: released", "2026-10"),
    ],
)
def test_days_are_told_once_they_are_no_plans(tmp_path: Path, kind: Kind[Any], fields: str, told: str) -> None:
    record = f"title: A\nowner: '@team'\nvisibility: public\n{fields}\n"
    checked = check_files(tmp_path, {**FILES, f"{kind.folder}/a.yml": record})
    found = project_public(checked.handbook, PublicPolicy(AS_OF)).find(kind, "a")
    assert found is not None
    assert str(getattr(found.fields, fields.partition(":")[0])) == told


def test_links_in_texts_stay_where_they_lead_to_what_is_public(tmp_path: Path) -> None:
    body = (
        "[calc](../../content/calc.xlsx), [plan](../../content/plan.md), [brief](../../docs/brief.docx), "
        "[other](untitled.yml), [hidden](internal.yml), [manual](../../content/manual.pdf), "
        "[gone](../../content/gone.pdf)"
    )
    change = "owner: '@team'\ntype: added\nvisibility: public\nrelease: '2.0'\n"
    files = {
        "roadmap/changes/linking.yml": f"title: Linking\n{change}body: '{body}'\n",
        "roadmap/changes/untitled.yml": f"title: Other\n{change}",
        "content/plan.md": "# Plan\n",
    }
    handbook = check_files(tmp_path, FILES | files).handbook
    policy = PublicPolicy(AS_OF, has_file={"content/calc.xlsx", "content/manual.pdf"}.__contains__)
    linking = project_public(handbook, policy).find(CHANGE, "linking")
    assert linking is not None
    assert linking.fields.body == (
        "calc, plan, brief, [other](untitled.yml), hidden, [manual](../../content/manual.pdf), gone"
    )
