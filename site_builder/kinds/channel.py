"""Channels: how people are told what they need to know."""

from __future__ import annotations

from typing import Annotated, Literal

from site_builder.model.common import RecordFields
from site_builder.model.either import OneOrMany
from site_builder.model.fields import Day, Fields, OwnerName, Text
from site_builder.model.kind import Kind

People = Annotated[tuple[OwnerName, ...], OneOrMany()]


class Raci(Fields):
    """Who does what for the channel. Each is a role or a handle, or a list of them."""

    responsible: People = ()
    """Who prepares it."""
    accountable: People = ()
    """Who answers for it."""
    consulted: People = ()
    """Who is asked before."""
    informed: People = ()
    """Who gets it."""


class Channel(RecordFields):
    """A meeting, a mailing or a page by which people are kept informed."""

    audience: Text
    """Who it is for, such as `All product teams`."""
    medium: Text
    """What it is, such as `e-mail`, `meeting` or `chat`."""
    cadence: Literal["daily", "weekly", "biweekly", "monthly", "quarterly", "on_event"]
    """How often: `daily`, `weekly`, `biweekly` (every two weeks), `monthly`, `quarterly`, or `on_event`."""
    purpose: Text | None = None
    """What people know or decide because of it."""
    next_on: Day | None = None
    """The day of the next one."""
    raci: Raci | None = None
    """Who is responsible, accountable, consulted and informed."""


CHANNEL = Kind(
    name="channel",
    fields=Channel,
    folder="content/communication",
    url="communication",
    label="Channel",
    plural="Communication",
    area="communication",
    purpose="How and how often people are told, so that each message has one place and nobody is left out.",
    status_field="",
    date_fields=("next_on",),
)
