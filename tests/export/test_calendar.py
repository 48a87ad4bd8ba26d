"""What stands in the calendar, and on which day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import icalendar

from site_builder.export.calendar import calendar_events, calendar_file
from site_builder.kinds.release import RELEASE
from site_builder.link.handbook import Handbook
from site_builder.link.projection import PublicPolicy, project_public
from site_builder.model.settings import Settings
from tests.support import AS_OF, check_files

_RELEASE = "title: '{day}'\nowner: '@team'\ndate: {day}\nstatus: {status}\nvisibility: public\n"
_ASSET = "title: Guide\nowner: '@team'\ntype: guide\naudience: sales\nverified_on: 2026-09-01\nbody: Read.\n"


def handbook_of(root: Path, files: dict[str, str]) -> Handbook:
    return check_files(root, files).handbook


def events(handbook: Handbook, **policies: Any) -> list[tuple[str, str, str]]:
    settings = Settings.model_validate({"policies": policies})
    return [(str(event.day), event.what, event.record.id) for event in calendar_events(handbook, settings)]


RELEASES = {
    "roadmap/releases/1.0.yml": _RELEASE.format(day="2026-03-01", status="released"),
    "roadmap/releases/1.1.yml": _RELEASE.format(day="2026-04-01", status="withdrawn"),
    "roadmap/releases/2.0.yml": _RELEASE.format(day="2026-12-01", status="planned"),
    "roadmap/releases/3.0.yml": _RELEASE.format(day="2027-Q1", status="planned"),
}


def test_planned_releases_stand_on_their_last_day_and_withdrawn_ones_nowhere(tmp_path: Path) -> None:
    assert events(handbook_of(tmp_path, RELEASES)) == [
        ("2026-03-01", "release", "1.0"),
        ("2026-12-01", "release", "2.0"),
        ("2027-03-31", "release", "3.0"),
    ]


def test_the_name_of_a_calendar_is_escaped_and_has_no_control_characters(tmp_path: Path) -> None:
    content = calendar_file(handbook_of(tmp_path, RELEASES), Settings(), AS_OF, "Acme, \x01Inc; ops")
    assert b"X-WR-CALNAME:Acme\\, Inc\\; ops\r\n" in content


def test_customers_are_told_of_no_day_of_what_is_planned(tmp_path: Path) -> None:
    public = project_public(handbook_of(tmp_path, RELEASES), PublicPolicy(AS_OF))
    assert public.find(RELEASE, "3.0") is not None
    assert events(public) == [("2026-03-01", "release", "1.0")]


def test_a_verification_is_due_when_the_asset_stops_being_fresh(tmp_path: Path) -> None:
    files = {
        "content/enablement/own.yml": f"{_ASSET}verify_every: 10\n",
        "content/enablement/policy.yml": _ASSET,
    }
    assert events(handbook_of(tmp_path, files), verify_every={"guide": 29}) == [
        ("2026-09-11", "verification", "own"),
        ("2026-09-30", "verification", "policy"),
    ]


def test_what_is_due_never_has_no_day(tmp_path: Path) -> None:
    files = {
        "content/enablement/ever.yml": f"{_ASSET}verify_every: 99999999\nreview_by: 9999-12-31\n",
        "content/enablement/late.yml": f"{_ASSET}verify_every: 1\nreview_by: 9999-12-30\n",
    }
    handbook = handbook_of(tmp_path, files)
    assert events(handbook) == [("2026-09-02", "verification", "late"), ("9999-12-30", "review", "late")]
    calendar: Any = icalendar.Calendar.from_ical(calendar_file(handbook, Settings(), date(2026, 10, 31), "Handbook"))
    assert [event["dtend"].dt for event in calendar.walk("VEVENT")] == [date(2026, 9, 3), date.max]
