"""The calendar: releases, launches, renewals and notice days of tools, reviews, verifications, meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from site_builder.kinds.asset import ASSET
from site_builder.kinds.channel import CHANNEL
from site_builder.kinds.launch import LAUNCH
from site_builder.kinds.release import RELEASE
from site_builder.kinds.tool import TOOL
from site_builder.link.handbook import Handbook
from site_builder.load.text import FORBIDDEN
from site_builder.measure.common.standing import verified_until
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.settings import Settings

PATH = "calendar.ics"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Something on a day: what it is (part of the event's identity), its words, and the record it is about."""

    day: date
    what: str
    summary: str
    record: Record[Any]


def calendar_events(handbook: Handbook, settings: Settings) -> tuple[CalendarEvent, ...]:
    """Return everything that has a day, in the order of days. The last day there is stands for never."""
    events = (*_shipping(handbook), *_tools(handbook), *_reviews(handbook, settings))
    ahead = (event for event in events if event.day < date.max)
    return tuple(sorted(ahead, key=lambda event: (event.day, event.what, event.record.kind, event.record.id)))


def _shipping(handbook: Handbook) -> Iterator[CalendarEvent]:
    for release in handbook.records(RELEASE):
        # Customers are told no day of what is planned, so there is none to put into a calendar.
        has_day = handbook.audience == "internal" or release.fields.date.is_exact
        if release.fields.status != "withdrawn" and has_day:
            yield CalendarEvent(release.fields.date.last_day, "release", f"Release: {release.title}", release)
    for launch in handbook.records(LAUNCH):
        tier = launch.fields.tier
        yield CalendarEvent(launch.fields.date.last_day, "launch", f"Launch (tier {tier}): {launch.title}", launch)
    for channel in handbook.records(CHANNEL):
        if channel.fields.next_on is not None:
            yield CalendarEvent(channel.fields.next_on, "channel", channel.title, channel)


def _tools(handbook: Handbook) -> Iterator[CalendarEvent]:
    for tool in handbook.records(TOOL):
        fields = tool.fields
        if fields.status == "retire" or fields.renewal_on is None:
            continue
        yield CalendarEvent(fields.renewal_on, "renewal", f"Renewal: {tool.title}", tool)
        if fields.notice_by is not None and fields.notice_days:
            yield CalendarEvent(fields.notice_by, "notice", f"Last day for notice: {tool.title}", tool)


def _reviews(handbook: Handbook, settings: Settings) -> Iterator[CalendarEvent]:
    for record in handbook:
        if record.fields.review_by is not None:
            yield CalendarEvent(record.fields.review_by, "review", f"Review: {record.title}", record)
    for asset in handbook.records(ASSET):
        due = verified_until(asset.fields, settings)
        yield CalendarEvent(due, "verification", f"Verify: {asset.title}", asset)


def calendar_file(handbook: Handbook, settings: Settings, as_of: date, name: str, site_url: str = "") -> bytes:
    """Return the calendar as iCalendar (RFC 5545): a whole-day event each, with an id that stays the same.

    ``site_url`` makes each event link its record's page. The events are stamped with ``as_of``, so that the same input
    gives the same bytes.
    """
    from icalendar import Calendar, Event, vText

    stamp = datetime.combine(as_of, time(), UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//opsbook//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(FORBIDDEN.sub("", name)))
    for found in calendar_events(handbook, settings):
        event = Event()
        event.add("uid", f"{found.what}-{found.record.kind}-{found.record.id}@opsbook")
        event.add("dtstamp", stamp)
        event.add("dtstart", found.day)
        event.add("dtend", found.day + timedelta(days=1))
        event.add("summary", found.summary)
        event.add("transp", "TRANSPARENT")
        if site_url:
            event.add("url", f"{site_url.rstrip('/')}/{handbook.url_of(found.record)}")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
