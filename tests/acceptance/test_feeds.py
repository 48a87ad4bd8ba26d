"""Feeds, changelog and JSON-LD of a built site: the starter's, and a real handbook's."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import keepachangelog
import pytest

from tests.acceptance.commands import opsbook, wrong
from tests.export.releases.forms import assert_atom, assert_json_feed
from tests.export.releases.test_head import expanded

pytestmark = pytest.mark.slow

_FEED = re.compile(r'<link rel="alternate" type="application/(atom|feed)\+\w+" title="[^"]*" href="([^"]*)">')


def assert_outputs(site: Path, *, releases: int, changes: int) -> None:
    """Hold every output of the releases of a site against its form and against each other."""
    folder = site / "releases"
    atom = assert_atom((folder / "feed.atom").read_bytes())
    feed = json.loads((folder / "feed.json").read_bytes())
    assert_json_feed(feed)
    assert [entry.id for entry in atom.entries] == [item["id"] for item in feed["items"]]
    assert len(atom.entries) == releases
    log = keepachangelog.to_dict(str(folder / "CHANGELOG.md"))
    assert len(log) == releases
    assert (
        sum(len(entries) for each in log.values() for entries in each.values() if isinstance(entries, list)) == changes
    )
    latest = json.loads((folder / "latest.json").read_bytes())
    assert latest["version"] == next(iter(log))
    digests = sorted(path.parent.name for path in folder.glob("*/digest.html"))
    assert digests == sorted(log)
    for version in log:
        article = expanded((folder / version / "index.html").read_text(encoding="utf-8"))
        assert article["@type"] == ["http://schema.org/TechArticle"], version
    notes = json.loads((folder / "notes.json").read_bytes())["releases"]
    assert sum(release["html"].count('<div class="ob-change"') for release in notes) == changes
    assert_calendar((site / "calendar.ics").read_bytes(), releases=releases)
    for path in (folder / "index.html", folder / "since/index.html"):
        links = _FEED.findall(path.read_text(encoding="utf-8"))
        assert [(path.parent / href).resolve().name for _, href in links] == ["feed.atom", "feed.json"]
        assert all((path.parent / href).is_file() for _, href in links)


def assert_calendar(content: bytes, *, releases: int) -> None:
    """Hold a calendar against RFC 5545: each event once, on a day, and every release among them."""
    calendar: Any = icalendar.Calendar.from_ical(content)
    assert (calendar["version"], calendar.errors) == ("2.0", [])
    events = calendar.walk("VEVENT")
    assert [event.errors for event in events if event.errors] == []
    assert len({event["uid"] for event in events}) == len(events)
    assert all(event["dtend"].dt - event["dtstart"].dt == timedelta(days=1) for event in events)
    assert sum(event["uid"].startswith("release-") for event in events) >= releases


def test_the_outputs_of_the_starter_hold(site: Path) -> None:
    collection = json.loads((site / "api/v1/changes.json").read_bytes())["records"]
    out = {"2026.1", "2026.2", "2026.3"}
    assert_outputs(site, releases=3, changes=sum(each["fields"].get("release") in out for each in collection))


def test_the_public_outputs_of_the_starter_hold(public_site: Path) -> None:
    collection = json.loads((public_site / "api/v1/changes.json").read_bytes())["records"]
    assert_outputs(public_site, releases=3, changes=len(collection))


@pytest.mark.real_data
@pytest.mark.skipif(not os.environ.get("OPSBOOK_REAL_DATA"), reason="OPSBOOK_REAL_DATA names no folder")
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_outputs_of_a_real_handbook_hold(audience: str, tmp_path: Path) -> None:
    root = tmp_path / "handbook"
    shutil.copytree(Path(os.environ["OPSBOOK_REAL_DATA"]) / "handbook", root)
    site = tmp_path / "site"
    done = opsbook("build", "--audience", audience, "--site-dir", site, "--as-of", "2026-08-22", cwd=root)
    assert done.returncode == 0, wrong(done)
    releases = json.loads((site / "api/v1/releases.json").read_bytes())["records"]
    out = {each["id"] for each in releases if each["fields"]["status"] == "released"}
    changes = json.loads((site / "api/v1/changes.json").read_bytes())["records"]
    # The six that wait for a release are told to nobody outside.
    assert (len(releases), len(changes)) == (68, 619 if audience == "internal" else 613)
    count = sum(each["fields"].get("release") in out for each in changes)
    assert_outputs(site, releases=len(out), changes=count)
    large = {path: size for path in site.rglob("*.html") if (size := path.stat().st_size) > 300_000}
    assert large == {}
